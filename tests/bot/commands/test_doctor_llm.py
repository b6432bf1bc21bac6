import pytest

from tests.bot.commands.conftest import Giljabi


def test_doctor_says_that_no_language_model_is_set(on_sample: Giljabi) -> None:
    ran = on_sample("doctor")
    assert "· no language model helps to guess: set GILJABI_LLM_URL and GILJABI_LLM_MODEL to use one" in ran.out


def test_doctor_says_when_the_endpoint_cannot_be_reached(on_sample: Giljabi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("GILJABI_LLM_MODEL", "small")
    ran = on_sample("doctor")
    assert ran.code == 1
    assert "✗ http://127.0.0.1:9/v1/chat/completions: it can't be reached;" in ran.out
