"""The `time` of a stop: one time of day or two, the second perhaps on the next day."""

import re
from dataclasses import dataclass
from datetime import time

_SPAN = re.compile(r"(\d{1,2}:\d{2})(?:\s*[-–~]\s*(\d{1,2}:\d{2})\s*(\+1)?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """A start, perhaps an end, and how many days later the end is (0 or 1), all in local time."""

    start: time
    end: time | None = None
    days_later: int = 0

    @property
    def written(self) -> str:
        """Give the canonical form: '09:30', '09:30-11:00' or '22:00-01:00+1'."""
        if self.end is None:
            return f"{self.start:%H:%M}"
        return f"{self.start:%H:%M}-{self.end:%H:%M}" + ("+1" if self.days_later else "")


def _clock(written: str) -> time:
    hour, minute = (int(part) for part in written.split(":"))
    if hour == 24:  # noqa: PLR2004 - the hour people write for midnight
        raise ValueError("isn't a time: a day ends at 23:59; write 00:00, with +1 where it is an end on the next day")
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError('isn\'t a time; hours go from 00 to 23 and minutes to 59, for example "14:30"') from None


def read_span(written: str) -> Span:
    """Read 'HH:MM', 'HH:MM-HH:MM' or 'HH:MM-HH:MM+1'; 9:30 is fine.

    Raises:
        ValueError: it can't be read; its text says why and how to write it.
    """
    found = _SPAN.fullmatch(written.strip())
    if not found:
        raise ValueError('isn\'t a time; write "14:30", "14:30-16:00" or, ending on the next day, "22:00-01:00+1"')
    start, end, next_day = found.groups()
    return Span(_clock(start), _clock(end) if end else None, 1 if next_day else 0)
