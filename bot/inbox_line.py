"""The line of updates that wait to be worked off: people side by side, one person's updates in order."""

from collections import deque
from collections.abc import Collection, Iterable, Sequence

from bot.channel import Update


class Line:
    """Updates by person. A person is held while an update of theirs is put off: what they wrote since waits, too."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Update]] = {}
        self._held: dict[str, deque[Update]] = {}

    def __bool__(self) -> bool:
        """Tell whether anything can be worked off now."""
        return bool(self._waiting)

    def heads(self, most: int) -> list[Update]:
        """Take the oldest waiting update of each of so many people."""
        heads = []
        for person in list(self._waiting)[:most]:
            queue = self._waiting.pop(person)
            heads.append(queue.popleft())
            if queue:
                self._waiting[person] = queue
        return heads

    def fresh(self, stored: Iterable[Update], heads: Sequence[Update], most: int) -> list[Update]:
        """Give what may be worked off beside `heads` as soon as it is stored: the first of each who has none before."""
        firsts: dict[str, Update] = {}
        for one in stored:
            firsts.setdefault(_person(one), one)
        busy = self._waiting.keys() | self._held.keys() | {_person(one) for one in heads}
        return [one for person, one in firsts.items() if person not in busy][: most - len(heads)]

    def add(self, updates: Iterable[Update]) -> None:
        """Let updates wait behind those of the same person."""
        for one in updates:
            person = _person(one)
            line = self._held if person in self._held else self._waiting
            line.setdefault(person, deque()).append(one)

    def give_back(self, heads: Collection[Update]) -> None:
        """Put what was taken back to the front."""
        for one in heads:
            self._waiting.setdefault(_person(one), deque()).appendleft(one)

    def hold(self, update: Update) -> None:
        """Let a person wait until `update`, which was taken, is let go."""
        person = _person(update)
        self._held[person] = self._waiting.pop(person, deque())
        self._held[person].appendleft(update)

    def let_go(self, updates: Iterable[Update]) -> None:
        """Have held updates, and what came after them, worked off."""
        for person in map(_person, updates):
            self._waiting[person] = self._held.pop(person)

    def clear(self) -> None:
        """Forget everybody: what waits stays stored."""
        self._waiting.clear()
        self._held.clear()


def _person(one: Update) -> str:
    return f"{one.channel}:{one.sender}"
