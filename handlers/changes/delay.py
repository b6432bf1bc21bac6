"""'30분 지연': a stop and those after it move, until a gap absorbs the delay."""

import re
from typing import Final

from sqlalchemy.orm import Session

from handlers.answers.labels import short_stop_name
from handlers.answers.stop_words import title
from handlers.changes.obstacles import fixed, obstacle, too_late
from handlers.changes.one_group import shared_with_others
from handlers.changes.preview import Change, document_of, show
from handlers.changes.said import minutes_in
from handlers.changes.stops_meant import discarding, named, to_come, under_way_or_next, which
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.wording import duration
from schedule_data.agenda import for_everyone
from schedule_data.changes import ChangeNotPossible, shifted
from schedule_data.itinerary import Stop
from schedule_data.knock_on import delay_of, following

CHOICES = (10, 20, 30, 60)  # minutes
_WAS_LATE: Final = re.compile(
    r"(?:늦었|늦어졌|지연됐|지연되었|밀렸|지체됐|지체되었|연착했|연착됐|늦게\s*(?:왔|도착했|출발했|나왔|끝났))(?:네요?|어요|습니다|음|다|죠|는데요?)?[\s.!~ㅠㅜㅎㅋ]*$|"
    r"\b(?:was|were|got) (?:\S+ ){0,3}(?:late|delayed)\b|(?:晚|迟|延误)了\S*分钟?了?$",
    re.IGNORECASE,
)


def delay(session: Session, _caller: Caller, question: Question) -> Reply:
    """Preview a delay, of the stop under way or next unless one is named; negative minutes bring it forward."""
    minutes = minutes_in(question.slots.get("minutes", ""))
    stop = named(question) or (None if "stop" in question.slots else _meant(question, minutes))
    if stop is None:
        words = phrases(question.language)("Which stop is delayed?")
        return which(question, words, (one for one in to_come(question) if not one.fixed))
    if (shared := shared_with_others(question, stop)) is not None:
        return shared
    if stop.fixed:
        return fixed(question, stop)
    if minutes is None:
        return _how_long(question, stop)
    if minutes > 0 and _WAS_LATE.search(question.text or ""):
        return _shall_it(question, stop, minutes)
    return _preview(session, question, stop, minutes)


def _meant(question: Question, minutes: int | None) -> Stop | None:
    return under_way_or_next(question, lambda stop: delay_of(stop, minutes or CHOICES[0], question.at) is not None)


def _shall_it(question: Question, stop: Stop, minutes: int) -> Reply:
    """Ask whether the plan follows what has happened: '버스가 30분 늦었네요' orders nothing yet."""
    say, language = phrases(question.language), question.language
    said = duration(minutes, language)
    label = say("Delay {title} by {minutes}", title=short_stop_name(question.itinerary, stop, language), minutes=said)
    delays = Button(label, Action(question.intent, {"minutes": str(minutes), "stop": stop.id}))
    buttons = (delays, *_instead(question, stop, minutes), discarding(question))
    return Reply((say("Shall the plan be {minutes} later?", minutes=said),), outcome=Outcome.CLARIFY, buttons=buttons)


def _how_long(question: Question, stop: Stop) -> Reply:
    say = phrases(question.language)
    slots = {"stop": stop.id}
    buttons = tuple(
        Button(
            say("{minutes} later", minutes=duration(minutes, question.language)),
            Action(question.intent, {"minutes": str(minutes), **slots}),
        )
        for minutes in CHOICES
    )
    return Reply(
        (say("By how many minutes is {title} delayed?", title=title(stop, question.language)),),
        outcome=Outcome.CLARIFY,
        buttons=(*buttons, discarding(question)),
        awaits=Awaited(question.intent, "minutes", slots),
    )


def _preview(session: Session, question: Question, stop: Stop, minutes: int) -> Reply:
    shift = delay_of(stop, minutes, question.at)
    if shift is None:
        return too_late(question, stop)
    shifts = following(question.itinerary, {stop.id: shift}, question.at)
    try:
        document = shifted(document_of(session, question), shifts)
    except ChangeNotPossible as problem:
        return obstacle(question, problem)
    slots = {"stop": stop.id, "minutes": str(minutes)}
    others = () if "stop" in question.slots else _instead(question, stop, minutes)
    return show(session, question, Change(_headline(question, stop, minutes), slots, document, others=others))


def _instead(question: Question, stop: Stop, minutes: int) -> tuple[Button, ...]:
    """Offer the stop after one that wasn't named: 'late' may be said of what comes next."""
    after = (one for one in to_come(question) if one.leaves_at > stop.leaves_at)
    other = next((one for one in after if for_everyone(one) and delay_of(one, minutes, question.at)), None)
    if other is None or minutes < 0:
        return ()
    say, language = phrases(question.language), question.language
    name = short_stop_name(question.itinerary, other, language)
    label = say("Delay {title} by {minutes}", title=name, minutes=duration(minutes, language))
    return (Button(label, Action(question.intent, {"minutes": str(minutes), "stop": other.id})),)


def _headline(question: Question, stop: Stop, minutes: int) -> str:
    say = phrases(question.language)
    values = {"title": title(stop, question.language), "minutes": duration(abs(minutes), question.language)}
    if question.at >= stop.start and minutes < 0:
        return say("{title}: it ends {minutes} earlier.", **values)
    if question.at >= stop.start:
        return say("{title}: it lasts {minutes} longer.", **values)
    if minutes < 0:
        return say("{title}: {minutes} earlier.", **values)
    return say("{title}: {minutes} later.", **values)
