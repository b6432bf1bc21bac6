"""Somebody is hurt, lost or robbed: what to press comes first."""

from typing import Final

from handlers.answers.next_steps import call, contacts_for, offer
from handlers.answers.people import contact_card
from handlers.answers.sample import sampled
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Outcome, Reply
from handlers.wording import listing

RESCUE: Final = ("ambulance", "police", "fire")
OWN_PEOPLE: Final = ("leader", "guide", "office", "embassy")


def emergency(question: Question) -> Reply:
    """Answer with the numbers to call: rescue first, then the tour's own people; as text and as buttons."""
    say, language = phrases(question.language), question.language
    rescue, own = contacts_for(question, *RESCUE), contacts_for(question, *OWN_PEOPLE)
    if not rescue and not own:
        words = say("I have no emergency number on record. Ask the people around you for help at once.")
        return Reply((words,), outcome=Outcome.UNKNOWN, buttons=offer(question, Action("human")))
    if rescue:
        numbers = listing((f"{one.name.to(language)} {one.phone}" for one in rescue), language)
        told = [say("In an emergency, call now: {numbers}", numbers=numbers)]
        told += [say("Then call: {name}, {phone}", name=one.name.to(language), phone=one.phone) for one in own[:1]]
    else:
        told = [say("Call now: {name}, {phone}", name=own[0].name.to(language), phone=own[0].phone)]
    everyone = (*rescue, *own)
    buttons = (*(call(one, language) for one in everyone), *offer(question, Action("hotel", {"topic": "address"})))
    reply = Reply(tuple(told), cards=(contact_card(question, everyone),), buttons=buttons)
    return sampled(question.itinerary, language, reply)
