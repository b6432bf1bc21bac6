"""What a notice says to one reader: its frame, the leader's words or a template's, and what came with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.broadcast.draft import Draft, point_in
from handlers.broadcast.reader import Reader
from handlers.broadcast.templates import sentence
from handlers.phrases import phrases
from handlers.reply import Place, Reply, Shown
from handlers.request import Enclosed


def payload_of(draft: Draft) -> dict[str, Any]:
    """Give what the notice keeps of a draft."""
    return {
        "text": draft.text,
        "template": draft.template,
        "place": draft.place,
        "asks": not draft.plain,
        "file": draft.file.written() if draft.file else "",
        "point": "{:.6f},{:.6f}".format(*draft.point) if draft.point else "",
    }


def body(payload: Mapping[str, Any], reader: Reader, sent_at: datetime) -> str:
    """Give what is told, in the reader's language where it is one of our sentences; '' where only a file is sent."""
    place = str(payload.get("place", ""))
    own = str(payload.get("text", ""))
    template = str(payload.get("template", ""))
    return own or sentence(template, place, sent_at, reader)


def shown(payload: Mapping[str, Any], reader: Reader, sent_at: datetime, heading: str, notice: int = 0) -> Reply:
    """Give the notice under its heading, with its file and the point on the map; `notice` is its number."""
    say = phrases(reader.language)
    told = body(payload, reader, sent_at)
    file = Enclosed.read(str(payload.get("file", "")))
    point = point_in(str(payload.get("point", "")))
    return Reply(
        tuple(filter(None, (heading, told))),
        place=Place(say("Place of the notice"), told[:60] or heading, *point) if point else None,
        shown=Shown(file.kind, file.reference, file.channel, file.name, notice) if file else None,
    )
