"""The buttons under an answer: likely next questions, and people to call."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from handlers.answers.labels import label
from handlers.answers.stop_words import preparation
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button
from schedule_data.itinerary import Contact, Itinerary, Stop, StopKind

TODAY = Action("agenda.day")
NOW = Action("agenda.now")
NEXT = Action("agenda.next")
TOUR = Action("agenda.tour")
GATHERING = Action("agenda.gathering")
BRING = Action("stop.bring")
MEALS = Action("meal")
CONTACTS = Action("people")
EMERGENCY = Action("emergency")
HELP = Action("help")
HUMAN = Action("human")
PROGRAMME = Action("programme")


def offer(question: Question, *actions: Action) -> tuple[Button, ...]:
    """Give a button for each action; 'today' leads to the whole tour while it isn't under way."""
    itinerary = question.itinerary
    local = question.at.astimezone(ZoneInfo(itinerary.timezone)).date()
    if TODAY in actions and not itinerary.starts <= local <= itinerary.ends:
        actions = tuple(TOUR if action is TODAY else action for action in actions)
    return offered(itinerary, question.language, actions)


def offered(itinerary: Itinerary, language: str, actions: Iterable[Action]) -> tuple[Button, ...]:
    """Give a button for each action, in `language`; of two with the same label, the first."""
    labelled: dict[str, Button] = {}
    for asked in actions:
        action = _as_typed(itinerary, asked)
        words = label(itinerary, language, action)
        labelled.setdefault(words, Button(words, action=action))
    return tuple(labelled.values())


def _as_typed(itinerary: Itinerary, action: Action) -> Action:
    """Give the action that the label, typed, is understood as: what is asked about a hotel is about staying."""
    stop = itinerary.stop_by_id.get(action.slots.get("stop", ""))
    if action == Action("hotel", {"topic": "room"}):
        return Action("me", {"topic": "room"})
    if action.intent == "agenda.when" and stop and stop.kind == StopKind.GATHERING:
        return Action("agenda.gathering", action.slots)
    if action.intent == "agenda.when" and stop and stop.kind == StopKind.HOTEL:
        return Action("hotel")
    if action.intent not in {"site.where", "agenda.when"} or "site" not in action.slots:
        return action
    hotels = {one.site for one in itinerary.stops if one.kind == StopKind.HOTEL}
    if action.slots["site"] not in hotels:
        return action
    topic = {"topic": "address"} if action.intent == "site.where" else {}
    site = {"site": action.slots["site"]} if len(hotels) > 1 else {}
    return Action("hotel", {**site, **topic})


def bring_for(question: Question, stop: Stop) -> tuple[Action, ...]:
    """Give the question what to bring for a stop, where the records say anything of it."""
    noted = preparation(question.itinerary, stop, question.language)
    return (Action("stop.bring", {"stop": stop.id}),) if noted else ()


def contacts_for(question: Question, *roles: str) -> tuple[Contact, ...]:
    """Give whom the asker may call, in the order of `roles`."""
    group = question.member.group
    theirs = [contact for contact in question.itinerary.contacts if contact.is_for(group)]
    return tuple(contact for role in roles for contact in theirs if contact.role == role)


def call(contact: Contact, language: str) -> Button:
    """Give the button that calls a contact."""
    return Button(phrases(language)("Call: {name}", name=contact.name.to(language)), phone=contact.phone)


def call_someone(question: Question) -> tuple[Button, ...]:
    """Give the button to the tour's leader, else to its guide, else to its office; none where nobody is known."""
    return tuple(
        call(contact, question.language) for contact in contacts_for(question, "leader", "guide", "office")[:1]
    )
