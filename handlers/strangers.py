"""People who belong to no tour: they learn the public programme and its dates, and how to join. Nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from handlers import settings
from handlers.answers import public
from handlers.answers.not_understood import attachment
from handlers.answers.talk import WORDS
from handlers.identity import Caller, supported
from handlers.phrases import phrases
from handlers.reply import Action, Button, Outcome, Reply
from handlers.request import Request
from handlers.tours import Tours
from handlers.understanding import Moment, Understood, understand, understand_programme
from schedule_data.itinerary import Itinerary

_Told = Callable[[Sequence[Itinerary], str, Mapping[str, str]], Reply]


def _programme(tours: Sequence[Itinerary], language: str, slots: Mapping[str, str]) -> Reply:
    return public.programme(tours, language, slots.get("topic", ""))


def _human(tours: Sequence[Itinerary], language: str, _slots: Mapping[str, str]) -> Reply:
    return public.programme(tours, language, "apply")


def _social(_tours: Sequence[Itinerary], language: str, slots: Mapping[str, str]) -> Reply:
    say = phrases(language)
    words = WORDS.get(slots.get("topic", ""), WORDS["smalltalk"])
    return Reply((say(words),), buttons=(Button(say("About the tour"), Action("programme")),))


PUBLIC: Mapping[str, _Told] = {
    "programme": _programme,
    "help": _programme,
    "human": _human,
    "social": _social,
}


def respond(session: Session, request: Request, caller: Caller, language: str, tours: Tours) -> Reply:
    """Answer somebody whom no tour knows."""
    announced = tours.public(session)
    if request.attachment is not None:
        return attachment(language, request.attachment)
    if request.action is not None:
        part = Understood(Outcome.ANSWER, request.action.intent, request.action.slots)
    else:
        language, part = _understood(request, language, announced, tours)
    if part.intent == "language":
        language = supported(part.slots.get("language")) or language
        settings.set_language(session, caller.account, language)
        return replace(public.programme(announced, language), intent=part.intent, slots=part.slots)
    if part.intent is not None and part.intent in PUBLIC:
        return replace(PUBLIC[part.intent](announced, language, part.slots), intent=part.intent, slots=part.slots)
    return _members_only(announced, language, part)


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


def _members_only(announced: Sequence[Itinerary], language: str, part: Understood) -> Reply:
    """Say that this is for members; the words are the same whether the tour knows what was asked for or not."""
    told = public.programme(announced, language)
    words = phrases(language)("I can tell that to people who have joined the tour.")
    outcome = Outcome.UNKNOWN if part.intent is None else Outcome.REFUSED
    return replace(told, paragraphs=(words, *told.paragraphs), outcome=outcome, intent=part.intent, slots=part.slots)
