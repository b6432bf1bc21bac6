"""The list of people to call: those whom an urgent notice did not reach, or who did not confirm it."""

from typing import Final

from handlers.broadcast.report import quoted
from handlers.broadcast.standing import CONFIRMED
from handlers.copies import Copy, Setting
from handlers.delivery_reasons import reason_words
from handlers.delivery_standing import PersonStanding, progress
from handlers.phrases import phrases
from handlers.reply import Action, Button, Card, Fact, Reply
from handlers.tables import NoticeRow

MOST_NAMED: Final = 40  # a phone's screen of names; the rest is counted, and the report has them all


def call_list(copy: Copy, setting: Setting) -> Reply | None:
    """Compose the list for a leader: those of the named who have not confirmed by now."""
    notice = setting.session.get(NoticeRow, int(copy.payload["notice"]))
    if notice is None:
        return None
    wanted = set(copy.payload["members"])
    people = progress(setting.session, notice.id).people
    silent = [one for one in people if one.member.id in wanted and not one.confirmed]
    if not silent:
        return None
    about = quoted(notice, copy.member, setting) if notice.kind in CONFIRMED else ""
    return _words(silent, setting, notice.id, about)


def _words(silent: list[PersonStanding], setting: Setting, notice: int, about: str) -> Reply:
    say = phrases(setting.language)
    first = say.plural(
        "{count} person could not be reached. Please call.",
        "{count} people could not be reached. Please call them.",
        len(silent),
    )
    facts = tuple(Fact(one.member.name, _how(one, setting.language)) for one in silent[:MOST_NAMED])
    more = len(silent) - len(facts)
    card = Card(say("People to call"), facts, say("and {count} more", count=more) if more else None)
    buttons = (Button(say("Delivery report"), Action("notice.progress", {"notice": str(notice)})),)
    return Reply(
        (first, *((say("It is about: {words}", words=about),) if about else ())), cards=(card,), buttons=buttons
    )


def _how(one: PersonStanding, language: str) -> str:
    say = phrases(language)
    why = reason_words(one.reason, one.channel, one.refusal, language) or say("has not confirmed")
    return f"{one.member.phone or say('no number on record')} · {why}"
