import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.kakao_out import apology
from tests.bot.commands.conftest import Giljabi
from tests.kakao_api.server import KakaoServer

SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz012345"


@pytest.fixture
def configured(giljabi: Giljabi, monkeypatch: pytest.MonkeyPatch) -> Giljabi:
    monkeypatch.setenv("GILJABI_KAKAO_SKILL_SECRET", SECRET)
    monkeypatch.setenv("GILJABI_PUBLIC_URL", "https://tour.example")
    return giljabi


def test_a_good_response_is_all_right(giljabi: Giljabi, tmp_path: Path) -> None:
    file = tmp_path / "good.json"
    file.write_text(json.dumps(apology()), encoding="utf-8")
    ran = giljabi("kakao-check", file)
    assert (ran.code, ran.out) == (0, f"{file}: all right\n")


def test_what_kakao_would_refuse_is_named_with_its_source(giljabi: Giljabi, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text(json.dumps({"version": "2.0", "template": {"outputs": [{"simpleText": {"text": "가" * 1001}}]}}))
    ran = giljabi("kakao-check", file)
    assert ran.code == 1
    assert f"{file}: template.outputs[0].simpleText: error: " in ran.out
    assert "[chatbot guide, skill_guide/answer_json_format]" in ran.out
    assert ran.out.endswith(f"{file}: errors 1, warnings 1\n")


def test_warnings_refuse_nothing(giljabi: Giljabi, tmp_path: Path) -> None:
    file = tmp_path / "long.json"
    file.write_text(json.dumps({"version": "2.0", "template": {"outputs": [{"simpleText": {"text": "가" * 501}}]}}))
    assert giljabi("kakao-check", file).code == 0


def test_a_group_has_its_own_limits(giljabi: Giljabi, tmp_path: Path) -> None:
    file = tmp_path / "good.json"
    file.write_text(json.dumps(apology()), encoding="utf-8")
    assert giljabi("kakao-check", "--group", file).code == 1


def test_what_can_not_be_read_is_named(giljabi: Giljabi, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{\n")
    ran = giljabi("kakao-check", broken, tmp_path / "absent.json")
    assert ran.code == 1
    assert f"{broken}:2: error: this is not JSON" in ran.out
    assert "absent.json" in ran.out


def test_setup_lists_what_to_enter_and_keeps_the_secret(configured: Giljabi) -> None:
    ran = configured("kakao-setup")
    assert ran.code == 0
    assert "  [ ] URL: https://tour.example/kakao/" in ran.out
    assert "giljabi_notice" in ran.out
    assert SECRET not in ran.out
    assert SECRET in configured("kakao-setup", "--show-secret").out


def test_setup_without_a_secret_says_how_to_make_one(giljabi: Giljabi) -> None:
    ran = giljabi("kakao-setup")
    assert ran.code == 1
    assert "GILJABI_KAKAO_SKILL_SECRET is not set" in ran.error


def test_setup_needs_a_public_address(configured: Giljabi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GILJABI_PUBLIC_URL")
    assert "GILJABI_PUBLIC_URL must start with https://" in configured("kakao-setup").error


@contextmanager
def served() -> Iterator[KakaoServer]:
    """Serve a local Kakao in a thread of its own."""
    kakao, ready, loop = KakaoServer(), threading.Event(), asyncio.new_event_loop()
    over = asyncio.Event()

    async def serve() -> None:
        async with kakao.running():
            ready.set()
            await over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait()
    try:
        yield kakao
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()


def test_doctor_asks_the_event_api(configured: Giljabi, monkeypatch: pytest.MonkeyPatch) -> None:
    with served() as kakao:
        monkeypatch.setenv("GILJABI_KAKAO_API_URL", kakao.url)
        monkeypatch.setenv("GILJABI_KAKAO_BOT_ID", kakao.bot_id)
        monkeypatch.setenv("GILJABI_KAKAO_REST_KEY", kakao.rest_key)
        assert "✓ Kakao's Event API answers" in configured("doctor").out
        monkeypatch.setenv("GILJABI_KAKAO_REST_KEY", "another")
        ran = configured("doctor")
        assert "✗ Kakao's Event API refuses us" in ran.out
        assert "another" not in ran.out
    assert "✗ Kakao's Event API can't be reached" in configured("doctor").out


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("GILJABI_KAKAO_SKILL_SECRET", "short", "short enough to be guessed"),
        ("GILJABI_KAKAO_BOT_ID", "5fe4!", "a bot id that ends in '!'"),
        ("GILJABI_KAKAO_ALIMTALK_API_KEY", "key", "AlimTalk is set up in part: set GILJABI_KAKAO_ALIMTALK_SENDER_KEY"),
        ("GILJABI_PUBLIC_URL", "", "KakaoTalk calls GILJABI_PUBLIC_URL, which is not set"),
    ],
)
def test_doctor_names_mistakes(
    configured: Giljabi, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv("GILJABI_PUBLIC_URL", "http://127.0.0.1:9")  # nothing listens there
    monkeypatch.setenv(name, value)
    ran = configured("doctor")
    assert ran.code == 1
    assert told in ran.out


def test_doctor_says_when_nothing_answers_as_the_skill(configured: Giljabi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_PUBLIC_URL", "http://127.0.0.1:9")
    assert "✗ the skill at http://127.0.0.1:9/kakao/… does not answer" in configured("doctor").out
    with served() as kakao:
        monkeypatch.setenv("GILJABI_PUBLIC_URL", kakao.url)
        assert "answers HTTP 404, but not as our skill" in configured("doctor").out


def test_invitations_say_what_to_send_in_kakaotalk(
    on_sample: Giljabi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GILJABI_KAKAO_SKILL_SECRET", SECRET)
    monkeypatch.setenv("GILJABI_KAKAO_CHANNEL_URL", "https://pf.kakao.com/_abc/chat")
    ran = on_sample("invite", "beijing-1", "--name", "이서연")
    web, typed = ran.out.splitlines()[0].split("\t")[2:]
    assert typed == f"코드 {web.rpartition('/')[2]}"
    page = (tmp_path / "invitations.html").read_text()
    assert typed in page
    assert page.count("<svg") == 2
