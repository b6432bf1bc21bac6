import pytest

from bot.errors import GiljabiError
from bot.settings import Settings, read_settings

DATABASE_FORMS = "write sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"

LETTERS = "it may have letters, digits, _ and - only, and 256 of them at most"
SUCH_AS = "write one such as https://tour.example.com"


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "TELEGRAM_TOKEN", "PUBLIC_URL", "HOST", "PORT"):
        monkeypatch.delenv(f"GILJABI_{name}", raising=False)


def test_everything_has_a_default() -> None:
    settings = read_settings()
    assert (settings.database_url, settings.host, settings.port) == ("sqlite:///var/giljabi.db", "127.0.0.1", 8080)
    assert (settings.telegram_token, settings.public_url) == (None, None)
    assert str(settings.telegram_api_url) == "https://api.telegram.org/"


def test_an_empty_value_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_TELEGRAM_TOKEN", "")
    monkeypatch.setenv("GILJABI_PORT", "")
    assert (read_settings().telegram_token, read_settings().port) == (None, 8080)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DATABASE_URL", "mysql://host/tour", DATABASE_FORMS),
        ("DATABASE_URL", "tour.db", DATABASE_FORMS),
        ("DATABASE_URL", "postgresql://host:port/tour", DATABASE_FORMS),
        ("TELEGRAM_TOKEN", "12345", "a token looks like 123456789:AAE…; copy it whole from @BotFather"),
        ("TELEGRAM_TOKEN", "bot:AAE", "a token looks like 123456789:AAE…; copy it whole from @BotFather"),
        ("TELEGRAM_TOKEN", "1234:AAE xyz", "a token looks like 123456789:AAE…; copy it whole from @BotFather"),
        ("PORT", "99999", "that is too large: it must be at most 65535; write one such as 8080"),
        ("PORT", "http", "that is no whole number; write one such as 8080"),
        ("TELEGRAM_PER_SECOND", "-1", "that is too small: it must be at least 0; write one such as 30"),
        ("TELEGRAM_WEBHOOK_SECRET", "a b", f"{LETTERS}; write one such as kX3_v9-Q"),
        ("TELEGRAM_PER_SECOND", "inf", "that is no number; write one such as 30"),
        ("PUBLIC_URL", "ftp://tour.example", f"that is no web address with http:// or https://; {SUCH_AS}"),
        ("PUBLIC_URL", "tour.example", f"that is no web address; {SUCH_AS}"),
    ],
)
def test_a_bad_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(f"GILJABI_{name}", value)
    with pytest.raises(GiljabiError) as caught:
        read_settings()
    assert str(caught.value) == f"GILJABI_{name}: {told}"


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("GILJABI_TELEGRAM_TOKNE", "is it GILJABI_TELEGRAM_TOKEN?"),
        ("GILJABI_TOKEN", "is it GILJABI_TELEGRAM_TOKEN?"),
        ("GILJABI_DB_URL", "is it GILJABI_DATABASE_URL?"),
        ("Giljabi_Kakao_Skil_Secret", "is it GILJABI_KAKAO_SKILL_SECRET?"),
        ("GILJABI_X", "take it out; the README lists all there are"),
        ("GILJABI_", "take it out; the README lists all there are"),
    ],
)
def test_a_name_that_is_no_setting_is_told(monkeypatch: pytest.MonkeyPatch, name: str, mend: str) -> None:
    monkeypatch.setenv(name, "123456789:AAEhush")
    monkeypatch.setenv("giljabi_host", "127.0.0.2")  # a setting's case doesn't matter
    with pytest.raises(GiljabiError) as caught:
        read_settings()
    assert str(caught.value) == f"{name}: there is no such setting; {mend}"


def test_the_examples_are_good_values(monkeypatch: pytest.MonkeyPatch) -> None:
    examples = {name: field.examples[0] for name, field in Settings.model_fields.items() if field.examples}
    for name, example in examples.items():
        monkeypatch.setenv(f"GILJABI_{name.upper()}", str(example))
    read = read_settings()
    assert {name: str(getattr(read, name)).removesuffix("/").removesuffix(".0") for name in examples} == {
        name: str(example) for name, example in examples.items()
    }


def test_all_bad_values_are_named_and_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_TELEGRAM_TOKEN", "hush-hush")
    monkeypatch.setenv("GILJABI_TELEGRAM_WEBHOOK_SECRET", "hush hush!")
    monkeypatch.setenv("GILJABI_PORT", "-1")
    monkeypatch.setenv("GILJABI_SECRT_KEY", "hush")
    with pytest.raises(GiljabiError) as caught:
        read_settings()
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == [
        "GILJABI_SECRT_KEY",
        "GILJABI_TELEGRAM_TOKEN",
        "GILJABI_TELEGRAM_WEBHOOK_SECRET",
        "GILJABI_PORT",
    ]
    assert "hush" not in str(caught.value)


def test_secrets_do_not_show_when_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_TELEGRAM_TOKEN", "123456789:AAEhush")
    assert "hush" not in repr(read_settings())
