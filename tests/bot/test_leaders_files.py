"""Notices with files, places and voice over the wire: sent by a leader, previewed, confirmed, received the same."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.channel import Update
from bot.tables import WebMessageRow
from handlers.actions import encode
from handlers.reply import Action
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, FileRow, ProposalRow
from tests.bot.telegram_scene import SECONDS, Scene, telegram_scene
from tests.bot.web.browser import join, send
from tests.bot.web.files import MP3, PDF, png, upload
from tests.bot_api import BotApiServer, Person, Seen
from tests.build import beijing

QUIET = beijing("09-20 10:00")  # two days before the tour: no reminder comes between
LEADER, KIM, JEON = "정현수", "이서연", "전우진"


@pytest.fixture
async def scene(sample_url: str) -> AsyncIterator[Scene]:
    async with BotApiServer() as server, telegram_scene(sample_url, server, QUIET) as running:
        yield running


async def _said(scene: Scene, someone: Person, words: str) -> Seen:
    found = await scene.server.wait_for(
        lambda: next((message for message in someone.messages if words in message.text), None), SECONDS
    )
    assert found is not None
    return found


async def _came(scene: Scene, someone: Person, kind: str) -> Any:
    """Wait until a person was sent something of a kind; give it."""
    found = await scene.server.wait_for(
        lambda: next((message.raw[kind] for message in someone.messages if kind in message.raw), None), SECONDS
    )
    return found[-1] if isinstance(found, list) else found


async def _previewed(scene: Scene, leader: Person) -> Seen:
    """Order a photo with words that are too long for a caption; give the preview."""
    await leader.send_file("photo", png(), f"1호차에 공지: {'이 문으로 오세요. ' * 105}")
    return await _said(scene, leader, "1호차 20명에게 지금")


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [("document", PDF, "파일도 함께 보내요."), ("voice", MP3, "음성 메시지도 함께 보내요.")],
)
async def test_a_file_of_a_leader_reaches_the_bus_as_it_was_sent(
    scene: Scene, kind: str, content: bytes, words: str
) -> None:
    leader, kim, jeon = await scene.joined(1, LEADER), await scene.joined(2, KIM), await scene.joined(3, JEON)
    sent = await leader.send_file(kind, content, "1호차에 공지: 꼭 확인해 주세요", "일정.pdf")
    preview = await _said(scene, leader, "1호차 20명에게 지금")
    assert words in preview.text
    await leader.tap(preview, "확인")
    assert (await _came(scene, kim, kind))["file_id"] == sent.raw[kind]["file_id"]
    [_, notice] = kim.messages
    assert notice.text == "📢 공지\n\n꼭 확인해 주세요"
    assert (kind in notice.raw, notice.buttons, len(jeon.messages)) == (True, ["확인했어요"], 1)


async def test_a_file_of_a_long_notice_goes_ahead_once_and_the_words_are_what_is_edited(scene: Scene) -> None:
    leader, kim = await scene.joined(1, LEADER), await scene.joined(2, KIM)
    preview = await _previewed(scene, leader)
    scene.server.faults.add("reset", method="sendMessage", chat=kim.id)  # the words are tried again, the file is not
    await leader.tap(preview, "확인")
    words = await _said(scene, kim, "📢 공지")
    file = kim.messages[1]
    assert [message.id for message in kim.messages[1:]] == [file.id, words.id]
    assert ("photo" in file.raw, file.text, file.buttons, words.buttons) == (True, "", [], ["확인했어요"])
    references = select(DeliveryRow.id).where(DeliveryRow.message_ref == f"{words.id},-{file.id}")
    await scene.until(lambda session: session.scalar(references))
    report = await _said(scene, leader, "미확인 1명")
    await leader.tap(await scene.tapped(leader, report, "공지 취소"), "확인")
    assert (await _said(scene, kim, "취소된 공지예요")).id == words.id


async def test_the_words_of_a_long_notice_arrive_where_the_file_ahead_of_them_does_not(scene: Scene) -> None:
    leader, kim = await scene.joined(1, LEADER), await scene.joined(2, KIM)
    preview = await _previewed(scene, leader)
    scene.server.faults.add("bad_request", method="sendPhoto", description="PHOTO_INVALID", times=None)
    await leader.tap(preview, "확인")
    words = await _said(scene, kim, "📢 공지")
    assert len(kim.messages) == 2
    taken = select(DeliveryRow.id).where(DeliveryRow.message_ref == str(words.id))
    await scene.until(lambda session: session.scalar(taken.where(DeliveryRow.state == DeliveryState.ACCEPTED)))


async def test_a_voice_message_without_words_asks_whom_to_tell(scene: Scene) -> None:
    leader, kim = await scene.joined(1, LEADER), await scene.joined(2, KIM)
    await leader.send_file("voice", MP3)
    asked = await _said(scene, leader, "누구에게")
    await leader.tap(await scene.tapped(leader, asked, "1호차 (20)"), "확인")
    assert (await _came(scene, kim, "voice"))["file_id"] == "sent-1"


async def test_a_place_of_a_leader_reaches_people_as_a_place(scene: Scene) -> None:
    leader, kim, jeon = await scene.joined(1, LEADER), await scene.joined(2, KIM), await scene.joined(3, JEON)
    await leader.send_location(39.90871, 116.39745)
    offered = await _said(scene, leader, "위치를 받았어요")
    audiences = await scene.tapped(leader, offered, "이 위치 공지하기")
    preview = await scene.tapped(leader, audiences, "1호차 (20)")
    assert "지도 위치도 함께 보내요." in preview.text
    await leader.tap(preview, "확인")
    place = await _came(scene, kim, "location")
    assert place == {"latitude": 39.90871, "longitude": 116.39745}
    assert len(jeon.messages) == 1


@asynccontextmanager
async def _web(scene: Scene, name: str) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
    """Have a member join on the web; give the browser and the chat."""
    async with httpx.AsyncClient(base_url=scene.application.url, headers={"Accept-Language": "ko"}) as client:
        yield client, await join(client, f"/j/{scene.code(name)}")


async def _confirmed(scene: Scene, client: httpx.AsyncClient, chat: str, text: str, **more: Any) -> None:
    """Order a notice on the web and confirm its preview."""
    assert (await send(client, chat, 1, text=text, **more)).status_code == 202
    proposal = await scene.until(_proposal)
    assert proposal is not None
    assert (await send(client, chat, 2, text="확인", action=encode(proposal))).status_code == 202


def _proposal(session: Session) -> Action | None:
    number = session.scalar(select(ProposalRow.id))
    return Action("confirm", {"proposal": str(number)}) if number else None


def _telegrams(session: Session) -> list[str]:
    """Give Telegram's names for our files, once it has told them."""
    return [name for name in session.scalars(select(FileRow.telegram)) if name]


