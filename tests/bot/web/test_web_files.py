"""Files of notices on the web: who attaches one, who may see it, and how it is handed over."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.files import UPLOAD_LIMIT, Files, NotFetched
from bot.tables import WebMessageRow
from bot.web.accounts import account_of
from bot.web.content import content_of
from bot.web.events import message_json
from bot.web.site import MESSAGES
from handlers.files import StoredFile, keep
from handlers.reply import Reply, Shown
from handlers.request import Attachment, Enclosed
from handlers.tables import FileRow
from schedule_data.tables import MemberRow
from tests.bot.web.answering import NOW
from tests.bot.web.browser import OTHER_SITE, browser, join, send
from tests.bot.web.files import MP3, PDF, png, upload
from tests.bot.web.scene import Scene

LEADER = 1


@pytest.fixture
async def leader(web: Scene) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
    async with browser(web.app()) as client:
        yield client, await join(client, web.link(LEADER))


async def _bubble(web: Scene, shown: Shown, member: int = 0) -> int:
    """Show a notice with a file to a member."""
    with web.database.unit() as session:
        account_of(session, web.members[member], "ko", NOW)
    [call] = web.channel.write(Reply(("📢 공지",), shown=shown), None)
    return int(await web.channel.make(f"member-{web.members[member]}", call, f"notice:{shown.reference}:{member}"))


def _as_drawn(web: Scene, number: int, chat: str) -> Mapping[str, Any]:
    """Give a bubble's content as its page gets it."""
    with web.database.reading() as session:
        content: Mapping[str, Any] = message_json(session.get_one(WebMessageRow, number), chat[3:], UTC)["content"]
    return content


def _keep(web: Scene, shown: Shown, content: bytes, media_type: str) -> None:
    file = Enclosed(shown.kind, shown.channel, shown.reference, shown.name)
    stored = StoredFile(shown.kind, shown.name, media_type, content)
    with web.database.unit() as session:
        keep(session, file, stored, tour="beijing-1", member=None, at=NOW)


async def test_a_leader_attaches_a_file_to_a_message(web: Scene, leader: tuple[httpx.AsyncClient, str]) -> None:
    client, chat = leader
    answer = await upload(client, chat, png(), "약도 1.PNG")
    told = answer.json()
    assert (answer.status_code, told["kind"], told["name"]) == (201, "photo", "약도 1.png")
    sent = await send(client, chat, text="전체 공지: 이 문이에요", file=told["file"])
    assert sent.status_code == 202
    file = Enclosed("photo", "web", told["file"], "약도 1.png")
    assert web.inbox.accepted[-1].body == {"text": "전체 공지: 이 문이에요", "file": file.written()}
    request = web.channel.read(web.inbox.accepted[-1])
    assert request is not None
    assert (request.text, request.file, request.attachment) == ("전체 공지: 이 문이에요", file, None)
    number = sent.json()["message"]
    href = f"{chat}/files/{number}"
    assert _as_drawn(web, number, chat)["file"] == {"kind": "photo", "name": "약도 1.png", "href": href}
    assert (await client.get(href)).content == png()


@pytest.mark.parametrize(
    ("content", "name", "kind", "attachment"),
    [(MP3, "말.mp3", "voice", Attachment.VOICE), (PDF, "일정.pdf", "document", Attachment.OTHER)],
)
async def test_a_file_goes_without_words(
    web: Scene, content: bytes, name: str, kind: str, attachment: Attachment
) -> None:
    client = browser(web.app())
    chat = await join(client, web.link(LEADER))
    file = (await upload(client, chat, content, name)).json()["file"]
    assert (await send(client, chat, text="", file=file)).status_code == 202
    request = web.channel.read(web.inbox.accepted[-1])
    assert request is not None
    assert (request.text, request.attachment, request.file) == (None, attachment, Enclosed(kind, "web", file, name))


@pytest.mark.parametrize("content", [b"", b"<html><script>alert(1)</script>", b"MZ\x90\x00\x03\x00", b"GIF89a\x01\x00"])
async def test_a_file_is_judged_by_its_bytes(leader: tuple[httpx.AsyncClient, str], content: bytes) -> None:
    client, chat = leader
    answer = await upload(client, chat, content, "약도.png", **{"Accept-Language": "ko"})
    assert answer.status_code == 415
    assert answer.json()["problem"].startswith("이 종류의 파일은 보낼 수 없어요.")


