"""The stop that a change is about: the one named, else asked for; for a delay the one under way or next."""

from collections.abc import Callable, Iterable

from handlers.answers.labels import short_stop_name
from handlers.answers.next_steps import HUMAN, offer
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from schedule_data.agenda import current_stop, ends_at
from schedule_data.itinerary import Stop

CARRIED = frozenset({"minutes", "time", "date", "topic", "group", "stop", "other", "like"})  # short enough for a button
MOST_CHOICES = 6  # buttons: a phone shows no more without scrolling


def named(question: Question, slot: str = "stop") -> Stop | None:
    """Give the stop that a slot names, None where it names none that is in the plan."""
    return question.itinerary.stop_by_id.get(question.slots.get(slot, ""))


def group_of(question: Question) -> str | None:
    """Give the group that a change is said to be for, else the asker's own."""
    named_group = question.slots.get("group", "")
    return named_group if named_group in question.itinerary.groups else question.member.group


def is_over(question: Question, stop: Stop) -> bool:
    """Tell whether a stop has ended."""
    return ends_at(question.itinerary, stop) <= question.at


def to_come(question: Question) -> tuple[Stop, ...]:
    """Give the stops that people have yet to leave for, of the group that is named, the asker's, or everybody's."""
    itinerary, group = question.itinerary, group_of(question)
    return tuple(stop for stop in itinerary.stops if stop.leaves_at > question.at and stop.is_for(group))


def under_way_or_next(question: Question, can: Callable[[Stop], bool]) -> Stop | None:
    """Give the stop under way, else the next one, of those that something `can` be done to.

    A stop that nobody is reminded of, such as a breakfast or the night at the hotel, isn't one that people are led to.
    """
    current = current_stop(question.itinerary, question.at, group_of(question))
    candidates = [stop for stop in (current, *to_come(question)) if stop and can(stop)]
    return next((stop for stop in candidates if stop.remind or not stop.own_remind), next(iter(candidates), None))


def which(question: Question, words: str, stops: Iterable[Stop], slot: str = "stop") -> Reply:
    """Ask which stop is meant; a button for each repeats the question with it."""
    slots = {name: value for name, value in question.slots.items() if name in CARRIED - {slot}}
    buttons = [
        Button(_label(question, stop), Action(question.intent, {**slots, slot: stop.id}))
        for stop in list(stops)[:MOST_CHOICES]
    ]
    if not buttons:
        nothing = phrases(question.language)("No stop is left that could be changed in this way.")
        return Reply((nothing,), outcome=Outcome.CLARIFY, buttons=offer(question, Action("agenda.tour"), HUMAN))
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=(*buttons, discarding(question)))


def discarding(question: Question) -> Button:
    """Give the button that ends a dialogue without any change."""
    return Button(phrases(question.language)("Don't do it"), Action("discard"))


def _label(question: Question, stop: Stop) -> str:
    return short_stop_name(question.itinerary, stop, question.language)
