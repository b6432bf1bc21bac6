"""The form in which messages are matched, their sentences and clauses."""

import pytest

from handlers.understanding.normalise import MOST_LETTERS, bounded, canonical, line_of, plain
from handlers.understanding.sentences import clauses, sentences


@pytest.mark.parametrize(
    ("written", "matched"),
    [
        ("샤오미  공장", "샤오미공장"),
        ("ZYW-PARK", "zyw park"),
        ("R&D 아일랜드", "rd아일랜드"),
        ("What's next?", "whats next"),
        ("tomorrow's plan", "tomorrow plan"),
        ("집합 ㅇㄷ ㅋㅋㅋ", "집합어디"),
        ("where r u? thx 4 ur msg", "where are you thx 4 your message"),
        ("flight no. home", "flight number home"),
        ("ＺＧＣ", "zgc"),
        ("酒店密碼、裡面", "酒店密码里面"),
        ("bus 1 or 2?", "bus 1 or bus 2"),
        ("bus 1 or 2 pm", "bus 1 or 2 pm"),
        ("9:30", "9:30"),
        ("😀", ""),
    ],
)
def test_canonical_form(written: str, matched: str) -> None:
    assert canonical(written) == matched


def test_a_line_knows_where_its_words_began_and_whether_it_asks() -> None:
    line = line_of(plain("17:00로 변경?"))
    assert (line.text, line.starts, line.asks) == ("17:00로변경", frozenset({0, 6}), True)


def test_of_a_very_long_message_the_head_and_the_tail_are_read() -> None:
    text = "가" * 5000 + "나"
    assert bounded("짧다") == "짧다"
    assert len(bounded(text)) <= MOST_LETTERS + 1
    assert bounded(text).endswith("나")


def test_sentences_end_where_people_end_them() -> None:
    assert sentences("안녕하세요! 점심 뭐예요? 그리고 호텔 어디예요") == [
        "안녕하세요!",
        "점심 뭐예요?",
        "호텔 어디예요",
    ]


def test_a_date_with_dots_is_one_sentence() -> None:
    assert sentences("2025.09.24 일정") == ["2025.09.24 일정"]


def test_of_very_many_sentences_the_last_ones_are_kept() -> None:
    assert sentences("가. " * 40 + "끝이다")[-1] == "끝이다"
    assert len(sentences("가나. " * 40)) <= 12


def test_clauses_part_at_their_joints_but_not_after_eseo() -> None:
    assert clauses("너무 피곤한데 내일 몇 시에 모여요") == ["너무 피곤한데", "내일 몇 시에 모여요"]
    assert clauses("샤오펑 어디서 모여") == ["샤오펑 어디서 모여"]
