"""What a leader is about to send: the slots of `notice.send`, read once and carried through every step.

| slot | what |
|---|---|
| `audience` | a code of `handlers.audience` |
| `text` | the leader's own words |
| `template`, `place` | one of our sentences, said to each reader in their language (`handlers.broadcast.templates`) |
| `time` | when to send (ISO, with a zone); without it at once |
| `urgent` | `1`: goes before everything else but replies |
| `plain` | `1`: without the button 'Got it' |
| `file` | a photo, document or voice message: `kind|channel|reference|name` |
| `point` | a point on the map: `latitude,longitude` |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.request import Enclosed

LONGEST_TEXT = 1500  # characters: fits one message of every channel with its frame, in any script


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice before it is sent; see the module. Times are aware."""

    audience: str = ""
    text: str = ""
    template: str = ""
    place: str = ""
    time: datetime | None = None
    urgent: bool = False
    plain: bool = False
    file: Enclosed | None = None
    point: tuple[float, float] | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is anything to send."""
        return bool(self.text or self.template or self.file or self.point)

    @staticmethod
    def read(slots: Mapping[str, str]) -> "Draft":
        """Read the slots; what can't be read is as if it wasn't there."""
        return Draft(
            slots.get("audience", ""),
            slots.get("text", "").strip()[:LONGEST_TEXT],
            slots.get("template", ""),
            slots.get("place", "").strip(),
            _moment(slots.get("time", "")),
            slots.get("urgent") == "1",
            slots.get("plain") == "1",
            Enclosed.read(slots.get("file", "")),
            point_in(slots.get("point", "")),
        )


def point_in(words: str) -> tuple[float, float] | None:
    """Read 'latitude,longitude' in degrees; None where it is none."""
    latitude, _, longitude = words.partition(",")
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        return None
    return point if abs(point[0]) <= 90 and abs(point[1]) <= 180 else None  # noqa: PLR2004 - degrees of the globe


def _moment(words: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
