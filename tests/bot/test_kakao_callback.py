from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.kakao_callback import is_kakao_url, send_late_answer
from bot.kakao_limits import CALLBACK_LIFETIME
from bot.kakao_out import apology, render
from handlers.reply import Reply
from tests.kakao_api.server import KakaoServer


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_one_late_answer_is_taken(session: aiohttp.ClientSession) -> None:
    kakao = KakaoServer()
    answer = render(Reply(("샤오미 슈퍼공장은 이좡에 있어요.",)))
    async with kakao.running():
        url = kakao.callback_url()
        assert await send_late_answer(session, url, answer) is None
        assert await send_late_answer(session, url, apology()) == "the callback was refused (HTTP 400)"
    assert list(kakao.late_answers.values()) == [answer]
    assert kakao.late_problems == []


async def test_an_answer_after_a_minute_is_refused(session: aiohttp.ClientSession) -> None:
    now = [0.0]
    kakao = KakaoServer(clock=lambda: now[0])
    async with kakao.running():
        url = kakao.callback_url()
        now[0] = CALLBACK_LIFETIME + 1
        assert await send_late_answer(session, url, apology()) == "the callback was refused (HTTP 400)"
    assert kakao.late_answers == {}


async def test_a_bad_late_answer_is_noted(session: aiohttp.ClientSession) -> None:
    kakao = KakaoServer()
    async with kakao.running():
        await send_late_answer(session, kakao.callback_url(), {"version": "2.0"})
    assert [problem.rule for problem in kakao.late_problems] == ["template"]


async def test_nobody_there_is_told(session: aiohttp.ClientSession, unused_tcp_port: int) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}/callback/x"
    assert await send_late_answer(session, url, apology()) == "no readable answer came to the callback"


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://bot-api.kakao.com/v1/callback/x", True),
        ("https://kakao.com/x", True),
        ("http://bot-api.kakao.com/x", False),
        ("https://kakao.com.example.org/x", False),
        ("https://notkakao.com/x", False),
        ("https://user@example.org:443/kakao.com", False),
        ("http://127.0.0.1:8080/callback/x", True),
        ("http://127.0.0.1:8081/callback/x", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_answers_go_to_kakao_only(url: str, *, ours: bool) -> None:
    assert is_kakao_url(url, api_url="http://127.0.0.1:8080") is ours
