"""'집합 장소 로비에서 정문으로': people gather, or are, somewhere else."""

import re
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from handlers import proposals
from handlers.answers.stop_words import meeting_place, meets, title, where
from handlers.changes.one_group import shared_with_others
from handlers.changes.preview import Change, document_of, refuse, show
from handlers.changes.said import is_elsewhere, name_in, place_of, place_words
from handlers.changes.stops_meant import discarding, group_of, is_over, named, to_come, which
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.row_number import row_number
from handlers.tables import ProposalRow
from handlers.understanding.normalise import canonical
from schedule_data.changes import relocated
from schedule_data.itinerary import Stop

_OLD_PLACE = re.compile(r"(\S+)에서\s|from (?:the )?(.+?) to |从(.+?)(?:改|换|变)")

KNOWN_PLACES = 3  # buttons for places that the plan names
KEPT = "kept"  # the slot that names the row which keeps a place
LONGEST_LABEL = 14  # KakaoTalk, button label


def place(session: Session, _caller: Caller, question: Question) -> Reply:
    """Preview another place: of the next gathering, unless a stop is named. `like` names a stop with that place."""
    question = _with_kept(session, question)
    stop = named(question) or (None if "stop" in question.slots else _meant(question))
    if stop is None:
        return which(question, phrases(question.language)("Which stop is somewhere else?"), to_come(question))
    if (shared := shared_with_others(question, stop)) is not None:
        return _keeping_place(session, question, stop, shared)
    if is_over(question, stop):
        words = phrases(question.language)("{title} is over already.", title=title(stop, question.language))
        return refuse(question, words)
    words_of_place = _place(question)
    if words_of_place is None:
        return _where(question, stop)
    return _preview(session, question, stop, words_of_place)


def _keeping_place(session: Session, question: Question, stop: Stop, asked: Reply) -> Reply:
    """Keep the place that was said while it is asked for whom it is; a button has no room for it."""
    said = question.slots.get("place", "")
    if not said:
        return asked
    number = proposals.propose(session, question, {"place": _as_written(question, said)})
    for_all = Action(question.intent, {"stop": stop.id, KEPT: str(number)})
    return replace(asked, buttons=(replace(asked.buttons[0], action=for_all), *asked.buttons[1:]))


def _with_kept(session: Session, question: Question) -> Question:
    number = row_number(question.slots.get(KEPT, ""))
    row = session.get(ProposalRow, number) if number else None
    if row is None or row.member_id != question.member.id or "place" not in row.payload:
        return question
    return replace(question, slots={**question.slots, "place": row.payload["place"]})


def _meant(question: Question) -> Stop | None:
    """Give the stop that gathers where it was said to have been so far ('로비에서'), else the next that gathers."""
    coming = [stop for stop in question.itinerary.stops if meets(stop) and not is_over(question, stop)]
    theirs = [stop for stop in coming if stop.is_for(group_of(question))]
    for place in _OLD_PLACE.findall((question.text or "").lower()):
        there = (stop for stop in theirs if _gathers_at(stop, canonical("".join(place))))
        if stop := next(there, None):
            return stop
    return next((stop for stop in theirs if stop.leaves_at > question.at), None)


def _gathers_at(stop: Stop, place: str) -> bool:
    text = place_of(stop)
    return text is not None and place != "" and any(place in canonical(words) for words in text.words.values())


def _place(question: Question) -> Mapping[str, str] | None:
    """Give the new place by language, None where none was said."""
    like = place_of(named(question, "like"))
    if like is not None:
        return like.words
    said = name_in(question.slots.get("place", ""))
    return place_words(question.itinerary, _as_written(question, said), question.language) if said else None


def _as_written(question: Question, said: str) -> str:
    """Give the place with its own capitals: '점심 장소 CBD 식당으로' was read in small letters."""
    text = question.text or ""
    start = text.lower().find(said)
    return text[start : start + len(said)] if start >= 0 else said


def _where(question: Question, stop: Stop) -> Reply:
    say = phrases(question.language)
    name = title(stop, question.language)
    words = (
        say("Where do people gather for {title}?", title=name) if meets(stop) else say("Where is {title}?", title=name)
    )
    awaits = Awaited(question.intent, "place", {"stop": stop.id})
    buttons = (*_known_places(question, stop), discarding(question))
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=buttons, awaits=awaits)


def _known_places(question: Question, stop: Stop) -> list[Button]:
    """Give buttons for places where this tour gathers at other times."""
    found: dict[str, Button] = {}
    now = place_of(stop)
    for other in question.itinerary.stops:
        there = other.gather.place if other.gather else None
        label = there.to(question.language) if there else ""
        if label and there != now and len(label) <= LONGEST_LABEL:
            found.setdefault(label, Button(label, Action(question.intent, {"stop": stop.id, "like": other.id})))
    return list(found.values())[:KNOWN_PLACES]


def _preview(session: Session, question: Question, stop: Stop, words: Mapping[str, str]) -> Reply:
    say, language = phrases(question.language), question.language
    old = (meeting_place if meets(stop) else where)(question.itinerary, stop, language)
    new = words.get(language) or next(iter(words.values()))
    values = {"title": title(stop, language), "old": old or "–", "new": new}
    headline = (
        say("{title}: people gather at {new} instead of {old}.", **values)
        if meets(stop)
        else say("{title}: it is at {new} instead of {old}.", **values)
    )
    slots = {"stop": stop.id, "place": new}
    if old and canonical(old).endswith(canonical(new)):  # '로비' is the hotel's lobby, where people gather anyway
        words = current.words if (current := place_of(stop)) else words
    document = relocated(document_of(session, question), stop.id, words, leaves_site=is_elsewhere(words))
    return show(session, question, Change(headline, slots, document))
