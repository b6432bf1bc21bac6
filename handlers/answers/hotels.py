"""The hotel: where it is, Wi-Fi, breakfast, check-in and check-out, the asker's room."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from handlers.answers.dates import asked_date, today
from handlers.answers.fact_words import agrees, fact_label
from handlers.answers.maps import local_words, map_links, place_of
from handlers.answers.meal_kinds import meal_of
from handlers.answers.next_steps import offer
from handlers.answers.not_known import not_known
from handlers.answers.own_room import room_in
from handlers.answers.sample import sampled
from handlers.answers.sites import where
from handlers.answers.stop_words import card, day_of, hours
from handlers.answers.stops_meant import nearest
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Card, Fact, Reply
from schedule_data.itinerary import Site, Stop, StopKind

_LEAVING: Final = ("체크아웃", "퇴실", "checkout", "check-out", "check out", "退房")
_OFFERED: Final = ("wifi", "breakfast", "checkout", "room")


def _hotel_stops(question: Question) -> list[Stop]:
    group = question.member.group
    return [stop for stop in question.itinerary.stops if stop.kind == StopKind.HOTEL and stop.is_for(group)]


def _is_leaving(stop: Stop) -> bool:
    titles = " ".join((stop.id, *stop.title.words.values())).lower()
    return any(word in titles for word in _LEAVING)


def hotel_on(question: Question, day: date) -> Site | None:
    """Give the hotel of that date: of the last hotel stop until then, else of the first; None where none is planned."""
    stops = [stop for stop in _hotel_stops(question) if stop.site]
    arrived = [stop for stop in stops if stop.day <= day]
    stop = arrived[-1] if arrived else next(iter(stops), None)
    return question.itinerary.sites.get(stop.site) if stop and stop.site else None


def hotel_before(question: Question, day: date) -> Site | None:
    """Give the hotel that people wake up in on `day`, None before the first night."""
    nights = [stop for stop in _hotel_stops(question) if stop.day < day and stop.site and not _is_leaving(stop)]
    return question.itinerary.sites.get(nights[-1].site or "") if nights else None


def hotel(question: Question) -> Reply:
    """Answer about the hotel of the date asked for (else today's): one topic, or all that is known."""
    named = question.itinerary.sites.get(question.slots.get("site", ""))
    site = named or hotel_on(question, asked_date(question) or today(question))
    if site is None:
        return not_known(question, phrases(question.language)("The hotel isn't known yet."))
    topic = question.slots.get("topic", "").replace("-", "").replace("_", "")
    told = _TOPICS.get(topic)
    if told is None:
        return _fact(question, site, topic) if topic else _everything(question, site)
    return told(question, site)


def _steps(question: Question, *without: str) -> tuple[Button, ...]:
    return offer(question, *(Action("hotel", {"topic": topic}) for topic in _OFFERED if topic not in without))


def _everything(question: Question, site: Site) -> Reply:
    say, language = phrases(question.language), question.language
    address = local_words(question.itinerary, site, site.address, language) if site.address else None
    lines = ((say("Address"), address), (say("Phone"), site.phone), (say("Room"), room_in(question, site)))
    facts = [Fact(label, value) for label, value in lines if value]
    facts += [Fact(fact_label(topic, language), text.to(language)) for topic, text in site.facts.items()]
    local_name = local_words(question.itinerary, site, site.name, language)
    words = say("Your hotel is {name}.", name=site.name.to(language))
    reply = Reply(
        (words,),
        cards=(Card(local_name, tuple(facts)),),
        place=place_of(question.itinerary, site, language),
        buttons=(*_steps(question), *map_links(question.itinerary, site, language)),
    )
    return sampled(question.itinerary, language, reply)


def _fact(question: Question, site: Site, topic: str) -> Reply:
    """Tell what the hotel's own record says of a topic, Wi-Fi on the bus beside it."""
    say, language = phrases(question.language), question.language
    fact = site.facts.get(topic)
    name = site.name.to(language)
    if fact is None:
        label = fact_label(topic, language)
        return not_known(
            question, say("{name}: nothing is known about {topic}.", name=name, topic=label), Action("hotel")
        )
    words = [say("{name}: {fact}", name=name, fact=fact.to(language))]
    if topic == "wifi" and (practical := question.itinerary.practical.get(topic)):
        words.append(practical.to(language))
    return sampled(question.itinerary, language, Reply(tuple(words), buttons=_steps(question, topic)))


def _address(question: Question, site: Site) -> Reply:
    return where(replace(question, slots={"site": site.id}))


def _phone(question: Question, site: Site) -> Reply:
    say, language = phrases(question.language), question.language
    name = site.name.to(language)
    if not site.phone:
        return not_known(question, say("{name}: the phone number isn't known yet.", name=name), Action("hotel"))
    words = say("{name}: {fact}", name=name, fact=site.phone)
    call = Button(say("Call the place"), phone=site.phone)
    return sampled(question.itinerary, language, Reply((words,), buttons=(call, *_steps(question))))


def _room(question: Question, site: Site) -> Reply:
    say, language = phrases(question.language), question.language
    room, name = room_in(question, site), site.name.to(language)
    if not room:
        return not_known(question, say("Your room isn't known yet."), Action("hotel", {"topic": "wifi"}))
    words = say("Your room is {room}, at {name}.", room=room, name=name)
    return sampled(question.itinerary, language, Reply((words,), buttons=_steps(question, "room")))


def _of_stops(question: Question, site: Site, stops: list[Stop], topic: str) -> Reply:
    """Tell what a stop says of check-in, check-out or breakfast, else what the hotel's record says."""
    say, language = phrases(question.language), question.language
    theirs = tuple(stop for stop in stops if stop.site == site.id)
    if not theirs:
        return _fact(question, site, topic)
    stop = nearest(question, theirs)
    time = f"{day_of(stop, language)} {hours(question.itinerary, stop, language)}"
    words = [say("{title}: {time}.", title=stop.title.to(language), time=time)]
    if (fact := site.facts.get(topic)) and agrees(stop, fact, language):
        words.append(say("{name}: {fact}", name=site.name.to(language), fact=fact.to(language)))
    reply = Reply(tuple(words), cards=(card(question, stop),), buttons=_steps(question, topic))
    return sampled(question.itinerary, language, reply)


def _checkin(question: Question, site: Site) -> Reply:
    return _of_stops(question, site, [stop for stop in _hotel_stops(question) if not _is_leaving(stop)], "checkin")


def _checkout(question: Question, site: Site) -> Reply:
    return _of_stops(question, site, [stop for stop in _hotel_stops(question) if _is_leaving(stop)], "checkout")


def _breakfast(question: Question, site: Site) -> Reply:
    group = question.member.group
    eaten = [stop for stop in question.itinerary.stops if stop.kind == StopKind.MEAL and stop.is_for(group)]
    return _of_stops(question, site, [stop for stop in eaten if meal_of(stop) == "breakfast"], "breakfast")


_TOPICS: Final[dict[str, Callable[[Question, Site], Reply]]] = {
    "address": _address,
    "where": _address,
    "phone": _phone,
    "room": _room,
    "breakfast": _breakfast,
    "checkin": _checkin,
    "checkout": _checkout,
}
