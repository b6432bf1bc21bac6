"""How much of each kind is stored of a person."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from handlers.membership.bindings import accounts_of
from handlers.own_data.edge_rows import kept_messages
from handlers.tables import (
    ApplicationRow,
    AttendanceRow,
    DeliveryRow,
    RatingRow,
    SignUpRow,
    SignUpState,
    StaffQuestionRow,
    TroubleRow,
)


@dataclass(frozen=True, slots=True)
class Stored:
    """Numbers of rows; `channels` are the person's accounts."""

    channels: tuple[str, ...]
    attendance: int
    sign_ups: int
    notices: int
    questions: int
    calls_for_help: int
    ratings: int
    applications: int
    messages: int


def stored(session: Session, member: int) -> Stored:
    """Count what is stored of a member."""
    accounts = accounts_of(session, member)

    def count(*which: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).where(*which)) or 0

    ids = [one.id for one in accounts]
    return Stored(
        channels=tuple(one.channel for one in accounts),
        attendance=count(AttendanceRow.member_id == member),
        sign_ups=count(SignUpRow.member_id == member, SignUpRow.state != SignUpState.GONE),
        notices=count(DeliveryRow.member_id == member),
        questions=count(StaffQuestionRow.member_id == member, StaffQuestionRow.words != ""),
        calls_for_help=count(TroubleRow.member_id == member),
        ratings=count(RatingRow.member_id == member),
        applications=count(or_(ApplicationRow.member_id == member, ApplicationRow.account_id.in_(ids))),
        messages=kept_messages(session, accounts),
    )
