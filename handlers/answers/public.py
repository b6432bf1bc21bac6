"""What anybody may know before joining: the programme and the tour's dates, nothing else."""

from collections.abc import Sequence
from typing import Final

from handlers.answers.labels import label
from handlers.phrases import mark, phrases
from handlers.reply import Action, Button, Card, Fact, Outcome, Reply
from handlers.wording import day_words, price
from schedule_data.itinerary import Itinerary

OVERVIEW: Final = frozenset({"", "summary", "overview", "about"})
_OFFERED: Final = ("dates", "fee", "apply")
_MISSING: Final = {
    "fee": mark("{title}: the fee isn't announced yet."),
    "apply": mark("{title}: how to apply isn't announced yet."),
}


def programme(itineraries: Sequence[Itinerary], language: str, topic: str = "") -> Reply:
    """Tell a stranger about the tours: one topic of their programmes, or what they are and when."""
    say = phrases(language)
    invitation = say("Open your invitation link to ask about the itinerary.")
    if not itineraries:
        return Reply((say("No programme is announced at the moment."), invitation))
    told = about(itineraries, language, topic)
    return Reply((*told.paragraphs, invitation), outcome=told.outcome, cards=told.cards, buttons=told.buttons)


def about(itineraries: Sequence[Itinerary], language: str, topic: str) -> Reply:
    """Tell one topic of each tour's programme; without one, what each tour is."""
    buttons = _buttons(itineraries[0], language, topic)
    if topic in OVERVIEW:
        first = tuple(_summary(one, language) for one in itineraries)
        return Reply(first, cards=tuple(_card(one, language) for one in itineraries), buttons=buttons)
    lines = tuple(filter(None, (_topic(one, language, topic) for one in itineraries)))
    if not lines:
        say, missing = phrases(language), _MISSING.get(topic, mark("{title}: nothing is announced about that yet."))
        paragraphs = tuple(say(missing, title=one.title.to(language)) for one in itineraries)
        return Reply(paragraphs, outcome=Outcome.UNKNOWN, buttons=buttons)
    return Reply(lines, buttons=buttons)


def dates(itinerary: Itinerary, language: str) -> str:
    """Give a tour's dates: '9월 22일(월)부터 9월 24일(수)까지'."""
    first, last = day_words(itinerary.starts, language), day_words(itinerary.ends, language)
    return first if first == last else phrases(language)("{first} to {last}", first=first, last=last)


def _summary(itinerary: Itinerary, language: str) -> str:
    summary = itinerary.programme.topics.get("summary")
    words = phrases(language)("{title}: {text}", title=itinerary.title.to(language), text=dates(itinerary, language))
    return f"{words}\n{summary.to(language)}" if summary else words


def _topic(itinerary: Itinerary, language: str, topic: str) -> str:
    """Give one topic in words, '' where the programme doesn't say."""
    say, title, fee = phrases(language), itinerary.title.to(language), itinerary.programme.fee
    if topic == "dates":
        return say("{title}: {text}", title=title, text=dates(itinerary, language))
    if topic == "fee":
        return say("{title}: the fee is {price}.", title=title, price=price(fee, language)) if fee else ""
    if topic == "operator":
        operator = itinerary.operator.to(language) if itinerary.operator else ""
        return say("{title}: the organiser is {operator}.", title=title, operator=operator) if operator else ""
    words = itinerary.programme.topics.get(topic)
    return say("{title}: {text}", title=title, text=words.to(language)) if words else ""


def _card(itinerary: Itinerary, language: str) -> Card:
    say, fee, operator = phrases(language), itinerary.programme.fee, itinerary.operator
    lines = (
        (say("Dates"), dates(itinerary, language)),
        (say("Fee"), price(fee, language) if fee else ""),
        (say("Organiser"), operator.to(language) if operator else ""),
    )
    note = None if itinerary.stops else say("Its days aren't planned yet.")
    return Card(itinerary.title.to(language), tuple(Fact(label, value) for label, value in lines if value), note)


def _buttons(itinerary: Itinerary, language: str, topic: str) -> tuple[Button, ...]:
    actions = (Action("programme", {"topic": one}) for one in _OFFERED if one != topic)
    return tuple(Button(label(itinerary, language, action), action=action) for action in actions)
