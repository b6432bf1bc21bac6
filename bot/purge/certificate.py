"""The certificate of a purge: what went, of which tour, when; numbers only, with a checksum over the words."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Final

from schedule_data.itinerary import Itinerary

CHECKSUM: Final = "sha256: "
_PLACES: Final = {
    "members": "people of other tours",
    "accounts": "accounts that other tours need",
    "revisions": "plans",
}
NOT_KNOWN: Final = (
    "Not known to Giljabi, and yours to delete: backups, exported files, printed sheets, what messengers keep."
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a purge did. `gone` and `traces` count rows; `files` tells of the database's own files."""

    itinerary: Itinerary
    at: datetime
    gone: Mapping[str, int]
    traces: Mapping[str, int]
    searched: int
    files: str

    def text(self) -> str:
        """Give it as lines, the last of which is the SHA-256 of all lines above it (in UTF-8)."""
        words = "\n".join(self._lines()) + "\n"
        return f"{words}{CHECKSUM}{hashlib.sha256(words.encode()).hexdigest()}\n"

    def _lines(self) -> list[str]:
        tour = self.itinerary
        return [
            "Certificate of erasure",
            f"tour: {tour.tour} ({tour.starts} to {tour.ends}), plan of revision {tour.revision}",
            f"erased at: {self.at:%Y-%m-%dT%H:%M:%SZ}, by giljabi {version('giljabi')}",
            "erased, rows of each kind:",
            *(f"  {kind}: {count}" for kind, count in sorted(self.gone.items())),
            *([] if self.gone else ["  nothing: there was nothing left to erase"]),
            f"files: {self.files}",
            *self._search(),
            "kept: the plan; presence, sign-ups, ratings and deliveries of people without names",
            NOT_KNOWN,
        ]

    def _search(self) -> list[str]:
        if not self.traces:
            return [f"searched: all texts of the database for {self.searched} names and numbers; none was found"]
        places = [f"  {_PLACES.get(table, table)}: {count}" for table, count in self.traces.items()]
        head = f"searched: all texts of the database for {self.searched} names and numbers; still found in rows of"
        return [head, *places, "  (people of the same name, or who are on another tour, too)"]


def is_genuine(text: str) -> bool:
    """Tell whether a certificate reads as it was written."""
    words, found, checksum = text.rpartition(CHECKSUM)
    return bool(found) and hashlib.sha256(words.encode()).hexdigest() == checksum.strip()
