"""From a message to what it asks: the steps of understanding, one after the other."""

import re
from dataclasses import replace
from datetime import date

from handlers.reply import Action, Outcome
from handlers.understanding import followup, orders
from handlers.understanding.beside_the_point import SOCIAL
from handlers.understanding.concepts import bits
from handlers.understanding.decide import UNKNOWN, decide
from handlers.understanding.guess import corrections, is_sure
from handlers.understanding.keyboard import to_hangul
from handlers.understanding.matcher import Matcher
from handlers.understanding.normalise import bounded, line_of, plain
from handlers.understanding.question import Question, days_of, question_of
from handlers.understanding.script import language_of
from handlers.understanding.sentences import clauses, sentences
from handlers.understanding.shape import WH
from handlers.understanding.slots import Scene
from handlers.understanding.tour_days import Days
from handlers.understanding.values import MOST_CHOICES, MOST_PARTS, Context, Moment, Understanding, Understood

# A name is looked for only where something is asked or ordered; a remark needs none.
_WORTH_MENDING = bits("ASK BARE DELAY CANCEL CHANGE ADVANCE SIGNUP ROLLCALL")
_NO_DAYS = Days(date.min, date.min, date.min)
_WORDLESS, _FOLLOWED = 0.5, 0.9  # confidence in a message of signs only, and in an order
_ASKED = WH | bits(
    "BRING DRESS PHOTO RULES ADDRESS MAP PHONE GATHER WIFI PASSWORD MEALISH AGENDA TICKET CHECKOUT CHECKIN"
)
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_MOVES = bits("GO LAST_GO DEPART ARRIVE PLACE EVENT")
_OWN_SUBJECT = bits(
    "SITE STOP KIND AGENDA GATHER LUNCH DINNER BREAKFAST HOTEL WIFI BUS FLIGHT TRAIN NOW CHECKOUT CHECKIN GUIDE LEADER "
    "OFFICE LATE EAT TIMEDIFF CLOCK MONEY POWER PLAIN ROOM MYGROUP FEE"
)


def understand(text: str, matcher: Matcher, moment: Moment, context: Context | None = None) -> Understanding:
    """Understand a member's message; `context` is the talk of the same person in the same tour."""
    text = bounded(text or "")
    language = language_of(text, moment.language)
    if language == "en":
        text = _right_keyboard(text, matcher)
        language = language_of(text, moment.language)
    fresh = followup.still_true(context, matcher.itinerary) if context and context.is_fresh(moment.at) else None
    if fresh is not None and (choice := followup.chosen(text, fresh)):
        return Understanding(language, (choice,))
    order = orders.notice_in(text, matcher)
    if order is not None:
        return Understanding(language, (order,))
    days = days_of(matcher, moment)
    parts = _message(plain(text), matcher, moment, days, fresh)
    return Understanding(language, _kept(parts), text if len(parts) == 1 and parts[0].unclear else "")


def _right_keyboard(text: str, matcher: Matcher) -> str:
    """Give the text in Hangul where it was typed with the keyboard left on English: dhsmf dlfwjd."""
    known = matcher.vocabulary.latin
    turned = {word: to_hangul(word) for word in set(_LATIN_WORD.findall(text)) if word.lower() not in known}
    if not any(hangul and len(hangul) > 1 for hangul in turned.values()):
        return text
    typed = _LATIN_WORD.sub(lambda match: turned.get(match[0]) or match[0], text)
    strange = question_of(line_of(plain(typed)), matcher, _NO_DAYS).unread
    return text if any(hangul and hangul in word for hangul in turned.values() for word in strange) else typed


def _message(text: str, matcher: Matcher, moment: Moment, days: Days, context: Context | None) -> list[Understood]:
    parts: list[Understood] = []
    talk, strange = context, False
    for sentence in sentences(text):
        scene = Scene(matcher, moment, days, question_of(line_of(sentence), matcher, days))
        found = _sentence(scene, sentence, talk)
        if strange and not (scene.question.bits & _OWN_SUBJECT and scene.question.has("ASK")):
            found = tuple(_doubted(part) for part in found)
        strange = any(part.unresolved for part in found)
        parts.extend(part for part in found if part not in parts)
        talk = _going_on(found, scene, moment, talk)
    return parts


