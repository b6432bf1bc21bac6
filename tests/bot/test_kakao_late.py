"""Answers that come too late for their call: over the callback, at the next tap, never lost."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.channel import Call, Update
from bot.clock import SettableClock
from bot.database import Database
from bot.kakao_answers import KEPT_SECONDS, MOST_KEPT, Answers
from bot.kakao_channel import KakaoChannel
from bot.kakao_check import check_response
from bot.kakao_documents import KEPT_SECONDS as LINK_SECONDS
from bot.kakao_documents import Documents
from bot.kakao_skill import KakaoSkill
from bot.outcomes import Rejected
from handlers.reply import Document, Reply
from tests.kakao_api import skill_requests
from tests.kakao_api.server import KakaoServer
from tests.tours import open_tours

REPLY = Reply(("08:20까지 호텔 로비로 오세요.",))
Json = dict[str, Any]


class SlowInbox:
    """An inbox that stores, and answers when it is told to."""

    def __init__(self) -> None:
        self.stored: list[Update] = []
        self.broken = False

    async def accept(self, updates: Sequence[Update]) -> None:
        """Store updates, or fail."""
        if self.broken:
            raise OSError("the disk is full")
        self.stored += updates


class Desk:
    """A skill that waits for 50 ms, its channel, and a local Kakao."""

    def __init__(
        self, database: Database, clock: SettableClock, kakao: KakaoServer, http: aiohttp.ClientSession
    ) -> None:
        self.kakao = kakao
        self.inbox = SlowInbox()
        self.answers = Answers()
        self.now = datetime.now(UTC)
        self.channel = KakaoChannel(self.answers, Documents(None), lambda: http, machine_time=lambda: self.now)
        self.skill = KakaoSkill(
            database,
            self.inbox,
            self.answers,
            open_tours(),
            clock,
            api_url=kakao.url,
            wait_seconds=0.05,
            machine_time=lambda: self.now,
        )

    async def work(self) -> None:
        """Have the stored calls answered."""
        for update in self.inbox.stored:
            (call,) = self.channel.write(REPLY, update)
            await self.channel.make(update.sender, call, f"update:{update.key}:0")


@pytest.fixture
async def desk(database: Database, clock: SettableClock) -> AsyncIterator[Desk]:
    kakao = KakaoServer()
    async with kakao.running(), aiohttp.ClientSession() as http:
        yield Desk(database, clock, kakao, http)


def text(response: Json) -> str:
    return str(response["template"]["outputs"][0]["simpleText"]["text"])


async def test_a_late_answer_goes_to_the_callback(desk: Desk) -> None:
    url = desk.kakao.callback_url()
    told = await desk.skill.answer(skill_requests.with_callback(url), "1")
    assert told["useCallback"] is True
    await desk.work()
    (late,) = desk.kakao.late_answers.values()
    assert text(late) == REPLY.paragraphs[0]
    assert desk.kakao.late_problems == []


async def test_a_callback_is_not_used_after_its_minute(desk: Desk) -> None:
    await desk.skill.answer(skill_requests.with_callback(desk.kakao.callback_url()), "1")
    desk.now += timedelta(seconds=55)
    with pytest.raises(Rejected, match="minute is over"):
        await desk.work()
    assert desk.kakao.late_answers == {}


async def test_a_refused_callback_is_told(desk: Desk) -> None:
    url = desk.kakao.callback_url()
    await desk.skill.answer(skill_requests.with_callback(url), "1")
    await desk.work()
    with pytest.raises(Rejected, match="refused"):
        await desk.work()


async def test_a_foreign_callback_gets_nothing(desk: Desk) -> None:
    told = await desk.skill.answer(skill_requests.with_callback("https://elsewhere.example/c"), "1")
    assert "useCallback" not in told
    assert "callback" not in desk.inbox.stored[0].body


@pytest.mark.parametrize("words", ["다음 일정", "샤오미 공장에서 집합하는 시간과 장소를 알려 주세요", ""])
async def test_a_tap_on_what_was_late_gives_its_answer_and_acts_once(desk: Desk, words: str) -> None:
    told = await desk.skill.answer(skill_requests.message(words), "1")
    assert check_response(told) == []
    first = told["template"]["quickReplies"][0]
    assert first["label"] == first["messageText"] == (words if words == "다음 일정" else "답 보기")
    await desk.work()
    again = skill_requests.message(first["messageText"])
    again["action"]["clientExtra"] = first["extra"]
    assert text(await desk.skill.answer(again, "2")) == REPLY.paragraphs[0]
    assert len(desk.inbox.stored) == 1


async def test_a_tap_while_it_is_still_worked_off_waits_on(desk: Desk) -> None:
    told = await desk.skill.answer(skill_requests.message("다음 일정"), "1")
    again = skill_requests.message("다음 일정")
    again["action"]["clientExtra"] = told["template"]["quickReplies"][0]["extra"]
    waiting = asyncio.create_task(desk.skill.answer(again, "2"))
    await asyncio.sleep(0)
    await desk.work()
    assert text(await waiting) == REPLY.paragraphs[0]
    assert len(desk.inbox.stored) == 1


async def test_a_tap_on_what_is_forgotten_asks_anew(desk: Desk) -> None:
    again = skill_requests.message("다음 일정")
    again["action"]["clientExtra"] = {"again": "forgotten"}
    await desk.skill.answer(again, "2")
    assert desk.inbox.stored[0].body["text"] == "다음 일정"


async def test_what_can_not_be_stored_is_apologised_for_and_may_come_again(desk: Desk) -> None:
    desk.inbox.broken = True
    sorry = await desk.skill.answer(skill_requests.message("다음 일정"), "1")
    assert text(sorry).startswith("지금은 답을 가져오지 못했어요.")
    assert check_response(sorry) == []
    desk.inbox.broken = False
    await desk.skill.answer(skill_requests.message("다음 일정"), "1")
    assert len(desk.inbox.stored) == 1


async def test_an_unknown_event_of_ours_is_answered_with_what_holds(desk: Desk) -> None:
    for data in ({"delivery": "77"}, {"notice": "77"}, {"delivery": "x"}, {}):
        call = skill_requests.event("giljabi_notice", data, {}, {"id": "user-1"})
        told = await desk.skill.answer(call, None)
        assert text(told).startswith("지난 알림이에요.")
        assert check_response(told) == []


async def test_notices_need_a_route(desk: Desk) -> None:
    (call,) = desk.channel.write(REPLY, None)
    with pytest.raises(Rejected, match="GILJABI_KAKAO_BOT_ID"):
        await desk.channel.make("user-1", call, "delivery:1:0")
    assert desk.channel.rewrite(REPLY, "task") == ()


async def test_answers_are_kept_for_a_while_and_not_too_many() -> None:
    now = 0.0
    answers = Answers(lambda: now)
    answers.give("first", {})
    assert answers.knows("first")
    for number in range(MOST_KEPT + 1):
        answers.give(str(number), {})
    assert not answers.knows("first")
    assert answers.knows(str(MOST_KEPT))
    now = KEPT_SECONDS + 1
    assert not answers.knows(str(MOST_KEPT))


async def test_who_waits_is_not_forgotten() -> None:
    now = 0.0
    answers = Answers(lambda: now)
    waiting = asyncio.create_task(answers.wait("one", 5))
    await asyncio.sleep(0)
    now = KEPT_SECONDS + 1
    assert answers.knows("one")
    now = 0.0
    ending = asyncio.create_task(answers.all_given(5))
    await asyncio.sleep(0)
    assert answers.give("one", {"a": 1})
    assert await waiting == {"a": 1}
    await ending
    assert answers.give("one", {"b": 2}) is False
    assert await answers.wait("one", 0) == {"a": 1}


FILE = Document("명단 1호차.csv", b"a,b", "text/csv")


def test_a_file_s_link_ends_within_the_hour() -> None:
    now = 0.0
    documents = Documents("https://tour.example/kakao/files/", lambda: now)
    link = documents.link(FILE)
    assert link is not None
    token = link.removeprefix("https://tour.example/kakao/files/")
    assert documents.get(token) == FILE
    assert documents.get("another") is None
    now = LINK_SECONDS + 1
    assert documents.get(token) is None
    assert documents.link(None) is None
    assert Documents(None).link(FILE) is None


def test_a_file_is_a_link_where_we_can_be_reached() -> None:
    channel = KakaoChannel(Answers(), Documents("https://tour.example/kakao/files/"), aiohttp.ClientSession)
    update = Update("kakao", "k", "user-1", {"text": "명단"}, datetime.now(UTC))
    (call,) = channel.write(Reply(("명단이에요.",), document=FILE), update)
    assert isinstance(call, Call)
    assert check_response(call.params["response"]) == []
    assert "https://tour.example/kakao/files/" in str(call.params["response"])
