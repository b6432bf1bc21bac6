"""The calls that show a delivery: put into words once for everybody who is told the same, within one unit of work."""

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.channel import Call, Channel
from bot.claims import Claim
from handlers.changes.told import version_for
from handlers.composing import SHARED
from handlers.reply import Reply

log = structlog.get_logger()

Compose = Callable[[Session, Claim, datetime], Reply | None]


class WordsFailedError(Exception):
    """A notice could not be put into words, through our fault."""


class Words:
    """The words of one unit of work. `compose` gives None where there is nothing true left to tell."""

    def __init__(self, session: Session, at: datetime, channels: Mapping[str, Channel], compose: Compose) -> None:
        self._session = session
        self._at = at
        self._channels = channels
        self._compose = compose
        self._made: dict[Hashable, tuple[Call, ...]] = {}

    def calls(self, one: Claim) -> tuple[Call, ...]:
        """Give the calls for a claim; none where there is nothing to tell.

        Raises:
            WordsFailedError: making them failed; it is logged.
        """
        key = _key(one)
        made = self._made.get(key)
        if made is None:
            made = self._written(one)
            if key is not None:
                self._made[key] = made
        return made

    def _written(self, one: Claim) -> tuple[Call, ...]:
        try:
            reply = self._compose(self._session, one, self._at)
            return tuple(self._channels[one.channel].write(reply, None)) if reply else ()
        except SQLAlchemyError:
            raise
        except Exception as error:
            log.exception("notice can't be put into words", kind=one.notice.kind, delivery=one.delivery)
            raise WordsFailedError from error


def _key(one: Claim) -> Hashable | None:
    """Name those who are told the same; None for words of a person's own."""
    if one.notice.kind not in SHARED:
        return None
    version = version_for(one.notice.payload, one.member.id)
    return one.notice.id, one.channel, one.language, one.member.group, one.member.role, version
