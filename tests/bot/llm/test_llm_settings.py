import pytest

from bot.errors import GiljabiError
from bot.settings import read_settings

HTTPS = "begin with https://; http:// is for 127.0.0.1 and localhost only"
ALONE = "write the address alone, such as https://HOST/v1; a key goes into GILJABI_LLM_KEY"
WHOLE = "copy the key whole, without spaces, line breaks or quotation marks around it"


@pytest.fixture(autouse=True)
def _only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "TELEGRAM_TOKEN", "LLM_KEY", "LLM_DAILY_LIMIT"):
        monkeypatch.delenv(f"GILJABI_{name}", raising=False)
    monkeypatch.setenv("GILJABI_LLM_URL", "https://llm.example/v1")
    monkeypatch.setenv("GILJABI_LLM_MODEL", "small")


def test_it_is_off_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GILJABI_LLM_URL")
    monkeypatch.delenv("GILJABI_LLM_MODEL")
    settings = read_settings()
    assert (settings.llm_url, settings.llm_model, settings.llm_key, settings.llm_daily_limit) == (None, None, None, 20)


@pytest.mark.parametrize(
    "url",
    ["https://llm.example/v1", "http://127.0.0.1:11434/v1", "http://localhost:11434/v1", "http://[::1]:11434/v1"],
)
def test_an_address_is_taken(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("GILJABI_LLM_URL", url)
    assert str(read_settings().llm_url) == url


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("URL", "http://llm.example/v1", HTTPS),
        ("URL", "http://10.0.0.7/v1", HTTPS),
        ("URL", "http://127.0.0.1.llm.example/v1", HTTPS),
        ("URL", "https://user:hush@llm.example/v1", ALONE),
        ("URL", "https://llm.example/v1?key=hush", ALONE),
        ("URL", "llm.example", "that is no web address; write one such as https://api.openai.com/v1"),
        ("MODEL", "", "name the model as the endpoint at GILJABI_LLM_URL calls it"),
        ("KEY", "hush hush", WHOLE),
        ("KEY", "hush\n", WHOLE),
        ("KEY", "“hush”", WHOLE),
        ("DAILY_LIMIT", "0", "that is too small: it must be at least 1; write one such as 20"),
        ("DAILY_LIMIT", "many", "that is no whole number; write one such as 20"),
    ],
)
def test_a_bad_value_is_named_with_the_mend(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(f"GILJABI_LLM_{name}", value)
    with pytest.raises(GiljabiError) as caught:
        read_settings()
    assert str(caught.value) == f"GILJABI_LLM_{name}: {told}"


def test_the_key_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_LLM_KEY", "sk-hush")
    assert "hush" not in repr(read_settings())
