"""Tables of conversations: accounts, invitations, reminders, and the ledger of notices."""

from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
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


class Lane(IntEnum):
    """Who goes first where a messenger limits the pace: a waiting person, then what can't wait, then the rest."""

    REPLY = 0
    REMINDER = 1
    NOTICE = 2


class NoticeRow(Table):
    """A message that the bot starts itself. `payload` says what; the words are made at sending, so that they hold.

    `reports_on` is the notice whose deliveries this one tells of, for a leader's live message.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    payload: Mapped[dict[str, Any]]
    urgent: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    reports_on: Mapped[int | None] = mapped_column(ForeignKey("notices.id"), index=True)


class DeliveryState(StrEnum):
    """Where one person's copy of a notice stands. 'Accepted' is the messenger's word, never 'read'."""

    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    FAILED = "failed"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class DeliveryRow(Table):
    """One person's copy of a notice: one row per person, whatever the channel that takes it.

    `account_id` is the account it was last tried on. `lease_until` is when another process may take a `sending` row
    over, by the machine's clock. `message_ref` is the messenger's reference to what it showed.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("notice_id", "member_id"),
        Index("ix_deliveries_state_lane_next_try_at", "state", "lane", "next_try_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    lane: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    message_ref: Mapped[str] = mapped_column(default="")


class AttendanceState(StrEnum):
    """Where a person stands at a stop."""

    HERE = "here"
    LATE = "late"
    ABSENT = "absent"


class AttendanceRow(Table):
    """One word on where a person stands at a stop. Rows are only added: the newest counts, the others tell the past.

    `minutes` is how late, where that was said. `evidence` says whose word it is (self, leader, qr, buddy).
    """

    __tablename__ = "attendance"
    __table_args__ = (Index("ix_attendance_tour_id_stop_id_member_id", "tour_id", "stop_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    stop_id: Mapped[str] = mapped_column(String(200))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    state: Mapped[str] = mapped_column(String(10))
    minutes: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]


class ProposalRow(Table):
    """What a leader was shown a preview of, until it is confirmed or let go. `revision` is what it was made from."""

    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    intent: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]]
    revision: Mapped[int]
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class LiveMessageRow(Table):
    """A message that should read otherwise than it was sent: the newest composition of its notice.

    `kind` and `payload` are what to compose instead, None for the notice's own. `behind` counts changes that the
    message doesn't show yet, `edits` the calls made for it. Until `free_at`, by the machine's clock, it is left alone:
    it was just edited, or a process is at it. `follow_up` says that the words are sent anew where they can't be
    changed; `refused` that this message can't.
    """

    __tablename__ = "live_messages"
    __table_args__ = (Index("ix_live_messages_behind", "behind"),)

    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), primary_key=True)
    kind: Mapped[str | None] = mapped_column(String(20))
    payload: Mapped[dict[str, Any] | None]
    behind: Mapped[int] = mapped_column(default=0)
    edits: Mapped[int] = mapped_column(default=0)
    free_at: Mapped[datetime | None]
    follow_up: Mapped[bool] = mapped_column(default=False)
    refused: Mapped[bool] = mapped_column(default=False)
