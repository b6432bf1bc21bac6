import pytest

from bot.errors import GiljabiError
from bot.settings import read_settings

DATABASE_FORMS = "write sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"


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
        ("PORT", "99999", "Input should be less than or equal to 65535"),
        ("PORT", "http", "Input should be a valid integer, unable to parse string as an integer"),
        ("PUBLIC_URL", "tour.example", "Input should be a valid URL, relative URL without a base"),
    ],
)
def test_a_bad_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(f"GILJABI_{name}", value)
    with pytest.raises(GiljabiError) as caught:
        read_settings()
    assert str(caught.value) == f"GILJABI_{name}: {told}"


def test_all_bad_values_are_named_and_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_TELEGRAM_TOKEN", "hush-hush")
    monkeypatch.setenv("GILJABI_TELEGRAM_WEBHOOK_SECRET", "hush hush!")
    monkeypatch.setenv("GILJABI_PORT", "-1")
    with pytest.raises(GiljabiError) as caught:
        read_settings()
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == [
        "GILJABI_TELEGRAM_TOKEN",
        "GILJABI_TELEGRAM_WEBHOOK_SECRET",
        "GILJABI_PORT",
    ]
    assert "hush" not in str(caught.value)


def test_secrets_do_not_show_when_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_TELEGRAM_TOKEN", "123456789:AAEhush")
    assert "hush" not in repr(read_settings())