def _doubted(part: Understood) -> Understood:
    """A question without a subject after a sentence that nothing explains is about that sentence."""
    if part.outcome is not Outcome.ANSWER or part.intent in {SOCIAL, "emergency", "human", "help"}:
        return part
    return replace(part, outcome=Outcome.CLARIFY, slots={}, confidence=0.3)


def _going_on(found: tuple[Understood, ...], scene: Scene, moment: Moment, talk: Context | None) -> Context | None:
    """Give what the next sentence of the same message may refer to."""
    last = found[-1]
    if last.outcome is Outcome.ANSWER and last.intent != SOCIAL and last.slots:
        return Context(moment.at, last.intent, last.slots)
    if sites := scene.question.ids("site"):
        return Context(moment.at, None, {"site": sites[0]})
    return talk


def _kept(parts: list[Understood]) -> tuple[Understood, ...]:
    """Leave out greetings and remarks beside a question; never nothing."""
    injected = [part for part in parts if part.intent == SOCIAL and part.confidence == 1.0]
    if injected:
        return (injected[0],)
    asked = [part for part in parts if part.intent not in {None, SOCIAL}]
    answered = [part for part in asked if part.outcome is Outcome.ANSWER]
    if answered and len(asked) > len(answered):
        asked = [part for part in asked if part.outcome is Outcome.ANSWER or part.choices]
    rest = [part for part in parts if part.intent == SOCIAL] or parts
    return tuple((asked or rest or [UNKNOWN])[:MOST_PARTS]) if asked else (rest[0],) if rest else (UNKNOWN,)


def _sentence(scene: Scene, sentence: str, context: Context | None) -> tuple[Understood, ...]:
    """Understand one sentence: as it stands, with the talk so far, with slips mended, at last by its clauses."""
    question = scene.question
    if not question.tokens:
        return (Understood(Outcome.ANSWER, SOCIAL, {}, _WORDLESS),)
    if question.has("INJECT"):
        return (Understood(Outcome.ANSWER, SOCIAL, {}, 1.0),)
    if short := _order_of_place(scene, sentence) or (_follow_up(scene, context) if context else None):
        return (short,)
    if context is not None:
        scene = replace(scene, question=followup.with_subject(question, context))
    found = decide(scene)
    if found[0].outcome is Outcome.ANSWER:
        return _side_by_side(scene, sentence, found) or found
    return _mended(scene) or _by_clause(scene, sentence) or _as_written(found, sentence)


def _order_of_place(scene: Scene, sentence: str) -> Understood | None:
    """Read an order to meet elsewhere; its new place is free text, so nothing in it has to be known."""
    question = scene.question
    if not question.has("GATHER") or question.has("HOUR", "ASKEND"):
        return None
    place = orders.new_place(sentence)
    if place is None:
        return None
    known = replace(question, unread=(), bits=question.bits & ~bits("WHERE"))
    stop = decide(replace(scene, question=known))[0].slots.get("stop")
    slots = {"place": place} | ({"stop": stop} if stop else {})
    return Understood(Outcome.ANSWER, "change.place", slots, _FOLLOWED)


def _follow_up(scene: Scene, context: Context) -> Understood | None:
    if (after := followup.next_after(scene.question, context, scene)) is not None:
        return after
    choice = followup.narrowed(scene.question, context)
    return Understood(Outcome.ANSWER, choice.intent, choice.slots, 1.0) if choice else None


