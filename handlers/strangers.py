"""People who belong to no tour: they learn the public programme and its dates, and how to join. Nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from handlers import settings
from handlers.answers import public
from handlers.answers.manners import heard
from handlers.answers.not_understood import attachment
from handlers.context import said_by_stranger
from handlers.first_words import first_words, manners
from handlers.identity import Caller, supported
from handlers.membership.visit import Visit
from handlers.membership.words import wish_in
from handlers.phrases import phrases
from handlers.reply import Action, Button, Outcome, Reply
from handlers.request import Request
from handlers.tours import Tours
from handlers.understanding import Moment, Understood, understand, understand_programme
from handlers.understanding.script import language_of
from handlers.visits import VISITS
from schedule_data.itinerary import Itinerary

_Told = Callable[[Sequence[Itinerary], str, Mapping[str, str]], Reply]


def _programme(tours: Sequence[Itinerary], language: str, slots: Mapping[str, str]) -> Reply:
    return public.programme(tours, language, slots.get("topic", ""))


def _human(tours: Sequence[Itinerary], language: str, _slots: Mapping[str, str]) -> Reply:
    return public.programme(tours, language, "apply")


# What strangers call the same as members, but mean of their application.
_OWN_NAMES: Mapping[str, str] = {"discard": "apply.cancel", "me.erase": "apply.forget"}
_MANNERS: Final = frozenset({"social", "help"})
PUBLIC: Mapping[str, _Told] = {
    "programme": _programme,
    "human": _human,
}


def respond(session: Session, request: Request, caller: Caller, language: str, tours: Tours) -> Reply:
    """Answer somebody whom no tour knows."""
    announced = tours.public(session)
    if request.attachment is not None:
        return attachment(language, request.attachment)
    said = request.action or said_by_stranger(caller, request.text, request.at) or wish_in(request.text)
    if said is not None and _OWN_NAMES.get(said.intent, said.intent) in VISITS:
        return _visited(session, request, caller, language, said)
    if request.action is not None:
        part = Understood(Outcome.ANSWER, request.action.intent, request.action.slots)
    else:
        language, part = _understood(request, language, announced, tours)
    if part.intent == "language":
        language = supported(part.slots.get("language")) or language
        settings.set_language(session, caller.account, language)
        return replace(public.programme(announced, language), intent=part.intent, slots=part.slots)
    visit = Visit(caller.account, request.at, language, part.slots)
    if part.intent is not None and part.intent in PUBLIC:
        told = PUBLIC[part.intent](announced, language, part.slots)
        if announced:
            told = replace(told, buttons=(*told.buttons, Button(phrases(language)("Apply"), Action("apply"))))
        return replace(told, intent=part.intent, slots=part.slots)
    return _first_words(session, visit, announced, part, request.text or "")


def _visited(session: Session, request: Request, caller: Caller, language: str, said: Action) -> Reply:
    """Do what strangers may: apply, ask to be let in, go back to a tour that they have joined."""
    intent = _OWN_NAMES.get(said.intent, said.intent)
    spoken = language_of(request.text, language) if request.text and caller.context is None else language
    slots = {slot: "".join(one for one in value if one.isprintable()) for slot, value in said.slots.items()}
    reply = VISITS[intent](session, Visit(caller.account, request.at, spoken, slots))
    return replace(reply, intent=intent, slots=slots)


def _understood(
    request: Request, language: str, announced: Sequence[Itinerary], tours: Tours
) -> tuple[str, Understood]:
    """Understand what is asked of the programme; else, as of the tour at hand, what it is that only members may ask."""
    text = request.text or ""
    understanding = understand_programme(text, language)
    part = understanding.parts[0]
    if part.intent is None and announced:
        upcoming = next((one for one in announced if one.ends >= request.at.date()), announced[-1])
        part = understand(text, tours.matcher(upcoming), Moment(request.at, None, language)).parts[0]
    return understanding.language, part


def _first_words(session: Session, visit: Visit, announced: Sequence[Itinerary], part: Understood, text: str) -> Reply:
    """Answer manners kindly and say that the rest is for members; the same, whether the tour knows the thing or not."""
    if part.intent in _MANNERS or (part.intent is None and heard(text)):
        told = manners(session, visit, announced, text, part.slots.get("topic", ""))
        return replace(told, intent=part.intent or "social", slots=part.slots)
    words = phrases(visit.language)("I can only tell that to people who have joined the tour.")
    outcome = Outcome.UNKNOWN if part.intent is None else Outcome.REFUSED
    return replace(first_words(session, visit, announced, words), outcome=outcome, intent=part.intent, slots=part.slots)
