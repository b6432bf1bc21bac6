"""Files of notices and questions on KakaoTalk: what people there see of them, and photos that they send from there."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.files import UPLOAD_LIMIT
from bot.kakao_in import read_skill_call
from handlers.broadcast.draft import Draft
from handlers.broadcast.words import payload_of
from handlers.files import StoredFile, keep
from handlers.notices import Notice, queue
from handlers.reply import Action
from handlers.request import Enclosed
from handlers.tables import FileRow, NoticeKind, NoticeRow
from schedule_data.members import member_of
from schedule_data.tables import MemberRow
from tests.bot.kakao_scene import Scene, kakao_scene
from tests.bot.web.files import MP3, PDF, png
from tests.build import BEFORE, person
from tests.kakao_api import skill_requests

PUBLIC = "https://tour.example"
KIM, LEADER = "이서연", "정현수"
GATE = Enclosed("photo", "web", "gate", "문.png")
FILES = {
    "photo": (GATE, png(), "image/png"),
    "document": (Enclosed("document", "web", "plan", "일정.pdf"), PDF, "application/pdf"),
    "voice": (Enclosed("voice", "web", "words", "말.mp3"), MP3, "audio/mpeg"),
}


@pytest.fixture
async def scene(sample_url: str) -> AsyncIterator[Scene]:
    async with kakao_scene(sample_url, BEFORE, public_url=PUBLIC) as running:
        yield running


async def _told(scene: Scene, kind: str, user: str = "kim", **more: Any) -> dict[str, Any]:
    """Send a notice with a file to a member, and give the response of its block."""
    file, content, media_type = FILES[kind]

    def work(session: Session) -> None:
        stored = StoredFile(file.kind, file.name, media_type, content)
        keep(session, file, stored, tour="beijing-1", member=None, at=BEFORE)
        payload = payload_of(Draft(text="이 문으로 오세요", file=file, **more)) | {"sent_at": BEFORE.isoformat()}
        notice = Notice("beijing-1", NoticeKind.BROADCAST, payload)
        queue(session, notice, [member_of(person(session, KIM))], BEFORE)

    await scene.application.database.run(work)
    before = len(scene.caller.turns)
    scene.application.ledger.wake()
    await scene.until(lambda _: len(scene.caller.turns) > before)
    turn = scene.caller.turns[-1]
    assert turn.request["userRequest"]["user"]["id"] == user
    assert [problem.text for problem in turn.problems if problem.severity == "error"] == []
    response: dict[str, Any] = turn.response
    return response


def _outputs(response: dict[str, Any], kind: str) -> list[Any]:
    return [output[kind] for output in response["template"]["outputs"] if kind in output]


def _links(response: dict[str, Any]) -> dict[str, str]:
    buttons = [button for card in _outputs(response, "textCard") for button in card.get("buttons", [])]
    return {button["label"]: button["webLinkUrl"] for button in buttons if button["action"] == "webLink"}


async def _opened(scene: Scene, link: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(link.replace(PUBLIC, scene.application.url))


@pytest.mark.parametrize(("kind", "label"), [("photo", "사진 열기"), ("document", "파일 열기"), ("voice", "음성 듣기")])
async def test_a_notices_file_is_behind_a_link_of_the_persons_own(scene: Scene, kind: str, label: str) -> None:
    await scene.joined("kim", KIM)
    response = await _told(scene, kind)
    link = _links(response)[label]
    assert link.startswith(f"{PUBLIC}/kakao/notices/")
    opened = await _opened(scene, link)
    _, content, media_type = FILES[kind]
    assert (opened.status_code, opened.content, opened.headers["content-type"]) == (200, content, media_type)
    assert opened.headers["content-security-policy"] == "default-src 'none'; sandbox"
    images = [image["imageUrl"] for image in _outputs(response, "simpleImage")]
    assert images == ([link] if kind == "photo" else [])


async def test_a_photo_and_a_place_find_room_together(scene: Scene) -> None:
    await scene.joined("kim", KIM)
    response = await _told(scene, "photo", point=(39.9, 116.4))
    assert [next(iter(output)) for output in response["template"]["outputs"]] == [
        "simpleText",
        "simpleImage",
        "textCard",
    ]
    assert len(_links(response)) == 3  # two maps, and the photo


async def test_a_link_ends_with_its_notice_and_with_who_it_is_for(scene: Scene) -> None:
    await scene.joined("kim", KIM)
    link = _links(await _told(scene, "photo"))["사진 열기"]

    def withdraw(session: Session) -> None:
        notice = session.scalars(select(NoticeRow).where(NoticeRow.kind == NoticeKind.BROADCAST)).one()
        notice.payload = {**notice.payload, "withdrawn": not notice.payload.get("withdrawn")}

    def leave(session: Session) -> None:
        session.get_one(MemberRow, person(session, KIM).id).left_at = BEFORE

    await scene.application.database.run(withdraw)
    assert (await _opened(scene, link)).status_code == 404
    await scene.application.database.run(withdraw)
    assert (await _opened(scene, link)).status_code == 200
    await scene.application.database.run(leave)
    assert (await _opened(scene, link)).status_code == 404


async def test_a_link_can_not_be_made_up(scene: Scene) -> None:
    await scene.joined("kim", KIM)
    link = _links(await _told(scene, "photo"))["사진 열기"]
    notice, account, mac = link.rpartition("/")[2].split("-")
    for token in (
        f"{notice}-{int(account) + 1}-{mac}",
        f"{int(notice) + 1}-{account}-{mac}",
        f"{notice}-{account}-{mac[:-1]}{'0' if mac[-1] != '0' else '1'}",
        f"{notice}-{account}",
        "x",
    ):
        assert (await _opened(scene, f"{PUBLIC}/kakao/notices/{token}")).status_code == 404


@pytest.mark.parametrize(("kind", "words"), [("photo", "사진이"), ("document", "파일이"), ("voice", "음성 메시지가")])
async def test_without_an_address_the_words_say_where_it_is(sample_url: str, kind: str, words: str) -> None:
    async with kakao_scene(sample_url, BEFORE) as scene:
        await scene.joined("kim", KIM)
        response = await _told(scene, kind)
    [text] = [output["text"] for output in _outputs(response, "simpleText")]
    assert f"이 공지에는 {words} 있어요. 웹 채팅이나 텔레그램에서" in text
    assert _links(response) == {}


async def _photo(scene: Scene, name: str, user: str = "leader") -> str:
    turn = await scene.call(skill_requests.media("image", f"{scene.kakao.url}/media/{name}", user))
    return turn.text()


def _files(scene: Scene) -> list[tuple[str, str, bytes]]:
    with scene.application.database.reading() as session:
        rows = session.execute(select(FileRow.channel, FileRow.kind, FileRow.content)).all()
        return [(channel, kind, content) for channel, kind, content in rows]


async def test_a_photo_of_a_leader_goes_out_as_a_photo(scene: Scene) -> None:
    scene.kakao.media["photo"] = png()
    await scene.joined("leader", LEADER)
    await scene.joined("kim", KIM)
    assert "누구에게" in await _photo(scene, "photo")
    assert _files(scene) == [("kakao", "photo", png())]
    preview = await scene.say("1호차 (20)", "leader")
    assert "사진도 함께 보내요." in preview.text()
    before = len(scene.caller.turns)
    await scene.say("확인", "leader")
    await scene.until(lambda _: any("kakao/notices/" in str(turn.response) for turn in scene.caller.turns[before:]))
    told = next(turn for turn in scene.caller.turns[before:] if "kakao/notices/" in str(turn.response))
    assert told.request["userRequest"]["user"]["id"] == "kim"
    assert (await _opened(scene, _links(told.response)["사진 열기"])).content == png()


def test_a_photo_is_known_by_its_parameter_or_as_the_utterance() -> None:
    for request in (skill_requests.photo(), skill_requests.media("image")):
        media = read_skill_call(request, BEFORE).media
        assert media is not None
        assert media.startswith("https://talk.kakaocdn.net/dna/abc123/")
    assert read_skill_call(skill_requests.message("다음 일정"), BEFORE).media is None


@pytest.mark.parametrize(
    "content", [None, b"", b"<html>", bytes(UPLOAD_LIMIT + 1)], ids=["gone", "empty", "page", "large"]
)
async def test_a_photo_that_can_not_be_had_is_told_honestly(scene: Scene, content: bytes | None) -> None:
    if content is not None:
        scene.kakao.media["photo"] = content
    await scene.joined("leader", LEADER)
    assert "사진을 받지 못했어요." in await _photo(scene, "photo")
    assert scene.kakao.media_asked == ["photo"]
    assert _files(scene) == []


async def test_no_redirect_is_followed(scene: Scene) -> None:
    scene.kakao.media["photo"] = png()
    await scene.joined("leader", LEADER)
    assert "사진을 받지 못했어요." in await _photo(scene, "elsewhere")
    assert scene.kakao.media_asked == ["elsewhere"]


async def test_a_photo_of_a_participant_reaches_a_leader_by_a_link(scene: Scene) -> None:
    scene.kakao.media["photo"] = png()
    await scene.joined("leader", LEADER)
    await scene.joined("kim", KIM)
    assert "운영진에게 전해 드릴까요?" in await _photo(scene, "photo", "kim")
    assert _files(scene) == [("kakao", "photo", png())]
    before = len(scene.caller.turns)
    assert "운영진에게 전했어요: “📎 사진”" in (await scene.say("전해 주세요", "kim")).text()
    await scene.until(lambda _: any("kakao/notices/" in str(turn.response) for turn in scene.caller.turns[before:]))
    told = next(turn for turn in scene.caller.turns[before:] if "kakao/notices/" in str(turn.response))
    assert told.request["userRequest"]["user"]["id"] == "leader"
    assert (await _opened(scene, _links(told.response)["사진 열기"])).content == png()


async def test_a_photo_of_a_stranger_is_not_fetched(scene: Scene) -> None:
    scene.kakao.media["photo"] = png()
    await _photo(scene, "photo", "stranger")
    assert scene.kakao.media_asked == []


async def test_nothing_is_fetched_from_elsewhere(scene: Scene) -> None:
    await scene.joined("leader", LEADER)
    for url in ("http://169.254.169.254/x", "https://kakaocdn.net.evil.example/x", "https://evilkakaocdn.net/x", "x"):
        turn = await scene.call(skill_requests.media("image", url, "leader"))
        assert "사진을 받지 못했어요." in turn.text()
    assert _files(scene) == []


async def test_the_tap_that_a_participant_forges_is_refused(scene: Scene) -> None:
    await scene.joined("kim", KIM)
    turn = await scene.tap("x", Action("notice.unfetched"), "kim")
    assert "인솔자와 운영진만" in turn.text()
