"""The ledger: notices, one delivery for each person, and what keeps them up to date."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


class NoticeKind(StrEnum):
    """Why the bot starts a message itself."""

    REMINDER = "reminder"
    BROADCAST = "broadcast"
    CHANGE = "change"
    ROLL_CALL = "roll_call"
    ANSWER = "answer"
    NUDGE = "nudge"
    REPORT = "report"
    QUESTION = "question"
    TROUBLE = "trouble"
    CALL_LIST = "call_list"
    MISSED = "missed"
    PAUSE = "pause"
    BOARD = "board"
    BUDDY = "buddy"
    SIGN_UP = "sign_up"
    RATING = "rating"
    JOIN = "join"
    APPLICATION = "application"


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
    __table_args__ = (Index("ix_notices_created_at", "created_at"),)

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


class SenderRow(Table):
    """A process that sends deliveries. It goes on saying that it lives; what it was sending when it died is taken over.

    `host` and `pid` tell at once that it died, on the same machine; `lease_until`, by the machine's clock, elsewhere.
    `run` tells two processes of the same number apart.
    """

    __tablename__ = "senders"

    id: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(String(255))
    pid: Mapped[int]
    run: Mapped[str] = mapped_column(String(8))
    lease_until: Mapped[datetime]


class DeliveryRow(Table):
    """One person's copy of a notice: one row per person, whatever the channel that takes it.

    `account_id` is the account it was last tried on, `sender_id` the process that is sending it. `attempts` counts the
    tries so far, of which those that settled nothing have rows of their own. `message_ref` is the messenger's reference
    to what it showed, the one to its words first; of a copy that waits, to a file that came ahead of words that could
    not be sent. `escalated_at` is when the leaders were told that this one did not arrive in time.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("notice_id", "member_id"),
        Index("ix_deliveries_state_lane_next_try_at_id", "state", "lane", "next_try_at", "id"),
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
    sender_id: Mapped[int | None]
    accepted_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    message_ref: Mapped[str] = mapped_column(default="")
    escalated_at: Mapped[datetime | None]


class DeliveryTryRow(Table):
    """A try of a delivery that did not settle it, and why. What was accepted at the first try has none.

    `closed` tells that this account is not tried again for this delivery; `message_ref` what it shows nevertheless,
    where it took the message and nobody confirmed.
    """

    __tablename__ = "delivery_tries"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(String(20))
    closed: Mapped[bool] = mapped_column(default=False)
    message_ref: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


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
