"""Tables of the edges: the inbox of every channel, and what the web channel keeps."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


class UpdateState(StrEnum):
    """Where an update stands: stored, worked off with its answer stored, answer handed to the messenger."""

    RECEIVED = "received"
    ANSWERED = "answered"
    DONE = "done"


class UpdateRow(Table):
    """One update of a messenger, stored before the messenger is told that it arrived.

    `answer` holds the calls to make to the channel, written in the transaction that acted on the update. Those done go
    after a while (`bot/stale_rows.py`).
    """

    __tablename__ = "updates"
    __table_args__ = (
        UniqueConstraint("channel", "update_key"),
        Index("ix_updates_state_received_at", "state", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    update_key: Mapped[str] = mapped_column(String(120))
    sender: Mapped[str] = mapped_column(String(100))
    body: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10))
    answer: Mapped[list[Any] | None]
    received_at: Mapped[datetime]


class WebSessionRow(Table):
    """A browser that exchanged a personal link. The cookie's secret is stored as SHA-256 only."""

    __tablename__ = "web_sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class WebMessageRow(Table):
    """One bubble of a web chat: what the person wrote ('in') or was told ('out'), in order of `id`.

    `key` names what it stands for (an update's answer, a delivery), so that doing a call again shows nothing twice.
    """

    __tablename__ = "web_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    direction: Mapped[str] = mapped_column(String(3))
    content: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class PushRow(Table):
    """A message of our own that a route took, which is not delivery: what became of it is asked for later.

    `message_key` names the message ('delivery:12:0'), so that one that was taken is not sent again after a crash.
    `task_id` is the route's name for the call, which other people's messages share. `outcome` is empty until it is
    known; `look_at` is when it is asked for next, by the machine's clock, after so many `looks`.
    """

    __tablename__ = "pushes"
    __table_args__ = (Index("ix_pushes_outcome_look_at", "outcome", "look_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_key: Mapped[str] = mapped_column(String(120), index=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(100))
    task_id: Mapped[str] = mapped_column(String(120), index=True)
    outcome: Mapped[str] = mapped_column(String(12), default="")
    sent_at: Mapped[datetime]
    look_at: Mapped[datetime]
    looks: Mapped[int] = mapped_column(default=0)
