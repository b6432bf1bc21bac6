"""Who is writing: the stored account, the member it speaks for, and the tour's revision, read for many at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from handlers.tables import AccountRow
from schedule_data.inserting import insert_new
from schedule_data.members import member_of
from schedule_data.people import Member
from schedule_data.tables import MemberRow, TourRow

LANGUAGES = ("ko", "en", "zh")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is writing.

    `member` and `revision` (of the member's tour) are None for a stranger. `language` is one of ko, en, zh: the one set
    for the account, else the member's, else None. `context` is the JSON of what the last answer was about;
    `unreachable` why messages were refused so far, empty where they weren't.
    """

    account: int
    member: Member | None = None
    revision: int | None = None
    language: str | None = None
    context: Mapping[str, Any] | None = None
    unreachable: str = ""


def supported(language: str | None) -> str | None:
    """Give the project's language for a tag such as 'zh-hans', None where it is none of ours."""
    tag = (language or "").lower().split("-")[0]
    return tag if tag in LANGUAGES else None


def callers(session: Session, channel: str, senders: Collection[str], at: datetime) -> Mapping[str, Caller]:
    """Give the caller behind each address; accounts are made for those seen for the first time."""
    found = _stored(session, channel, senders)
    unseen = [sender for sender in dict.fromkeys(senders) if sender not in found]
    if unseen:
        rows = [{"channel": channel, "address": sender, "created_at": at, "language": ""} for sender in unseen]
        insert_new(session, AccountRow, [row | {"unreachable": ""} for row in rows], [AccountRow.id])
        found |= _stored(session, channel, unseen)
    return found


def _stored(session: Session, channel: str, senders: Collection[str]) -> dict[str, Caller]:
    rows = session.execute(_CALLERS, {"channel": channel, "senders": list(senders)})
    return {row.address: _caller(row) for row in rows}


def _caller(row: Row[Any]) -> Caller:
    return Caller(
        account=row.account,
        member=None if row.id is None else member_of(cast("MemberRow", row)),  # a row of columns with the same names
        revision=row.revision,
        language=supported(row.spoken) or supported(row.language),
        context=row.context,
        unreachable=row.unreachable,
    )


# Plain columns: an object for each row and person would cost more than the query.
_ACCOUNT, _MEMBER, _TOUR = AccountRow.core().c, MemberRow.__mapper__.columns, TourRow.core().c
_CALLERS = (
    select(
        _ACCOUNT.address,
        _ACCOUNT.id.label("account"),
        _ACCOUNT.language.label("spoken"),
        _ACCOUNT.context,
        _ACCOUNT.unreachable,
        _TOUR.revision,
        *(column.label(name) for name, column in _MEMBER.items()),
    )
    .select_from(AccountRow.core())
    .outerjoin(MemberRow.core(), (_MEMBER.id == _ACCOUNT.member_id) & _MEMBER.left_at.is_(None))
    .outerjoin(TourRow.core(), _TOUR.id == _MEMBER.tour_id)
    .where(_ACCOUNT.channel == bindparam("channel"), _ACCOUNT.address.in_(bindparam("senders", expanding=True)))
)
