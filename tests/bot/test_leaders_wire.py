"""Scripted conversations over the wire: a notice from order to withdrawal, a relayed question, a call for help."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.tables import DeliveryRow
from tests.bot.telegram_scene import SECONDS, Scene, telegram_scene
from tests.bot_api import BotApiServer, Person, Seen
from tests.build import beijing

QUIET = beijing("09-20 10:00")  # two days before the tour: no reminder comes between


@pytest.fixture
async def scene(sample_url: str) -> AsyncIterator[Scene]:
    async with BotApiServer() as server, telegram_scene(sample_url, server, QUIET) as running:
        yield running


async def _said(scene: Scene, someone: Person, words: str) -> Seen:
    """Wait until one of somebody's messages says these words, changed in place or not."""

    def found() -> Seen | None:
        return next((message for message in someone.messages if words in message.text), None)

    message = await scene.server.wait_for(found, SECONDS)
    assert message is not None
    return message


def _noted(session: Session, message: Seen) -> bool:
    """Tell whether the ledger knows which message it has sent."""
    return session.scalar(select(DeliveryRow.id).where(DeliveryRow.message_ref == str(message.id))) is not None


async def test_a_notice_is_previewed_confirmed_followed_live_corrected_and_withdrawn(scene: Scene) -> None:
    leader = await scene.joined(1, "정현수")
    kim, jeon = await scene.joined(2, "이서연"), await scene.joined(3, "전우진")

    preview = await scene.answer(leader, "공지: 10분 뒤 버스 출발해요")
    assert preview.text.startswith("전체 43명에게 지금 보내요.")
    assert len(kim.messages) == len(jeon.messages) == 1
    await leader.tap(preview, "확인")
    notice = await _said(scene, kim, "📢 공지")
    assert notice.buttons == ["확인했어요"]
    report = await _said(scene, leader, "미확인 2명 · 닿지 않음 41명")

    await kim.tap(notice, "확인했어요")
    assert (await _said(scene, leader, "확인 1명 · 미확인 1명")).id == report.id
    await scene.answer(jeon, "확인했어요")
    assert (await _said(scene, leader, "확인 2명 · 미확인 0명")).id == report.id

    await scene.tapped(leader, report, "공지 고치기")
    corrected = await scene.answer(leader, "20분 뒤 버스 출발해요. 왜 늦냐고요? 길이 막혀요.")
    await leader.tap(corrected, "확인")
    assert (await _said(scene, jeon, "📢 정정된 공지예요\n\n20분 뒤 버스 출발해요. 왜")).edited
    assert (await _said(scene, leader, "확인 0명 · 미확인 2명")).id == report.id

    await leader.tap(await scene.tapped(leader, report, "공지 취소"), "확인")
    withdrawn = await _said(scene, kim, "취소된 공지예요")
    assert (withdrawn.id, withdrawn.buttons) == (notice.id, [])
    assert (await _said(scene, leader, "취소한 공지예요")).id == report.id


async def test_a_change_is_confirmed_followed_live_and_overtaken_by_the_next(scene: Scene) -> None:
    leader = await scene.joined(1, "정현수")
    kim, jeon = await scene.joined(2, "이서연"), await scene.joined(3, "전우진")

    await leader.tap(await scene.answer(leader, "주 파크 30분 지연"), "확인")
    change = await _said(scene, kim, "16:05")
    assert change.buttons[0] == "확인했어요"
    report = await _said(scene, leader, "미확인 2명 · 닿지 않음 41명")
    assert "16:05" in report.text

    await kim.tap(change, "확인했어요")
    assert (await _said(scene, leader, "확인 1명 · 미확인 1명")).id == report.id
    names = await scene.tapped(leader, report, "명단 보기")
    assert "전우진" in names.text

    await leader.tap(await scene.answer(leader, "주 파크 10분 지연"), "확인")
    assert (await _said(scene, leader, "확인은 새 안내에서 받고 있어요")).id == report.id
    told = kim.messages.index(change)
    await scene.server.wait_for(lambda: "16:15" in kim.messages[told].text, SECONDS)  # what kim has is as it is now
    newer = await _said(scene, jeon, "16:05 → ")
    await jeon.tap(newer, "확인했어요")
    assert (await _said(scene, leader, "확인 1명 · 미확인 1명")).id != report.id


async def test_a_photo_reaches_the_bus_that_it_is_for(scene: Scene) -> None:
    leader, kim = await scene.joined(1, "정현수"), await scene.joined(2, "이서연")
    jeon = await scene.joined(3, "전우진")
    await leader.send_photo("1호차에 공지: 이 문으로 오세요")
    preview = await _said(scene, leader, "1호차 20명에게 지금")
    await leader.tap(preview, "확인")
    photo = await _said(scene, kim, "이 문으로 오세요")
    assert (photo.raw["photo"][0]["file_id"], photo.buttons) == ("photo", ["확인했어요"])
    assert (len(kim.messages), len(jeon.messages)) == (2, 1)

    report = await _said(scene, leader, "미확인 1명")
    await scene.tapped(leader, report, "공지 고치기")
    await leader.tap(await scene.answer(leader, "저 문으로 오세요"), "확인")
    corrected = await _said(scene, kim, "📢 정정된 공지예요\n\n저 문으로")
    assert (corrected.id, corrected.buttons, "photo" in corrected.raw) == (photo.id, ["확인했어요"], True)
    await leader.tap(await scene.tapped(leader, report, "공지 취소"), "확인")
    withdrawn = await _said(scene, kim, "취소된 공지예요")
    assert (withdrawn.id, withdrawn.buttons, len(kim.messages)) == (photo.id, [], 2)


