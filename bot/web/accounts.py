"""Web accounts: one per member, and what the chat page says of whose it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.web.sessions import CHANNEL, WebSession, web_address
from handlers.identity import supported
from handlers.phrases import LANGUAGES
from handlers.tables import AccountRow
from schedule_data.agenda import local_zone
from schedule_data.inserting import insert_new
from schedule_data.people import Role
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow

HOME_TIMEZONE = "Asia/Seoul"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose chat a page shows, on which tour, in which language; its times are told in `timezone`."""

    name: str
    role: Role
    tour_title: str
    timezone: str
    language: str


def account_of(session: Session, member_id: int, language: str, at: datetime) -> AccountRow:
    """Give a member's web account, made where there is none; `language` is what the browser asks for."""
    address = web_address(member_id)
    row = {"channel": CHANNEL, "address": address, "created_at": at, "unreachable": ""}
    spoken = session.scalar(select(MemberRow.language).where(MemberRow.id == member_id))
    insert_new(session, AccountRow, [row | {"language": "" if spoken else language}], [AccountRow.id])
    return session.scalars(select(AccountRow).where(AccountRow.channel == CHANNEL, AccountRow.address == address)).one()


def language_of(session: Session, account_id: int) -> str:
    """Give the language a person is spoken to in."""
    account, member = session.execute(
        select(AccountRow.language, MemberRow.language)
        .outerjoin(MemberRow, MemberRow.id == AccountRow.member_id)
        .where(AccountRow.id == account_id)
    ).one()
    return supported(account) or supported(member) or LANGUAGES[0]


def owner_of(session: Session, held: WebSession, snapshots: Snapshots) -> Owner:
    """Give whose chat a session opens."""
    language = language_of(session, held.account_id)
    member = session.get(MemberRow, held.member_id) if held.member_id else None
    tour = snapshots.current(session, member.tour_id) if member else None
    return Owner(
        name=_name(member, language),
        role=Role(member.role) if member else Role.PARTICIPANT,
        tour_title=tour.title.to(language) if tour else "",
        timezone=tour.timezone if tour else HOME_TIMEZONE,
        language=language,
    )


def zones_of(session: Session, account_id: int, snapshots: Snapshots) -> Callable[[datetime], ZoneInfo]:
    """Give in which zone a person is at a moment, as for answers: of the stop under way or next; home's without a tour.

    People read the hour on their own watch: of a message before the flight that is home's, whatever the tour's zone.
    """
    on = select(MemberRow).join(AccountRow, AccountRow.member_id == MemberRow.id).where(AccountRow.id == account_id)
    member = session.scalars(on).one_or_none()
    tour = snapshots.current(session, member.tour_id) if member else None
    if member is None or tour is None:
        return lambda _: ZoneInfo(HOME_TIMEZONE)
    return lambda at: local_zone(tour, at, member.group or None)


def _name(member: MemberRow | None, language: str) -> str:
    if member is None:
        return ""
    return member.name if language == "ko" else member.name_en or member.name
