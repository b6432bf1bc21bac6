"""How far one notice has come: by state, by channel, and by name with a reason for whom it has not reached."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.not_understood import expired
from handlers.broadcast.scheduled import not_yet
from handlers.delivery_reasons import channel_name, reason_words
from handlers.delivery_standing import PersonStanding, Progress, Stand, progress
from handlers.identity import Caller
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Action, Button, Card, Fact, Reply
from handlers.tables import NoticeRow
from handlers.wording import labelled, listing

MOST_NAMED: Final = 40  # a phone's screen of names

_STANDS: Final = {
    Stand.CONFIRMED: mark("Confirmed: {count}"),
    Stand.TAKEN: mark("Sent, not confirmed: {count}"),
    Stand.WAITING: mark("Still being sent: {count}"),
    Stand.FAILED: mark("Not reached: {count}"),
    Stand.MISSED: mark("Too late, not sent: {count}"),
    Stand.WITHDRAWN: mark("Withdrawn before sending: {count}"),
}
_NAMED: Final = (Stand.FAILED, Stand.MISSED, Stand.WAITING)


def delivery_report(session: Session, _caller: Caller, question: Question) -> Reply:
    """Answer how far the notice named by the slot `notice` has come; of one's own tour only."""
    named = question.slots.get("notice", "")
    mine = select(NoticeRow).where(NoticeRow.tour_id == question.itinerary.tour)
    notice = session.scalar(mine.where(NoticeRow.id == int(named))) if named.isdecimal() else None
    if notice is None:
        return expired(question.language)
    return not_yet(session, question, notice) or report(progress(session, notice.id), question.language, notice.id)


def report(found: Progress, language: str, notice: int) -> Reply:
    """Give a notice's progress in words."""
    say = phrases(language)
    stands = found.by_stand
    counts = [say(words, count=stands[stand]) for stand, words in _STANDS.items() if stands[stand]]
    first = " · ".join(counts) or say("Nobody was to be told.")
    channels = [labelled(channel_name(one, language), str(n), language) for one, n in sorted(found.by_channel.items())]
    taken = (say("Sent over {channels}", channels=listing(channels, language)),) if channels else ()
    twice = sum(one.maybe_twice for one in found.people)
    unsure = (say("{count} may have got it twice: a connection broke.", count=twice),) if twice else ()
    again = Button(say("Delivery report"), Action("notice.progress", {"notice": str(notice)}))
    contacts = Button(say("Contacts"), Action("people"))
    return Reply((first, *taken, *unsure), cards=_cards(found, language), buttons=(again, contacts))


def _cards(found: Progress, language: str) -> tuple[Card, ...]:
    say = phrases(language)
    silent = sorted((one for one in found.people if one.stand in _NAMED), key=lambda one: _NAMED.index(one.stand))
    if not silent:
        return ()
    facts = tuple(Fact(one.member.name, _why(one, language)) for one in silent[:MOST_NAMED])
    more = len(silent) - len(facts)
    return (Card(say("Not there yet"), facts, say("and {count} more", count=more) if more else None),)


def _why(one: PersonStanding, language: str) -> str:
    say = phrases(language)
    if one.stand is Stand.MISSED:
        why = say("was too late to send")
    else:
        why = reason_words(one.reason, one.channel, one.refusal, language) or say("is being sent")
    return f"{why} · {one.member.phone}" if one.member.phone else why
