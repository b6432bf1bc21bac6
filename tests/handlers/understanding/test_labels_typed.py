"""Each button's label, typed by the same person at the same moment, is understood as what the button does."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from handlers.answers import ANSWERS
from handlers.question import Question
from handlers.reply import Action
from handlers.understanding import Moment, understand
from schedule_data.itinerary import Itinerary
from schedule_data.people import Member
from tests.handlers.understanding.tours import itinerary_of, matcher_of

MOMENTS = {
    "beijing-1": (
        "2025-09-20T10:00+08:00",
        "2025-09-23T07:40+08:00",
        "2025-09-23T15:00+08:00",
        "2025-09-24T00:10+08:00",
    ),
    "uz-silk": ("2027-05-08T10:00+09:00", "2027-05-11T07:40+05:00", "2027-05-12T10:30+05:00", "2027-05-14T12:00+09:00"),
}
GROUPS = {"beijing-1": "bus-1", "uz-silk": "alpha"}
TOPICS = {
    "hotel": "wifi breakfast checkin checkout address phone",
    "transport": "bus flight train plate",
    "me": "group room diet",
    "practical": "wifi power money connectivity clock",
    "people": "leader guide office speaker",
}


def _asked(itinerary: Itinerary) -> Iterator[Action]:
    """Give a question of every kind about every stop, site, day and topic."""
    yield from map(Action, ANSWERS)
    for intent in ("agenda.when", "agenda.gathering", "stop.bring", "agenda.next"):
        yield from (Action(intent, {"stop": stop.id}) for stop in itinerary.stops)
    for intent in ("agenda.when", "site.about", "site.where"):
        yield from (Action(intent, {"site": site}) for site in itinerary.sites)
    for intent in ("agenda.day", "meal"):
        yield from (Action(intent, {"date": day.isoformat()}) for day in itinerary.days)
    for intent, topics in TOPICS.items():
        slot = "role" if intent == "people" else "topic"
        yield from (Action(intent, {slot: topic}) for topic in topics.split())


def _misread(itinerary: Itinerary, action: Action, words: str, moment: Moment) -> str:
    found = understand(words, matcher_of(itinerary.tour), moment).parts
    stop = itinerary.stop_by_id.get(action.slots.get("stop", ""))
    wanted = {**action.slots}
    if stop and stop.site and found[0].slots.get("site") == stop.site:
        wanted = {"site": stop.site}  # the label is the name of the site
    right = len(found) == 1 and found[0].outcome == "answer" and found[0].intent == action.intent
    if right and wanted.items() <= found[0].slots.items():
        return ""
    return f"{words}: {action} is read as {found}"


@pytest.mark.parametrize("tour", sorted(MOMENTS))
@pytest.mark.parametrize("language", ["ko", "en", "zh"])
def test_every_label_typed_is_what_its_button_does(tour: str, language: str) -> None:
    itinerary = itinerary_of(tour)
    member = Member(1, tour, "김하늘", group=GROUPS[tour])
    wrong: set[str] = set()
    for at in map(datetime.fromisoformat, MOMENTS[tour]):
        moment = Moment(at, GROUPS[tour], language)
        replies = (
            ANSWERS[one.intent](Question(itinerary, member, at, language, one.intent, one.slots, text=""))
            for one in _asked(itinerary)
        )
        offered = [(button.label, button.action) for reply in replies for button in reply.buttons if button.action]
        seen = {(words, action.intent, tuple(sorted(action.slots.items()))) for words, action in offered}
        wrong |= {_misread(itinerary, Action(intent, dict(slots)), words, moment) for words, intent, slots in seen}
    assert wrong <= {""}
