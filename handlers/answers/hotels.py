"""The hotel: where it is, Wi-Fi, breakfast, check-in and check-out, the asker's room."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from handlers.answers.dates import asked_date, today
from handlers.answers.fact_words import fact_label, known_label
from handlers.answers.maps import local_words, map_links, place_of
from handlers.answers.meal_kinds import NAMES
from handlers.answers.meals import meals
from handlers.answers.next_steps import offer
from handlers.answers.not_known import not_known
from handlers.answers.own_room import room_in
from handlers.answers.sample import sampled
from handlers.answers.site_facts import facts_of, stop_about, told_by_site, told_by_stop
from handlers.answers.sites import where
from handlers.answers.stays import has_arrived, hotel_before, hotel_on, is_stayed_at
from handlers.answers.stop_words import card
from handlers.answers.stops_meant import is_over
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Card, Fact, Reply
from schedule_data.itinerary import Site, Stop

_OFFERED: Final = ("wifi", "breakfast", "checkout", "room")
_BY_STOP: Final = frozenset({"breakfast", "checkin", "checkout"})


def hotel(question: Question) -> Reply:
    """Answer about the hotel of the date asked for (else today's): one topic, or all that is known."""
    named, day = question.itinerary.sites.get(question.slots.get("site", "")), asked_date(question)
    topic = question.slots.get("topic", "").replace("-", "").replace("_", "")
    if topic == "breakfast" and day and named is None:
        return meals(replace(question, slots={"meal": topic, "date": day.isoformat()}))
    site = named or _telling(question, topic, day) or _stayed_at(question, topic, day or today(question))
    if site is None:
        return not_known(question, phrases(question.language)("The hotel isn't known yet."))
    told = _TOPICS.get(topic)
    if told:
        return told(question, site)
    return _topic(question, site, topic) if topic else _everything(question, site)


def _stayed_at(question: Question, topic: str, day: date) -> Site | None:
    """Give the hotel of `day`; for the check-out the one that people wake up in, until that day's hotel is reached."""
    if topic == "checkout" and (day != today(question) or not has_arrived(question, day)):
        return hotel_before(question, day) or hotel_on(question, day)
    return hotel_on(question, day)


def _telling(question: Question, topic: str, day: date | None) -> Site | None:
    """Give the hotel whose breakfast, check-in or check-out comes next, on `day` where one is named."""
    hotels = (site for site in question.itinerary.sites.values() if is_stayed_at(question, site))
    told = [stop for site in hotels if topic in _BY_STOP and (stop := stop_about(question, site, topic, day))]
    first = min(told, key=lambda stop: (is_over(question, stop), stop.start), default=None)
    return question.itinerary.sites.get(first.site or "") if first else None


def _steps(question: Question, *without: str) -> tuple[Button, ...]:
    topics = [topic for topic in _OFFERED if topic not in without]
    return offer(question, *(Action("hotel", {"topic": topic}) for topic in topics[:3]))


def _everything(question: Question, site: Site) -> Reply:
    say, language = phrases(question.language), question.language
    address = local_words(question.itinerary, site, site.address, language) if site.address else None
    lines = ((say("Address"), address), (say("Phone"), site.phone), (say("Room"), room_in(question, site)))
    facts = [Fact(label, value) for label, value in lines if value]
    facts += [Fact(fact_label(topic, language), words) for topic, words in facts_of(question, site).items()]
    local_name = local_words(question.itinerary, site, site.name, language)
    reply = Reply(
        (say("Your hotel is {name}.", name=site.name.to(language)),),
        cards=(Card(local_name, tuple(facts)),),
        place=place_of(question.itinerary, site, language),
        buttons=(*_steps(question), *map_links(question.itinerary, site, language)),
    )
    return sampled(question.itinerary, language, reply)


def _topic(question: Question, site: Site, topic: str) -> Reply:
    """Tell what the hotel's stop says of a topic, then what its record says; the Wi-Fi on the bus beside it."""
    say, language = phrases(question.language), question.language
    day = asked_date(question) if topic == "breakfast" else None  # one of another day is another meal
    stop = stop_about(question, site, topic, day) if topic in _BY_STOP else None
    words = [_stop_of_topic(question, stop, topic)] if stop else []
    if fact := told_by_site(question, site, topic):
        words.append(say("{name}: {fact}", name=site.name.to(language), fact=fact))
    if not words:
        return _not_known(question, site, topic)
    if topic == "wifi" and (on_the_bus := question.itinerary.practical.get(topic)):
        words.append(on_the_bus.to(language))
    cards = (card(question, stop),) if stop and not (topic == "breakfast" and is_over(question, stop)) else ()
    return sampled(question.itinerary, language, Reply(tuple(words), cards=cards, buttons=_steps(question, topic)))


def _stop_of_topic(question: Question, stop: Stop, topic: str) -> str:
    """Tell of the stop to come; of a breakfast without a date that the last one is over."""
    if topic != "breakfast" or asked_date(question) or not is_over(question, stop):
        return told_by_stop(question, stop)
    say = phrases(question.language)
    return say("{name}: none left.", name=say(NAMES["breakfast"]))


def _not_known(question: Question, site: Site, topic: str) -> Reply:
    say, name, label = (
        phrases(question.language),
        site.name.to(question.language),
        known_label(topic, question.language),
    )
    if not label:
        return not_known(question, say("{name}: that isn't known yet.", name=name), Action("hotel"))
    return not_known(question, say("{name}: nothing is known about {topic}.", name=name, topic=label), Action("hotel"))


def _address(question: Question, site: Site) -> Reply:
    return where(replace(question, slots={"site": site.id}))


def _phone(question: Question, site: Site) -> Reply:
    say, language = phrases(question.language), question.language
    name = site.name.to(language)
    if not site.phone:
        return not_known(question, say("{name}: the phone number isn't known yet.", name=name), Action("hotel"))
    call = Button(say("Call the place"), phone=site.phone)
    words = say("{name}: {phone}", name=name, phone=site.phone)
    return sampled(question.itinerary, language, Reply((words,), buttons=(call, *_steps(question))))


def _room(question: Question, site: Site) -> Reply:
    say, language = phrases(question.language), question.language
    room = room_in(question, site)
    if not room:
        return not_known(question, say("Your room isn't known yet."), Action("hotel"))
    words = say("Your room is {room}, at {name}.", room=room, name=site.name.to(language))
    return sampled(question.itinerary, language, Reply((words,), buttons=_steps(question, "room")))


_TOPICS: Final[dict[str, Callable[[Question, Site], Reply]]] = {
    "address": _address,
    "where": _address,
    "phone": _phone,
    "room": _room,
}
