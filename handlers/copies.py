"""One member's copy of a notice, and what its words may be made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.reply import Shown
from handlers.request import Enclosed
from handlers.tables import NoticeKind
from schedule_data.itinerary import Itinerary
from schedule_data.people import Member


@dataclass(frozen=True, slots=True)
class Copy:
    """One member's copy of a notice.

    `language` is the one set for the account it goes to, if any; `notice` the notice's id, `channel` where it goes.
    """

    kind: NoticeKind
    payload: Mapping[str, Any]
    member: Member
    language: str | None = None
    notice: int = 0
    channel: str = ""

    @property
    def shown(self) -> Shown | None:
        """The file that the notice passes on, None where it has none."""
        file = Enclosed.read(str(self.payload.get("file", "")))
        return Shown(file.kind, file.reference, file.channel, file.name, self.notice) if file else None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a composer may look at: the database, the tour as it stands, the language to speak, and the moment (UTC)."""

    session: Session
    itinerary: Itinerary
    language: str
    at: datetime
