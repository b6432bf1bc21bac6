"""A notice as its people read it: new, corrected, withdrawn, or told again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import changes
from handlers.broadcast.reader import Reader
from handlers.broadcast.words import body, shown
from handlers.copies import Copy, Setting
from handlers.got_it import got_it
from handlers.phrases import phrases
from handlers.reply import Reply
from handlers.tables import NoticeKind, NoticeRow


def told(copy: Copy, setting: Setting) -> Reply:
    """Compose one person's copy."""
    say = phrases(setting.language)
    heading = say("📢 Corrected notice") if copy.payload.get("corrected") else say("📢 Notice")
    return _copy(copy, setting, copy.payload, copy.notice, heading)


def nudge(copy: Copy, setting: Setting) -> Reply | None:
    """Compose a reminder of a notice that somebody has not confirmed."""
    notice = setting.session.get(NoticeRow, copy.payload["of"])
    if notice is None:
        return None
    heading = phrases(setting.language)("📢 Please confirm this notice")
    if notice.kind == NoticeKind.CHANGE:
        of_change = changes.told(replace(copy, payload=notice.payload, notice=notice.id), setting)
        return of_change and replace(of_change, paragraphs=(heading, *of_change.paragraphs))
    return _copy(copy, setting, notice.payload, notice.id, heading)


def _copy(copy: Copy, setting: Setting, payload: Mapping[str, Any], notice: int, heading: str) -> Reply:
    say = phrases(setting.language)
    reader = Reader(setting.itinerary, copy.member.group, setting.language)
    sent_at = datetime.fromisoformat(payload["sent_at"])
    if payload.get("withdrawn"):
        words = body(payload, reader, sent_at)
        what = say("It said: “{text}”", text=words) if words else ""
        return Reply(tuple(filter(None, (say("This notice was withdrawn; please ignore it."), what))))
    reply = shown(payload, reader, sent_at, heading, notice)
    if not payload.get("asks"):
        return reply
    return replace(reply, buttons=(got_it(notice, setting.language),))
