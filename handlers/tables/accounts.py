"""Accounts, the tours they joined, invitations, codes, requests to join and applications."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


class AccountRow(Table):
    """A person's account on one channel: a Telegram chat, a web account, a Kakao user.

    `member_id` is None for a stranger. `context` is what the last answer was about, for follow-up questions.
    `unreachable` holds why the messenger refuses this account, empty while it doesn't. `preference` is its place among
    the person's accounts where they chose an order, None for the usual one.
    """

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(100))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    language: Mapped[str] = mapped_column(String(10), default="")
    context: Mapped[dict[str, Any] | None]
    unreachable: Mapped[str] = mapped_column(default="")
    preference: Mapped[int | None]
    created_at: Mapped[datetime]


class OtherMembershipRow(Table):
    """A tour that an account has joined besides the one it is on now (`AccountRow.member_id`), and whom it is there."""

    __tablename__ = "other_memberships"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True, index=True)


class InvitationRow(Table):
    """A personal invitation; the code itself is never stored, only its SHA-256."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class InvitationUseRow(Table):
    """An invitation taken up on a channel: once per channel, by one account."""

    __tablename__ = "invitation_uses"

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitations.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    used_at: Mapped[datetime]


class TourCodeRow(Table):
    """A short code that everybody of a tour may share; a leader lets each person in. Only a slow hash is stored."""

    __tablename__ = "tour_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class WrongCodeRow(Table):
    """A code, or a name with it, that was wrong: who goes on trying has to wait."""

    __tablename__ = "wrong_codes"
    __table_args__ = (Index("ix_wrong_codes_at", "at"), Index("ix_wrong_codes_account_id_at", "account_id", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]


class JoinRequestRow(Table):
    """Somebody who brought the tour code, until a leader decides. `member_id` is who they say to be, once they have."""

    __tablename__ = "join_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"))
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    approved: Mapped[bool] = mapped_column(default=False)


class ApplicationRow(Table):
    """An application of somebody whom no roster knows. `consent` is what they agreed to, in the words they read.

    Not sent yet while `sent_at` is None. `member_id` is who it became on the roster.
    """

    __tablename__ = "applications"

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    company: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(10), default="")
    consent: Mapped[str]
    consented_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)


class AccessRow(Table):
    """The audit of who may come in: what was done, by whom, to whom, and when. It holds no personal data."""

    __tablename__ = "access_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), index=True)
    what: Mapped[str] = mapped_column(String(30))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    at: Mapped[datetime]
