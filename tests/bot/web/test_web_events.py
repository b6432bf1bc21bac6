import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from bot.channel import Call
from bot.clock import SettableClock
from bot.web.feed import Feed
from bot.web.sessions import revoke_session
from bot.web_channel import WebChannel
from handlers.tables import AccountRow
from tests.bot.web.answering import FILE, NOW
from tests.bot.web.browser import Event, join, send, stream, until
from tests.bot.web.scene import Scene, cut_off, served

pytestmark = pytest.mark.both_databases


def said(*words: str) -> Call:
    return Call("show", {"paragraphs": list(words)})


async def test_the_stream_tells_what_was_missed_and_then_what_comes(web: Scene) -> None:
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        await web.inbox.settle()
        async with stream(client, chat) as events:
            missed = await until(events, "ready")
            await send(client, chat, text="없는 말")
            mine = await _message(events)
            answer = await _message(events)
    welcome, ready = missed
    assert (welcome["mine"], welcome["at"]) == (False, "2025-09-23T07:40:00+08:00")
    assert ready == {"language": "ko"}
    assert (mine["mine"], mine["content"]["text"]) == (True, "없는 말")
    assert answer["content"] == {"paragraphs": ["'없는 말'에 대해서는 아직 몰라요."]}


async def test_a_bubble_has_the_hour_of_where_its_reader_was(web: Scene) -> None:
    """Before the flight that is Seoul, on the tour Beijing, and at home again Seoul."""
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        await web.inbox.settle()
        for day, hour in ((21, 21), (22, 6), (25, 1)):  # UTC
            web.clock.set(datetime(2025, 9, day, hour, tzinfo=UTC))
            await web.channel.make(_address(web), said("안녕하세요"), f"{day}")
        async with stream(client, chat, after=1) as events:
            shown = await until(events, "ready")
    assert [message["at"] for message in shown[-4:-1]] == [
        "2025-09-22T06:00:00+09:00",
        "2025-09-22T14:00:00+08:00",
        "2025-09-25T10:00:00+09:00",
    ]


async def test_a_chat_of_nobody_on_a_tour_has_the_hour_at_home(web: Scene) -> None:
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        await web.inbox.settle()
        with web.database.unit() as session:
            session.execute(update(AccountRow).values(member_id=None))
        async with stream(client, chat) as events:
            (welcome, _) = await until(events, "ready")
    assert welcome["at"] == "2025-09-23T08:40:00+09:00"


async def test_a_page_goes_on_from_where_it_was(web: Scene) -> None:
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        await web.inbox.settle()
        numbers = [await web.channel.make(_address(web), said(word), word) for word in ("하나", "둘", "셋")]
        async with stream(client, chat, after=int(numbers[0])) as events:
            after_one = await until(events, "ready")
        async with stream(client, chat, headers={"Last-Event-ID": numbers[1]}) as events:
            after_two = await until(events, "ready")
        async with stream(client, chat, headers={"Last-Event-ID": "9" * 30}) as events:
            from_nonsense = await until(events, "ready")
    assert [message["content"]["paragraphs"] for message in after_one[:-1]] == [["둘"], ["셋"]]
    assert [message["content"]["paragraphs"] for message in after_two[:-1]] == [["셋"]]
    assert len(from_nonsense) == 5


async def test_only_the_last_event_of_a_batch_moves_the_place_to_go_on_from(web: Scene) -> None:
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        await web.inbox.settle()
        numbers = [await web.channel.make(_address(web), said(word), word) for word in ("하나", "둘")]
        async with client.stream("GET", f"{chat}/events") as answer:
            lines = []
            async for line in answer.aiter_lines():
                lines.append(line)
                if line == "event: ready":
                    break
    assert [line for line in lines if line.startswith("id:")] == [f"id: {numbers[-1]}"]
    assert lines[0] == "retry: 2000"


async def test_a_changed_bubble_comes_again_in_its_place(web: Scene) -> None:
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        await web.inbox.settle()
        number = await web.channel.make(_address(web), said("38/42"), "roll")
        async with stream(client, chat) as events:
            await until(events, "ready")
            await web.channel.make(
                _address(web), Call("edit", {"reference": number, "paragraphs": ["39/42"]}), "roll-2"
            )
            changed = await _message(events)
        async with stream(client, chat) as events:
            *history, _ = await until(events, "ready")
    assert (changed["id"], changed["content"]) == (int(number), {"paragraphs": ["39/42"]})
    assert [message["content"].get("paragraphs") for message in history][1:] == [["39/42"]]


async def test_a_file_is_named_and_not_sent_along(web: Scene) -> None:
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        await web.inbox.settle()
        (call,) = web.channel.write(FILE, None)
        number = await web.channel.make(_address(web), call, "file")
        async with stream(client, chat) as events:
            *_, message, _ready = await until(events, "ready")
    assert message["content"]["document"] == {"name": "명단 1호차.csv", "href": f"{chat}/documents/{number}"}


async def test_the_stream_of_a_closed_session_ends(web: Scene) -> None:
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        async with stream(client, chat) as events:
            await until(events, "ready")
            with web.database.unit() as session:
                revoke_session(session, chat.removeprefix("/c/"), NOW)
            web.feed.wake(1)
            assert (await until(events, "gone"))[-1] == {}
            assert [event async for event in events] == []


async def test_the_language_is_told_when_it_changes(web: Scene) -> None:
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        await web.inbox.settle()
        async with stream(client, chat) as events:
            await until(events, "ready")
            with web.database.unit() as session:
                session.get_one(AccountRow, 1).language = "zh"
            web.feed.wake(1)
            assert (await until(events, "beat"))[-1] == {"language": "zh"}


async def test_the_streams_end_when_the_server_stops(web: Scene) -> None:
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        async with stream(client, chat) as events:
            await until(events, "ready")
            web.feed.close()
            async with asyncio.timeout(5):
                rest = [event async for event in events]
            assert {kind for kind, _ in rest} <= {"beat", "message"}
        async with stream(client, chat) as events:
            assert [event async for event in events] == []


async def test_what_another_process_writes_wakes_the_page(web_on_both: Scene) -> None:
    web = web_on_both
    async with served(web.app(), web.feed) as url, httpx.AsyncClient(base_url=url) as client:
        chat = await join(client, web.link())
        await web.inbox.settle()
        other = WebChannel(web.database, SettableClock(NOW, speed=0), Feed())  # its own feed: another process
        async with stream(client, chat) as events:
            await until(events, "ready")
            await web.feed.look(web.database)
            await other.make(_address(web), said("다른 곳에서"), "elsewhere")
            await web.feed.look(web.database)
            assert (await _message(events))["content"] == {"paragraphs": ["다른 곳에서"]}


async def test_following_outlives_a_database_that_fails(web: Scene) -> None:
    feed = Feed()
    with feed.page(1) as event, capture_logs() as logs:
        cut_off(web.database)
        following = asyncio.create_task(feed.follow(web.database))
        async with asyncio.timeout(5):
            while not logs:
                await asyncio.wait([following], timeout=0.01)
        assert [line["event"] for line in logs] == ["the web feed can't read the database"]
        assert not following.done()
        feed.close()
        await following
        assert event.is_set()
    with feed.page(1) as late:
        assert late.is_set()


def _address(web: Scene) -> str:
    return f"member-{web.members[0]}"


async def _message(events: AsyncIterator[Event]) -> Any:
    return (await until(events, "message"))[-1]
