"""What waits for one chat, and in which order."""

from collections.abc import Callable

from bot.dispatch_job import Work
from bot.pacing_chat import ChatPace
from handlers.tables import Lane


class Chat:
    """The queue of one chat: in the order of submission, except that replies overtake what has not begun.

    `ticket` names the one place where the chat waits for its turn.
    """

    __slots__ = ("_uncounted", "address", "lane", "pace", "ticket", "under_way", "waiting")

    def __init__(self, address: str, pace: ChatPace, uncounted: frozenset[str]) -> None:
        self.address = address
        self.pace = pace
        self._uncounted = uncounted
        self.waiting: list[Work] = []
        self.lane = Lane.NOTICE
        self.under_way = False
        self.ticket = 0

    @property
    def ready_at(self) -> float:
        """When its next call may be made."""
        return max(self.pace.ready_at if self.is_counted else self.pace.paused_until, self.waiting[0].retry_at)

    @property
    def is_counted(self) -> bool:
        """Whether the limits count its next call."""
        return self.waiting[0].method not in self._uncounted

    @property
    def half_sent(self) -> bool:
        """Whether the first job's calls are accepted in part."""
        return bool(self.waiting and self.waiting[0].refs)

    def add(self, work: Work, *, first: bool = False) -> None:
        """Queue a job behind the others, a reply behind the replies; `first` where it replaces one that ended."""
        place = 0 if first else len(self.waiting)
        if work.job.lane is Lane.REPLY:
            begun = 1 if self.under_way or self.half_sent else 0
            while place > begun and self.waiting[place - 1].job.lane is not Lane.REPLY:
                place -= 1
        self.waiting.insert(place, work)
        self._weigh()

    def remove_first(self) -> None:
        """Take out the job that ended."""
        del self.waiting[0]
        self._weigh()

    def take_out(self, unwanted: Callable[[Work], bool]) -> list[Work]:
        """Take out and give the jobs that are not wanted any more, but for one that has begun."""
        begun = self.waiting[0] if self.waiting and (self.under_way or self.half_sent) else None
        taken = [work for work in self.waiting if work is not begun and unwanted(work)]
        if taken:
            self.waiting = [work for work in self.waiting if work is begun or not unwanted(work)]
            self._weigh()
        return taken

    def _weigh(self) -> None:
        # Whatever stands before a reply is as urgent as the reply that waits for it.
        if len(self.waiting) == 1:
            self.lane = self.waiting[0].job.lane
        elif self.waiting:
            self.lane = min(work.job.lane for work in self.waiting)
