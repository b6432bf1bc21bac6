"""What the cells of one row mean for a tour. A value that can't be taken raises ValueError with a sentence."""

import unicodedata
from collections.abc import Mapping

from schedule_data.guesses import closest, did_you_mean
from schedule_data.itinerary import Itinerary
from schedule_data.people import Role

LONGEST = 500
"""Characters in a cell; more is a slip of the separators."""

_ROLES = {
    "참가자": Role.PARTICIPANT,
    "인솔자": Role.LEADER,
    "리더": Role.LEADER,
    "스태프": Role.STAFF,
    "운영진": Role.STAFF,
    **{role.value: role for role in Role},
}
_LANGUAGES = {
    "한국어": "ko", "영어": "en", "중국어": "zh", "korean": "ko", "english": "en", "chinese": "zh", "中文": "zh",
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def read_text(written: str, *, may_be_phone: bool = False) -> str:
    """Give a cell that is safe in a spreadsheet, its letters composed (a Mac's file has them apart)."""
    if written.startswith(_FORMULA) and not (may_be_phone and written.startswith("+") and written[1:2].isdigit()):
        raise ValueError(
            f"'{written[:20]}' begins like a formula; begin with a letter or digit, or leave the cell empty"
        )
    if len(written) > LONGEST:
        raise ValueError(f"is longer than {LONGEST} characters; check the quotes and separators of this row")
    if not all(character.isprintable() or character in _JOINERS for character in written):
        raise ValueError("holds an invisible control character; enter the cell anew")
    return unicodedata.normalize("NFC", written)


_JOINERS = "\u200c\u200d\ufe0f"
"""Characters that hold an emoji together."""


def read_role(written: str) -> Role:
    """Read a role in English or Korean."""
    role = _ROLES.get(written.casefold())
    if role is None:
        raise ValueError(
            f"'{written[:40]}' is no role{did_you_mean(closest(written, [*Role]))}; write participant, leader or staff"
        )
    return role


def read_group(written: str, itinerary: Itinerary) -> str:
    """Read a group by its id or its name in any language; give the id."""
    for group in itinerary.groups.values():
        names = {group.id, *group.name.words.values()}
        if written.casefold() in {name.casefold() for name in names}:
            return group.id
    known = list(itinerary.groups)
    listed = f"write one of {', '.join(known)}" if known else "the tour has no groups, so leave it empty"
    raise ValueError(f"'{written[:40]}' is no group of this tour{did_you_mean(closest(written, known))}; {listed}")


def read_language(written: str, itinerary: Itinerary) -> str:
    """Read one of the tour's languages, by tag or name."""
    language = _LANGUAGES.get(written.casefold(), written)
    for known in itinerary.languages:
        if language.casefold() == known.casefold():
            return known
    raise ValueError(f"'{written[:40]}' is no language of this tour; write one of {', '.join(itinerary.languages)}")


def read_rooms(written: str, itinerary: Itinerary) -> Mapping[str, str]:
    """Read '805', or rooms of several hotels as 'hotel-danang:805; hotel-saigon:1203': site id ('' if none) -> room."""
    rooms: dict[str, str] = {}
    for part in written.replace("；", ";").replace("：", ":").split(";"):
        if not part.strip():
            continue
        before, colon, after = part.partition(":")
        site, room = (before.strip(), after.strip()) if colon else ("", before.strip())
        _check_room(site, room, rooms, itinerary)
        rooms[site] = room
    return rooms


def _check_room(site: str, room: str, rooms: Mapping[str, str], itinerary: Itinerary) -> None:
    if site and site not in itinerary.sites:
        raise ValueError(
            f"'{site[:40]}' is no site of this tour{did_you_mean(closest(site, itinerary.sites))}; "
            "write the hotel's id before the colon, as in hotel-danang:805"
        )
    if not room:
        raise ValueError(f"no room is named for '{site}'; write it after the colon, as in hotel-danang:805")
    if site in rooms:
        raise ValueError("two rooms are named for one hotel; write the hotel's id before each, as in hotel-danang:805")
