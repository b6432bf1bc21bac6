"""Somebody who says which bus they are on: '저 2호차 탔어요', '1호차로 옮겨 탔어요', 'I am on bus 2'."""

import re
from functools import lru_cache
from typing import Final

from handlers.question import Question
from handlers.reply import Action
from handlers.understanding.group_names import group_forms
from schedule_data.itinerary import Itinerary
from schedule_data.people import Role

LONGEST: Final = 40  # letters
_REMEMBERED: Final = 1024  # names of buses, of all tours under way
_BUS: Final = "@"  # stands for the bus in what is looked at
_ME: Final = (
    r"(?:저는|저도|저|전|나는|나|제가|내가|네|넵|지금|방금|이제|막|오늘은?|이미|벌써|"
    r"인데요?|입니다|이에요|예요|이고요?|은|는|요)*"
)
_CALLED: Final = re.compile(r"^(?:인데요?|입니다|이에요|예요|이고요?|은|는|이|가|요)?")
_TAKEN: Final = (
    r"(?:버스|차)?(?:에서|에|으로|로|를|을)?(?:잘못|이미|벌써|바꿔서?|지금|방금)?(?:옮겨|갈아|바꿔|올라)?"
    r"(?:탔|탑승|승차|타고있|앉아있|옮겼|왔|도착)(?:했)?(?:어요|습니다|음|어|다|함|완료|요|네요|는데요)*"
)
_ABOARD: Final = re.compile(
    rf"{_ME}{_BUS}{_TAKEN}|"
    rf"(?:ive|ihave|im|iam|i)?(?:now|already|just)?(?:on|boarded|aboard|in|inside|goton|gotonto|changedto|switchedto|movedto|took)"
    rf"(?:the)?{_BUS}(?:now|instead)?|"
    rf"我?(?:已经|已|现在)?(?:上了|坐上了?|坐在|坐|在|换到了?|换乘了?|改坐|换坐|上){_BUS}(?:了|上|上车了)?"
)
_MYSELF: Final = re.compile(rf"{_ME}{_TAKEN}")
_BETWEEN: Final = re.compile(r"[\s.,!~…^·。，！ㅎㅋㅠㅜ'’]+")


def aboard_in(question: Question) -> Action | None:
    """Give what a participant's words note who say on which bus they are, or their own name and that they came."""
    text = question.text or ""
    if question.member.role is not Role.PARTICIPANT or len(text) > LONGEST or text.rstrip().endswith(("?", "？")):
        return None
    whole = _BETWEEN.sub("", text).lower()
    rest = _without_own_name(whole, _BETWEEN.sub("", question.member.name).lower())
    named = bus_named(question.itinerary, rest)
    if named is None:
        mine = rest != whole and _MYSELF.fullmatch(rest)
        return Action("attendance.here") if mine else None
    group, form = named
    return Action("attendance.here", {"group": group}) if _ABOARD.fullmatch(rest.replace(form, _BUS, 1)) else None


def _without_own_name(whole: str, name: str) -> str:
    before, named, after = whole.partition(name)
    return before + _CALLED.sub("", after, count=1) if named else whole


def bus_named(itinerary: Itinerary, text: str) -> tuple[str, str] | None:
    """Give the bus that words without spaces name, in whatever way, and how they do; None where they name none."""
    found = [
        (group.id, form)
        for group in itinerary.groups.values()
        for name in (*group.name.words.values(), group.id)
        for form in _forms(name)
        if form in text and re.search(rf"(?<!\d){re.escape(form)}(?!\d)", text)
    ]
    longest = max(found, key=lambda one: len(one[1]), default=None)
    return longest if longest and len({group for group, form in found if len(form) == len(longest[1])}) == 1 else None


@lru_cache(maxsize=_REMEMBERED)
def _forms(name: str) -> tuple[str, ...]:
    """Give the ways a bus of that name is written, without spaces; asked for with every message."""
    return tuple(_BETWEEN.sub("", form).lower() for form in group_forms(name))
