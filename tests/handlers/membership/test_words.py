"""Wishes about oneself are heard, and no question of the bank is taken for one."""

import json
from pathlib import Path

import pytest

from handlers.membership.words import code_in, wish_in

BANK = Path(__file__).parents[2] / "questions"


@pytest.mark.parametrize("part", ["build", "held"])
def test_no_question_of_the_bank_is_taken_for_a_wish(part: str) -> None:
    cases = [json.loads(line) for line in (BANK / f"{part}.jsonl").read_text("utf-8").splitlines()]
    wishes = {one["text"]: wish for one in cases if (wish := wish_in(one["text"]))}
    intents = {one["text"]: one["intent"] for one in cases}
    assert [text for text, wish in wishes.items() if wish.intent != intents[text]] == []
    assert [one["text"] for one in cases if code_in(one["text"])] == []
    assert len(cases) > 100


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("leave", "나가기"),
        ("leave", "이 채팅에서 나가기"),
        ("leave", "quit the chat"),
        ("tour.switch", "투어 전환"),
        ("me.erase", "내 정보 삭제"),
        ("me.erase", "제 개인정보 모두 지워 주세요"),
        ("me.erase", "개인정보 삭제해줘"),
        ("me.erase", "Delete my data"),
        ("me.erase", "删除我的信息"),
        ("me.erase", "把我的信息删掉"),
        ("tour.switch", "切换到其他团"),
        ("apply", "报名参团"),
        ("channels.order", "消息发送顺序"),
        ("me", "내 정보 전부 보여줘"),
        ("me", "저장된 내 정보"),
        ("me", "show all data you have about me"),
        ("apply", "신청하기"),
        ("apply", "참가 신청"),
        ("join.how", "초대 링크가 있어요"),
        ("join.how", "I have an invitation"),
        ("join.how", "我有邀请链接"),
        ("apply", "참가 신청할래요"),
        ("apply", "I'd like to apply"),
        ("apply", "我要报名"),
        ("channels.order", "연락 순서"),
    ],
)
def test_wishes(intent: str, words: str) -> None:
    wish = wish_in(words)
    assert wish is not None
    assert (wish.intent, wish.slots) == (intent, {})


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("kakao", "카카오로 먼저 보내줘"),
        ("kakao", "알림은 카톡으로 먼저 받을래요"),
        ("telegram", "텔레그램 먼저"),
        ("web", "웹 먼저"),
        ("kakao", "send to KakaoTalk first"),
        ("telegram", "Telegram first please"),
        ("kakao", "先发kakao"),
    ],
)
def test_the_channel_that_comes_first(channel: str, words: str) -> None:
    wish = wish_in(words)
    assert wish is not None
    assert (wish.intent, wish.slots) == ("channels.order", {"channel": channel})


@pytest.mark.parametrize(
    "words",
    [
        "3시까지 알림 꺼줘",
        "내일 아침까지 조용히 해줘",
        "알림 30분 동안 꺼 줘",
        "mute until 3pm",
        "turn off reminders until 7:30",
        "3点前不要提醒",
    ],
)
def test_silence_until_a_time(words: str) -> None:
    wish = wish_in(words)
    assert wish is not None
    assert (wish.intent, wish.slots["topic"]) == ("reminder.settings", "off")


@pytest.mark.parametrize(
    "words",
    [
        "호텔에서 몇 시에 나가요?",
        "언제 나가요",
        "나갈 때 뭐 챙겨요",
        "신청하기 언제까지예요?",
        "여행 일정",
        "알림 꺼줘",
        "몇 시까지 조용히 해야 돼요?",
        "SU7 시승 신청할래요",
        "",
        None,
        "나갈래요 " * 20,
    ],
)
def test_other_words_are_left_alone(words: str | None) -> None:
    assert wish_in(words) is None
