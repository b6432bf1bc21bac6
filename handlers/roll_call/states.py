"""Where a person stands at a stop, whose word it is, and why somebody stays away; and what each is called."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from handlers.phrases import mark
from handlers.tables import AttendanceState


class Standing(StrEnum):
    """Where a person stands at a stop: in exactly one place."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    EXCUSED = "excused"
    UNKNOWN = "unknown"


class Evidence(StrEnum):
    """Whose word it is."""

    SELF = "self"
    LEADER = "leader"
    QR = "qr"
    BUDDY = "buddy"


class Reason(StrEnum):
    """Why somebody doesn't come with the others."""

    OWN_WAY = "own_way"
    UNWELL = "unwell"
    STAYS = "stays"
    NO_ANSWER = "no_answer"


UNRESOLVED: Final = frozenset({Standing.UNKNOWN, Standing.LATE})  # the bus still waits for these

STANDING_WORDS: Final[Mapping[Standing, str]] = {
    Standing.PRESENT: mark("present"),
    Standing.LATE: mark("late"),
    Standing.ABSENT: mark("absent"),
    Standing.EXCUSED: mark("excused"),
    Standing.UNKNOWN: mark("no word yet"),
}
EVIDENCE_WORDS: Final[Mapping[Evidence, str]] = {
    Evidence.SELF: mark("said so themselves"),
    Evidence.LEADER: mark("seen by a leader"),
    Evidence.QR: mark("scanned the bus's code"),
    Evidence.BUDDY: mark("seen by a companion"),
}
REASON_WORDS: Final[Mapping[Reason, str]] = {
    Reason.OWN_WAY: mark("Comes on their own"),
    Reason.UNWELL: mark("Is unwell"),
    Reason.STAYS: mark("Stays behind"),
    Reason.NO_ANSWER: mark("Doesn't answer"),
}
STATE_OF_REASON: Final[Mapping[Reason, AttendanceState]] = {
    Reason.OWN_WAY: AttendanceState.EXCUSED,
    Reason.UNWELL: AttendanceState.EXCUSED,
    Reason.STAYS: AttendanceState.EXCUSED,
    Reason.NO_ANSWER: AttendanceState.ABSENT,
}
