"""What slots are filled from, and the small steps that all of them share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.understanding.matcher import Matcher
from handlers.understanding.question import Question
from handlers.understanding.tour_days import Days
from handlers.understanding.values import Moment

Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """What slots are filled from: the tour, who asks when, the frame of days, and the question."""

    matcher: Matcher
    moment: Moment
    days: Days
    question: Question


def first_topic(question: Question, table: Sequence[tuple[str, str]]) -> str | None:
    """Give the topic of the first concept of `table` that the question has."""
    return next((topic for concept, topic in table if question.has(concept)), None)


def filled(**slots: str | date | None) -> Slots:
    """Give the slots that are not None, sorted by name, as strings."""
    return {name: str(value) for name, value in sorted(slots.items()) if value is not None}


def date_of(scene: Scene) -> date | None:
    """Give the first date that the question names."""
    return scene.question.dates[0] if scene.question.dates else None


def group_of(scene: Scene) -> str | None:
    """Give the first group that is named; None where all of them are: 'bus 1 and bus 2' of two is everyone."""
    groups = scene.question.ids("group")
    return groups[0] if groups and set(groups) != set(scene.matcher.itinerary.groups) else None
