"""What is no YAML, or none that is read here: one message for each mistake, at the line where it is mended."""

import pytest

from tests.schedule_data.conftest import Write
from tests.schedule_data.itinerary_base import BASE, messages

MISTAKES = [
    # YAML
    ("retain_days: 30", "retain_days: 30\ntour: x", "9: the key 'tour' is already on line 1; keep one of the two"),
    ("\n  fee:", "\n\tfee:", "10: a tab can't indent; put spaces in its place"),
    (
        "capacity: 40}",
        "capacity: 40",
        "13: the '{' here isn't closed, lacks a comma, or holds a text with ':' that needs quotes; check from here on",
    ),
    (
        "[bus-1]}\ns",
        "[bus-1}\ns",
        "15: the '[' here isn't closed, lacks a comma, or holds a text with ':' that needs quotes; check from here on",
    ),
    ("groups:\n  bus", "groups\n  bus", "12: this isn't 'key: value'; write a ':' and a space after the key"),
    ("wifi: 없어요", "wifi: a: b", "23: a ':' is not expected here; put a text with ': ' in quotes, check indents"),
    ("wifi: 없어요", "wifi: '없어요", "23: a quote opens here and never closes; add the closing quote"),
    ("wifi: 없어요", "wifi: @home", "23: a text can't begin with this character; put the text in quotes"),
    ("wifi: 없어요", "wifi: *home", "23: nothing above is named &home; put text that begins with '*' in quotes"),
    ("wifi: 없어요", "wifi: !home x", "23: tags aren't read here; put text that begins with '!' in quotes"),
    (
        "wifi: 없어요",
        "wifi: 없어요\n wifi2: x",
        "24: this line doesn't fit the lines above; indent keys of one map alike, quote whole texts",
    ),
    (
        "wifi: 없어요",
        'wifi: "C:\\홈"',
        "23: a backslash means something in double quotes; use single quotes or write it twice",
    ),
    ("wifi: 없어요", "wifi: \x01", "23: an invisible control character (code 1) stands here; take it out"),
    ("wifi: 없어요", "[a]: b", "23: a key must be a plain word; put text with '{' or '[' in quotes"),
    (
        "wifi: 없어요",
        "wifi: 없어요\n---\na: b",
        "24: a second document starts here; take '---' out, one file is one tour",
    ),
    ("wifi: 없어요", "wifi: " + "[" * 30, "23: maps and lists lie too deep in one another; check the brackets"),
]


@pytest.mark.parametrize(("written", "instead", "message"), MISTAKES)
def test_one_mistake_gives_one_message_at_its_line(write: Write, written: str, instead: str, message: str) -> None:
    assert written in BASE
    assert messages(write, BASE.replace(written, instead, 1)) == [message]
