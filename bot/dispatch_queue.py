"""All that waits for one messenger, by chat."""

import itertools
from collections.abc import Callable, Iterator

from bot.dispatch_chat import Chat
from bot.dispatch_job import Job, Work
from bot.dispatch_order import Order
from bot.pacing_chat import ChatPace
from bot.pacing_limits import Limits


class Queue:
    """The chats with something to send, and those whose last messages their pace still counts; no others are kept."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float]) -> None:
        self._limits = limits
        self._now = monotonic
        self._chats: dict[str, Chat] = {}
        self._order = Order()
        self._numbers = itertools.count()
        self._closed = False

    def add(self, job: Job, *, first: bool) -> bool:
        """Queue a job, `first` of its chat or where it belongs; tell whether there may be a call to make at once."""
        chat = self._chats.get(job.address)
        if chat is None:
            pace = ChatPace(self._limits, is_group=job.is_group)
            chat = self._chats[job.address] = Chat(job.address, pace, self._limits.uncounted)
        work, lane, was_idle = Work(job, next(self._numbers), self._now()), chat.lane, not chat.waiting
        chat.add(work, first=first)
        is_news = was_idle or chat.lane is not lane or chat.waiting[0] is work
        if is_news:
            self.place(chat, work.since)
        return is_news

    def next_chat(self, now: float, *, least_tried: bool) -> Chat | None:
        """Give the chat whose turn it is, or which failed least often; it keeps its place until it is taken."""
        for rested in self._order.rested(now):
            self.place(rested, now)
        while (chat := self._order.first()) is not None and not chat.waiting:
            self.take(chat)
            self.place(chat, now)
        return self._order.least_tried() if least_tried else chat

    def take(self, chat: Chat) -> None:
        """Take a chat out of the order."""
        chat.ticket = 0

    def rest_ends_at(self) -> float:
        """Give when time alone makes another chat ready; infinite if never."""
        return self._order.rest_ends_at()

    def place(self, chat: Chat, now: float) -> None:
        """Put a chat where it belongs: among the ready, among the resting, or out of mind."""
        if chat.under_way or (self._closed and not chat.half_sent):
            return
        if chat.waiting:
            self._order.place(chat, now)
        elif chat.pace.rested_at > now:
            self._order.rest(chat, chat.pace.rested_at)
        else:
            chat.ticket = 0
            self._chats.pop(chat.address, None)

    def close(self) -> None:
        """Give no chat its turn any more but those with a job sent in part."""
        self._closed = True
        self._order.keep(lambda chat: chat.half_sent)

    def take_out(self, unwanted: Callable[[Work], bool]) -> list[Work]:
        """Take out and give the jobs that are not wanted any more and have not begun."""
        return [work for chat in self._chats.values() for work in chat.take_out(unwanted)]

    def __iter__(self) -> Iterator[Work]:
        return (work for chat in self._chats.values() for work in chat.waiting)

    def __bool__(self) -> bool:
        return bool(self._order)
