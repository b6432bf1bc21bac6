"""The live message of who sent a notice: how many have confirmed, and what can be done about the others."""

from datetime import datetime

from handlers import changes
from handlers.broadcast.reader import Reader
from handlers.broadcast.standing import Standing, followed_up, is_to_come, standing, still_asks
from handlers.broadcast.words import body
from handlers.copies import Copy, Setting
from handlers.phrases import Phrases, phrases
from handlers.reply import Action, Button, Reply
from handlers.tables import NoticeKind, NoticeRow
from handlers.wording import when
from schedule_data.agenda import local_zone
from schedule_data.people import Member

LONGEST_QUOTE = 80  # letters of the notice that are repeated, so that it is known which one this is about


def report(copy: Copy, setting: Setting) -> Reply | None:
    """Compose the report as things stand."""
    notice = followed_up(setting.session, copy.member.tour, str(copy.payload["notice"]))
    if notice is None:
        return None
    say = phrases(setting.language)
    about = quoted(notice, copy.member, setting)
    stands = standing(setting.session, notice.id)
    if notice.payload.get("withdrawn"):
        return Reply(tuple(filter(None, (say("Withdrawn notice"), about))))
    if not still_asks(notice) or (stands.withdrawn and not stands.told):
        over = say("The plan has changed again since; the newer report counts.")
        return Reply(tuple(filter(None, (over, about))))
    return Reply(
        tuple(filter(None, (_counts(notice, stands, setting, copy), about))),
        buttons=_buttons(notice, stands, setting),
    )


def quoted(notice: NoticeRow, member: Member, setting: Setting) -> str:
    """Give the beginning of a notice; of a change of plan how it is now, '' where nothing differs any more."""
    if notice.kind == NoticeKind.CHANGE:
        change = changes.change_notice(setting.itinerary, notice.payload["was"], member, setting.language, setting.at)
        return change.paragraphs[0] if change else ""
    reader = Reader(setting.itinerary, member.group, setting.language)
    words = body(notice.payload, reader, datetime.fromisoformat(notice.payload["sent_at"]))
    return f"“{words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + '…'}”" if words else ""


def _counts(notice: NoticeRow, stands: Standing, setting: Setting, copy: Copy) -> str:
    say = phrases(setting.language)
    sent_at = datetime.fromisoformat(notice.payload["sent_at"])
    if is_to_come(notice, setting.at):
        zone = local_zone(setting.itinerary, setting.at, copy.member.group).key
        moment = when(setting.at, sent_at, zone, zone, setting.language)
        return say.plural(
            "Goes out {when}, to one person", "Goes out {when}, to {count} people", stands.total, when=moment
        )
    values = {"all": stands.told, "unreachable": len(stands.unreachable)}
    if notice.payload.get("asks"):
        values |= {"confirmed": len(stands.confirmed), "waiting": len(stands.waiting)}
        return say("Confirmed {confirmed} · not confirmed {waiting} · unreachable {unreachable} (of {all})", **values)
    return say("Sent {sent} · unreachable {unreachable} (of {all})", sent=stands.accepted, **values)


def _buttons(notice: NoticeRow, stands: Standing, setting: Setting) -> tuple[Button, ...]:
    say = phrases(setting.language)
    slots = {"notice": str(notice.id)}
    under_way = not is_to_come(notice, setting.at)
    nudge = under_way and stands.waiting and notice.payload.get("asks")
    phones = under_way and (stands.waiting or stands.unreachable)
    return (
        Button(say("Names"), Action("notice.names", slots)),
        *((Button(say("Nudge the rest"), Action("notice.nudge", slots)),) if nudge else ()),
        *((Button(say("Phone list"), Action("notice.phones", slots)),) if phones else ()),
        *_amending(notice, say),
    )


def _amending(notice: NoticeRow, say: Phrases) -> tuple[Button, ...]:
    """Give the ways to make it right: a change of plan is not corrected but changed again, or undone."""
    if notice.kind == NoticeKind.CHANGE:
        return (Button(say("Change history"), Action("change.history")),)
    slots = {"notice": str(notice.id)}
    return (
        Button(say("Correct it"), Action("notice.correct", slots)),
        Button(say("Withdraw it"), Action("notice.withdraw", slots)),
    )
