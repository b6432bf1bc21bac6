"""What the records say of the asker, and of nobody else."""

from collections.abc import Callable
from typing import Final

from handlers.answers.dates import today
from handlers.answers.diets import allergy, diet_words
from handlers.answers.next_steps import HUMAN, NEXT, call_someone, offer
from handlers.answers.not_known import not_known
from handlers.answers.own_room import room_in, room_words
from handlers.answers.sample import sampled
from handlers.answers.stays import hotel_on
from handlers.answers.transport import group_words
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Action, Card, Fact, Outcome, Reply
from handlers.wording import dated, duration, hour, listing
from schedule_data.agenda import local_zone

LANGUAGE_NAMES: Final = {"ko": mark("Korean"), "en": mark("English"), "zh": mark("Chinese")}


def _name(question: Question) -> str:
    member = question.member
    return listing(filter(None, dict.fromkeys((member.name, member.name_en, member.company))), question.language)


def _group(question: Question) -> str:
    group = question.itinerary.groups.get(question.member.group or "")
    return group_words(group, question.language) if group else ""


def _room(question: Question) -> str:
    named = [site for site in question.member.room if site in question.itinerary.sites]
    if len(named) <= 1:
        return room_in(question, hotel_on(question, today(question)))
    language, rooms = question.language, question.member.room
    names = {site: question.itinerary.sites[site].name.to(language) for site in named}
    return listing((f"{names[site]} {room_words(rooms[site], language)}" for site in named), language)


def _diet(question: Question) -> str:
    return diet_words(question.member.diet, question.language)


def _reminders(question: Question) -> str:
    say, member, language = phrases(question.language), question.member, question.language
    itinerary = question.itinerary
    if member.muted_until and member.muted_until > question.at:
        local = member.muted_until.astimezone(local_zone(itinerary, question.at, member.group))
        until = hour(member.muted_until, str(local.tzinfo), itinerary.home_timezone, language)
        return say("off until {time}", time=dated(local.date(), until, language))
    minutes = itinerary.remind if member.remind is None else member.remind
    if not minutes:
        return say("off")
    return say("{times} before", times=listing((duration(one, language) for one in minutes), language))


def _language(question: Question) -> str:
    return phrases(question.language)(LANGUAGE_NAMES[question.language])


_TOPICS: Final[dict[str, tuple[str, Callable[[Question], str]]]] = {
    "name": (mark("Name"), _name),
    "group": (mark("Bus"), _group),
    "room": (mark("Room"), _room),
    "diet": (mark("Diet"), _diet),
    "reminders": (mark("Reminders"), _reminders),
    "language": (mark("Language"), _language),
}
NOT_KEPT: Final = frozenset({"seat", "roommate"})  # no record of a member holds these
_SAME: Final = {"bus": "group", "plate": "group", "reminder": "reminders", "remind": "reminders", "hotel": "room"}


def me(question: Question) -> Reply:
    """Answer 'what do you have on me': one topic, or all."""
    asked = question.slots.get("topic", "")
    topic = _SAME.get(asked, asked)
    if topic in NOT_KEPT:
        words = phrases(question.language)("I'm sorry, I don't know about seats and roommates.")
        return not_known(question, words, NEXT)
    if topic == "allergy":
        return allergy(question)
    if topic in _TOPICS:
        reply = _one(question, topic)
        return sampled(question.itinerary, question.language, reply) if topic == "group" else reply
    return sampled(question.itinerary, question.language, _all(question))


def _one(question: Question, topic: str) -> Reply:
    say = phrases(question.language)
    label, tell = _TOPICS[topic]
    value = tell(question)
    steps = offer(question, Action("me"), NEXT)
    if value:
        return Reply((say("{label}: {value}", label=say(label), value=value),), buttons=steps)
    words = say("{label}: nothing is noted for you yet. The staff can add it.", label=say(label))
    return Reply((words,), outcome=Outcome.UNKNOWN, buttons=(*offer(question, HUMAN), *steps, *call_someone(question)))


def _all(question: Question) -> Reply:
    say = phrases(question.language)
    lines = ((say(label), tell(question)) for label, tell in _TOPICS.values())
    facts = tuple(Fact(label, value or say("not noted")) for label, value in lines)
    words = say("Here is what is noted about you, {name}.", name=question.member.name)
    steps = offer(question, Action("reminder.settings"), NEXT, HUMAN)
    return Reply((words,), cards=(Card(say("My details"), facts),), buttons=steps)
