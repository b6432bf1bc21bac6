import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.channel import Call, Update
from bot.outcomes import Rejected, Unreachable
from bot.tables import WebMessageRow
from bot.web.accounts import account_of
from bot.web.messages import HISTORY_LIMIT, messages_after
from bot.web.sessions import open_session, revoke_session
from handlers.reply import Action, Reply
from handlers.request import Request
from tests.bot.web.answering import DAY, FILE, NEXT, NOW, WHERE
from tests.bot.web.scene import Scene

pytestmark = pytest.mark.both_databases


def chat(web: Scene) -> tuple[int, str]:
    with web.database.unit() as session:
        account = account_of(session, web.members[0], "ko", NOW)
        return account.id, account.address


def update(**body: str) -> Update:
    return Update("web", "k", "member-1", body, NOW)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"text": "호텔"}, Request("web", "member-1", NOW, text="호텔")),
        ({"code": "abc"}, Request("web", "member-1", NOW, code="abc")),
        (
            {"action": "stop.bring?stop=d2"},
            Request("web", "member-1", NOW, action=Action("stop.bring", {"stop": "d2"})),
        ),
        ({"action": "??"}, None),
        ({}, None),
    ],
)
def test_read(web: Scene, body: dict[str, str], wanted: Request | None) -> None:
    assert web.channel.read(update(**body)) == wanted


def test_write_gives_one_call_with_all_that_is_there(web: Scene) -> None:
    (call,) = web.channel.write(NEXT, None)
    assert call.method == "show"
    assert set(call.params) == {"paragraphs", "cards", "buttons"}
    assert call.params["cards"][0]["facts"][0] == ["집합", "08:20 호텔 로비"]
    assert call.params["buttons"] == [
        {"label": "어떤 곳이에요?", "action": "site.about?site=xiaomi-factory"},
        {"label": "오늘 일정", "action": "agenda.day?date=2025-09-23"},
        {"label": "인솔자에게 전화", "phone": "+82-10-0000-0001"},
    ]


def test_write_keeps_agendas_places_and_files(web: Scene) -> None:
    ((day,), (where,), (file,)) = (web.channel.write(reply, None) for reply in (DAY, WHERE, FILE))
    assert day.params["agendas"][0]["items"][2] == {
        "when": "12:00–12:40",
        "title": "SU7 시승",
        "where": None,
        "action": "stop?stop=d2-drive",
    }
    assert where.params["place"]["address"] == "北京市朝阳区建国路1号"
    assert where.params["place"]["amap"].startswith("https://uri.amap.com/marker?position=116.470000,39.908000")
    assert where.params["buttons"][1] == {"label": "누리집", "url": "https://example.org/hotel"}
    assert file.params["document"]["base64"] == "7J2066aECuq5gAo="


async def test_make_shows_a_bubble_once_for_a_key(web_on_both: Scene) -> None:
    account_id, address = chat(web_on_both)
    call = Call("show", {"paragraphs": ["한 번만"]})
    references = [await web_on_both.channel.make(address, call, "delivery:1:0") for _ in range(3)]
    assert len(set(references)) == 1
    with web_on_both.database.reading() as session:
        (row,) = session.scalars(select(WebMessageRow))
    assert (str(row.id), row.account_id, row.direction, row.content, row.at) == (
        references[0],
        account_id,
        "out",
        {"paragraphs": ["한 번만"]},
        NOW,
    )


async def test_make_side_by_side_keeps_to_once(web_on_both: Scene) -> None:
    _, address = chat(web_on_both)
    calls = [web_on_both.channel.make(address, Call("show", {"paragraphs": ["a"]}), "same") for _ in range(8)]
    assert len(set(await asyncio.gather(*calls))) == 1


async def test_rewrite_replaces_a_bubble(web_on_both: Scene) -> None:
    web = web_on_both
    account_id, address = chat(web)
    number = await web.channel.make(address, Call("show", {"paragraphs": ["38/42"]}), "first")
    with web.database.reading() as session:
        _, upto = messages_after(session, account_id, 0)
    (call,) = web.channel.rewrite(Reply(("39/42",)), number)
    assert [await web.channel.make(address, call, "second") for _ in range(2)] == [number, number]
    with web.database.reading() as session:
        changed, following = messages_after(session, account_id, upto)
        everything, _ = messages_after(session, account_id, 0)
        nothing, same = messages_after(session, account_id, following)
    for rows in (changed, everything):
        assert [(str(row.id), row.content) for row in rows] == [(number, {"paragraphs": ["39/42"]})]
    assert (nothing, same) == ([], following)


async def test_a_bubble_that_changes_often_does_not_fill_the_history(web_on_both: Scene) -> None:
    web = web_on_both
    account_id, address = chat(web)
    number = await web.channel.make(address, Call("show", {"paragraphs": ["0/42"]}), "roll call")
    with web.database.reading() as session:
        _, upto = messages_after(session, account_id, 0)
    for count in range(5):
        await web.channel.make(address, web.channel.rewrite(Reply((f"{count}/42",)), number)[0], f"count {count}")
        with web.database.reading() as session:
            (changed,), upto = messages_after(session, account_id, upto)
        assert changed.content == {"paragraphs": [f"{count}/42"]}
    with web.database.reading() as session:
        assert len(session.scalars(select(WebMessageRow)).all()) == 2


async def test_rewrite_of_what_is_not_there_is_rejected(web: Scene) -> None:
    _, address = chat(web)
    with web.database.unit() as session:
        account_of(session, web.members[1], "ko", NOW)
    number = await web.channel.make(address, Call("show", {"paragraphs": ["a"]}), "a")
    for other, reference in ((address, "99"), (f"member-{web.members[1]}", number)):
        with pytest.raises(Rejected):
            await web.channel.make(other, web.channel.rewrite(Reply(("b",)), reference)[0], "b")


async def test_nobody_is_told_where_there_is_no_chat_or_it_was_left(web: Scene) -> None:
    account_id, address = chat(web)
    with pytest.raises(Unreachable):
        await web.channel.make("member-99", Call("show"), "a")
    with web.database.unit() as session:
        opened = open_session(session, account_id, NOW)
    assert await web.channel.make(address, Call("show", {}), "b")
    with web.database.unit() as session:
        revoke_session(session, opened.id, NOW + timedelta(hours=1))
    with pytest.raises(Unreachable):
        await web.channel.make(address, Call("show", {}), "c")


async def test_history_is_the_newest_in_order(web: Scene) -> None:
    account_id, _ = chat(web)
    with web.database.unit() as session:
        session.add_all(
            WebMessageRow(key=f"k{n}", account_id=account_id, direction="out", content={"n": n}, at=NOW)
            for n in range(HISTORY_LIMIT + 10)
        )
    with web.database.reading() as session:
        rows, upto = messages_after(session, account_id, 0)
    assert [row.content["n"] for row in rows] == list(range(10, HISTORY_LIMIT + 10))
    assert upto == rows[-1].id
