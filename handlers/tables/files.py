"""Files that go along with notices: what a leader sends, kept so that every messenger can show it."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


class FileRow(Table):
    """A photo, document or voice message, named as the channel that it came by names it (`handlers.request.Enclosed`).

    `member_id` sent it, None where it is a copy of what Telegram holds. `sent_at` is when a notice first went out with
    it; one that is never sent is let go. `telegram` is Telegram's own name for it, once it is there: `kind|id`.
    """

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("channel", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    telegram: Mapped[str] = mapped_column(String(255), default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
