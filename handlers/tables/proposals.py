"""Previews that wait for a confirmation."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


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
