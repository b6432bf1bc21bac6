"""The whole way over the wire: what people do on Telegram, and what they are shown."""

import pytest

from handlers.tables import AccountRow, AttendanceRow
from tests.bot.telegram_scene import Scene, texts

pytestmark = pytest.mark.both_databases

LONG = 10_000


async def test_person_joins_asks_and_taps(scene: Scene) -> None:
    kim = await scene.joined()
    assert texts(kim)[0].text.startswith("김민준 님, 환영해요")
    answer = await scene.answer(kim, "샤오미 공장 집합 몇 시예요?")
    assert "08:20" in answer.text
    assert "호텔 로비" in answer.text
    assert scene.server.calls.count("sendMessage", None) == 2
    tapped = await scene.tapped(kim, texts(kim)[0], texts(kim)[0].buttons[0])
    assert tapped.text
    assert [row.unreachable for row in scene.rows(AccountRow.unreachable)] == [""]


async def test_tap_is_confirmed_beside_its_answer(scene: Scene) -> None:
    kim = await scene.joined()
    query = kim.tap_data(kim.messages[0], "attendance.here")
    await scene.server.wait_for(lambda: kim.answer(query) is not None)
    await scene.shown(kim, 2)
    assert [row.state for row in scene.rows(AttendanceRow.state)] == ["here"]


async def test_where_is_answered_with_a_map(scene: Scene) -> None:
    kim = await scene.joined()
    await scene.answer(kim, "샤오미 공장 어디예요?")
    await scene.server.wait_for(lambda: "venue" in kim.last.raw)
    assert kim.last.raw["venue"]["address"] == "北京市亦庄新城小米汽车工厂"


async def test_stranger_is_told_the_programme_and_nothing_of_the_tour(scene: Scene) -> None:
    stranger = scene.server.user(9)
    programme = await scene.answer(stranger, "무슨 프로그램이에요?")
    refused = await scene.answer(stranger, "호텔 와이파이 비밀번호 알려줘")
    assert "1,900,000" in programme.text
    assert "GRAND-GUEST" not in refused.text
    assert scene.rows(AccountRow.member_id)[0].member_id is None


async def test_wrong_code_lets_nobody_in(scene: Scene) -> None:
    stranger = scene.server.user(9)
    await stranger.start("no-such-code")
    await scene.shown(stranger, 1)
    assert scene.rows(AccountRow.member_id)[0].member_id is None


async def test_block_and_unblock_are_noted(scene: Scene) -> None:
    kim = await scene.joined()
    await kim.block()
    await scene.until(lambda session: session.query(AccountRow).filter_by(unreachable="blocked").count())
    await kim.unblock()
    await scene.until(lambda session: session.query(AccountRow).filter_by(unreachable="").count())
    assert len(texts(kim)) == 1


async def test_writing_again_makes_reachable(scene: Scene) -> None:
    kim = await scene.joined()
    await kim.block()
    await scene.until(lambda session: session.query(AccountRow).filter_by(unreachable="blocked").count())
    await scene.answer(kim, "다음 일정")
    assert [row.unreachable for row in scene.rows(AccountRow.unreachable)] == [""]


ODD = (
    "가" * LONG,
    "😀" * 3000,
    "👨\u200d👩\u200d👧" * 500,
    "\u202e\u200f\u200b",
    "' OR 1=1 --",
    "<b>&amp;</b>",
    "/",
    "?",
)


@pytest.mark.parametrize("text", ODD)
async def test_odd_text_gets_one_answer(scene: Scene, text: str) -> None:
    kim = await scene.joined()
    answer = await scene.answer(kim, text)
    assert answer.text.strip()
    assert (await scene.answer(kim, "다음 일정")).text.strip()
    assert len(texts(kim)) == 3


async def test_picture_and_sticker_are_answered_kindly(scene: Scene) -> None:
    kim = await scene.joined()
    await kim.send_photo()
    await kim.send_sticker()
    await kim.send_voice()
    await kim.send_location(39.9, 116.4)
    shown = await scene.shown(kim, 5)
    assert all(message.text and message.buttons for message in shown[1:])


async def test_button_that_means_nothing_any_more_is_answered(scene: Scene) -> None:
    kim = await scene.joined()
    kim.tap_data(kim.messages[0], "v0:gone")
    shown = await scene.shown(kim, 2)
    assert shown[1].buttons


async def test_group_is_answered_where_the_bot_is_named(scene: Scene) -> None:
    kim = await scene.joined()
    group = scene.server.group(-100, members=(kim,))
    await kim.send("다들 어디세요?", group=group)
    await kim.send(f"@{scene.server.world.username} 프로그램 알려줘", group=group)
    await scene.server.wait_for(lambda: group.messages)
    await scene.answer(kim, "다음 일정")
    assert len([message for message in group.messages if "text" in message.raw]) == 1


@pytest.mark.parametrize(("language", "words"), [("ko", "다음"), ("en", "Next"), ("zh", "下一")])
async def test_menu_is_set_for_each_language(scene: Scene, language: str, words: str) -> None:
    await scene.server.wait_for(lambda: scene.server.calls.count("setMyCommands") >= 4)
    public = scene.server.world.commands
    assert len(public) == 4
    kim = await scene.joined(name="신유나", language=language)
    await scene.answer(kim, {"ko": "한국어로 해줘", "en": "speak English", "zh": "请说中文"}[language])
    await scene.server.wait_for(lambda: scene.server.calls.count("setMyCommands") >= 6)
    own = [menu for scope, menu in scene.server.world.commands.items() if '"chat_id"' in scope]
    assert own[0][0]["command"] == "next"
    assert own[0][0]["description"].startswith(words)
