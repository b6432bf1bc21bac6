"""'변경 내역': who changed what, and when."""

from collections.abc import Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import TODAY, offer
from handlers.changes.affected import affected
from handlers.changes.old_new import in_a_line
from handlers.changes.preview import telling_of
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Agenda, Item, Reply
from handlers.wording import dated
from schedule_data.agenda import local_zone
from schedule_data.itinerary_file import build_itinerary
from schedule_data.tables import MemberRow, RevisionRow

MOST_CHANGES = 7  # the last ones: an older one is looked up by the staff
MOST_STOPS = 2  # of one change that are named; the rest is counted


def history(session: Session, _caller: Caller, question: Question) -> Reply:
    """List the last changes of the plan, the newest first."""
    say, rows = phrases(question.language), _newest(session, question)
    changes = [_item(session, question, newer, older) for newer, older in pairwise(rows)]
    if not changes:
        words = say("The plan hasn't been changed so far.")
        return Reply((words,), buttons=offer(question, TODAY))
    words = say.plural("One change so far.", "The last {count} changes, the newest first.", len(changes))
    undo = Action("change.undo")
    return Reply(
        (words,), agendas=(Agenda(say("Change history"), tuple(changes)),), buttons=offer(question, undo, TODAY)
    )


def who_and_when(session: Session, question: Question, row: RevisionRow) -> str:
    """Give the author of a revision and when it was made: '김인솔, 9월 23일(화) 07:52'."""
    return f"{_author(session, question, row)}, {_when(question, row)}"


def _newest(session: Session, question: Question) -> Sequence[RevisionRow]:
    """Give the newest revisions, and the one before them to compare with."""
    itinerary = question.itinerary
    rows = select(RevisionRow).where(RevisionRow.tour_id == itinerary.tour, RevisionRow.number <= itinerary.revision)
    return session.scalars(rows.order_by(RevisionRow.number.desc()).limit(MOST_CHANGES + 1)).all()


def _item(session: Session, question: Question, newer: RevisionRow, older: RevisionRow) -> Item:
    say, telling = phrases(question.language), telling_of(question)
    after, before = (build_itinerary(row.document, row.number) for row in (newer, older))
    lines = [in_a_line(telling, change) for change in affected(before, after)]
    told = " / ".join(lines[:MOST_STOPS])
    if len(lines) > MOST_STOPS:
        told = f"{told} / {say('{count} more', count=len(lines) - MOST_STOPS)}"
    return Item(_when(question, newer), _author(session, question, newer), told or say("no stop was changed"))


def _author(session: Session, question: Question, row: RevisionRow) -> str:
    author = session.get(MemberRow, row.author_id) if row.author_id is not None else None
    return author.name if author else phrases(question.language)("Organiser")


def _when(question: Question, row: RevisionRow) -> str:
    zone = local_zone(question.itinerary, row.created_at, question.member.group)
    local = row.created_at.astimezone(ZoneInfo(zone.key))
    return dated(local.date(), f"{local:%H:%M}", question.language)
