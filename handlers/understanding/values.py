"""What understanding gives back, and what it is told about the moment and the talk so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from handlers.reply import Action, Outcome

CONTEXT_MINUTES = 10  # a follow-up comes within a few minutes; later the talk has moved on
MOST_PARTS = 3  # questions of one message that are answered together
MOST_CHOICES = 5  # buttons under a question back; a phone shows no more without scrolling

_SLOTS = (
    "audience company date diet group kind language meal minutes person place role room site state stop text time topic"
)
SLOT_NAMES = frozenset(_SLOTS.split())


@dataclass(frozen=True, slots=True)
class Understood:
    """One question of a message.

    `outcome` is never REFUSED: permission is the caller's. `choices` are the candidates of a CLARIFY, likeliest first.
    `unresolved` holds the names and dates that nothing in the tour explains, as the person wrote them. `unclear` tells
    that an UNKNOWN has none, nor asks for what no plan has: every word is known, and no rule says what they ask.
    """

    outcome: Outcome
    intent: str | None
    slots: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 0.0
    choices: tuple[Action, ...] = ()
    unresolved: tuple[str, ...] = ()
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """When (aware UTC) and by whom a question is asked; `language` counts only where the script does not tell."""

    at: datetime
    group: str | None = None
    language: str = "ko"


@dataclass(frozen=True, slots=True)
class Context:
    """What the last answer was about. It belongs to one person and one tour: the caller keeps it so."""

    at: datetime
    intent: str | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Action, ...] = ()

    def is_fresh(self, at: datetime) -> bool:
        """Tell whether a question asked `at` may still refer to it."""
        return timedelta(0) <= at - self.at <= timedelta(minutes=CONTEXT_MINUTES)

    def to_json(self) -> dict[str, Any]:
        """Give what `from_json` reads: plain types only."""
        choices = [{"intent": choice.intent, "slots": dict(choice.slots)} for choice in self.choices]
        return {"at": self.at.isoformat(), "intent": self.intent, "slots": dict(self.slots), "choices": choices}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> "Context":
        """Read what `to_json` gave; raises KeyError or ValueError where it is something else."""
        choices = tuple(Action(choice["intent"], choice["slots"]) for choice in stored["choices"])
        return Context(datetime.fromisoformat(stored["at"]), stored["intent"], stored["slots"], choices)


@dataclass(frozen=True, slots=True)
class Understanding:
    """A whole message: its language ('ko', 'en', 'zh') and one to `MOST_PARTS` questions.

    `unclear` holds its words, on the right keyboard, where all of it is unclear; else it is empty.
    """

    language: str
    parts: tuple[Understood, ...]
    unclear: str = ""