async def test_a_notice_that_was_queued_outlives_a_restart_and_its_report_too(sample_url: str) -> None:
    async with BotApiServer() as server:
        async with telegram_scene(sample_url, server, QUIET) as first:
            leader, kim = await first.joined(1, "정현수"), await first.joined(2, "이서연")
            await leader.tap(await first.answer(leader, "10분 뒤에 공지: 출발해요"), "확인")
            report = await _said(first, leader, "나가는 공지예요")
        async with telegram_scene(sample_url, server, QUIET) as second:
            assert len(kim.messages) == 1
            second.clock.set(QUIET + timedelta(minutes=10))
            notice = await _said(second, kim, "출발해요")
            await kim.tap(notice, "확인했어요")
            assert (await _said(second, leader, "확인 1명")).id == report.id


@pytest.mark.both_databases
async def test_a_question_is_handed_over_answered_by_replying_and_kept(scene: Scene) -> None:
    staff, kim = await scene.joined(1, "김도현"), await scene.joined(2, "이서연")
    jeon, leader = await scene.joined(3, "전우진"), await scene.joined(4, "정현수")
    unknown = await scene.answer(kim, "호텔에 수영장 있나요?")
    passed_on = await scene.tapped(kim, unknown, "운영진에게 묻기")
    assert "호텔에 수영장 있나요?" in passed_on.text
    question = await _said(scene, staff, "❓ 이서연")
    other = await _said(scene, leader, "❓ 이서연")

    await scene.until(lambda session: _noted(session, question))  # nobody reads, types and sends faster than that
    await staff.send("3층에 있어요. 밤 10시까지예요.", reply_to=question)
    await staff.tap(await _said(scene, staff, "보낼 답:"), "보내고 저장하기")
    answer = await _said(scene, kim, "김도현 님 답변: “3층에 있어요. 밤 10시까지예요.”")
    assert "하신 질문: “호텔에 수영장 있나요?”" in answer.text
    assert (await _said(scene, leader, "✅ 김도현 님이 답했어요")).id == other.id

    again = await scene.answer(jeon, "호텔 수영장이 있어요?")
    assert "운영진에게" in again.text or "3층" in again.text
    same = await scene.answer(jeon, "호텔에 수영장이 있나요")
    assert same.text.startswith("3층에 있어요. 밤 10시까지예요.")


@pytest.mark.both_databases
async def test_a_call_for_help_reaches_leaders_with_a_map_until_one_takes_it(scene: Scene) -> None:
    kim = await scene.joined(2, "이서연")
    first, second = await scene.joined(3, "정현수"), await scene.joined(4, "윤세라")
    await kim.send_location(39.90871, 116.39745)
    await _said(scene, kim, "위치를 받았어요")
    await kim.send("도와주세요")
    alerts = [await _said(scene, leader, "🆘 도움 요청") for leader in (first, second)]
    assert ["이서연 · 1호차 · +82-10-0000-1002" in alert.text for alert in alerts] == [True, True], alerts[0].text
    await scene.server.wait_for(lambda: "venue" in first.last.raw and "venue" in second.last.raw, SECONDS)
    place = {"latitude": 39.90871, "longitude": 116.39745}
    assert [leader.last.raw["location"] for leader in (first, second)] == [place, place]
    await first.tap(alerts[0], "제가 갈게요")
    assert "정현수 님이 가고 있어요." in (await _said(scene, kim, "가고 있어요")).text
    assert (await _said(scene, second, "정현수 님이 가고 있어요.")).id == alerts[1].id
    late = await scene.tapped(second, alerts[1], "상황 종료")
    assert late.text.startswith("끝난 것으로 표시했어요.")
    assert (await _said(scene, first, "✅ 도움 요청이 끝났어요.")).id == alerts[0].id


async def test_a_photo_of_a_participant_reaches_the_staff_once_it_is_to_be_passed_on(scene: Scene) -> None:
    staff, kim = await scene.joined(1, "김도현"), await scene.joined(2, "이서연")
    await kim.send_photo()
    offered = await _said(scene, kim, "운영진에게 전해 드릴까요?")
    assert len(staff.messages) == 1
    assert "운영진에게 전했어요" in (await scene.tapped(kim, offered, "전해 주세요")).text
    await _said(scene, staff, "❓ 이서연 · 1호차 · 다온테크: “📎 사진”")
    await scene.server.wait_for(lambda: "photo" in staff.last.raw, SECONDS)
    assert staff.last.raw["photo"][0]["file_id"] == "photo"


async def test_a_participant_orders_nothing(scene: Scene) -> None:
    kim, jeon = await scene.joined(2, "이서연"), await scene.joined(3, "전우진")
    refused = await scene.answer(kim, "전체 공지: 오늘은 쉬어요")
    assert "인솔자와 운영진만" in refused.text
    assert len(jeon.messages) == 1
    assert scene.rows(DeliveryRow.id) == []
