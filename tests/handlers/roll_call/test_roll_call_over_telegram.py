"""A roll call from opening to closing, over the wire: the question, the live count, the follow-up, the reasons."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.bot.telegram_scene import MORNING, Scene, telegram_scene, texts
from tests.bot_api import BotApiServer

pytestmark = pytest.mark.both_databases


@pytest.fixture
async def scene(sample_url: str) -> AsyncIterator[Scene]:
    """Run the application over the sample tour on its second morning."""
    async with BotApiServer() as server, telegram_scene(sample_url, server) as opened:
        yield opened


@pytest.mark.timeout(90)
async def test_a_roll_call_from_opening_to_closing(scene: Scene) -> None:
    leader = await scene.joined(1, "정현수")
    here, silent = await scene.joined(2, "이서연"), await scene.joined(3, "전우진")
    preview = await scene.answer(leader, "점호 시작")
    await leader.tap(preview, "확인")
    board = await scene.shows(leader, "인원 확인 · 샤오미 슈퍼공장 견학 · 0/40명")

    question = await scene.shows(here, "인원 확인 중이에요")
    await here.tap(question, "도착했어요")
    await scene.shows(leader, "인원 확인 · 샤오미 슈퍼공장 견학 · 1/40명")
    now = next(one for one in texts(leader) if one.id == board.id)
    assert (now.edited, "1/40명" in now.text, "+82-10-0000-1002" in now.text) == (True, True, False)

    scene.clock.set(MORNING + timedelta(minutes=3, seconds=1))
    await scene.shows(silent, "아직 확인이 안 됐어요")
    assert not any("아직 확인이 안 됐어요" in one.text for one in texts(here))

    asked = await scene.answer(leader, "점호 마감")
    assert "아직 39명이 확인되지 않았어요" in asked.text
    why = await scene.tapped(leader, asked, "남은 분 모두 같은 사유")
    await scene.tapped(leader, why, "따로 이동")
    closed = await scene.answer(leader, "점호 마감")
    assert "인원 확인을 마감했어요" in closed.text
    await scene.shows(leader, "마감한 인원 확인이에요")
