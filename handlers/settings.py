"""What a person may set: the language of the answers, when to be reminded, and silence."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from handlers import reminders
from handlers.answers import talk
from handlers.answers.next_steps import offer
from handlers.identity import LANGUAGES, Caller, supported
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from handlers.tables import AccountRow
from handlers.wording import duration, listing
from schedule_data.agenda import local_zone
from schedule_data.tables import MemberRow

OWN_LIMIT = 5  # offsets a person may keep: more would be a nuisance by mistake
LONGEST_MINUTES = 24 * 60


def default_language(hint: str | None) -> str:
    """Give the language to speak with somebody who set none: the messenger's hint, else Korean."""
    return supported(hint) or LANGUAGES[0]


def set_language(session: Session, account: int, language: str) -> None:
    """Have an account answered in `language`, one of ours."""
    session.execute(
        update(AccountRow)
        .where(AccountRow.id == account)
        .values(language=language)
        .execution_options(synchronize_session=False)
    )


def language(session: Session, caller: Caller, question: Question) -> Reply:
    """Switch to the language that was asked for; without one, offer the others."""
    asked = supported(question.slots.get("language"))
    if asked is None:
        buttons = offer(question, *(Action("language", {"language": one}) for one in LANGUAGES))
        return Reply((phrases(question.language)("Which language would you like?"),), buttons=buttons)
    set_language(session, caller.account, asked)
    return replace(talk.language(replace(question, language=asked)), menu=(question.member.role, asked))


def reminder_settings(session: Session, _caller: Caller, question: Question) -> Reply:
    """Change a person's reminders as asked by the `topic` slot, and say how they stand.

    Topics: `off` (until the next morning), `on`, `default` (the tour's offsets), or minutes such as '15' or '60,10'.
    """
    topic = question.slots.get("topic") or question.slots.get("minutes", "")
    offsets = _offsets(topic)
    if topic == "off":
        return _mute(session, question)
    if topic == "on":
        _save(session, question, muted_until=None)
    elif topic == "default":
        _save(session, question, remind=None, muted_until=None)
    elif offsets:
        _save(session, question, remind=offsets, muted_until=None)
    else:
        return _as_they_stand(question, question.member.remind, question.member.muted_until)
    kept = None if topic == "default" else offsets or question.member.remind
    return _as_they_stand(question, tuple(kept) if kept else None, None)


def _offsets(topic: str) -> list[int]:
    minutes = {int(number) for number in re.findall(r"\d+", topic) if len(number) <= len(str(LONGEST_MINUTES))}
    return sorted((one for one in minutes if 0 < one <= LONGEST_MINUTES), reverse=True)[:OWN_LIMIT]


def _save(session: Session, question: Question, **values: object) -> None:
    session.execute(
        update(MemberRow)
        .where(MemberRow.id == question.member.id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if "remind" in values:
        reminders.plan(session, question.itinerary)


def _mute(session: Session, question: Question) -> Reply:
    until = _next_morning(question)
    _save(session, question, muted_until=until)
    return _as_they_stand(question, question.member.remind, until)


def _next_morning(question: Question) -> datetime:
    """Give the end of the day where the person is: silence never lasts into a departure that was not thought of."""
    zone = local_zone(question.itinerary, question.at, question.member.group)
    tomorrow = question.at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(0), ZoneInfo(zone.key))


def _as_they_stand(question: Question, remind: tuple[int, ...] | None, muted_until: datetime | None) -> Reply:
    say = phrases(question.language)
    muted = muted_until is not None and muted_until > question.at
    offsets = remind or question.itinerary.remind
    told = listing((duration(one, question.language) for one in sorted(offsets, reverse=True)), question.language)
    first = (
        say("Reminders are off until tomorrow morning.")
        if muted
        else say("I remind you {offsets} before each gathering.", offsets=told)
    )
    note = say("Stops with reminders of their own, such as the airport, keep them.")
    switch = (
        Button(say("Turn reminders on"), Action("reminder.settings", {"topic": "on"}))
        if muted
        else Button(say("Turn reminders off"), Action("reminder.settings", {"topic": "off"}))
    )
    return Reply(
        (first,) if muted else (first, note),
        buttons=(
            switch,
            Button(say("Only 15 min before"), Action("reminder.settings", {"topic": "15"})),
            Button(say("Usual reminders"), Action("reminder.settings", {"topic": "default"})),
        ),
    )
