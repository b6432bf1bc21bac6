"""Whom to call, and who speaks. Participants' names and numbers are not given to participants."""

from typing import Final

from handlers.answers.dates import asked_date
from handlers.answers.next_steps import CONTACTS, EMERGENCY, HUMAN, NEXT, call, offer
from handlers.answers.not_known import not_known
from handlers.answers.sample import sampled
from handlers.answers.stop_words import card, said
from handlers.answers.stops_meant import stops_meant
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Action, Card, Fact, Reply
from handlers.wording import listing, remarked
from schedule_data.itinerary import Contact, Stop

PRIVATE: Final = frozenset({"participant", "participants", "member", "members", "roommate"})
SPEAKERS: Final = frozenset({"speaker", "speakers", "lecturer"})
ROLE_WORDS: Final = {
    "leader": mark("Tour leader"),
    "guide": mark("Local guide"),
    "office": mark("Tour office"),
    "interpreter": mark("Interpreter"),
    "driver": mark("Driver"),
    "police": mark("Police"),
    "ambulance": mark("Ambulance"),
    "embassy": mark("Embassy"),
}


def people(question: Question) -> Reply:
    """Answer 'who is it, what is their number': of the role asked for, else everyone the asker may call."""
    role = question.slots.get("role", "")
    if role in PRIVATE:
        words = phrases(question.language)("I don't give out other participants' details.")
        return Reply((words,), buttons=offer(question, CONTACTS, HUMAN))
    if role in SPEAKERS:
        return _speakers(question)
    return _contacts(question, role)


def contact_name(question: Question, contact: Contact) -> str:
    """Give a contact's name, with its groups for an asker who sees more than one group's."""
    language = question.language
    name = contact.name.to(language)
    if not contact.groups or question.member.group:
        return name
    groups = (question.itinerary.groups.get(group) for group in contact.groups)
    return remarked(name, listing((group.name.to(language) for group in groups if group), language), language)


def contact_card(question: Question, contacts: tuple[Contact, ...]) -> Card:
    """Give names and numbers: the numbers stand in the text too, since some phones hide call buttons."""
    facts = tuple(Fact(contact_name(question, contact), contact.phone) for contact in contacts)
    return Card(phrases(question.language)("Contacts"), facts)


def _contacts(question: Question, role: str) -> Reply:
    say, language = phrases(question.language), question.language
    group = question.member.group
    contacts = tuple(one for one in question.itinerary.contacts if one.is_for(group) and role in {"", one.role})
    if not contacts:
        name = say(ROLE_WORDS[role]) if role in ROLE_WORDS else ""
        words = say("{name}: no number is known yet.", name=name) if name else say("No number is known yet.")
        return not_known(question, words, CONTACTS)
    first = contacts[0]
    words = say("{name}: {phone}", name=contact_name(question, first), phone=first.phone)
    cards = (contact_card(question, contacts),) if len(contacts) > 1 else ()
    buttons = (
        *(call(one, language) for one in contacts),
        *offer(question, EMERGENCY, *(() if not role else (CONTACTS,))),
    )
    return sampled(question.itinerary, language, Reply((words,), cards=cards, buttons=buttons))


def _speakers(question: Question) -> Reply:
    itinerary, language = question.itinerary, question.language
    say = phrases(language)
    named = stops_meant(question) if question.slots.keys() & {"stop", "site"} else itinerary.stops
    theirs = [stop for stop in named if stop.is_for(question.member.group) and said(itinerary, stop, "speaker")]
    theirs = [stop for stop in theirs if stop.day == asked_date(question)] or theirs
    if not theirs:
        return not_known(question, say("No speaker is named yet."), Action("agenda.when", {"kind": "lecture"}))
    words = tuple(_speaker_of(question, stop) for stop in theirs)
    steps = offer(question, Action("agenda.when", {"kind": "lecture"}), NEXT)
    reply = Reply(words, cards=tuple(card(question, stop) for stop in theirs), buttons=steps)
    return sampled(itinerary, language, reply)


def _speaker_of(question: Question, stop: Stop) -> str:
    speaker = said(question.itinerary, stop, "speaker")
    name = speaker.to(question.language) if speaker else ""
    say = phrases(question.language)
    return say("{title}: the speaker is {name}.", title=stop.title.to(question.language), name=name)
