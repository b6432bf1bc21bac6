from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from bot.kakao_event_api import EventApi, event_body, read_task
from bot.kakao_push import Accepted, Failed, TaskResult, User, UserFailure, UserType, batches
from bot.outcomes import CallProblem, OutcomeUnknown, Paused, Rejected, Unavailable
from tests.kakao_api.server import NOT_A_FRIEND, KakaoServer

USERS = [User(f"user-{number}") for number in range(3)]


@pytest.fixture
async def kakao() -> AsyncIterator[KakaoServer]:
    server = KakaoServer(friends={"user-0", "user-1"})
    async with server.running():
        yield server


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(kakao: KakaoServer, session: aiohttp.ClientSession) -> EventApi:
    return EventApi(session, kakao.bot_id, kakao.rest_key, kakao.url)


async def test_an_event_is_accepted_and_its_task_tells_whom_it_missed(kakao: KakaoServer, api: EventApi) -> None:
    accepted = await api.send("reminder", USERS, {"notice": "7"}, {"stop": "d2-xiaomi"})
    assert accepted == Accepted("task-1")
    assert kakao.events == [
        {
            "event": {"name": "reminder", "data": {"notice": "7"}},
            "user": [{"type": "botUserKey", "id": f"user-{number}"} for number in range(3)],
            "params": {"stop": "d2-xiaomi", "event": "reminder"},
        }
    ]
    result = await api.task_result("task-1")
    assert result == TaskResult("task-1", 3, 2, (UserFailure("user-2", UserType.BOT, NOT_A_FRIEND),))
    assert result.finished


async def test_an_event_that_reaches_everybody_has_no_failures(api: EventApi) -> None:
    await api.send("reminder", USERS[:2], {}, {})
    assert await api.task_result("task-1") == TaskResult("task-1", 2, 2)


def test_properties_go_with_their_user() -> None:
    body = event_body("reminder", [User("a", UserType.APP, {"delivery": "1"})], {}, {})
    assert body["user"] == [{"type": "appUserId", "id": "a", "properties": {"delivery": "1"}}]


async def test_a_refused_body_is_rejected_with_its_reason(api: EventApi) -> None:
    answer = await api.send("reminder", [User("x" * 71)], {}, {})
    assert isinstance(answer, Failed)
    assert isinstance(answer.problem, Rejected)
    assert answer.reason == "the Event API refused: user.type or user.id is wrong"


@pytest.mark.parametrize(
    ("status", "problem", "words"),
    [
        (500, Unavailable, "Kakao is in trouble (HTTP 500)"),
        (400, Rejected, "Kakao refused the call (HTTP 400)"),
        (403, Rejected, "Kakao refused the call (HTTP 403; check the app's rights)"),
    ],
)
async def test_a_refused_call_is_translated(
    kakao: KakaoServer, api: EventApi, status: int, problem: type[CallProblem], words: str
) -> None:
    kakao.refuse(status)
    answer = await api.send("reminder", USERS, {}, {})
    assert isinstance(answer, Failed)
    assert (type(answer.problem), answer.reason) == (problem, words)
    assert kakao.events == []


@pytest.mark.parametrize(("retry_after", "seconds"), [("3", 3), ("", 5), ("soon", 5)])
async def test_haste_is_answered_with_a_pause(
    kakao: KakaoServer, api: EventApi, retry_after: str, seconds: int
) -> None:
    kakao.refuse(429, {"Retry-After": retry_after})
    answer = await api.send("reminder", USERS, {}, {})
    assert isinstance(answer, Failed)
    assert isinstance(answer.problem, Paused)
    assert answer.problem.wait == timedelta(seconds=seconds)


async def test_a_wrong_key_and_a_wrong_bot_name_the_setting(kakao: KakaoServer, session: aiohttp.ClientSession) -> None:
    for bot, key, setting in (
        (kakao.bot_id, "wrong", "GILJABI_KAKAO_REST_KEY"),
        ("x", kakao.rest_key, "GILJABI_KAKAO_BOT_ID"),
    ):
        answer = await EventApi(session, bot, key, kakao.url).send("reminder", USERS, {}, {})
        assert isinstance(answer, Failed)
        assert setting in answer.reason


async def test_an_unknown_task_is_a_failure(api: EventApi) -> None:
    assert isinstance(await api.task_result("task-9"), Failed)


async def test_a_server_that_is_not_there_is_unavailable(session: aiohttp.ClientSession, unused_tcp_port: int) -> None:
    answer = await EventApi(session, "bot", "key", f"http://127.0.0.1:{unused_tcp_port}").send(
        "reminder", USERS, {}, {}
    )
    assert isinstance(answer, Failed)
    assert isinstance(answer.problem, Unavailable)


async def test_an_answer_that_says_nothing_leaves_it_unknown(session: aiohttp.ClientSession) -> None:
    async def gibberish(_: web.Request) -> web.Response:
        return web.Response(text="<html>")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", gibberish)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    answer = await EventApi(session, "bot", "key", f"http://{host}:{port}/").send("reminder", USERS, {}, {})
    await runner.cleanup()
    assert isinstance(answer, Failed)
    assert isinstance(answer.problem, OutcomeUnknown)


@pytest.mark.parametrize("users", [[], USERS * 34, [USERS[0], USERS[0]]])
async def test_a_call_that_kakao_would_refuse_is_not_made(kakao: KakaoServer, api: EventApi, users: list[User]) -> None:
    with pytest.raises(ValueError, match=f"1 to 100 different users, this one names {len(users)}"):
        await api.send("reminder", users, {}, {})
    assert kakao.events == []


def test_batches_hold_everybody_once() -> None:
    users = [User(str(number % 150)) for number in range(300)]
    sizes = [len(batch) for batch in batches(users)]
    assert sizes == [100, 50]
    assert [user.id for batch in batches(users) for user in batch] == [str(number) for number in range(150)]


def test_a_task_in_other_spellings_is_read() -> None:
    answer = {"all_request_count": "3", "success_count": 1, "fail": {"list": [{"id": "a", "type": "new"}, "b"]}}
    assert read_task("t", answer) == TaskResult("t", 3, 1, (UserFailure("a", UserType.BOT, ""),))
    assert not read_task("t", answer).finished
    assert read_task("t", {"fail": {"list": 1}}) == TaskResult("t", 0, 0)


def test_the_key_is_not_shown(session: aiohttp.ClientSession) -> None:
    assert "made-up" not in repr(EventApi(session, "bot", "made-up-key"))
