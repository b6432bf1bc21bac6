"""How often a language model was asked for a person."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


class GuessBudgetRow(Table):
    """How many unclear questions of a person a language model was asked about on the last `day` that it was."""

    __tablename__ = "guess_budgets"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date]
    asked: Mapped[int]
