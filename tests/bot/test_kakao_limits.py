import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kakao_limits import at_word, cut, head, width

FAMILY = "👨‍👩‍👧"
FLAGS = "🇰🇷🇨🇳"
TEXTS = st.text(alphabet=st.sampled_from("가나 다\n中a.👨‍👩🇰🇷👍🏽️"), max_size=60)


@pytest.mark.parametrize(("text", "units"), [("가나", 2), ("👍", 2), (FAMILY, 8), (FLAGS, 8), ("", 0)])
def test_width_counts_utf16_units(text: str, units: int) -> None:
    assert width(text) == units
    assert width(text) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "limit", "start"),
    [
        ("가나다", 3, "가나다"),
        ("가나다", 2, "가나"),
        (f"가{FAMILY}", 8, "가"),
        (f"가{FAMILY}", 9, f"가{FAMILY}"),
        (FLAGS, 6, "🇰🇷"),
        (FLAGS, 2, ""),
        ("👍🏽!", 3, ""),
        ("1️⃣", 2, ""),
    ],
)
def test_head_splits_no_emoji(text: str, limit: int, start: str) -> None:
    assert head(text, limit) == start


@pytest.mark.parametrize(
    ("text", "limit", "start"),
    [
        ("샤오미 슈퍼공장 견학", 12, "샤오미 슈퍼공장 견학"),
        ("샤오미 슈퍼공장 견학", 11, "샤오미 슈퍼공장 견학"),
        ("샤오미 슈퍼공장 견학", 10, "샤오미 슈퍼공장"),
        ("샤오미 슈퍼공장 견학", 8, "샤오미 슈퍼공장"),
        ("샤오미 슈퍼공장 견학", 7, "샤오미 슈퍼공"),
        ("中关村国际离岸研发岛", 4, "中关村国"),
    ],
)
def test_at_word_ends_at_a_word_where_one_is_near(text: str, limit: int, start: str) -> None:
    assert at_word(text, limit) == start


def test_cut_marks_what_is_missing() -> None:
    assert cut("버스는 정문 앞에서 기다려요", 9) == "버스는 정문…"
    assert cut("그대로", 3) == "그대로"


@given(TEXTS, st.integers(1, 40))
def test_cut_always_fits(text: str, limit: int) -> None:
    assert width(cut(text, limit)) <= limit
    assert text.startswith(at_word(text, limit))
    assert width(head(text, limit)) <= limit


def test_head_of_a_long_row_of_flags_parts_none() -> None:
    assert head("🇰🇷" * 100, 102) == "🇰🇷" * 25
