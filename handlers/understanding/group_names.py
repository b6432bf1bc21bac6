"""The ways a numbered group is written: 1호차, 1호 버스, 일호차, bus one, 一号车."""

import re
from collections.abc import Iterator

from handlers.understanding.jamo import is_hangul
from handlers.understanding.name_senses import NAME, Names
from schedule_data.itinerary import Itinerary

_COUNT_KO = tuple("영일이삼사오육칠팔구십")
_COUNT_ZH = tuple("零一二三四五六七八九十")
_COUNT_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_GROUP_NUMBER = re.compile(
    r"(\d{1,2})\s*(호차|조|팀|반|号车|组|车)|(?:bus|group|team|coach|party)[\s-]*(\d{1,2})", re.IGNORECASE
)


_BUS = (
    "{}호차|{}호버스|{}번버스|{}번차|{}호 차량|{}번 차량|{}차|버스{}|{}号车|{}车|{}号大巴|{}号巴士|"
    "bus {}|bus no {}|bus number {}|coach {}"
)
_SHORT = 4  # letters; a count of one letter beside one letter reads as another word


def add_groups(names: Names, itinerary: Itinerary) -> None:
    """Note the groups in every way their names are written, and their plates."""
    for group in itinerary.groups.values():
        for name in (*group.name.words.values(), group.id):
            for form in group_forms(name):
                names.add(form, "group", group.id, NAME)
        if group.plate:
            names.add(group.plate, "group", group.id, NAME)


def group_forms(name: str) -> Iterator[str]:
    """Give the ways a numbered group is written: 1호차, 1호 버스, 일호차, 1번 버스, bus one, 一号车."""
    yield name
    match = _GROUP_NUMBER.search(name)
    if match is None:
        return
    count, kind = int(match[1] or match[3]), (match[2] or name.split(maxsplit=1)[0].split("-", maxsplit=1)[0]).lower()
    if kind in {"호차", "号车", "车", "bus", "coach"}:
        patterns = _BUS
        yield f"{count}호"  # rooms have three digits and more
    elif kind in {"조", "组"}:
        patterns = "{}조|{}组|第{}组|group {}|team {}"
    else:
        patterns = "{}" + kind + "|" + kind + " {}"
    words_for = (str(count), *(table[count] for table in (_COUNT_KO, _COUNT_ZH, _COUNT_EN) if count < len(table)))
    for pattern in patterns.split("|"):
        for word in words_for:
            if _fits(pattern, word):
                yield pattern.format(word)


def _fits(pattern: str, word: str) -> bool:
    letter = pattern.replace("{}", "").strip()[0]
    return word.isdigit() or (
        (word[0].isascii() == letter.isascii() and is_hangul(word[0]) == is_hangul(letter) and word not in {"이", "일"})
        or len(letter + word) > _SHORT
    )