def _with_files(session: Session) -> list[int]:
    """Give the numbers of bubbles that have a file."""
    return [row.id for row in session.scalars(select(WebMessageRow)) if "file" in row.content]


@pytest.mark.parametrize(
    ("kind", "content", "name"), [("photo", png(), "문.png"), ("document", PDF, "일정.pdf"), ("voice", MP3, "말.mp3")]
)
async def test_a_file_attached_on_the_web_is_uploaded_to_telegram_once(
    scene: Scene, kind: str, content: bytes, name: str
) -> None:
    kim, lee = await scene.joined(2, KIM), await scene.joined(3, "최지우")
    async with _web(scene, LEADER) as (client, chat):
        file = (await upload(client, chat, content, name)).json()["file"]
        await _confirmed(scene, client, chat, "1호차에 공지: 이 문으로 오세요", file=file)
        first, second = await _came(scene, kim, kind), await _came(scene, lee, kind)
    assert first["file_id"] == second["file_id"]
    assert list(scene.server.world.files.values()) == [content]
    assert "이 문으로 오세요" in (await _said(scene, kim, "📢 공지")).text
    assert await scene.until(_telegrams) == [f"{kind}|{first['file_id']}"]
    assert scene.rows(FileRow.sent_at) == [(QUIET,)]


async def test_what_telegram_does_not_take_as_a_photo_goes_as_a_file(scene: Scene) -> None:
    kim = await scene.joined(2, KIM)
    scene.server.faults.add("bad_request", method="sendPhoto", description="PHOTO_INVALID_DIMENSIONS")
    async with _web(scene, LEADER) as (client, chat):
        file = (await upload(client, chat, png(), "문.png")).json()["file"]
        await _confirmed(scene, client, chat, "1호차에 공지: 이 문으로 오세요", file=file)
        sent = await _came(scene, kim, "document")
    assert sent["file_name"] == "문.png"
    assert await scene.until(_telegrams) == [f"document|{sent['file_id']}"]


