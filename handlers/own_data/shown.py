"""'내 정보': everything that is stored of the asker, and how to have it erased."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from handlers.answers.me import me as details
from handlers.channel_order import channels_of
from handlers.delivery_reasons import channel_name
from handlers.identity import Caller
from handlers.own_data.counted import Stored, stored
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Card, Fact, Reply

EVERYTHING: Final = "data"  # the topic of who asks for their details and names none of them


def me(session: Session, _caller: Caller, question: Question) -> Reply:
    """Tell one topic, or all: the details, and what else is stored."""
    told = details(question)
    if question.slots.get("topic", EVERYTHING) != EVERYTHING:
        return told
    say = phrases(question.language)
    kept = stored(session, question.member.id)
    channels = channels_of(session, question.member.id)
    cards = (*told.cards, Card(say("Also stored"), (*_profile(question), *_counts(question, kept, channels))))
    buttons = (
        Button(say("Erase my data"), Action("me.erase")),
        *((Button(say("Order of channels"), Action("channels.order")),) if len(channels) > 1 else ()),
        Button(say("Leave this chat"), Action("leave")),
    )
    return replace(told, cards=cards, buttons=(*told.buttons, *buttons))


def _profile(question: Question) -> tuple[Fact, ...]:
    say, member = phrases(question.language), question.member
    lines = (
        (say("Phone"), member.phone),
        (say("Emergency contact"), member.emergency_contact),
        (say("Note"), member.note),
    )
    return tuple(Fact(label, value) for label, value in lines if value)


def _counts(question: Question, kept: Stored, channels: Sequence[str]) -> tuple[Fact, ...]:
    say = phrases(question.language)
    joined = " → ".join(channel_name(one, question.language) for one in channels)
    numbers = (
        (say("Check-ins"), kept.attendance),
        (say("Sign-ups"), kept.sign_ups),
        (say("Notices to you"), kept.notices),
        (say("Questions to the staff"), kept.questions),
        (say("Calls for help"), kept.calls_for_help),
        (say("Ratings"), kept.ratings),
        (say("Applications"), kept.applications),
        (say("Messages kept"), kept.messages),
    )
    facts = (Fact(label, str(number)) for label, number in numbers if number)
    return (Fact(say("Channels"), joined or say("none")), *facts)
