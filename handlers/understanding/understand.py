"""From a message to what it asks: the steps of understanding, one after the other."""

import re
from dataclasses import replace
from datetime import date

from handlers.reply import Action, Outcome
from handlers.understanding import followup, orders
from handlers.understanding.beside_the_point import SOCIAL
from handlers.understanding.clauses_asked import OWN_SUBJECT, asked_first, asked_last, by_clause, side_by_side
from handlers.understanding.concepts import bits
from handlers.understanding.decide import NOT_TOLD, UNKNOWN, decide
from handlers.understanding.guess import corrections, is_sure
from handlers.understanding.keyboard import to_hangul
from handlers.understanding.left_open import is_left_open
from handlers.understanding.matcher import Matcher
from handlers.understanding.new_values import new_value
from handlers.understanding.normalise import bounded, line_of, plain
from handlers.understanding.question import Question, days_of, question_of
from handlers.understanding.reasons import order_beside_reason
from handlers.understanding.requests import as_ordered
from handlers.understanding.script import language_of
from handlers.understanding.sentences import sentences
from handlers.understanding.slots import Scene
from handlers.understanding.spelling import respelled
from handlers.understanding.topic_behind import with_topic
from handlers.understanding.tour_days import Days
from handlers.understanding.values import MOST_CHOICES, MOST_PARTS, Context, Moment, Understanding, Understood

# A name is looked for only where something is asked or ordered; a remark needs none.
_WORTH_MENDING = bits("ASK BARE DELAY CANCEL CHANGE ADVANCE SIGNUP ROLLCALL")
# What a group may have otherwise than another.
_OF_A_GROUP = frozenset(
    {"agenda.day", "agenda.now", "agenda.next", "agenda.tour", "agenda.when", "agenda.gathering", "meal", "stop.bring"}
)
_NO_DAYS = Days(date.min, date.min, date.min)
# Orders to be another bot, and what of other people they are after.
_INJECTED, _DATA = bits("INJECT"), bits("PHONE LIST SOMELIST PEOPLE ROOM EXPORT EVERYONE ROLLCALL MISSING PERSON")
_WORDLESS, _FOLLOWED, _RESPELLED = 0.5, 0.9, 0.8  # confidence in signs only, an order, words with slips
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def understand(text: str, matcher: Matcher, moment: Moment, context: Context | None = None) -> Understanding:
    """Understand a member's message; `context` is the talk of the same person in the same tour."""
    text = as_ordered(bounded(text or ""))
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
    parts, unknown = _message(plain(text), matcher, moment, days, fresh)
    return Understanding(language, _kept(parts, unknown), text if len(parts) == 1 and parts[0].unclear else "")


def _right_keyboard(text: str, matcher: Matcher) -> str:
    """Give the text in Hangul where it was typed with the keyboard left on English: dhsmf dlfwjd."""
    known = matcher.vocabulary.latin
    turned = {word: to_hangul(word) for word in set(_LATIN_WORD.findall(text)) if word.lower() not in known}
    if not any(hangul and len(hangul) > 1 for hangul in turned.values()):
        return text
    typed = _LATIN_WORD.sub(lambda match: turned.get(match[0]) or match[0], text)
    strange = question_of(line_of(plain(typed)), matcher, _NO_DAYS).unread
    return text if any(hangul and hangul in word for hangul in turned.values() for word in strange) else typed


def _message(
    text: str, matcher: Matcher, moment: Moment, days: Days, context: Context | None
) -> tuple[list[Understood], list[Understood]]:
    """Understand the sentences of a message; give their parts, and again those that ask what is not known."""
    parts: list[Understood] = []
    unknown: list[Understood] = []
    talk, strange = context, False
    dates: tuple[date, ...] = ()
    said = 0
    for sentence in with_topic(sentences(text), matcher, days):
        question = question_of(line_of(sentence), matcher, days)
        if dates and not question.dates and not question.has("NOW", "NEXT", "NEXT2", "JUST", "SITE", "STOP"):
            question = replace(question, dates=dates)  # 'when do we meet tomorrow? And breakfast?'
        dates, said = question.dates, said | question.bits
        scene = Scene(matcher, _for_group_named(moment, question), days, question)
        found = tuple(_of_group(part, scene, moment) for part in _sentence(scene, sentence, talk))
        if strange and not (scene.question.bits & OWN_SUBJECT and scene.question.has("ASK")):
            found = tuple(_doubted(part) for part in found)
        strange = any(part.unresolved for part in found)
        unknown.extend(part for part in found if part.intent is None and is_left_open(question))
        parts.extend(part for part in found if part not in parts)
        talk = _going_on(found, scene, moment, talk)
    return ([_ordered_about(said)], []) if said & _INJECTED else (parts, unknown)


