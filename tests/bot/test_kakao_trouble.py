"""A call for help on KakaoTalk, which sends no location: words of what is to be seen reach the leaders."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from handlers.reply import Action
from handlers.tables import TroubleRow
from tests.bot.kakao_scene import Scene, kakao_scene
from tests.build import BEFORE


@pytest.fixture
async def scene(sample_url: str) -> AsyncIterator[Scene]:
    async with kakao_scene(sample_url, BEFORE) as running:
        yield running


def _words_of_calls(scene: Scene) -> list[str]:
    with scene.application.database.reading() as session:
        return list(session.scalars(select(TroubleRow.words)))


async def test_a_call_for_help_asks_for_a_landmark_and_passes_it_on(scene: Scene) -> None:
    await scene.joined("kim", "이서연")
    numbers = await scene.say("길을 잃었어요", "kim")
    assert "‘인솔자에게 알리기’를 누르고, 주변에 보이는 것을 적어 주세요." in numbers.text()
    assert "내 위치 보내기" not in str(numbers.response)
    called = await scene.tap("인솔자에게 알리기", Action("trouble.call"), "kim")
    assert "주변에 보이는 건물, 간판, 역 출구를 적어 주세요." in called.text()
    assert "카카오톡에서는 위치를 보낼 수 없어요." in called.text()
    told = await scene.say("왕푸징 서점 정문", "kim")
    assert "인솔자에게 전했어요: “왕푸징 서점 정문”" in told.text()
    assert _words_of_calls(scene) == ["길을 잃었어요\n왕푸징 서점 정문"]


async def test_words_about_a_location_say_what_kakaotalk_can(scene: Scene) -> None:
    await scene.joined("kim", "이서연")
    told = await scene.tap("내 위치 보내기", Action("location"), "kim")
    assert "카카오톡에서는 위치를 보낼 수 없어요. 웹 채팅을 쓰고 있다면" in told.text()
    assert _words_of_calls(scene) == []