async def test_a_name_can_not_lie_or_lead_elsewhere(leader: tuple[httpx.AsyncClient, str]) -> None:
    client, chat = leader
    told = (await upload(client, chat, png(), "../../etc/page.html\r\nX: y")).json()
    assert told["name"] == "etc page.html X: y.png"


async def test_a_file_that_is_too_large_is_not_kept(web: Scene, leader: tuple[httpx.AsyncClient, str]) -> None:
    client, chat = leader
    assert (await upload(client, chat, png() + bytes(UPLOAD_LIMIT))).status_code == 413

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield bytes(UPLOAD_LIMIT // 2)

    headers = {"Content-Type": "application/octet-stream", "Sec-Fetch-Site": "same-origin"}
    answer = await client.post(f"{chat}/files", content=parts(), headers=headers)
    assert (answer.status_code, "10MB" in answer.json()["problem"]) == (413, True)
    with web.database.reading() as session:
        assert session.scalars(select(FileRow.id)).all() == []


@pytest.mark.parametrize("member", [0, 2])
async def test_participants_and_staff_attach_files_too(web: Scene, member: int) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link(member))
        page = (await client.get(chat)).text
        file = (await upload(client, chat, png())).json()["file"]
        assert (await send(client, chat, text="", file=file)).status_code == 202
    assert "picker" in page
    request = web.channel.read(web.inbox.accepted[-1])
    assert request is not None
    assert request.file is not None
    assert request.file.reference == file
    with web.database.reading() as session:
        assert session.scalars(select(FileRow.member_id)).all() == [web.members[member]]


async def test_who_has_left_the_tour_attaches_nothing(web: Scene, leader: tuple[httpx.AsyncClient, str]) -> None:
    with web.database.unit() as session:
        session.get_one(MemberRow, web.members[LEADER]).left_at = NOW
    client, chat = leader
    answer = await upload(client, chat, png(), **{"Accept-Language": "ko"})
    assert answer.status_code == 403
    assert answer.json()["problem"] == "파일은 이 여행에 참가한 분만 붙일 수 있어요. 글로 적어 주세요."


@pytest.mark.parametrize(
    "headers", [OTHER_SITE, {"Origin": "null"}, {"Content-Type": "text/plain"}, {"Content-Type": "multipart/form-data"}]
)
async def test_neither_another_site_nor_a_form_uploads(
    leader: tuple[httpx.AsyncClient, str], headers: dict[str, Any]
) -> None:
    assert (await upload(*leader, png(), **headers)).status_code == 403


async def test_a_browser_without_the_cookie_neither_uploads_nor_sees(
    web: Scene, leader: tuple[httpx.AsyncClient, str]
) -> None:
    _, chat = leader
    shown = Shown("photo", "gate", "web", "문.png")
    _keep(web, shown, png(), "image/png")
    number = await _bubble(web, shown, LEADER)
    async with browser(web.app()) as other:
        assert (await upload(other, chat, png())).status_code == 403
        assert (await other.get(f"{chat}/files/{number}")).status_code == 403


async def test_a_flood_of_files_is_slowed_down(leader: tuple[httpx.AsyncClient, str]) -> None:
    answers = [await upload(*leader, bytes(9)) for _ in range(MESSAGES + 2)]
    assert (answers[0].status_code, answers[-1].status_code) == (415, 429)


async def test_a_file_of_somebody_else_is_not_attached(web: Scene, leader: tuple[httpx.AsyncClient, str]) -> None:
    file = (await upload(*leader, png())).json()["file"]
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        for reference in (file, "unknown"):
            answer = await send(client, chat, text="전체 공지", file=reference)
            assert (answer.status_code, answer.json()["problem"]) == (422, "그 파일이 더는 없어요. 다시 붙여 주세요.")


async def test_a_notices_file_is_seen_by_who_was_told_and_by_nobody_else(web: Scene) -> None:
    shown = Shown("photo", "gate", "web", "문.png")
    _keep(web, shown, png(), "image/png")
    number = await _bubble(web, shown)
    app = web.app()
    async with browser(app) as member, browser(app) as other:
        chat, others = await join(member, web.link()), await join(other, web.link(2))
        seen = await member.get(f"{chat}/files/{number}")
        assert (seen.status_code, seen.content) == (200, png())
        for path in (f"{others}/files/{number}", f"{chat}/files/{number}"):
            assert (await other.get(path)).status_code in {403, 404}
    told = _as_drawn(web, number, chat)
    assert told["file"] == {"kind": "photo", "name": "문.png", "href": f"{chat}/files/{number}"}
    assert "gate" not in str(told)  # the name that a file is kept under stays with us


