from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.tables import WebMessageRow
from bot.web.sending import BODY_LIMIT, LABEL_LIMIT, TEXT_LIMIT, NotSendable, Sent, sent_from
from bot.web.site import MESSAGES
from handlers.request import Attachment
from tests.bot.web.answering import NOW
from tests.bot.web.browser import OTHER_SITE, SAME_SITE, browser, join, send
from tests.bot.web.scene import Scene

ID = str(UUID(int=7))


async def test_a_message_becomes_a_bubble_and_an_update(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        answer = await send(client, chat, text=" 다음 일정 ")
    await web.inbox.settle()
    assert answer.status_code == 202
    _, update = web.inbox.accepted
    assert (update.channel, update.sender, update.body, update.at) == (
        "web",
        f"member-{web.members[0]}",
        {"text": "다음 일정"},
        NOW,
    )
    with web.database.reading() as session:
        bubble = session.get_one(WebMessageRow, answer.json()["message"])
    assert (bubble.direction, bubble.content) == ("in", {"text": "다음 일정", "client": str(UUID(int=1))})


async def test_a_message_sent_again_repeats_nothing(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        answers = [await send(client, chat, text="다음 일정") for _ in range(3)]
    await web.inbox.settle()
    assert len({answer.json()["message"] for answer in answers}) == 1
    assert len(web.inbox.accepted) == 2  # the welcome and this
    with web.database.reading() as session:
        assert [row.direction for row in session.scalars(select(WebMessageRow).order_by(WebMessageRow.id))].count(
            "in"
        ) == 1


async def test_the_same_id_of_two_people_is_two_messages(web: Scene) -> None:
    app = web.app()
    async with browser(app) as one, browser(app) as two:
        for client, member in ((one, 0), (two, 1)):
            assert (await send(client, await join(client, web.link(member)), text="호텔")).status_code == 202
    assert len({update.key for update in web.inbox.accepted}) == 4


async def test_a_tap_shows_its_label_and_sends_its_action(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        answer = await send(client, chat, text="어떤 곳이에요?", action="site.about?site=hotel")
    assert web.inbox.accepted[-1].body == {"action": "site.about?site=hotel"}
    with web.database.reading() as session:
        assert session.get_one(WebMessageRow, answer.json()["message"]).content["text"] == "어떤 곳이에요?"


async def test_somebody_elses_chat_is_closed_to_a_browser_without_its_cookie(web: Scene) -> None:
    app = web.app()
    async with browser(app) as owner, browser(app) as other:
        chat, own = await join(owner, web.link()), await join(other, web.link(1))
        stolen = own.removeprefix("/c/")
        other.cookies.set(f"giljabi_{chat.removeprefix('/c/')}", other.cookies[f"giljabi_{stolen}"])
        before = len(web.inbox.accepted)
        for path in (chat, f"{chat}/events", f"{chat}/documents/1"):
            assert (await other.get(path)).status_code == 403
        assert (await send(other, chat, text="훔쳐보기")).status_code == 403
        assert (await other.post(f"{chat}/leave", headers=SAME_SITE)).status_code == 403
        assert len(web.inbox.accepted) == before
        assert (await owner.get(chat)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [OTHER_SITE, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
async def test_another_site_can_not_send(web: Scene, headers: dict[str, str]) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        answer = await client.post(f"{chat}/messages", json={"id": ID, "text": "돈 보내 줘"}, headers=headers)
    assert answer.status_code == 403
    assert len(web.inbox.accepted) == 1


async def test_a_form_can_not_send(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        as_form = {**SAME_SITE, "Content-Type": "text/plain"}
        answer = await client.post(f"{chat}/messages", content=f'{{"id":"{ID}","text":"a"}}', headers=as_form)
    assert answer.status_code == 403


async def test_a_body_that_is_too_large_is_not_read_to_its_end(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        answer = await send(client, chat, text="가" * BODY_LIMIT)
    assert answer.status_code == 413
    assert "4,000자" in answer.json()["problem"]


async def test_what_is_no_json_is_refused_kindly(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        headers = {**SAME_SITE, "Content-Type": "application/json"}
        answer = await client.post(f"{chat}/messages", content=b"\xff{", headers=headers)
    assert (answer.status_code, "새로 고친" in answer.json()["problem"]) == (422, True)


async def test_a_flood_is_slowed_down(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        answers = [await send(client, chat, number, text="?") for number in range(MESSAGES + 5)]
    statuses = [answer.status_code for answer in answers]
    assert statuses[:MESSAGES] == [202] * MESSAGES
    assert statuses[-1] == 429
    assert answers[-1].headers["retry-after"] == "1"


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"id": 5, "text": "a"},
        {"id": "no uuid", "text": "a"},
        {"id": ID},
        {"id": ID, "text": "  "},
        {"id": ID, "text": ["a"]},
        {"id": ID, "text": "a", "action": 5},
        {"id": ID, "text": "a", "action": "no action!"},
    ],
)
def test_sent_from_refuses_what_the_page_does_not_send(body: Any) -> None:
    with pytest.raises(NotSendable) as refused:
        sent_from(body)
    assert refused.value.status == 422


def test_sent_from_takes_the_longest_and_nothing_longer() -> None:
    assert sent_from({"id": ID, "text": "가" * TEXT_LIMIT}) == Sent(ID, "가" * TEXT_LIMIT)
    for body in ({"text": "가" * (TEXT_LIMIT + 1)}, {"text": "가" * (LABEL_LIMIT + 1), "action": "help"}):
        with pytest.raises(NotSendable) as refused:
            sent_from({"id": ID, **body})
        assert refused.value.status == 413


async def test_a_location_becomes_an_update_with_a_point(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        answer = await send(client, chat, text="📍 내 위치", point=[39.90871, 116.39745])
    request = web.channel.read(web.inbox.accepted[-1])
    assert request is not None
    assert (request.point, request.attachment, request.text) == ((39.90871, 116.39745), Attachment.LOCATION, None)
    with web.database.reading() as session:
        bubble = session.get_one(WebMessageRow, answer.json()["message"])
    assert bubble.content == {"text": "📍 내 위치", "client": str(UUID(int=1))}


@pytest.mark.parametrize(
    "point", [[], [1], [1, 2, 3], ["a", "b"], [91, 0], [0, -181], {"latitude": 1}, "1,2", [None, 1], [float("nan"), 1]]
)
def test_a_point_that_is_nowhere_is_refused(point: Any) -> None:
    with pytest.raises(NotSendable) as refused:
        sent_from({"id": ID, "text": "📍", "point": point})
    assert refused.value.status == 422


@pytest.mark.parametrize("body", [{"text": "", "file": 5}, {"text": "a", "file": "x", "action": "help"}, {"text": " "}])
def test_a_file_is_named_by_its_reference_and_goes_with_words_only(body: dict[str, Any]) -> None:
    with pytest.raises(NotSendable) as refused:
        sent_from({"id": ID, **body})
    assert refused.value.status == 422
