"""What a person sends: read from the page's JSON, kept as their own bubble, handed to the inbox."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.channel import Update
from bot.web.content import FILE
from bot.web.messages import Direction, add_message
from bot.web.reading import read
from bot.web.sessions import CHANNEL, WebSession
from bot.web.site import Site
from handlers.actions import decode
from handlers.broadcast.draft import point_in
from handlers.files import own_file
from handlers.phrases import mark
from handlers.request import Enclosed

BODY_LIMIT = 64 * 1024  # bytes; the longest text takes a quarter
TEXT_LIMIT = 4000  # characters; Telegram's own limit is 4,096, and no question is that long
LABEL_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """One message of a person: `id` is the page's own name for it, `text` what their bubble shows.

    `point` is where they are (latitude, longitude), `file` the reference of one that they uploaded.
    """

    id: str
    text: str
    action: str | None = None
    point: tuple[float, float] | None = None
    file: str | None = None


class NotSendable(ValueError):  # noqa: N818 - says what came
    """The page sent something that can't be taken; `status` is HTTP's, the text a msgid for the person."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


async def read_sent(request: Request) -> Sent:
    """Read what the page sent.

    Raises:
        NotSendable: it is too long, or not what our page sends.
    """
    return sent_from(await _json(request))


def sent_from(body: object) -> Sent:
    """Check what the page sent.

    Raises:
        NotSendable: a text is too long, or the body is not what our page sends.
    """
    if not isinstance(body, Mapping):
        raise NotSendable(422, _NOT_OURS)
    name, text, action, file = body.get("id"), body.get("text"), body.get("action"), body.get("file")
    if not _is_uuid(name) or not isinstance(text, str) or not (text.strip() or file):
        raise NotSendable(422, _NOT_OURS)
    if file is not None and (not isinstance(file, str) or action is not None):
        raise NotSendable(422, _NOT_OURS)
    if len(text) > (TEXT_LIMIT if action is None else LABEL_LIMIT):
        raise NotSendable(413, mark("That message is too long. Please send at most 4,000 characters."))
    if action is not None and (not isinstance(action, str) or decode(action) is None):
        raise NotSendable(422, _NOT_OURS)
    return Sent(str(UUID(name)), text.strip(), action, _point(body.get("point")), file)


async def keep(site: Site, held: WebSession, sent: Sent) -> int:
    """Show the person's own bubble and hand the update to the inbox; sent again, neither is repeated.

    The bubble comes first: if we end between the two, the page has had no answer, and sends it again.
    """
    at = site.clock.now()
    key = f"{held.account_id}:{sent.id}"
    file = await read(site.database, lambda session: _file(session, held, sent))
    content = {"text": sent.text, "client": sent.id} | ({FILE: file.written()} if file else {})
    number = await site.database.run(
        lambda session: add_message(
            session, account_id=held.account_id, key=f"in:{key}", direction=Direction.IN, content=content, at=at
        )
    )
    site.feed.wake(held.account_id)
    await site.inbox.accept([Update(CHANNEL, key, held.address, _body(sent, file), at)])
    return number


def _body(sent: Sent, file: Enclosed | None) -> Mapping[str, Any]:
    if sent.action:
        return {"action": sent.action}
    if sent.point:
        return {"point": sent.point}
    return {"text": sent.text} | ({FILE: file.written()} if file else {})


def _file(session: Session, held: WebSession, sent: Sent) -> Enclosed | None:
    """Give the file that is attached: one that this person uploaded."""
    if sent.file is None:
        return None
    file = own_file(session, held.member_id or 0, CHANNEL, sent.file)
    if file is None:
        raise NotSendable(422, mark("That file is no longer here. Please attach it again."))
    return file


async def greet(site: Site, address: str, key: str, body: Mapping[str, str]) -> None:
    """Have the bot speak first in a new chat: `body` is a message that shows no bubble."""
    await site.inbox.accept([Update(CHANNEL, key, address, body, site.clock.now())])


async def _json(request: Request) -> object:
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > BODY_LIMIT:
            raise NotSendable(413, mark("That message is too long. Please send at most 4,000 characters."))
    try:
        return json.loads(received)
    except ValueError:
        raise NotSendable(422, _NOT_OURS) from None


def _point(given: object) -> tuple[float, float] | None:
    """Read where somebody is."""
    if given is None:
        return None
    if not isinstance(given, list) or len(given) != len(("latitude", "longitude")):
        raise NotSendable(422, _NOT_OURS)
    found = point_in(",".join(str(one) for one in given if isinstance(one, int | float)))
    if found is None:
        raise NotSendable(422, _NOT_OURS)
    return found


def _is_uuid(name: object) -> bool:
    try:
        return isinstance(name, str) and bool(UUID(name))
    except ValueError:
        return False


_NOT_OURS = mark("That message could not be read. Please reload the page and try again.")
