from zoneinfo import ZoneInfo

import pytest

from handlers.broadcast.times import moment_in
from tests.build import beijing

AT = beijing("09-23 13:05")
BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("10분 뒤", "09-23 13:15"),
        ("10min", "09-23 13:15"),
        ("in 15 minutes", "09-23 13:20"),
        ("1시간 뒤에", "09-23 14:05"),
        ("1시간 반 뒤", "09-23 14:35"),
        ("1시간 20분 뒤", "09-23 14:25"),
        ("2小时后", "09-23 15:05"),
        ("20:30", "09-23 20:30"),
        ("20:30에", "09-23 20:30"),
        ("8시", "09-23 20:00"),
        ("1시", "09-24 01:00"),
        ("저녁 8시 반", "09-23 20:30"),
        ("오후 3시 20분", "09-23 15:20"),
        ("3 pm", "09-23 15:00"),
        ("내일 7시", "09-24 07:00"),
        ("내일 오전 8시", "09-24 08:00"),
        ("모레 아침 7시 30분", "09-25 07:30"),
        ("tomorrow 7:00", "09-24 07:00"),
        ("明天8点", "09-24 08:00"),
        ("后天下午3点半", "09-25 15:30"),
        ("오전 8시", "09-24 08:00"),
        ("07:00", "09-24 07:00"),
        ("오전 12시", "09-24 00:00"),
    ],
)
def test_a_moment_is_the_next_that_the_words_name(words: str, expected: str) -> None:
    assert moment_in(words, AT, BEIJING) == beijing(expected)


@pytest.mark.parametrize("words", ["", "언젠가", "곧", "25:00", "12:70", "40시", "0분 뒤"])
def test_words_without_a_moment_name_none(words: str) -> None:
    assert moment_in(words, AT, BEIJING) is None
