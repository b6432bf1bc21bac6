"""A skill call as the inbox keeps it: what the person wants, where the answer goes, and nothing else that was sent."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channel import Update
from bot.kakao_in import CHANNEL, SkillCall
from handlers.actions import decode, encode
from handlers.request import Attachment, Enclosed, Request


def update_of(call: SkillCall, callback_url: str | None, machine_time: datetime) -> Update:
    """Give the update of a call; `callback_url` is where a late answer may go, within a minute of `machine_time`."""
    return Update(
        CHANNEL, update_key(call), call.request.sender, _body(call, callback_url, machine_time), call.request.at
    )


def update_key(call: SkillCall) -> str:
    """Name a call: the same request of the same person has the same name."""
    named = f"{call.request_id}\n{call.request.sender}"
    return hashlib.blake2b(named.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def request_in(update: Update) -> Request | None:
    """Give what the person wants; None where the row can't be read any more."""
    body = update.body
    attachment = next((kind for kind in Attachment if kind == body.get("attachment")), None)
    request = Request(
        CHANNEL,
        update.sender,
        update.at,
        text=body.get("text"),
        action=decode(body["action"]) if "action" in body else None,
        code=body.get("code"),
        attachment=attachment,
        file=Enclosed.read(body.get("file", "")),
        language=body.get("language"),
    )
    asks = request.text is not None or request.action or request.code or request.attachment
    return request if asks else None


def _body(call: SkillCall, callback_url: str | None, machine_time: datetime) -> Mapping[str, Any]:
    request = call.request
    parts = {
        "text": request.text,
        "action": encode(request.action) if request.action else None,
        "code": request.code,
        "attachment": request.attachment.value if request.attachment else None,
        "file": request.file.written() if request.file else None,
        "language": request.language,
        "group": call.is_group_chat or None,
        "callback": callback_url,
        "at": machine_time.isoformat() if callback_url else None,
    }
    return {name: part for name, part in parts.items() if part is not None}
