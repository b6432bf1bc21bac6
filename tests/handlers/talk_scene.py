"""Talking to the sample tour: who asks, when, and what comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.database import Database
from handlers.conversation import converse
from handlers.identity import Caller, callers
from handlers.reply import Action, Button, Reply
from handlers.request import Attachment, Request
from handlers.respond import respond
from handlers.tours import Tours
from tests.build import account, beijing, person
from tests.tours import open_tours

NOON = beijing("09-23 07:50")  # half an hour before the gathering for Xiaomi
ADDRESSES = {"이서연": "participant", "전우진": "other-bus", "정현수": "leader", "김도현": "staff", None: "stranger"}


@dataclass(frozen=True)
class Talk:
    """A unit of talk on the sample tour; everybody writes over Telegram."""

    session: Session
    tours: Tours

    def caller(self, who: str | None) -> Caller:
        """Give the caller behind a name; None is a stranger."""
        address = ADDRESSES[who]
        return callers(self.session, "telegram", [address], NOON)[address]

    def _request(self, who: str | None, at: datetime, **more: object) -> Request:
        return Request("telegram", ADDRESSES[who], at, **more)  # type: ignore[arg-type]

    def tap(self, who: str | None, intent: str, at: datetime = NOON, **slots: str) -> Reply:
        """Tap a button."""
        return self._answered(self._request(who, at, action=Action(intent, slots)), who)

    def press(self, who: str | None, button: Button, at: datetime = NOON) -> Reply:
        """Press a button of a reply."""
        return self._answered(self._request(who, at, action=button.action), who)

    def say(self, who: str | None, text: str, at: datetime = NOON, language: str | None = None) -> Reply:
        """Write something."""
        return self._answered(self._request(who, at, text=text, language=language), who)

    def send(self, who: str | None, attachment: Attachment) -> Reply:
        """Send something that isn't words."""
        return self._answered(self._request(who, NOON, attachment=attachment), who)

    def converse(self, who: str | None, text: str, at: datetime = NOON) -> Reply | None:
        """Write something as the inbox hands it over, with the context kept."""
        self.session.expire_all()
        return converse(self.session, "telegram", [self._request(who, at, text=text)], self.tours)[0]

    def _answered(self, request: Request, who: str | None) -> Reply:
        return respond(self.session, request, self.caller(who), self.tours)


@contextmanager
def talking(database: Database) -> Iterator[Talk]:
    """Have everybody's account ready on a database with the sample tour; nothing is kept."""
    with database.reading() as session:
        for name, address in ADDRESSES.items():
            account(session, None if name is None else person(session, name), address=address)
        yield Talk(session, open_tours())
