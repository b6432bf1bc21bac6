"""After a notice: who has confirmed, whom to call, and telling the others once more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from handlers.answers.not_understood import expired
from handlers.broadcast.scheduled import not_yet
from handlers.broadcast.standing import followed_up, standing, still_asks
from handlers.identity import Caller
from handlers.notices import Notice, queue
from handlers.nudges import nudges_of
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Card, Fact, Reply
from handlers.tables import NoticeKind, NoticeRow
from handlers.wording import listing, remarked
from schedule_data.people import Member

BETWEEN_NUDGES: Final = timedelta(minutes=2)  # two leaders tap at once; nobody is told twice in a breath
MOST_LISTED: Final = 60  # lines of a phone list: more is a spreadsheet


def names(session: Session, _caller: Caller, question: Question) -> Reply:
    """Name who has confirmed, who hasn't, and who can't be reached."""
    notice = followed_up(session, question.itinerary.tour, question.slots.get("notice", ""))
    if notice is None:
        return expired(question.language)
    say = phrases(question.language)
    stands = standing(session, notice.id)
    waits = not_yet(session, question, notice)
    groups = (
        (say("Not sent yet") if waits else say("Not confirmed"), stands.waiting),
        (say("Unreachable"), stands.unreachable),
        (say("Confirmed"), stands.confirmed),
        (say("Not sent"), stands.withdrawn),
    )
    cards = tuple(
        Card(f"{title} ({len(people)})", note=listing((_named(question, one) for one in people), question.language))
        for title, people in groups
        if people
    )
    if waits:
        return replace(waits, cards=cards)
    words = say.plural("One person was to be told.", "{count} people were to be told.", stands.total)
    return Reply((words,), cards=cards, buttons=_steps(question, notice))


def phones(session: Session, _caller: Caller, question: Question) -> Reply:
    """Give the numbers of those who have not confirmed, the unreachable first."""
    notice = followed_up(session, question.itinerary.tour, question.slots.get("notice", ""))
    if notice is None:
        return expired(question.language)
    if waits := not_yet(session, question, notice):
        return waits
    say = phrases(question.language)
    stands = standing(session, notice.id)
    people = [*stands.unreachable, *stands.waiting]
    if not people:
        return Reply((say("Everyone has confirmed; there is nobody to call."),))
    return Reply(
        (say.plural("One person to call:", "{count} people to call:", len(people)),),
        cards=(_phone_card(question, people),),
        buttons=_steps(question, notice),
    )


def nudge(session: Session, _caller: Caller, question: Question) -> Reply:
    """Tell those who have not confirmed once more."""
    notice = followed_up(session, question.itinerary.tour, question.slots.get("notice", ""), lock=True)
    if notice is None or not still_asks(notice):
        return expired(question.language)
    if waits := not_yet(session, question, notice):
        return waits
    say = phrases(question.language)
    waiting = standing(session, notice.id).waiting
    if not waiting:
        return Reply((say("Everyone who can be reached has confirmed."),), buttons=_steps(question, notice))
    if question.at - _last_told(session, notice) < BETWEEN_NUDGES:
        words = say("They were told just now. Give them two minutes, or call.")
        return Reply((words,), buttons=_steps(question, notice))
    again = Notice(notice.tour_id, NoticeKind.NUDGE, {"of": notice.id}, notice.urgent, question.at + timedelta(hours=2))
    queue(session, again, waiting, question.at)
    told = say.plural("One person is told again.", "{count} people are told again.", len(waiting))
    return Reply((told,), buttons=_steps(question, notice))


def _last_told(session: Session, notice: NoticeRow) -> datetime:
    sent = datetime.fromisoformat(notice.payload["sent_at"])
    return max((sent, *(row.created_at for row in nudges_of(session, notice))))


def _named(question: Question, member: Member) -> str:
    group = question.itinerary.groups.get(member.group or "")
    return remarked(member.name, group.name.to(question.language), question.language) if group else member.name


def _phone_card(question: Question, people: Sequence[Member]) -> Card:
    say = phrases(question.language)
    facts = tuple(Fact(_named(question, one), one.phone or say("no number")) for one in people[:MOST_LISTED])
    more = len(people) - MOST_LISTED
    note = say("and {count} more", count=more) if more > 0 else None
    return Card(say("Phone list"), facts, note)


def _steps(question: Question, notice: NoticeRow) -> tuple[Button, ...]:
    say, slots = phrases(question.language), {"notice": str(notice.id)}
    return (
        Button(say("Nudge the rest"), Action("notice.nudge", slots)),
        Button(say("Phone list"), Action("notice.phones", slots)),
        Button(say("Names"), Action("notice.names", slots)),
    )
