"""The asker's bus, and the tour's flights and trains."""

from dataclasses import replace
from typing import Final

from handlers.answers.agenda_when import remarks
from handlers.answers.dates import asked_date
from handlers.answers.gathering import gathering
from handlers.answers.next_steps import GATHERING, NEXT, call_someone, offer
from handlers.answers.not_known import not_known
from handlers.answers.sample import sampled
from handlers.answers.stop_words import card, dated_hours, dated_leaves, meeting_place, meets, title
from handlers.answers.stops_meant import is_over, nearest
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Action, Card, Fact, Reply
from schedule_data.itinerary import Group, Stop, StopKind

RIDES: Final = {
    "flight": frozenset({StopKind.FLIGHT}),
    "train": frozenset({StopKind.TRAIN}),
    "transfer": frozenset({StopKind.TRANSFER}),
    "airport": frozenset({StopKind.TRANSFER, StopKind.FLIGHT}),
}

ELSEWHERE: Final = frozenset({"subway", "taxi"})  # public transport is in no itinerary

PRINTED: Final = {  # what a boarding pass or a board at the airport tells, and some records of places too
    "terminal": (mark("The terminal isn't on record."), ("터미널", "terminal", "航站楼")),
    "counter": (mark("The check-in counter isn't on record."), ("카운터", "counter", "柜台")),
    "gate": (mark("The gate isn't on record."), ("탑승구", "게이트", "boarding gate", "登机口")),
}
_AT_AIRPORTS: Final = frozenset({StopKind.GATHERING, StopKind.FLIGHT, StopKind.TRANSFER, StopKind.TRAIN})


def transport(question: Question) -> Reply:
    """Answer 'which bus, which flight': the topic asked for, else the bus and the next ride."""
    topic = question.slots.get("topic", "")
    if topic in ELSEWHERE:
        words = phrases(question.language)("I have no record of that kind of transport.")
        return not_known(question, words, Action("transport", {"topic": "bus"}), Action("hotel", {"topic": "address"}))
    if topic in PRINTED:
        return _printed(question, topic)
    reply = _rides(question, topic) if topic in RIDES else _bus(question)
    return sampled(question.itinerary, question.language, reply)


def _printed(question: Question, topic: str) -> Reply:
    """Tell the terminal or gate where the place of a stop to come names it."""
    missing, names = PRINTED[topic]
    say, group = phrases(question.language), question.member.group
    theirs = [stop for stop in question.itinerary.stops if stop.kind in _AT_AIRPORTS and stop.is_for(group)]
    telling = [stop for stop in theirs if any(name in _places(stop) for name in names) and not is_over(question, stop)]
    if not telling:
        return not_known(question, say(missing), Action("transport", {"topic": "flight"}))
    return gathering(replace(question, slots={"stop": telling[0].id}))


def _places(stop: Stop) -> str:
    texts = (stop.place, stop.gather.place if stop.gather else None, stop.title)
    return " ".join(word for text in texts if text for word in text.words.values()).lower()


def group_words(group: Group, language: str) -> str:
    """Give a group's name with its plate: '1호차 (차량 번호 京A·12345)'."""
    name = group.name.to(language)
    return phrases(language)("{name} (plate {plate})", name=name, plate=group.plate) if group.plate else name


def _bus(question: Question) -> Reply:
    itinerary, language = question.itinerary, question.language
    say = phrases(language)
    group = itinerary.groups.get(question.member.group or "")
    asked = itinerary.groups.get(question.slots.get("group", ""))
    steps = offer(question, NEXT, GATHERING, Action("transport", {"topic": "flight"}))
    if asked and asked is not group:
        words = say("{name} (plate {plate})", name=asked.name.to(language), plate=asked.plate or say("not noted"))
        return Reply((words,), buttons=steps)
    if group:
        words = say("You ride in {group}.", group=group_words(group, language))
        return Reply((words, *_boarding(question)), buttons=(*steps, *call_someone(question)))
    if not itinerary.groups:
        return not_known(question, say("The bus isn't known yet."), NEXT)
    facts = tuple(Fact(one.name.to(language), one.plate or "–") for one in itinerary.groups.values())
    words = say("No bus is noted for you.")
    return Reply(
        (words,), cards=(Card(say("Buses and their plates"), facts),), buttons=(*steps, *call_someone(question))
    )


def _boarding(question: Question) -> tuple[str, ...]:
    """Say where people gather next: that is where the bus is looked for."""
    group, itinerary = question.member.group, question.itinerary
    ahead = (stop for stop in itinerary.stops if stop.is_for(group) and meets(stop) and stop.leaves_at > question.at)
    stop = next(ahead, None)
    if stop is None:
        return ()
    say, language = phrases(question.language), question.language
    time = dated_leaves(itinerary, stop, language)
    place = meeting_place(itinerary, stop, language)
    return (say("The next gathering is on {time}, {place}.", time=time, place=place),) if place else ()


def _rides(question: Question, topic: str) -> Reply:
    say, language = phrases(question.language), question.language
    group = question.member.group
    every = tuple(stop for stop in question.itinerary.stops if stop.kind in RIDES[topic] and stop.is_for(group))
    day = asked_date(question)
    named = tuple(stop for stop in every if stop.id == question.slots.get("stop"))
    rides = named or tuple(stop for stop in every if stop.day == day) or every
    if not rides:
        return not_known(question, say("There is no such ride in the itinerary so far."), NEXT)
    next_ride = nearest(question, rides)
    words = say(
        "{title}: {time}.",
        title=_numbered(question, next_ride),
        time=dated_hours(question.itinerary, next_ride, language),
    )
    steps = offer(question, Action("agenda.gathering", {"date": next_ride.day.isoformat()}), NEXT)
    over = remarks(question, next_ride) if named else ()
    return Reply((words, *over), cards=tuple(card(question, ride) for ride in rides), buttons=steps)


def _numbered(question: Question, stop: Stop) -> str:
    return " ".join(filter(None, (stop.number, title(stop, question.language))))
