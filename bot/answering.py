"""Works updates off inside a unit of work: read, answered, written as calls, and the calls kept with them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import structlog
from sqlalchemy.orm import Session

from bot.channel import Call, Channel, Update
from bot.inbox_rows import Answered, keep_answers
from handlers.reply import Reply
from handlers.request import Request

log = structlog.get_logger()

Converse = Callable[[Session, str, Sequence[Request]], Sequence[Reply | None]]
Apologise = Callable[[Request], Reply]


class Answering:
    """Has updates of different people answered by `converse`, and apologises for those that fail."""

    def __init__(self, channels: Mapping[str, Channel], converse: Converse, apologise: Apologise) -> None:
        self._channels = channels
        self._converse = converse
        self._apologise = apologise

    def answer(self, session: Session, updates: Sequence[Update]) -> list[Answered]:
        """Work the updates off together; where that fails, one by one, so that one bad update spoils no other.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database itself fails, so that not even the apology can be kept.
        """
        if not updates:
            return []
        try:
            with session.begin_nested():
                answered = self._together(session, updates)
                keep_answers(session, answered)
        except Exception:
            if len(updates) > 1:
                return [answered for one in updates for answered in self.answer(session, [one])]
            log.exception("update failed", channel=updates[0].channel, update=updates[0].id)
            answered = [(updates[0], self._sorry(updates[0]))]
            keep_answers(session, answered)
        return answered

    def _together(self, session: Session, updates: Sequence[Update]) -> list[Answered]:
        by_channel: dict[str, list[Update]] = defaultdict(list)
        for one in updates:
            by_channel[one.channel].append(one)
        return [answered for name, those in by_channel.items() for answered in self._on(session, name, those)]

    def _on(self, session: Session, name: str, updates: Sequence[Update]) -> list[Answered]:
        channel = self._channels[name]
        read = [(one, channel.read(one)) for one in updates]
        asked = [(one, request) for one, request in read if request is not None]
        replies = self._converse(session, name, [request for _, request in asked])
        answered = [(one, channel.write(reply, one)) for (one, _), reply in zip(asked, replies, strict=True) if reply]
        silent = {one.id for one in updates}.difference(one.id for one, _ in answered)
        return answered + [(one, ()) for one in updates if one.id in silent]

    def _sorry(self, update: Update) -> Sequence[Call]:
        channel = self._channels[update.channel]
        try:
            request = channel.read(update)
        except Exception:  # the reader itself is what failed: there is nobody to answer
            log.exception("update unreadable", channel=update.channel, update=update.id)
            return ()
        return () if request is None else channel.write(self._apologise(request), update)
