"""Boarding over the wire: the bus's code scanned on Telegram, opened in a browser, typed on KakaoTalk, and counted."""

import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.application import Application
from bot.tables import WebMessageRow
from handlers.roll_call.bus_codes import bus_codes, spelt
from handlers.tables import AttendanceRow
from schedule_data.snapshots import Snapshots
from tests.bot.kakao_scene import kakao_scene
from tests.bot.telegram_scene import MORNING, Scene, telegram_scene
from tests.bot.web.browser import SAME_SITE, join
from tests.bot_api import BotApiServer

ON_BOARD = "1호차 탑승, 확인했어요. (샤오미 슈퍼공장 견학)"


@pytest.fixture
async def scene(sample_url: str) -> AsyncIterator[Scene]:
    """Run the application over the sample tour on its second morning."""
    async with BotApiServer() as server, telegram_scene(sample_url, server) as opened:
        yield opened


def _codes(application: Application) -> Mapping[str, str]:
    with application.database.unit() as session:
        itinerary = Snapshots().current(session, "beijing-1")
        assert itinerary is not None
        return bus_codes(session, itinerary, MORNING)


def _noted(session: Session) -> list[tuple[str, str, str]]:
    rows = session.scalars(select(AttendanceRow).order_by(AttendanceRow.id))
    return [(row.stop_id, row.evidence, row.group) for row in rows]


async def test_a_scan_on_telegram_counts_and_moves_the_leader_s_board_on(scene: Scene) -> None:
    codes = _codes(scene.application)
    leader = await scene.joined(1, "정현수")
    mine = await scene.joined(2, "이서연")
    stranger = scene.server.user(7, language_code="ko")
    await leader.tap(await scene.answer(leader, "점호 시작"), "확인")
    await scene.shows(leader, "0/40명")
    await stranger.start(codes["bus-1"])
    await scene.shows(stranger, "버스 탑승 코드예요")
    await mine.start(codes["bus-1"])
    assert (await scene.shows(mine, "탑승, 확인했어요")).text == ON_BOARD
    await scene.shows(leader, "인원 확인 · 샤오미 슈퍼공장 견학 · 1/40명")
    await mine.start(codes["bus-2"])
    await scene.shows(mine, "원래 타실 버스는 1호차예요")
    with scene.application.database.reading() as session:
        assert _noted(session) == [("d2-xiaomi", "qr", "bus-1"), ("d2-xiaomi", "qr", "bus-2")]


async def test_the_night_before_a_scan_on_telegram_notes_nothing(scene: Scene) -> None:
    mine = await scene.joined(2, "이서연")
    scene.clock.set(MORNING + timedelta(hours=14, minutes=30))
    await mine.start(_codes(scene.application)["bus-1"])
    assert "체크아웃" in (await scene.shows(mine, "1호차 탑승 코드예요")).text
    with scene.application.database.reading() as session:
        assert _noted(session) == []


async def test_the_link_in_a_browser_tells_the_result_in_the_chat(scene: Scene) -> None:
    code = _codes(scene.application)["bus-1"]
    assert scene.application.server is not None
    headers = {"Accept-Language": "ko"}
    async with httpx.AsyncClient(base_url=scene.application.server.url, headers=headers) as client:
        assert (await client.post(f"/j/{code}", headers=SAME_SITE)).status_code == 403
        chat = await join(client, f"/j/{scene.code('이서연')}")
        button = re.search(r'action="([^"]+)"', (await client.get(f"/j/{code}")).text)
        assert button is not None
        assert (await client.post(button[1], headers=SAME_SITE)).headers["location"] == chat
        shown = await scene.until(
            lambda session: [
                row.content for row in session.scalars(select(WebMessageRow)) if ON_BOARD in str(row.content)
            ]
        )
    assert len(shown) == 1
    with scene.application.database.reading() as session:
        assert _noted(session) == [("d2-xiaomi", "qr", "bus-1")]


async def test_the_code_typed_on_kakaotalk(sample_url: str) -> None:
    async with kakao_scene(sample_url) as kakao:
        code = spelt(_codes(kakao.application)["bus-1"])
        assert "버스 탑승 코드예요" in (await kakao.say(f"탑승 코드 {code}", "user-2")).text()
        user = await kakao.joined(name="이서연")
        for words in (f"탑승 코드 {code}", code.lower()):
            assert ON_BOARD in (await kakao.say(words, user)).text()
        assert "버스의 코드가 아니에요" in (await kakao.say("탑승 코드 2222-222A", user)).text()
        with kakao.application.database.reading() as session:
            assert _noted(session) == [("d2-xiaomi", "qr", "bus-1")] * 2
