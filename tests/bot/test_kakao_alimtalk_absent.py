import sys

import pytest

from bot.errors import GiljabiError
from bot.kakao_alimtalk import AlimTalk, AlimTalkSettings, korean_number
from bot.kakao_push import User, UserType


async def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bizgo", None)
    route = AlimTalk(AlimTalkSettings("key", "sender", {"reminder": "T-001"}))
    with pytest.raises(GiljabiError, match=r"pip install 'giljabi\[alimtalk\]'"):
        await route.send("reminder", [User("01000000001", UserType.PHONE)], {}, {})


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("+82-10-0000-0001", "01000000001"),
        ("+82 (0)10 0000 0001", "01000000001"),
        ("010-0000-0001", "01000000001"),
        ("+86-130-0000-0001", None),
        ("130-0000-0001", None),
        ("", None),
    ],
)
def test_numbers_are_written_for_korea(phone: str, number: str | None) -> None:
    assert korean_number(phone) == number
