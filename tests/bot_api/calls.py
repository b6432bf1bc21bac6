"""The log of calls: who was written to, when, and how it ended."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.bot_api.params import Params


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot. `at` is in seconds since 1970; `status` 0 means that no answer was given."""

    at: float
    method: str
    chat: int | None
    status: int
    params: Params = field(repr=False)
    description: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give the record without uploaded bytes."""
        record = asdict(self)
        record["params"] = {
            key: value for key, value in self.params.items() if not (isinstance(value, dict) and "content" in value)
        }
        return record


@dataclass(slots=True)
class Calls:
    """All calls, oldest first, and their counts. `keep` False keeps the counts only."""

    records: list[Call] = field(default_factory=list)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    stored_per_chat: Counter[int] = field(default_factory=Counter)  # messages that reached the chat, answered or not
    keep: bool = True

    def add(self, call: Call) -> None:
        """Note one call."""
        self.counts[call.method, call.status] += 1
        if self.keep:
            self.records.append(call)

    def of(self, method: str, *, status: int | None = None) -> list[Call]:
        """Give the calls of one method, of one status where it is given."""
        return [call for call in self.records if call.method == method and status in (None, call.status)]

    def count(self, method: str, status: int | None = 200) -> int:
        """Count the calls of one method that ended so; `status` None counts all."""
        if status is not None:
            return self.counts[method, status]
        return sum(number for (name, _), number in self.counts.items() if name == method)

    def clear(self) -> None:
        """Forget everything noted so far."""
        self.records.clear()
        self.counts.clear()
        self.stored_per_chat.clear()
