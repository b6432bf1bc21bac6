"""The live message of who sent a notice: how many have confirmed, and what can be done about the others."""

from datetime import datetime

from handlers.broadcast.reader import Reader
from handlers.broadcast.standing import Standing, broadcast_of, standing
from handlers.broadcast.words import body
from handlers.copies import Copy, Setting
from handlers.phrases import phrases
from handlers.reply import Action, Button, Reply
from handlers.tables import NoticeRow
from handlers.wording import when
from schedule_data.agenda import local_zone

LONGEST_QUOTE = 80  # letters of the notice that are repeated, so that it is known which one this is about


def report(copy: Copy, setting: Setting) -> Reply | None:
    """Compose the report as things stand."""
    notice = broadcast_of(setting.session, copy.member.tour, str(copy.payload["notice"]))
    if notice is None:
        return None
    say = phrases(setting.language)
    reader = Reader(setting.itinerary, copy.member.group, setting.language, copy.channel)
    words = body(notice.payload, reader, datetime.fromisoformat(notice.payload["sent_at"]))
    quoted = f"“{words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + '…'}”" if words else ""
    stands = standing(setting.session, notice.id)
    if notice.payload.get("withdrawn"):
        return Reply(tuple(filter(None, (say("Withdrawn notice"), quoted))))
    return Reply(
        tuple(filter(None, (_counts(notice, stands, setting, copy), quoted))),
        buttons=_buttons(notice, stands, setting),
    )


def _counts(notice: NoticeRow, stands: Standing, setting: Setting, copy: Copy) -> str:
    say = phrases(setting.language)
    sent_at = datetime.fromisoformat(notice.payload["sent_at"])
    if sent_at > setting.at:
        zone = local_zone(setting.itinerary, setting.at, copy.member.group).key
        moment = when(setting.at, sent_at, zone, zone, setting.language)
        return say("Goes out {when}, to {count} people", when=moment, count=stands.total)
    values = {"all": stands.total, "unreachable": len(stands.unreachable)}
    if notice.payload.get("asks"):
        values |= {"confirmed": len(stands.confirmed), "waiting": len(stands.waiting)}
        return say("Confirmed {confirmed} · not confirmed {waiting} · unreachable {unreachable} (of {all})", **values)
    return say("Sent {sent} · unreachable {unreachable} (of {all})", sent=stands.accepted, **values)


def _buttons(notice: NoticeRow, stands: Standing, setting: Setting) -> tuple[Button, ...]:
    say = phrases(setting.language)
    slots = {"notice": str(notice.id)}
    under_way = datetime.fromisoformat(notice.payload["sent_at"]) <= setting.at
    nudge = under_way and stands.waiting and notice.payload.get("asks")
    phones = under_way and (stands.waiting or stands.unreachable)
    return (
        Button(say("Names"), Action("notice.names", slots)),
        *((Button(say("Nudge the rest"), Action("notice.nudge", slots)),) if nudge else ()),
        *((Button(say("Phone list"), Action("notice.phones", slots)),) if phones else ()),
        Button(say("Correct it"), Action("notice.correct", slots)),
        Button(say("Withdraw it"), Action("notice.withdraw", slots)),
    )
