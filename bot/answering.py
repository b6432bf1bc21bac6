"""Works updates off inside a unit of work: read, answered, written as calls, and the calls kept with them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import structlog
from sqlalchemy.orm import Session

from bot.channel import Call, Channel, Update
from bot.inbox_rows import Answered, keep_answers
from handlers.reply import Reply
from handlers.request import Guessing, Request
from handlers.unclear import Unclear

log = structlog.get_logger()

Converse = Callable[[Session, str, Sequence[Request]], Sequence[Reply | None]]
Apologise = Callable[[Request], Reply]
GuessingOf = Callable[[Update], Guessing | None]


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of updates: those that are answered, and those that are put off until a guess is made.

    `over_budget` counts those that were answered without a guess because the person's budget was used up.
    """

    answered: list[Answered] = field(default_factory=list)
    put_off: list[tuple[Update, Unclear]] = field(default_factory=list)
    over_budget: int = 0


class Answering:
    """Has updates of different people answered by `converse`, and apologises for those that fail.

    `guessing_of` gives for an update whether a guess may be made at what it asks, or was.
    """

    def __init__(
        self, channels: Mapping[str, Channel], converse: Converse, apologise: Apologise, guessing_of: GuessingOf
    ) -> None:
        self._channels = channels
        self._converse = converse
        self._apologise = apologise
        self._guessing_of = guessing_of

    def answer(self, session: Session, updates: Sequence[Update]) -> Worked:
        """Work the updates off together; where that fails, one by one, so that one bad update spoils no other.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database itself fails, so that not even the apology can be kept.
        """
        if not updates:
            return Worked()
        try:
            with session.begin_nested():
                worked = self._together(session, updates)
                keep_answers(session, worked.answered)
        except Exception:
            if len(updates) > 1:
                return _joined(self.answer(session, [one]) for one in updates)
            log.exception("update failed", channel=updates[0].channel, update=updates[0].id)
            worked = Worked([(updates[0], self._sorry(updates[0]))])
            keep_answers(session, worked.answered)
        return worked

    def _together(self, session: Session, updates: Sequence[Update]) -> Worked:
        by_channel: dict[str, list[Update]] = defaultdict(list)
        for one in updates:
            by_channel[one.channel].append(one)
        return _joined(self._on(session, name, those) for name, those in by_channel.items())

    def _on(self, session: Session, name: str, updates: Sequence[Update]) -> Worked:
        channel, worked = self._channels[name], Worked()
        read = [(one, channel.read(one)) for one in updates]
        asked = [(one, self._guessed(request, one)) for one, request in read if request is not None]
        replies = self._converse(session, name, [request for _, request in asked])
        for (one, _), reply in zip(asked, replies, strict=True):
            if reply and reply.unclear and not reply.unclear.over_budget:
                worked.put_off.append((one, reply.unclear))
            elif reply:
                worked.answered.append((one, channel.write(reply, one)))
        heard = {one.id for one, _ in (*worked.answered, *worked.put_off)}
        worked.answered.extend((one, ()) for one in updates if one.id not in heard)
        over_budget = sum(bool(reply and reply.unclear and reply.unclear.over_budget) for reply in replies)
        return replace(worked, over_budget=over_budget)

    def _guessed(self, request: Request, update: Update) -> Request:
        guessing = self._guessing_of(update) if request.text else None
        return replace(request, guessing=guessing) if guessing else request

    def _sorry(self, update: Update) -> Sequence[Call]:
        channel = self._channels[update.channel]
        try:
            request = channel.read(update)
        except Exception:  # the reader itself is what failed: there is nobody to answer
            log.exception("update unreadable", channel=update.channel, update=update.id)
            return ()
        return () if request is None else channel.write(self._apologise(request), update)


def _joined(parts: Iterable[Worked]) -> Worked:
    answered, put_off, over_budget = [], [], 0
    for part in parts:
        answered.extend(part.answered)
        put_off.extend(part.put_off)
        over_budget += part.over_budget
    return Worked(answered, put_off, over_budget)