async def test_a_photo_sent_on_telegram_is_seen_on_the_web(scene: Scene) -> None:
    leader = await scene.joined(1, LEADER)
    async with _web(scene, KIM) as (client, chat):
        await leader.send_file("photo", png(), "1호차에 공지: 이 문으로 오세요")
        await leader.tap(await _said(scene, leader, "1호차 20명에게 지금"), "확인")
        [number] = await scene.until(_with_files)
        seen = await client.get(f"{chat}/files/{number}")
        assert (seen.status_code, seen.content, seen.headers["content-type"]) == (200, png(), "image/png")
        again = await client.get(f"{chat}/files/{number}")
    assert again.content == png()
    assert scene.server.calls.count("getFile") == 1


async def test_a_call_for_help_from_the_web_reaches_leaders_with_its_place(scene: Scene) -> None:
    leader = await scene.joined(1, LEADER)
    async with _web(scene, KIM) as (client, chat):
        assert (await send(client, chat, 1, text="도와주세요")).status_code == 202
        assert (await send(client, chat, 2, text="📍", point=[39.90871, 116.39745])).status_code == 202
        alert = await _said(scene, leader, "🆘 도움 요청")
        assert f"{KIM} · 1호차 · +82-10-0000-1002" in alert.text
        assert await _came(scene, leader, "location") == {"latitude": 39.90871, "longitude": 116.39745}


async def test_a_name_of_another_bot_is_learnt_anew(scene: Scene) -> None:
    kim = await scene.joined(2, KIM)
    async with _web(scene, LEADER) as (client, chat):
        file = (await upload(client, chat, png(), "문.png")).json()["file"]
        await scene.application.database.run(
            lambda session: session.execute(update(FileRow).values(telegram="photo|old"))
        )
        scene.server.faults.add(
            "bad_request", method="sendPhoto", description="wrong file identifier/HTTP URL specified"
        )
        await _confirmed(scene, client, chat, "1호차에 공지: 이 문으로 오세요", file=file)
        sent = await _came(scene, kim, "photo")
    assert scene.server.world.files[sent["file_id"]] == png()
    await scene.until(lambda session: _telegrams(session) == [f"photo|{sent['file_id']}"])


async def test_words_arrive_where_the_file_does_not(scene: Scene) -> None:
    kim, choi = await scene.joined(2, KIM), await scene.joined(3, "최지우")
    async with _web(scene, LEADER) as (client, chat):
        file = (await upload(client, chat, PDF, "일정.pdf")).json()["file"]
        scene.server.faults.add("bad_request", method="sendDocument", chat=kim.id, times=None)
        await _confirmed(scene, client, chat, "1호차에 공지: 이 문으로 오세요", file=file)
        await _came(scene, choi, "document")
    await _said(scene, kim, "이 문으로 오세요")
    accepted = select(DeliveryRow.id).where(DeliveryRow.state == DeliveryState.ACCEPTED)
    await scene.until(lambda session: len(session.scalars(accepted).all()) >= 3)  # theirs, and the report


async def test_a_file_that_is_no_longer_kept_is_left_out(scene: Scene) -> None:
    kim = await scene.joined(2, KIM)
    async with _web(scene, LEADER) as (client, chat):
        file = (await upload(client, chat, PDF, "일정.pdf")).json()["file"]
        await scene.application.database.run(lambda session: session.execute(delete(FileRow)))
        written = f"document|web|{file}|일정.pdf"
        await scene.application.inbox.accept([_order(scene, written)])
        proposal = await scene.until(_proposal)
        assert proposal is not None
        await send(client, chat, 2, text="확인", action=encode(proposal))
    await _said(scene, kim, "이 문으로 오세요")
    assert scene.server.calls.count("sendDocument", None) == 0


def _order(scene: Scene, file: str) -> Update:
    address = next(
        address for (channel, address) in scene.rows(AccountRow.channel, AccountRow.address) if channel == "web"
    )
    return Update("web", "order", address, {"text": "1호차에 공지: 이 문으로 오세요", "file": file}, QUIET)


@pytest.mark.parametrize("content", [None, bytes(21 * 1024 * 1024)], ids=["gone", "large"])
async def test_what_telegram_does_not_hand_over_is_told_on_the_web(scene: Scene, content: bytes | None) -> None:
    leader = await scene.joined(1, LEADER)
    async with _web(scene, KIM) as (client, chat):
        words = "1호차에 공지: 이 문으로 오세요"
        await (leader.send_photo(words) if content is None else leader.send_file("photo", content, words))
        await leader.tap(await _said(scene, leader, "1호차 20명에게 지금"), "확인")
        [number] = await scene.until(_with_files)
        answer = await client.get(f"{chat}/files/{number}")
    assert (answer.status_code, "인솔자에게 받아" in answer.text) == (502, True)
    assert scene.server.token not in answer.text
