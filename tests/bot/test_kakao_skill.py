"""The skill over HTTP, with the whole application behind it."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.kakao_routes import BODY_LIMIT
from bot.kakao_secret import HEADER, skill_path
from bot.tables import UpdateRow
from handlers.reply import Action
from handlers.tables import AttendanceRow
from tests.bot.kakao_scene import SECRET, Scene, kakao_scene
from tests.kakao_api import skill_requests


@pytest.fixture
async def scene(sample_url: str) -> AsyncIterator[Scene]:
    async with kakao_scene(sample_url) as running:
        yield running


def updates(scene: Scene) -> int:
    with scene.application.database.reading() as session:
        return session.scalar(select(func.count()).select_from(UpdateRow)) or 0


async def test_a_person_joins_by_code_asks_and_taps(scene: Scene) -> None:
    user = await scene.joined()
    asked = await scene.say("샤오미 공장 집합 몇 시예요?", user)
    assert "08:20" in asked.text()
    assert "호텔 로비" in asked.text()
    tapped = await scene.tap("도착했어요", Action("attendance.here"), user)
    assert tapped.text()
    with scene.application.database.reading() as session:
        assert session.scalars(select(AttendanceRow.state)).all() == ["here"]


async def test_an_invitation_s_link_joins_too_and_each_channel_once(scene: Scene) -> None:
    code = scene.code()
    assert "김민준" in (await scene.say(f"https://tour.example/j/{code}", "user-1")).text()
    assert "김민준" not in (await scene.say(code, "user-2")).text()
    assert [(address, member is not None) for address, member, _ in scene.accounts()] == [
        ("user-1", True),
        ("user-2", False),
    ]


@pytest.mark.parametrize("shape", sorted(skill_requests.SHAPES))
async def test_every_shape_of_request_is_answered(scene: Scene, shape: str) -> None:
    turn = await scene.call(skill_requests.SHAPES[shape])
    assert turn.status == 200
    assert turn.text()


async def test_a_group_is_answered_without_what_groups_do_not_show(scene: Scene) -> None:
    await scene.joined("user-1")
    turn = await scene.call(skill_requests.group_message("오늘 일정", "user-1"))
    assert turn.problems == ()
    assert "quickReplies" not in turn.response["template"]


async def test_the_console_s_test_is_answered_and_leaves_nothing(scene: Scene) -> None:
    turn = await scene.call(skill_requests.skill_test())
    assert turn.text()
    assert scene.accounts() == []
    assert updates(scene) == 0


async def test_a_repeated_request_is_acted_on_once_and_answered_the_same(scene: Scene) -> None:
    user = await scene.joined()
    before = updates(scene)
    tap = skill_requests.tap("5분 늦어요", Action("attendance.late", {"stop": "d2-xiaomi", "minutes": "5"}), user)
    headers = {HEADER: SECRET, "X-Request-Id": "the-same"}
    url = scene.application.url + skill_path(SECRET)

    async def post() -> object:
        async with scene.http.post(url, json=tap, headers=headers) as answer:
            return await answer.json()

    together = await asyncio.gather(*(post() for _ in range(5)))
    answers = [*together, await post()]
    assert all(answer == answers[0] for answer in answers)
    assert updates(scene) == before + 1
    with scene.application.database.reading() as session:
        assert session.scalars(select(AttendanceRow.minutes)).all() == [5]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (skill_path("another"), {HEADER: SECRET}, 403),
        (skill_path(SECRET), {HEADER: "another"}, 403),
        (skill_path(SECRET), {}, 403),
        ("/kakao/", {HEADER: SECRET}, 404),
        ("/kakao/%ff%00", {HEADER: SECRET}, 403),
    ],
)
async def test_who_does_not_know_both_secrets_learns_nothing(
    scene: Scene, path: str, headers: dict[str, str], status: int
) -> None:
    async with scene.http.post(scene.application.url + path, json=skill_requests.message("x"), headers=headers) as got:
        body = await got.read()
    assert got.status == status
    assert b"kakao" not in body.lower()
    assert updates(scene) == 0


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"", 400, "this is not JSON"),
        (b"{", 400, "this is not JSON"),
        (b"\xff\xfe", 400, "this is not JSON"),
        (b"[1]", 400, "the skill was sent a JSON list, not an object"),
        (b"null", 400, "the skill was sent a JSON NoneType, not an object"),
        (b"[" * 100_000, 400, "this is not JSON"),
        (b"x" * 1_000_000, 413, f"a skill call has at most {BODY_LIMIT} bytes"),
    ],
)
async def test_what_is_no_call_is_refused_clearly(scene: Scene, body: bytes, status: int, told: str) -> None:
    url = scene.application.url + skill_path(SECRET)
    async with scene.http.post(url, data=body, headers={HEADER: SECRET}) as got:
        assert (got.status, await got.json()) == (status, {"error": told})


ODD = (
    "가" * 1000,
    "😀" * 1000,
    "\u202e\u200f\u200b",
    "\x00",
    "' OR 1=1 --",
    "<b>&amp;</b>",
    "",
    " ",
    "\ud800",
    "/start",
)


@pytest.mark.parametrize("words", ODD)
async def test_odd_words_get_one_answer(scene: Scene, words: str) -> None:
    user = await scene.joined()
    assert (await scene.say(words, user)).text()
    assert "08:20" in (await scene.say("다음 일정", user)).text()


async def test_a_person_s_words_are_answered_in_order(scene: Scene) -> None:
    user = await scene.joined()
    turns = await asyncio.gather(*(scene.say(words, user) for words in ("다음 일정", "오늘 일정", "내일 일정") * 5))
    assert all(turn.text() for turn in turns)


async def test_logs_hold_nothing_personal(scene: Scene, capfd: pytest.CaptureFixture[str]) -> None:
    user = await scene.joined("a-user-key")
    await scene.say("제 방 몇 호예요?", user)
    url = scene.application.url + skill_path(SECRET)
    for path, headers, body in (
        (url, {}, b"{}"),
        (url, {HEADER: SECRET}, json.dumps("비밀 이야기").encode()),
        (url, {HEADER: SECRET}, "비밀 이야기".encode()),
    ):
        async with scene.http.post(path, data=body, headers=headers):
            pass
    said = "".join(capfd.readouterr())
    assert said.count("skill call") == 3
    for secret in ("a-user-key", "김민준", "비밀", SECRET, skill_path(SECRET), "제 방"):
        assert secret not in said
