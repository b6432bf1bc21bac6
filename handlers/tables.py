"""Tables of conversations: accounts, invitations, reminders, and the ledger of notices."""

from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint, text
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
    to what it showed. `escalated_at` is when the leaders were told that this one did not arrive in time.
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


class AttendanceState(StrEnum):
    """Where a person stands at a stop."""

    HERE = "here"
    LATE = "late"
    ABSENT = "absent"
    EXCUSED = "excused"
    UNKNOWN = "unknown"  # an earlier word was taken back


class AttendanceRow(Table):
    """One word on where a person stands at a stop. Rows are only added: the newest counts, the others tell the past.

    `minutes` is how late, where that was said. `evidence` says whose word it is (self, leader, qr, buddy), `by_id`
    which leader or companion said it, `reason` why somebody stays away. `group` is the bus that they ride instead of
    their own, empty for their own.
    """

    __tablename__ = "attendance"
    __table_args__ = (Index("ix_attendance_tour_id_stop_id_member_id_id", "tour_id", "stop_id", "member_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    stop_id: Mapped[str] = mapped_column(String(200))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    state: Mapped[str] = mapped_column(String(10))
    minutes: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    reason: Mapped[str] = mapped_column(String(20), default="")
    group: Mapped[str] = mapped_column("group_id", String(200), default="")
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


class RollCallRow(Table):
    """A roll call of a stop: of everybody it is for, or of one group. Of one scope at most one is open.

    Words up to the attendance row `counts_after` aren't counted: the second call at a stop starts anew. `notice_id` is
    what asks the people, `board_id` the leaders' live message. `step` is how far those who say nothing have been
    followed up, `next_step_at` when that goes on, None where it doesn't; `nudged_at` is when they last were asked again.
    """

    __tablename__ = "roll_calls"
    __table_args__ = (
        Index("ix_roll_calls_tour_id_stop_id", "tour_id", "stop_id"),
        Index("ix_roll_calls_next_step_at", "next_step_at"),
        Index(
            "uq_roll_calls_open",
            "tour_id",
            "stop_id",
            "group_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    stop_id: Mapped[str] = mapped_column(String(200))
    group: Mapped[str] = mapped_column("group_id", String(200), default="")
    opened_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    opened_at: Mapped[datetime]
    counts_after: Mapped[int] = mapped_column(default=0)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"))
    board_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"))
    step: Mapped[int] = mapped_column(default=0)
    next_step_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    called_off: Mapped[bool] = mapped_column(default=False)


class BusCodeRow(Table):
    """The secret of the QR code that hangs in a bus: who scans it is there."""

    __tablename__ = "bus_codes"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    group: Mapped[str] = mapped_column("group_id", String(200), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    created_at: Mapped[datetime]


class SignUpState(StrEnum):
    """Where a person stands with a stop that people sign up for."""

    HELD = "held"
    OFFERED = "offered"
    WAITING = "waiting"
    GONE = "gone"


class SignUpRow(Table):
    """A person's sign-up for a stop. `place` is the number of the place that they hold or are offered, else None.

    A number is given once: that is what keeps the capacity. Those who wait are served in the order of `waits_from` and
    `id`. An offer lapses at `offer_until`.
    """

    __tablename__ = "sign_ups"
    __table_args__ = (
        UniqueConstraint("tour_id", "stop_id", "member_id"),
        UniqueConstraint("tour_id", "stop_id", "place"),
        Index("ix_sign_ups_offer_until", "offer_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    stop_id: Mapped[str] = mapped_column(String(200))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    state: Mapped[str] = mapped_column(String(10))
    place: Mapped[int | None]
    waits_from: Mapped[datetime]
    offer_until: Mapped[datetime | None]


class PlannedRatingRow(Table):
    """When people are asked how a visit was; derived from the itinerary, gone once they were asked."""

    __tablename__ = "planned_ratings"
    __table_args__ = (Index("ix_planned_ratings_due_at", "due_at"),)

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    stop_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    due_at: Mapped[datetime]


class RatingAskedRow(Table):
    """That people were asked how a visit was. Whoever inserts the row first asks."""

    __tablename__ = "ratings_asked"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    stop_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    asked_at: Mapped[datetime]


class RatingRow(Table):
    """What a person thought of a visit: 1 to 5 stars, and a remark."""

    __tablename__ = "ratings"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    stop_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    stars: Mapped[int | None] = mapped_column(SmallInteger)
    remark: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class TroubleRow(Table):
    """Somebody is lost or in trouble: open until a leader or the staff takes it, over when it is said to be.

    `latitude` and `longitude` are where the person last said to be, None where they didn't.
    """

    __tablename__ = "troubles"

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    words: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    opened_at: Mapped[datetime]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    taken_at: Mapped[datetime | None]
    over_at: Mapped[datetime | None]


class StaffQuestionRow(Table):
    """A question that the bot could not answer, handed to the staff with who asks; `answer` is relayed as written."""

    __tablename__ = "staff_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    words: Mapped[str]
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    answered_at: Mapped[datetime | None]


class KeptAnswerRow(Table):
    """An answer of the staff that everybody of the tour is given who asks the same; let go with `dropped_at`.

    `form` is the question in the form that questions are compared in.
    """

    __tablename__ = "kept_answers"
    __table_args__ = (Index("ix_kept_answers_tour_id_form", "tour_id", "form"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("staff_questions.id"), unique=True)
    form: Mapped[str] = mapped_column(String(300))
    kept_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    kept_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]


class OtherMembershipRow(Table):
    """A tour that an account has joined besides the one it is on now (`AccountRow.member_id`), and whom it is there."""

    __tablename__ = "other_memberships"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True, index=True)


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
