"""From a spreadsheet to travellers, or to every mistake in it at once."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from schedule_data.itinerary import Itinerary
from schedule_data.mistakes import Mistake, Mistakes, Remark
from schedule_data.people import Role
from schedule_data.roster_file import cells
from schedule_data.roster_file.headings import Headings, read_headings
from schedule_data.roster_file.phones import phone_key, read_phone
from schedule_data.roster_file.table import Row, read_table
from schedule_data.roster_file.traveller import Roster, Traveller

_Wrong = tuple[int, int, str]
"""Line, column, sentence."""


def read_roster(path: Path, itinerary: Itinerary) -> Roster:
    """Read and check a roster (.csv in UTF-8 or CP949, or .xlsx) of the tour `itinerary`.

    Raises:
        Mistakes: every mistake of the file with its line and column (the cell's, from 1).
    """
    first, *rows = read_table(path)
    headings, in_headings = read_headings(first)
    wrong: list[_Wrong] = [(first.line, column, sentence) for column, sentence in in_headings]
    travellers: list[Traveller] = []
    if "name" in headings.positions:
        readers = _readers(itinerary)
        for row in rows:
            values, in_row = _read_row(row, headings, readers)
            wrong += in_row
            travellers += [Traveller(line=row.line, **values)] if values else []
        wrong += _without_group(first, headings, travellers, itinerary, {(line, column) for line, column, _ in wrong})
        wrong += _twice(travellers, headings)
    if wrong:
        raise Mistakes(Mistake(str(path), line, sentence, column) for line, column, sentence in wrong)
    return Roster(tuple(travellers), tuple(_shared_phones(path, travellers, headings)))


def _readers(itinerary: Itinerary) -> Mapping[str, Callable[[str], Any]]:
    """Give for each column how its cell is read."""
    return {
        "role": cells.read_role,
        "group": partial(cells.read_group, itinerary=itinerary),
        "phone": read_phone,
        "language": partial(cells.read_language, itinerary=itinerary),
        "room": partial(cells.read_rooms, itinerary=itinerary),
        "emergency_contact": partial(cells.read_text, may_be_phone=True),
    }


def _read_row(
    row: Row, headings: Headings, readers: Mapping[str, Callable[[str], Any]]
) -> tuple[dict[str, Any], list[_Wrong]]:
    """Give the values of a row that can be read (none where the row has a wrong number of cells or no name)."""
    if uneven := _uneven(row, headings):
        return {}, [uneven]
    values: dict[str, Any] = {}
    wrong = list(_under_no_heading(row, headings))
    for column, position in headings.positions.items():
        written = row.cells[position]
        try:
            if written:
                cells.read_text(written, may_be_phone=column in ("phone", "emergency_contact"))
                values[column] = readers.get(column, cells.read_text)(written)
        except ValueError as error:
            wrong.append((row.line, position + 1, f"{column}: {error}"))
    position = headings.positions["name"]
    if not row.cells[position]:
        wrong.append((row.line, position + 1, "name: is empty; write the person's name, or take the row out"))
    return (values if "name" in values else {}), wrong


def _under_no_heading(row: Row, headings: Headings) -> Iterator[_Wrong]:
    for position, written in enumerate(row.cells):
        if written and position in headings.nameless:
            yield row.line, position + 1, "the cell stands under no heading; name the column in the first row"


def _uneven(row: Row, headings: Headings) -> _Wrong | None:
    found, meant = len(row.cells), headings.width
    if found < meant:
        return row.line, found, f"the row has {found} cells, the headings {meant}; add the missing separators"
    if found > meant:
        sentence = f"the row has {found} cells, the headings {meant}; put a cell with a separator in it in quotes"
        return row.line, meant + 1, sentence
    return None


def _without_group(
    first: Row, headings: Headings, travellers: list[Traveller], itinerary: Itinerary, wrong: set[tuple[int, int]]
) -> Iterator[_Wrong]:
    """Find participants without a group; say it once where the column itself is missing."""
    named = ", ".join(itinerary.groups)
    lacking = [one for one in travellers if one.role is Role.PARTICIPANT and one.group is None]
    if not itinerary.groups or not lacking:
        return
    column = headings.positions.get("group")
    if column is None:
        yield first.line, headings.width, f"the heading 'group' (조) is missing; add the column, with one of {named}"
        return
    role = headings.positions.get("role", -1)
    for one in lacking:
        if not {(one.line, column + 1), (one.line, role + 1)} & wrong:
            yield one.line, column + 1, f"group: is empty; every participant needs one of {named}"


def _twice(travellers: list[Traveller], headings: Headings) -> Iterator[_Wrong]:
    first: dict[tuple[str, str, str], int] = {}
    for one in travellers:
        person = (one.name.casefold(), (one.company or "").casefold(), phone_key(one.phone))
        if person in first:
            sentence = f"the same person (name, company, phone) is on line {first[person]} already; take one row out"
            yield one.line, headings.positions["name"] + 1, sentence
        first.setdefault(person, one.line)


def _shared_phones(path: Path, travellers: list[Traveller], headings: Headings) -> Iterator[Remark]:
    first: dict[str, int] = {}
    for one in travellers:
        number = phone_key(one.phone)
        if number in first:
            sentence = f"phone: is also on line {first[number]}; fine if the two share it"
            yield Remark(str(path), one.line, sentence, headings.positions["phone"] + 1)
        if number:
            first.setdefault(number, one.line)
