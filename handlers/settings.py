"""What a person may set: the language of the answers, when to be reminded, silence, which channel comes first."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from handlers import reminders
from handlers.answers import talk
from handlers.answers.next_steps import offer
from handlers.channel_order import CHANNEL_ORDER, channel_named, channels_of, prefer
from handlers.delivery_reasons import channel_name
from handlers.identity import LANGUAGES, Caller, supported
from handlers.mute_until import until_in
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.tables import AccountRow
from handlers.understanding.normalise import line_of, plain
from handlers.understanding.numbers import number_spans
from handlers.wording import dated, duration, hour, listing
from schedule_data.agenda import local_zone
from schedule_data.tables import MemberRow

_INSTEAD = re.compile(r"말고|대신|아니라|아니고|instead of|rather than|不是|不要")
_LISTED = re.compile(r"(\d{1,3})(?=\s*(?:,|·|/|와|과|하고|및|and|和|、)\s*\d{1,3}\s*분)")
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


def reminder_settings(session: Session, caller: Caller, question: Question) -> Reply:
    """Change a person's reminders as asked by the `topic` slot, and say how they stand.

    Topics: `off` (until what the `until` slot says, else the end of the day), `on`, `default` (the tour's offsets), or
    minutes such as '15' or '60,10'.
    """
    topic = question.slots.get("topic") or _every_time(question)
    offsets = _offsets(topic)
    if not topic and (channel := channel_named(question.text or "")):
        return channels_order(session, caller, replace(question, slots={"channel": channel}))
    if topic == "off":
        return _mute(session, question, question.slots.get("until", ""))
    if topic == "on":
        _save(session, question, muted_until=None)
    elif topic == "default":
        _save_offsets(session, question, None)
    elif offsets:
        _save_offsets(session, question, offsets)
    else:
        return _as_they_stand(question, question.member.remind, question.member.muted_until)
    kept = None if topic == "default" else offsets or question.member.remind
    return _as_they_stand(question, tuple(kept) if kept else None, None)


def _every_time(question: Question) -> str:
    """Give all the times that the words name, where they name one; those that are not wanted are left out."""
    one = question.slots.get("minutes", "")
    if not one or not question.text:
        return one
    wanted = _INSTEAD.split(plain(question.text))[-1]
    spans = number_spans(line_of(_LISTED.sub(r"\1분", wanted)))
    values = [value for start in sorted(spans) for token in spans[start] if token.word for value in token.word.values]
    return ",".join(value.partition("=")[2] for value in values if value.startswith("MINUTES=")) or one


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


def _save_offsets(session: Session, question: Question, offsets: Sequence[int] | None) -> None:
    _save(session, question, remind=offsets, muted_until=None)
    reminders.leave_out_begun(session, question.itinerary, offsets or (), question.at)
    reminders.plan(session, question.itinerary)


def channels_order(session: Session, _caller: Caller, question: Question) -> Reply:
    """Have messages come over one channel first; without one, say which order stands."""
    say, own = phrases(question.language), list(channels_of(session, question.member.id))
    wanted = question.slots.get("channel", "")
    if wanted in own:
        prefer(session, question.member.id, [wanted, *(one for one in own if one != wanted)])
        own = list(channels_of(session, question.member.id))
    names = [channel_name(one, question.language) for one in own]
    told = say("Messages come over: {channels}.", channels=" → ".join(names)) if names else ""
    missing = wanted in CHANNEL_ORDER and wanted not in own
    first = say("You haven't joined over {channel} yet.", channel=channel_name(wanted, question.language))
    others = (one for one in own[1:] if len(own) > 1)
    buttons = tuple(
        Button(
            say("{channel} first", channel=channel_name(one, question.language)),
            Action("channels.order", {"channel": one}),
        )
        for one in others
    )
    paragraphs = tuple(filter(None, (first if missing else "", told)))
    return Reply(paragraphs, buttons=(*buttons, *offer(question, Action("reminder.settings"), Action("me"))))


def _mute(session: Session, question: Question, words: str) -> Reply:
    until = until_in(question, words) if words else _next_morning(question)
    if until is None:
        ask = phrases(question.language)("Until when? Write a time such as 15:00 or ‘tomorrow 7:00’.")
        awaits = Awaited("reminder.settings", "until", {"topic": "off"})
        return Reply((ask,), outcome=Outcome.CLARIFY, awaits=awaits, buttons=_switches(question, is_muted=False))
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
        _off_until(question, muted_until)
        if muted and muted_until
        else say("I'll remind you {offsets} before each gathering.", offsets=told)
    )
    note = say("Stops with reminders of their own, such as the airport, keep them.")
    return Reply((first,) if muted else (first, note), buttons=_switches(question, is_muted=muted))


def _off_until(question: Question, until: datetime) -> str:
    say = phrases(question.language)
    if until == _next_morning(question):
        return say("Reminders are off until tomorrow morning.")
    zone = local_zone(question.itinerary, question.at, question.member.group)
    time_there = hour(until, zone.key, question.itinerary.home_timezone, question.language)
    moment = dated(until.astimezone(zone).date(), time_there, question.language)
    return say("Reminders are off until {time}.", time=moment)


def _switches(question: Question, *, is_muted: bool) -> tuple[Button, ...]:
    say = phrases(question.language)
    switch = (
        Button(say("Turn reminders on"), Action("reminder.settings", {"topic": "on"}))
        if is_muted
        else Button(say("Turn reminders off"), Action("reminder.settings", {"topic": "off"}))
    )
    return (
        switch,
        Button(say("Only 15 min before"), Action("reminder.settings", {"topic": "15"})),
        Button(say("Usual reminders"), Action("reminder.settings", {"topic": "default"})),
    )
