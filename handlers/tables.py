"""Tables of conversations: accounts, invitations, reminders, and the ledger of notices."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


class AccountRow(Table):
    """A person's account on one channel: a Telegram chat, a web account, a Kakao user.

    `member_id` is None for a stranger. `context` is what the last answer was about, for follow-up questions.
    `unreachable` holds why the messenger refuses this account, empty while it doesn't.
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
    created_at: Mapped[datetime]


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


class PlannedReminderRow(Table):
    """When a reminder falls due: derived from the itinerary and people's settings, made anew when either changes."""

    __tablename__ = "planned_reminders"
    __table_args__ = (Index("ix_planned_reminders_due_at", "due_at"),)

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    stop_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    minutes: Mapped[int] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    leaves_at: Mapped[datetime]


class ReminderRow(Table):
    """A reminder that fell due. Whoever inserts the row first owns it; without a notice it was too late to send."""

    __tablename__ = "reminders"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    stop_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    minutes: Mapped[int] = mapped_column(primary_key=True)
    leaves_at: Mapped[datetime]
    fired_at: Mapped[datetime]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"))


class NoticeKind(StrEnum):
    """Why the bot starts a message itself."""

    REMINDER = "reminder"
    BROADCAST = "broadcast"
    CHANGE = "change"
    ROLL_CALL = "roll_call"
    ANSWER = "answer"


class NoticeRow(Table):
    """A message that the bot starts itself. `payload` says what; the words are made at sending, so that they hold."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    payload: Mapped[dict[str, Any]]
    urgent: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class DeliveryState(StrEnum):
    """Where one person's copy of a notice stands. 'Accepted' is the messenger's word, never 'read'."""

    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    FAILED = "failed"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class DeliveryRow(Table):
    """One person's copy of a notice: one row per person, whatever the channel that takes it."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("notice_id", "member_id"),
        Index("ix_deliveries_state_next_try_at", "state", "next_try_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    message_ref: Mapped[str] = mapped_column(default="")
