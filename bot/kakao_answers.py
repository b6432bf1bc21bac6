"""Where skill calls wait for their answers; the last answers are kept a while for calls that come again."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.kakao_buttons import Json

KEPT_SECONDS = 600.0  # Kakao repeats a call within seconds; people tap 'again' within minutes
MOST_KEPT = 4000  # at 2 KB each these are 8 MB


@dataclass(slots=True)
class _Call:
    answer: asyncio.Future[Json]
    since: float
    waiting: int = 0


class Answers:
    """The calls of the last minutes by the key of their update. Used from the event loop's thread only."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._calls: OrderedDict[str, _Call] = OrderedDict()

    def knows(self, key: str) -> bool:
        """Tell whether a call has come before: answered, or still being worked off."""
        self._forget()
        return key in self._calls

    def expect(self, key: str) -> None:
        """Remember a call that is being worked off."""
        self._call(key)

    def drop(self, key: str) -> None:
        """Forget a call that could not be stored, so that it may come again; whoever waits for it is let go."""
        call = self._calls.pop(key, None)
        if call is not None:
            call.answer.cancel()

    async def wait(self, key: str, seconds: float) -> Json | None:
        """Give the answer of a call as soon as it is there; None where it takes longer."""
        call = self._call(key)
        call.waiting += 1
        try:
            await asyncio.wait([call.answer], timeout=seconds)
        finally:
            call.waiting -= 1
        return call.answer.result() if call.answer.done() and not call.answer.cancelled() else None

    def give(self, key: str, response: Json) -> bool:
        """Answer a call, once; tell whether somebody is waiting for it."""
        call = self._call(key)
        if not call.answer.done():
            call.answer.set_result(response)
        return call.waiting > 0

    async def all_given(self, seconds: float) -> None:
        """Wait until nobody waits for an answer any more, at most so long."""
        awaited = [call.answer for call in self._calls.values() if call.waiting]
        if awaited:
            await asyncio.wait(awaited, timeout=seconds)

    def _call(self, key: str) -> _Call:
        self._forget()
        if key not in self._calls:
            self._calls[key] = _Call(asyncio.get_running_loop().create_future(), self._monotonic())
        return self._calls[key]

    def _forget(self) -> None:
        """Forget the oldest calls that nobody waits for."""
        now = self._monotonic()
        while self._calls:
            key, oldest = next(iter(self._calls.items()))
            is_old = oldest.since + KEPT_SECONDS < now or len(self._calls) > MOST_KEPT
            if not is_old or oldest.waiting:
                return
            del self._calls[key]
