"""Files that Telegram doesn't have yet: uploaded with the first message that needs one, from then on sent by id."""

import math
import time
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from telegram.error import BadRequest, TimedOut

from bot.files import Files
from bot.outcomes import Rejected
from handlers.files import StoredFile
from handlers.request import Enclosed

MAX_CAPTION: Final = 1024  # UTF-16 units after entities; core.telegram.org/bots/api#sendphoto
METHODS: Final = {"photo": "sendPhoto", "document": "sendDocument", "voice": "sendVoice"}
REST_SECONDS: Final = 60.0  # after an upload that took too long
KEPT: Final = "kept"  # the key of a parameter that names a file of ours: `handlers.request.Enclosed.written`

Params = Mapping[str, Any]
Send = Callable[[str, Params], Awaitable[Any]]


def kept(file: Enclosed) -> Params:
    """Give the parameter that stands for a file of ours until the call is made."""
    return {KEPT: file.written()}


def kept_in(params: Params) -> Enclosed | None:
    """Give the file of ours that a call is to send, None where it sends none."""
    named = next((value[KEPT] for value in params.values() if isinstance(value, dict) and KEPT in value), "")
    return Enclosed.read(named)


class TelegramFiles:
    """Sends files of ours. However many people are sent one at once, it is uploaded once.

    An upload that ends without an answer is not tried again for a while: everybody's words wait for it.
    """

    def __init__(self, files: Files, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._files = files
        self._now = monotonic
        self._rests: dict[str, float] = {}  # a file -> until when it is not uploaded

    async def send(self, file: Enclosed, params: Params, send: Send) -> Any:
        """Send a file by `send`, which makes a call; gives Telegram's message.

        Raises:
            Rejected: we don't have the file any more, or can't upload it now.
            telegram.error.TelegramError: what the server or the network said.
        """
        rest = {name: value for name, value in params.items() if not (isinstance(value, dict) and KEPT in value)}
        known = await self._known(file)
        if known:
            with suppress(BadRequest):  # the id may be another bot's, of before
                return await _by_id(known, rest, send)
        async with self._files.turn(file):
            learnt = await self._known(file)
            if learnt != known:
                return await _by_id(learnt, rest, send)
            return await self._upload(file, rest, send)

    async def _known(self, file: Enclosed) -> str:
        return await self._files.telegram_name(file)

    async def _upload(self, file: Enclosed, rest: Params, send: Send) -> Any:
        stored = await self._files.stored(file)
        if stored is None:
            raise Rejected("the file is no longer kept")
        if self._rests.get(file.written(), -math.inf) > self._now():
            raise Rejected("the file could not be uploaded a moment ago")
        try:
            return await self._taken(file, stored, rest, send)
        except TimedOut as error:
            self._rests[file.written()] = self._now() + REST_SECONDS
            raise Rejected("the upload takes too long") from error

    async def _taken(self, file: Enclosed, stored: StoredFile, rest: Params, send: Send) -> Any:
        try:
            kind, message = stored.kind, await _uploaded(stored.kind, stored, rest, send)
        except BadRequest:  # such as a photo of odd proportions: it still goes as a file
            if stored.kind == "document":
                raise
            kind, message = "document", await _uploaded("document", stored, rest, send)
        if name := _id_in(message, kind):
            await self._files.learn_telegram(file, f"{kind}|{name}")
        return message


async def _by_id(known: str, rest: Params, send: Send) -> Any:
    kind, _, name = known.partition("|")
    return await send(METHODS[kind], {**rest, kind: name})


async def _uploaded(kind: str, stored: StoredFile, rest: Params, send: Send) -> Any:
    content = b64encode(stored.content).decode()
    file = {"name": stored.name, "media_type": stored.media_type, "content": content}
    return await send(METHODS[kind], {**rest, kind: file})


def _id_in(message: Any, kind: str) -> str:
    """Give Telegram's id of the file in a message that was just sent; of a photo that of its largest size."""
    part = message.get(kind) if isinstance(message, dict) else None
    found = part[-1] if isinstance(part, list) and part else part
    return str(found.get("file_id", "")) if isinstance(found, dict) else ""
