"""Which chat is next: the chats that may be written to now, by lane and age, and those that must wait, by time."""

import heapq
import itertools
import math
from collections.abc import Callable

from bot.dispatch_chat import Chat

Ready = tuple[int, int, int, Chat]  # lane, number of the first job, ticket
Resting = tuple[float, int, Chat]  # until when, ticket


class Order:
    """Two heaps. A chat stands in one of them at most; entries with an old ticket are dropped when they come up."""

    def __init__(self) -> None:
        self._ready: list[Ready] = []
        self._resting: list[Resting] = []
        self._tickets = itertools.count(1)

    def place(self, chat: Chat, now: float) -> None:
        """Give a chat with something to send its place."""
        ready_at = chat.ready_at
        if ready_at > now:
            self.rest(chat, ready_at)
            return
        chat.ticket = next(self._tickets)
        heapq.heappush(self._ready, (chat.lane, chat.waiting[0].number, chat.ticket, chat))

    def rest(self, chat: Chat, until: float) -> None:
        """Leave a chat alone until then."""
        chat.ticket = next(self._tickets)
        heapq.heappush(self._resting, (until, chat.ticket, chat))

    def first(self) -> Chat | None:
        """Give the chat whose turn it is; it keeps its place."""
        while self._ready:
            _, _, ticket, chat = self._ready[0]
            if ticket == chat.ticket:
                return chat
            heapq.heappop(self._ready)
        return None

    def least_tried(self) -> Chat | None:
        """Give the chat whose next message failed least often so far; it keeps its place."""
        ready = [entry for entry in self._ready if entry[2] == entry[-1].ticket and entry[-1].waiting]
        return min(ready, key=lambda entry: (entry[-1].waiting[0].failures, *entry[:3]))[-1] if ready else None

    def rested(self, now: float) -> list[Chat]:
        """Take out and give the chats whose time of rest is over."""
        chats = []
        while self._resting and self._resting[0][0] <= now:
            _, ticket, chat = heapq.heappop(self._resting)
            if ticket == chat.ticket:
                chat.ticket = 0
                chats.append(chat)
        return chats

    def rest_ends_at(self) -> float:
        """Give when to look for rested chats; infinite where none rests."""
        return self._resting[0][0] if self._resting else math.inf

    def keep(self, wanted: Callable[[Chat], bool]) -> None:
        """Take out all chats but the wanted."""
        self._ready = [entry for entry in self._ready if entry[2] == entry[-1].ticket and wanted(entry[-1])]
        self._resting = [entry for entry in self._resting if entry[1] == entry[-1].ticket and wanted(entry[-1])]
        heapq.heapify(self._ready)
        heapq.heapify(self._resting)

    def __bool__(self) -> bool:
        return self.first() is not None or bool(self._resting)
