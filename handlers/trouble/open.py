"""An open call for help: one per person, told to leaders and staff on all their channels until somebody takes it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from handlers.live import follow_up, refresh
from handlers.membership.bindings import speaking
from handlers.notices import Notice, queue
from handlers.question import Question
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, NoticeKind, NoticeRow, TroubleRow
from schedule_data.members import members_of
from schedule_data.people import Member, Role
from schedule_data.tables import MemberRow

AGAIN_AFTER: Final = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 10, 20))  # while nobody has taken it
LONGEST_WORDS: Final = 600  # characters of what somebody in trouble writes: an alert is read at a glance
CHANNEL: Final = "channel"  # in a payload: the account that this copy goes to, where the person has one there


def standing_trouble(session: Session, member: int) -> TroubleRow | None:
    """Give a member's call for help that isn't over; None where there is none."""
    mine = select(TroubleRow).where(TroubleRow.member_id == member, TroubleRow.over_at.is_(None))
    return session.scalars(mine.order_by(TroubleRow.id.desc()).limit(1)).first()


def open_trouble(
    session: Session, question: Question, point: tuple[float, float] | None, words: str
) -> tuple[TroubleRow, bool]:
    """Open a call for help and tell of it, or add place and words to the one that is open; tell whether it is new.

    The question's file goes with it.
    """
    member = question.member
    # Two taps at once make one call: whoever comes second waits here and finds it.
    session.execute(select(MemberRow.id).where(MemberRow.id == member.id).with_for_update())
    row = standing_trouble(session, member.id)
    new = row is None
    if row is None:
        row = TroubleRow(tour_id=member.tour, member_id=member.id, opened_at=question.at, words="")
        session.add(row)
    says_more = bool(words) and words not in row.words
    if says_more:
        row.words = _with(row.words, words)
    if point:
        row.latitude, row.longitude = point
    session.flush()
    if new:
        _tell(session, row, question)
    elif point or says_more or question.file:
        _tell_anew(session, row, question)
    return row, new


def add_words(session: Session, trouble: TroubleRow, words: str, question: Question) -> None:
    """Add what somebody in trouble writes to their call, and tell of it."""
    trouble.words = _with(trouble.words, words)
    session.flush()
    _tell_anew(session, trouble, question)


def _with(before: str, words: str) -> str:
    return "\n".join(filter(None, (before, words)))[-LONGEST_WORDS:]


def follow(session: Session, trouble: TroubleRow, at: datetime, *, by: int = 0) -> None:
    """Have every alert of a call for help read as it stands.

    Where a channel can't change what it showed, each person is told once more there, but not `by`, who did it.
    """
    told = alerts(session, trouble)
    for notice in told:
        refresh(session, notice, at)
    went_out = DeliveryRow.state.in_((DeliveryState.SENDING, DeliveryState.ACCEPTED))
    newest = select(func.max(DeliveryRow.id)).where(DeliveryRow.notice_id.in_(told), went_out)
    each = newest.where(DeliveryRow.member_id != by).group_by(DeliveryRow.member_id, DeliveryRow.account_id)
    follow_up(session, session.scalars(each).all())


def calm(session: Session, trouble: TroubleRow) -> None:
    """Send no further alert: somebody has taken it, or it is over."""
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.notice_id.in_(alerts(session, trouble)), DeliveryRow.state == DeliveryState.QUEUED)
        .values(state=DeliveryState.SUPERSEDED)
        .execution_options(synchronize_session=False)
    )


def alerts(session: Session, trouble: TroubleRow) -> Sequence[int]:
    """Give the notices that tell the leaders and the staff of it."""
    of = NoticeRow.payload["trouble"].as_integer() == trouble.id
    kind = (NoticeRow.tour_id == trouble.tour_id, NoticeRow.kind == NoticeKind.TROUBLE)
    return session.scalars(select(NoticeRow.id).where(*kind, of, NoticeRow.payload["asker"].as_integer() == 0)).all()


def rescuers(session: Session, tour: str, asker: int) -> Sequence[Member]:
    """Give who is told: leaders and staff, without the one who calls."""
    return [one for one in members_of(session, tour) if one.role is not Role.PARTICIPANT and one.id != asker]


def _tell(session: Session, trouble: TroubleRow, question: Question) -> None:
    people = rescuers(session, trouble.tour_id, trouble.member_id)
    speaks = speaking()
    theirs = select(AccountRow.channel, speaks.c.member_id).join(speaks, speaks.c.account_id == AccountRow.id)
    rows = session.execute(theirs.where(speaks.c.member_id.in_([one.id for one in people]))).all()
    channels = sorted({channel for channel, _ in rows})
    if not channels:
        _queue(session, trouble, people, question, "", timedelta(0))
    for channel in channels:
        there = {member for name, member in rows if name == channel}
        first = channel == channels[0]
        has_none = {one.id for one in people} - {member for _, member in rows} if first else set()
        _queue(session, trouble, [one for one in people if one.id in there | has_none], question, channel, timedelta(0))
    reached = {member for _, member in rows}  # who has no account was told to the others with the first alert
    for wait in AGAIN_AFTER:
        again = replace(question, file=None)
        _queue(session, trouble, [one for one in people if one.id in reached], again, "", wait)


def _tell_anew(session: Session, trouble: TroubleRow, question: Question) -> None:
    """Send a fresh alert with what is known by now: to who is on the way, else to all."""
    for notice in alerts(session, trouble):
        refresh(session, notice, question.at)  # the fresh alert tells it where a channel changes nothing
    people = rescuers(session, trouble.tour_id, trouble.member_id)
    taker = [one for one in people if one.id == trouble.taken_by]
    _queue(session, trouble, taker or people, question, "", timedelta(0))


def _queue(  # noqa: PLR0913, PLR0917 - one alert
    session: Session, trouble: TroubleRow, people: Sequence[Member], question: Question, channel: str, wait: timedelta
) -> None:
    file = question.file.written() if question.file else ""
    payload = {"trouble": trouble.id, "asker": 0, CHANNEL: channel, "file": file}
    notice = Notice(trouble.tour_id, NoticeKind.TROUBLE, payload, urgent=True)
    queue(session, notice, people, question.at, send_at=question.at + wait)