def _ordered_about(said: int) -> Understood:
    """Give what becomes of orders to the bot to be another one: refused where they are after people's data."""
    if said & _DATA:
        return Understood(Outcome.REFUSED, "members.list", {}, 1.0)
    return Understood(Outcome.ANSWER, SOCIAL, {}, 1.0)


def _for_group_named(moment: Moment, question: Question) -> Moment:
    """Give the moment of whom a question is about: 'when does bus 2 go there?' asks for that group's hour."""
    groups = question.ids("group")
    return replace(moment, group=groups[0]) if len(groups) == 1 else moment


def _of_group(part: Understood, scene: Scene, moment: Moment) -> Understood:
    """Say whose plan is asked for where it is not the asker's own: 'where is bus 2 now?'."""
    group = scene.moment.group
    if group in {None, moment.group} or part.intent not in _OF_A_GROUP or part.outcome is not Outcome.ANSWER:
        return part
    return replace(part, slots={**part.slots, "group": group or ""})


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


def _kept(parts: list[Understood], unknown: list[Understood]) -> tuple[Understood, ...]:
    """Leave out greetings and remarks beside a question, be it one that is not known; never nothing."""
    if len(parts) == 1 and parts[0].confidence == 1.0 and not unknown:
        return (parts[0],)
    asked = [part for part in parts if part.intent not in {None, SOCIAL}]
    answered = [part for part in asked if part.outcome is Outcome.ANSWER]
    if answered and len(asked) > len(answered):
        asked = [part for part in asked if part.outcome is Outcome.ANSWER or part.choices]
    rest = unknown or [part for part in parts if part.intent == SOCIAL] or parts
    return tuple((asked or rest or [UNKNOWN])[:MOST_PARTS]) if asked else (rest[0],) if rest else (UNKNOWN,)


def _sentence(scene: Scene, sentence: str, context: Context | None) -> tuple[Understood, ...]:
    """Understand one sentence: as it stands, with the talk so far, with slips mended, at last by its clauses."""
    question = scene.question
    if not question.tokens:
        return (Understood(Outcome.ANSWER, SOCIAL, {}, _WORDLESS),)
    if (
        short := _new_value(scene, sentence)
        or _order_of_place(scene, sentence)
        or (_follow_up(scene, context) if context else None)
    ):
        return (short,)
    if context is not None:
        scene = replace(scene, question=followup.with_subject(scene, context))
    found = asked_first(scene, sentence) or decide(scene)
    if found[0].outcome is Outcome.ANSWER:
        return asked_last(scene, sentence) or side_by_side(scene, sentence, found) or found
    if order := order_beside_reason(scene, sentence):
        return (order,)
    other = () if found[0] == NOT_TOLD else _respelled(scene) or _mended(scene) or by_clause(scene, sentence)
    return other or _as_written(found, sentence)


def _new_value(scene: Scene, sentence: str) -> Understood | None:
    found = new_value(scene, sentence)
    if found is None or found.is_plain:
        return None
    return Understood(Outcome.ANSWER, found.intent, found.slots, _FOLLOWED)


def _order_of_place(scene: Scene, sentence: str) -> Understood | None:
    """Read an order to meet elsewhere; its new place is free text, so nothing in it has to be known."""
    question = scene.question
    if not question.has("GATHER") or question.has("HOUR", "ASKEND"):
        return None
    place = orders.new_place(sentence)
    if place is None:
        return None
    rest = question_of(line_of(sentence.replace(place, " ")), scene.matcher, scene.days)  # the new place names no stop
    known = replace(rest, unread=(), bits=rest.bits & ~bits("WHERE"))
    named = decide(replace(scene, question=known))[0].slots
    slots = {"place": place} | {slot: named[slot] for slot in ("stop", "group") if slot in named}
    return Understood(Outcome.ANSWER, "change.place", slots, _FOLLOWED)


def _follow_up(scene: Scene, context: Context) -> Understood | None:
    if (after := followup.next_after(scene.question, context, scene)) is not None:
        return after
    choice = followup.narrowed(scene.question, context)
    return Understood(Outcome.ANSWER, choice.intent, choice.slots, 1.0) if choice else None


def _respelled(scene: Scene) -> tuple[Understood, ...]:
    """Answer a question of which only the spelling is strange; empty where it is another answer than a fact's."""
    question = scene.question
    asks = question.has("ASK", "ME") or all(token.word is None for token in question.tokens)
    line = respelled(question, scene.matcher.vocabulary.latin) if question.unread and asks else None
    if line is None:
        return ()
    found = decide(replace(scene, question=question_of(line, scene.matcher, scene.days)))
    answered = found[0].outcome is Outcome.ANSWER and found[0].intent != SOCIAL
    return tuple(replace(part, confidence=_RESPELLED) for part in found) if answered else ()


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
