"""The tours that the tests of understanding ask about, compiled once."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from handlers.understanding import Matcher, Moment, Roster, compile_matcher
from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary
from schedule_data.itinerary_file.read import read_itinerary

_ROOT = Path(__file__).parents[3]
_FOLDERS = (_ROOT / "schedule_data" / "tours", _ROOT / "tests" / "questions" / "tours")
TOURS = ("beijing-1", "danang-saigon", "berlin-fair", "uz-silk")
MORNINGS = {
    "beijing-1": "2025-09-23T07:40+08:00",
    "danang-saigon": "2026-03-31T07:30+07:00",
    "berlin-fair": "2026-09-04T08:00+02:00",
    "uz-silk": "2027-05-11T07:40+05:00",
}


@cache
def itinerary_of(tour: str) -> Itinerary:
    """Read the tour's file."""
    path = next(folder / f"{tour}.yaml" for folder in _FOLDERS if (folder / f"{tour}.yaml").exists())
    return build_itinerary(read_itinerary(path).document, 1)


@cache
def matcher_of(tour: str) -> Matcher:
    """Compile the tour's matcher, with two people and a company of its roster."""
    return compile_matcher(
        itinerary_of(tour), Roster(frozenset({("김하늘", ""), ("Jane Roe", "")}), frozenset({"한빛전자"}))
    )


def moment(at: str, group: str | None = None) -> Moment:
    """Give the moment of an ISO time with its zone."""
    return Moment(datetime.fromisoformat(at).astimezone(UTC), group)


def morning(tour: str) -> Moment:
    """Give a morning in the middle of the tour."""
    return moment(MORNINGS[tour])