def _side_by_side(scene: Scene, sentence: str, found: tuple[Understood, ...]) -> tuple[Understood, ...]:
    """Take two questions of one sentence apart: '내일 몇 시에 모이고 뭘 챙겨야 하나요?'; empty where it is only one."""
    if scene.question.has("AFTERWARD"):
        return ()  # 'after lunch, where do we meet?' doesn't ask about lunch
    pieces = clauses(sentence) if scene.question.line.asks or scene.question.has("REQUEST") else []
    if len(pieces) == 1 or not pieces:
        return ()
    parts: list[Understood] = []
    for piece in pieces:
        question = question_of(line_of(piece), scene.matcher, scene.days)
        asked = replace(
            question, dates=question.dates or scene.question.dates, links=question.links or scene.question.links
        )
        asked = replace(asked, line=replace(asked.line, asks=True), bits=asked.bits | bits("ASK"))
        part = decide(replace(scene, question=asked))[0]
        if not question.bits & _ASKED or part.outcome is not Outcome.ANSWER or part.intent == SOCIAL:
            return ()
        parts.append(part)
    distinct = len({part.intent for part in parts}) == len(parts)
    return tuple(parts) if distinct and found[0].intent in {part.intent for part in parts} else ()


def _mended(scene: Scene) -> tuple[Understood, ...]:
    """Answer or ask back with a name that differs from what was typed by one slip."""
    if not scene.question.unread or not scene.question.bits & _WORTH_MENDING:
        return ()
    offered: list[Understood] = []
    sure: list[Understood] = []
    for line, name in corrections(scene.question, scene.matcher):
        question = question_of(line, scene.matcher, scene.days)
        found = decide(replace(scene, question=question))[0]
        if found.outcome is Outcome.ANSWER and found.intent != SOCIAL:
            offered.append(found)
            if is_sure(name):
                sure.append(found)
    if sure:
        return (replace(sure[0], confidence=0.8),)
    if not offered:
        return ()
    choices = tuple(dict.fromkeys((part.intent or "", tuple(part.slots.items())) for part in offered))
    actions = tuple(Action(intent, dict(slots)) for intent, slots in choices[:MOST_CHOICES])
    best = offered[0]
    return (Understood(Outcome.CLARIFY, best.intent, best.slots, 0.5, actions, scene.question.unread),)


def _by_clause(scene: Scene, sentence: str) -> tuple[Understood, ...]:
    """Find the question at the end of a long sentence, unless what precedes it names something unknown to go to."""
    pieces = clauses(sentence)
    if len(pieces) == 1 or not pieces:
        return ()
    read = [question_of(line_of(piece), scene.matcher, scene.days) for piece in pieces]
    found: list[Understood] = []
    for place, question in enumerate(read):
        asked = replace(question, line=replace(question.line, asks=question.line.asks or scene.question.line.asks))
        parts = decide(replace(scene, question=asked))
        if all(
            part.outcome is Outcome.ANSWER and part.intent != SOCIAL for part in parts
        ) and question.bits & _OWN_SUBJECT & ~bits("NOW"):
            found.extend(parts)
        elif question.unread and (place == len(read) - 1 or not _is_mere_talk(question)):
            return ()
    return tuple(found)


def _is_mere_talk(question: Question) -> bool:
    """Tell whether a clause with unread words only leads up to the question: it goes nowhere and names no time."""
    return question.has("OPENEND", "TELL", "PAST") and not question.bits & _MOVES and not question.has("WHEN", "WHERE")


def _as_written(found: tuple[Understood, ...], sentence: str) -> tuple[Understood, ...]:
    return tuple(
        replace(part, unresolved=tuple(_original(word, sentence) for word in part.unresolved)) for part in found
    )


def _original(word: str, sentence: str) -> str:
    """Give an unread word with the spaces and signs that it was written with."""
    if word in sentence:
        return word
    letters = "".join(filter(str.isalnum, word))
    places = [place for place, letter in enumerate(sentence) if letter.isalnum()]
    first = "".join(sentence[place] for place in places).find(letters)
    return sentence[places[first] : places[first + len(letters) - 1] + 1] if first >= 0 else word
