"""The web chat as a channel: bubbles are rows, and showing one is writing it and waking the pages that are open."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channel import Call, Update
from bot.clock import Clock
from bot.database import Database
from bot.outcomes import Rejected, Unreachable
from bot.web.content import content_of, file_in
from bot.web.feed import Feed
from bot.web.messages import Direction, add_message, edit_message
from bot.web.sessions import CHANNEL, has_left
from handlers.actions import decode
from handlers.membership.web_sessions import close_web_sessions
from handlers.reply import Reply
from handlers.request import Attachment, Request
from handlers.tables import AccountRow

SHOW = "show"
EDIT = "edit"
CLOSE = "close"
REFERENCE = "reference"


class WebChannel:
    """The web chat; see `bot.channel.Channel`."""

    name = CHANNEL

    def __init__(self, database: Database, clock: Clock, feed: Feed) -> None:
        self._database = database
        self._clock = clock
        self._feed = feed

    def read(self, update: Update) -> Request | None:
        """Say what a person wants: the body holds `text`, `file`, `point`, an encoded `action` or a `code`."""
        body = update.body
        action = decode(body["action"]) if "action" in body else None
        file, point, text = file_in(body), _point(body), body.get("text") or None
        attachment = Attachment.LOCATION if point else _ATTACHMENTS.get(file.kind) if file and not text else None
        request = Request(
            CHANNEL,
            update.sender,
            update.at,
            text=text,
            action=action,
            code=body.get("code"),
            attachment=attachment,
            file=file,
            point=point,
        )
        return request if text or action or request.code or attachment else None

    def write(self, reply: Reply, update: Update | None) -> Sequence[Call]:  # noqa: ARG002 - every reply looks alike here
        """Give the call that shows `reply` as a bubble; after the last word of a chat, the one that closes it."""
        return [Call(SHOW, content_of(reply)), *((Call(CLOSE, {}),) if reply.farewell else ())]

    def rewrite(self, reply: Reply, reference: str) -> Sequence[Call]:
        """Give the one call that puts `reply` in the place of the bubble that `make` gave `reference` for."""
        return [Call(EDIT, {REFERENCE: reference, **content_of(reply)})]

    async def make(self, address: str, call: Call, key: str) -> str:
        """Show or change a bubble, once for each `key`, or close the chat; give the number of its row.

        Raises:
            Unreachable: there is no such chat, or the person left it on every browser.
            Rejected: the bubble that was to be changed isn't there.
        """
        at = self._clock.now()
        work = _WORKS[call.method]
        account_id, reference = await self._database.run(lambda session: work(session, address, call.params, key, at))
        self._feed.wake(account_id)
        return str(reference)


_ATTACHMENTS = {"photo": Attachment.PHOTO, "voice": Attachment.VOICE, "document": Attachment.OTHER}


def _point(body: Mapping[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = body.get("point") or (None, None)
    return None if latitude is None or longitude is None else (float(latitude), float(longitude))


def _show(session: Session, address: str, params: Mapping[str, Any], key: str, at: datetime) -> tuple[int, int]:
    account_id = _chat(session, address)
    shown = add_message(session, account_id=account_id, key=key, direction=Direction.OUT, content=params, at=at)
    return account_id, shown


def _edit(session: Session, address: str, params: Mapping[str, Any], key: str, at: datetime) -> tuple[int, int]:
    account_id = _chat(session, address)
    content = {name: part for name, part in params.items() if name != REFERENCE}
    shown = int(params[REFERENCE])
    if not edit_message(session, account_id=account_id, message_id=shown, key=key, content=content, at=at):
        raise Rejected("there is no such bubble in this chat")
    return account_id, shown


def _close(session: Session, address: str, _params: Mapping[str, Any], _key: str, at: datetime) -> tuple[int, int]:
    account_id = _chat(session, address)
    close_web_sessions(session, [account_id], at)
    return account_id, 0


_WORKS = {SHOW: _show, EDIT: _edit, CLOSE: _close}


def _chat(session: Session, address: str) -> int:
    account_id = session.scalar(
        select(AccountRow.id).where(AccountRow.channel == CHANNEL, AccountRow.address == address)
    )
    if account_id is None or has_left(session, account_id):
        raise Unreachable("nobody has this chat open any more")
    return account_id
