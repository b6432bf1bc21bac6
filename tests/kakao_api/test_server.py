import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.kakao_event_api import EventApi
from bot.kakao_in import read_skill_call
from bot.kakao_out import apology, later, render
from bot.kakao_push import Accepted, User
from handlers.reply import Reply
from tests.bot.test_kakao_in import NOW
from tests.kakao_api import skill_requests
from tests.kakao_api.server import KakaoServer, event_problem
from tests.kakao_api.skill_caller import SkillCaller

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def skill(answer: Answer, patience: float = 5.0) -> AsyncIterator[SkillCaller]:
    """Serve a skill, and give a caller of it."""
    app = web.Application()
    app.router.add_post("/kakao/secret", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    async with aiohttp.ClientSession() as session:
        yield SkillCaller(session, f"http://{host}:{port}/kakao/secret", {"X-Giljabi-Skill": "secret"}, patience)
    await runner.cleanup()


async def echo(request: web.Request) -> web.Response:
    call = read_skill_call(await request.json(), NOW, request.headers["X-Request-Id"])
    secret = request.headers["X-Giljabi-Skill"]
    return web.json_response(render(Reply((f"{call.request_id} {secret} {call.event or call.request.text}",))))


async def test_a_call_is_posted_and_its_answer_judged() -> None:
    async with skill(echo) as caller:
        turn = await caller.call(skill_requests.message("다음 일정"))
    assert (turn.status, turn.text(), turn.problems, turn.failure) == (200, "request-1 secret 다음 일정", (), None)
    assert caller.turns == [turn]


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (web.json_response(apology(), status=500), "HTTP 500"),
        (web.Response(text="<html>"), "not JSON"),
    ],
)
async def test_what_the_user_sees_as_a_failure_is_one(answer: web.Response, failure: str) -> None:
    async def give(_: web.Request) -> web.Response:
        return answer

    async with skill(give) as caller:
        assert (await caller.call(skill_requests.skill_test())).failure == failure


async def test_a_slow_skill_times_out() -> None:
    async def never(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with skill(never, patience=0.05) as caller:
        turn = await caller.call(skill_requests.message("다음 일정"))
    assert turn.failure == "timed out"
    assert turn.seconds >= 0.05


async def test_problems_of_a_group_chat_are_found() -> None:
    async def give(_: web.Request) -> web.Response:
        return web.json_response(apology())

    async with skill(give) as caller:
        turn = await caller.call(skill_requests.group_message("다음 일정"))
    assert [problem.rule for problem in turn.problems] == ["quickReplies-group"]


async def test_an_announced_answer_is_known() -> None:
    async def give(_: web.Request) -> web.Response:
        return web.json_response(later())

    async with skill(give) as caller:
        assert (await caller.call(skill_requests.with_callback("https://bot-api.kakao.com/c"))).answers_later


async def test_an_event_calls_the_skill_for_every_friend() -> None:
    kakao = KakaoServer(friends={"user-1"})
    async with skill(echo) as caller, kakao.running():
        kakao.skill = caller
        api = EventApi(caller.session, kakao.bot_id, kakao.rest_key, kakao.url)
        sent = await api.send("reminder", [User("user-1"), User("user-2")], {"notice": "7"}, {})
    assert isinstance(sent, Accepted)
    assert [turn.text() for turn in caller.turns] == ["request-1 secret reminder"]
    call = read_skill_call(caller.turns[0].request, NOW)
    assert (call.event, call.data["notice"], call.request.sender) == ("reminder", "7", "user-1")


ONE = {"type": "botUserKey", "id": "a"}


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ([], "event.name is required"),
        ({"event": {}}, "event.name is required"),
        ({"event": {"name": "x"}}, "user takes 1 to 100 entries"),
        ({"event": {"name": "x"}, "user": [ONE, ONE]}, "user names somebody twice"),
        ({"event": {"name": "x"}, "user": [{"type": "phone", "id": "a"}]}, "user.type or user.id is wrong"),
        ({"event": {"name": "x"}, "user": [ONE]}, None),
    ],
)
def test_an_event_call_is_judged(body: Any, problem: str | None) -> None:
    assert event_problem(body) == problem