@pytest.mark.parametrize(
    ("shown", "content", "media_type", "how"),
    [
        (Shown("photo", "a", "web", "문.png"), png(), "image/png", "inline"),
        (Shown("voice", "b", "web", "말.mp3"), MP3, "audio/mpeg", "inline"),
        (Shown("document", "c", "web", "일정.pdf"), PDF, "application/pdf", "attachment"),
        (Shown("document", "d", "telegram", "x.html"), b"<script>", "application/octet-stream", "attachment"),
    ],
)
async def test_a_file_is_handed_over_so_that_nothing_in_it_runs(
    web: Scene, shown: Shown, content: bytes, media_type: str, how: str
) -> None:
    _keep(web, shown, content, media_type)
    number = await _bubble(web, shown)
    async with browser(web.app()) as client:
        answer = await client.get(f"{await join(client, web.link())}/files/{number}")
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"].startswith(f"{how}; filename*=UTF-8''")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cache-control"].startswith("private")


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-1", 206, slice(0, 2)),
        ("bytes=200-", 206, slice(200, None)),
        ("bytes=5-99999", 206, slice(5, None)),
        ("bytes=99999-", 200, slice(None)),
        ("bytes=5-2", 200, slice(None)),
        ("bytes=-5", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
    ],
)
async def test_a_part_of_a_recording_is_given(web: Scene, asked: str, status: int, part: slice) -> None:
    shown = Shown("voice", "words", "web", "말.mp3")
    _keep(web, shown, MP3, "audio/mpeg")
    number = await _bubble(web, shown)
    async with browser(web.app()) as client:
        answer = await client.get(f"{await join(client, web.link())}/files/{number}", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (status, MP3[part])
    if status == 206:
        start, stop, _ = part.indices(len(MP3))
        assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(MP3)}"


async def test_a_file_that_is_gone_or_never_was_says_so(web: Scene) -> None:
    gone = await _bubble(web, Shown("photo", "gone", "web"))
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        for number in (gone, gone + 99, 1):
            answer = await client.get(f"{chat}/files/{number}")
            assert (answer.status_code, "파일이 더 이상 없어요" in answer.text) == (404, True)


async def test_what_the_messenger_holds_is_fetched_once(web: Scene) -> None:
    fetched: list[str] = []

    async def fetch(reference: str) -> bytes:
        fetched.append(reference)
        if reference == "lost":
            raise NotFetched
        return png()

    site = web.site.__class__(
        web.database, web.clock, web.inbox, web.feed, fetched=Files(web.database, web.clock, {"telegram": fetch})
    )
    app = Scene(site, web.database, web.clock, web.feed, web.channel, web.inbox, web.members).app()
    first = await _bubble(web, Shown("photo", "AgAC", "telegram"))
    second, lost = await _bubble(web, Shown("photo", "AgAC", "telegram"), 2), Shown("voice", "lost", "telegram")
    async with browser(app) as one, browser(app) as two:
        chat, other = await join(one, web.link()), await join(two, web.link(2))
        for client, path in ((one, f"{chat}/files/{first}"), (two, f"{other}/files/{second}")):
            answer = await client.get(path)
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
            assert answer.headers["content-disposition"].endswith("photo.png")
        missing = await one.get(f"{chat}/files/{await _bubble(web, lost)}")
    assert fetched == ["AgAC", "lost"]
    assert (missing.status_code, "인솔자에게 받아" in missing.text) == (502, True)


def test_a_bubble_keeps_what_its_file_is_called() -> None:
    assert content_of(Reply(("공지",), shown=Shown("photo", "r", "web", "n.png")))["file"] == "photo|web|r|n.png"


async def test_the_bubbles_row_holds_no_bytes(web: Scene) -> None:
    number = await _bubble(web, Shown("photo", "gate", "web"))
    with web.database.reading() as session:
        assert session.get_one(WebMessageRow, number).content == {"paragraphs": ["📢 공지"], "file": "photo|web|gate|"}
