"""Questions to the staff, answers that are kept, and calls for help."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


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
