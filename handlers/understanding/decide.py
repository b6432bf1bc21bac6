"""From a question as read to its outcome: answer, ask back, or admit that it is not known."""

from dataclasses import replace

from handlers.reply import Action, Outcome
from handlers.understanding import stops_meant as meant
from handlers.understanding.beside_the_point import (
    OF_ONE,
    SOCIAL,
    WHATEVER_ELSE,
    is_beside_the_point,
    is_of_another_city,
)
from handlers.understanding.concepts import bits
from handlers.understanding.gatherings_meant import with_gathering
from handlers.understanding.hotels_meant import with_hotel
from handlers.understanding.question import Question
from handlers.understanding.rides_meant import ride_meant
from handlers.understanding.rules import Rule, ranked
from handlers.understanding.scene import date_of
from handlers.understanding.slots import Scene, Slots, slots_for
from handlers.understanding.values import MOST_CHOICES, MOST_PARTS, Understood
from schedule_data.itinerary import StopKind

UNKNOWN = Understood(Outcome.UNKNOWN, None)
NOT_TOLD = Understood(Outcome.UNKNOWN, None, confidence=1.0)  # understood, and no record can tell it
_ONLY_FROM_RECORDS = frozenset({"practical", "hotel"})  # asked for by topic: without a record of it nothing is known
# What is never said of a day that is over.
_OF_WHAT_COMES = frozenset(
    {
        "change.delay",
        "change.move",
        "change.place",
        "change.cancel",
        "attendance.late",
        "attendance.absent",
        "attendance.here",
    }
)
# Matters that no plan has, or that a record of people tells: such a question is never guessed at.
_OFF_THE_PLAN = bits(
    "AMENITY SHOPPING MEDICINE SUBWAY HOMELAND ELSEWHERE ASIDE OFTOUR APP EVENT NEARBY TRAFFIC PERSON FIRM"
)
_OTHERS = ("EVENT", "PERSON", "FIRM", "PEOPLE", "GUIDE", "LEADER", "GROUP", "DELAY", "FLIGHT", "TRAIN", "BUS")
_PLACES = ("SITE", "STOP", "KIND", "HOTEL", "MEALISH", "GATHER", "BUS", "PLACE")  # what else is gone to
_COUNTED = ("PEOPLE", "PRESENT", "HERE", "MISSING", "GROUP", "DIET", "DIETWORD", "FIRM", "ROLLCALL", "BUS")
_OF_DAYS = frozenset({"agenda.day", "meal"})
_HOTEL_TOPICS = ("WIFI PASSWORD", "BUFFET BREAKFAST", "CHECKIN", "CHECKOUT", "PHONE", "ADDRESS")  # asked side by side
# What states facts of the plan, by the beginning of the intent.
_OF_FACTS = ("agenda.", "stop.", "site.", "meal", "hotel", "transport", "practical", "people", "programme")
# What is offered where a question of an intent can't be answered, and whether for its date: only what it is about.
_AKIN = {
    "agenda.day": (("agenda.day", True), ("agenda.next", False)),
    "agenda.now": (("agenda.now", False), ("agenda.next", False)),
    "agenda.next": (("agenda.next", False), ("agenda.day", True)),
    "agenda.tour": (("agenda.tour", False), ("agenda.day", True)),
    "meal": (("meal", True),),
    "reminder.settings": (("reminder.settings", False),),
}
_SURE, _LIKELY, _DOUBTFUL = 0.95, 0.6, 0.4
_FACTUAL = 40  # the weight from which a rule says what was asked; below, only that something was


def decide(scene: Scene) -> tuple[Understood, ...]:
    """Decide one question; several parts where it names several places or days."""
    scene = with_hotel(with_gathering(scene))
    fitting = [rule for rule in ranked(scene.question.bits) if not _is_no_order(scene.question, rule)]
    if fitting and not scene.question.unread and _is_mood(scene.question, fitting[0]):
        return (Understood(Outcome.ANSWER, SOCIAL, {}, _SURE),)
    if not scene.question.unread and not scene.question.has(*_PLACES) and (ride := ride_meant(scene)):
        slots = {"stop": ride.id, "topic": "flight" if ride.kind == StopKind.FLIGHT else "train"}
        return (Understood(Outcome.ANSWER, "transport", slots, _SURE),)
    if (
        is_of_another_city(scene)
        or scene.question.unread
        or scene.question.bad_date
        or is_beside_the_point(scene.question, fitting)
    ):
        return (_guarded(scene, fitting),)
    for rule in fitting:
        if found := _by_rule(scene, rule):
            return found
    if fitting:
        return (_asked_back(scene, fitting[0]),)
    return (replace(UNKNOWN, unclear=not scene.question.bits & _OFF_THE_PLAN),)


def _by_rule(scene: Scene, rule: Rule) -> tuple[Understood, ...]:
    """Answer by one rule; empty where it needs what the question does not name, so that a lighter one may fit."""
    if rule.intent == "-":
        return (NOT_TOLD,)
    if rule.is_doubtful:
        return (_asked_back(scene, rule),)
    if (twins := _twins(scene.question)) and rule.intent in OF_ONE:
        return (_which_of(scene, rule, twins),)
    if parts := _parts(scene, rule):
        return parts
    if rule.intent == "transport" or (rule.intent == "agenda.when" and scene.question.has("KIND")):
        return (_asked_back(scene, rule),)
    return (_hotel_wifi(scene),) if rule.intent in _ONLY_FROM_RECORDS else ()


def _is_no_order(question: Question, rule: Rule) -> bool:
    """Tell whether words of an order, or a report, are of a day that is over, or of what somebody would like."""
    if rule.intent in _OF_WHAT_COMES:
        return question.has("BYGONE") or (question.has("DREAM") and rule.intent.startswith("change."))
    return False


def _hotel_wifi(scene: Scene) -> Understood:
    """Answer a question about Wi-Fi from the hotel's record where the tour has no note of its own."""
    known = any("wifi" in site.facts for site in scene.matcher.itinerary.sites.values())
    if known and scene.question.has("WIFI", "PASSWORD") and not scene.question.has("BUS"):
        slots = slots_for("hotel", scene) or {}
        return Understood(Outcome.ANSWER, "hotel", {**slots, "topic": "wifi"}, _LIKELY)
    return UNKNOWN


def _is_mood(question: Question, rule: Rule) -> bool:
    """Tell whether somebody only says how something was: '호텔 조식 별로네' asks for no breakfast."""
    moody = question.has("COMPLAINT", "INSULT", "HUNGRY") and question.has("STATEMENT")
    return moody and rule.intent.startswith(_OF_FACTS)


def _guarded(scene: Scene, fitting: list[Rule]) -> Understood:
    """The coverage guard: with a word that nothing explains there is no answer, only a question back."""
    question = scene.question
    asks = question.has("WHEN", "WHERE", "WHAT", "DATE", "GO", "BRING", "REQUEST", "ABOUT", "ADDRESS")
    asks = asks or (question.line.asks and not question.has("INSULT", "COMPLAINT", "SMALLTALK"))
    for rule in fitting:
        if rule.intent in WHATEVER_ELSE and rule is fitting[0] and not (rule.intent == SOCIAL and asks):
            return Understood(Outcome.ANSWER, rule.intent, {}, _LIKELY, unresolved=scene.question.unread)
        if rule is fitting[0] and (rule.intent == "-" or _counts_things(question, rule)):
            break
        if rule.intent in {SOCIAL, "-"}:
            continue
        if _reports_lateness(question, rule) and (found := _by_rule(scene, rule)):
            return found[0]
        if rule.intent == "me" and question.has(
            "ALLERGY", "CANTEAT", "NOTED", "CONNECT"
        ):  # what somebody can't eat is for the staff
            return Understood(Outcome.ANSWER, "me", {"topic": "allergy"}, _LIKELY, unresolved=question.unread)
        return _asked_back(scene, rule)
    return replace(UNKNOWN, unresolved=scene.question.unread)


def _counts_things(question: Question, rule: Rule) -> bool:
    """Tell whether strange things are counted, not people: 'how many booths are there'."""
    if rule.intent != "headcount" or question.has(*_COUNTED):
        return False
    text = question.line.text
    return any(f"how many {word}" in text for word in question.unread if word.endswith("s"))


def _reports_lateness(question: Question, rule: Rule) -> bool:
    """Tell whether somebody says how late they come: why they do needs no dictionary."""
    told = question.has("MINUTES") and question.has("STATEMENT") and not question.bad_date
    return rule.intent == "attendance.late" and told and not question.has(*_OTHERS)


def _asked_back(scene: Scene, rule: Rule) -> Understood:
    if rule.intent == "-":
        return UNKNOWN
    slots = slots_for(rule.intent, scene) or {}
    if scene.question.unread:
        slots = {name: value for name, value in slots.items() if name not in {"stop", "site", "kind"}}
    choices = _named(scene, rule.intent) or _nearby(scene, rule.intent)
    if not choices and rule.intent.startswith(_OF_FACTS):
        return replace(UNKNOWN, unresolved=scene.question.unread)
    return Understood(Outcome.CLARIFY, rule.intent, slots, _DOUBTFUL, choices, scene.question.unread)


def _named(scene: Scene, intent: str) -> tuple[Action, ...]:
    """Give the question about the one place that it names, where only another word of it is strange."""
    question = scene.question
    if not question.unread or not intent.startswith(_OF_FACTS) or len(question.ids("site") + question.ids("stop")) != 1:
        return ()
    slots = slots_for(intent, scene) or {}
    return (Action(intent, slots),) if slots.keys() & {"stop", "site"} else ()


def _nearby(scene: Scene, intent: str) -> tuple[Action, ...]:
    """Give what is likely meant where the name is not known: the same question about what comes next."""
    stops = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.leaves_at >= scene.moment.at]
    if intent in {"site.about", "site.where"}:
        sites = list(dict.fromkeys(stop.site for stop in stops if stop.site))
        return tuple(Action(intent, {"site": site}) for site in sites[: MOST_CHOICES - 1])
    if intent == "signup":
        stops = [stop for stop in stops if stop.signup]
    if intent in {"signup", *OF_ONE}:
        kind = meant.kind_of(scene.question)
        alike = [stop for stop in stops if stop.kind == kind] or stops
        return tuple(Action(intent, {"stop": stop.id}) for stop in alike[: MOST_CHOICES - 1])
    return _akin(scene, intent)


def _akin(scene: Scene, intent: str) -> tuple[Action, ...]:
    """Give what a question that names no stop may have meant: whom to call, a hotel, a ride, the day."""
    itinerary = scene.matcher.itinerary
    if intent == "people":
        roles = dict.fromkeys(contact.role for contact in itinerary.contacts)
        return tuple(Action(intent, {"role": role}) for role in roles if role in {"leader", "guide", "office"})
    if intent == "hotel":
        hotels = dict.fromkeys(stop.site for stop in itinerary.stops if stop.kind == StopKind.HOTEL)
        return tuple(Action("hotel", {"site": site}) for site in hotels if site and len(hotels) > 1)[:MOST_CHOICES]
    if intent == "transport":
        topic = (slots_for(intent, scene) or {"topic": "bus"}).get("topic", "")
        return (Action(intent, {"topic": topic}),) if topic in {"bus", "flight", "train"} else ()
    day = str(date_of(scene) or scene.days.today)
    return tuple(Action(told, {"date": day} if dated else {}) for told, dated in _AKIN.get(intent, ()))


def _twins(question: Question) -> tuple[str, ...]:
    """Give the sites that one and the same word names."""
    if len(question.ids("stop")) == 1:
        return ()
    for token in question.tokens:
        if token.word is not None and not token.as_tail:
            sites = tuple(link.id for link in token.word.links if link.what == "site" and link.strength > 1)
            if len(sites) > 1:
                return sites
    return ()


def _which_of(scene: Scene, rule: Rule, sites: tuple[str, ...]) -> Understood:
    choices = []
    for site in sites:
        links = tuple(link for link in scene.question.links if link.what != "site" or link.id == site)
        slots = slots_for(rule.intent, replace(scene, question=replace(scene.question, links=links)))
        choices.append(Action(rule.intent, slots or {"site": site}))
    return Understood(Outcome.CLARIFY, rule.intent, {}, _DOUBTFUL, tuple(choices[:MOST_CHOICES]))


def _parts(scene: Scene, rule: Rule) -> tuple[Understood, ...]:
    found: list[Slots] = []
    for one in _one_by_one(scene, rule.intent):
        slots = slots_for(rule.intent, one)
        if slots is None:
            return ()
        if slots not in found:
            found.append(slots)
    sure = _SURE if rule.weight >= _FACTUAL or rule.intent == SOCIAL else _LIKELY
    if rule.weight < _FACTUAL and rule.intent != SOCIAL:
        return ()
    return tuple(Understood(Outcome.ANSWER, _told_as(scene, rule.intent, slots), slots, sure) for slots in found)


def _told_as(scene: Scene, intent: str, slots: Slots) -> str:
    """Give what a question of `intent` is answered as: a gathering's hour, a place with its hour, an unplanned tour."""
    stop = scene.matcher.itinerary.stop_by_id.get(slots.get("stop", ""))
    if stop is None:
        unplanned = not slots and not scene.matcher.itinerary.stops and not scene.question.has("GATHER")
        return "agenda.tour" if unplanned and intent == "agenda.gathering" else intent
    if intent == "site.about" or (intent == "site.where" and not stop.site):
        return "agenda.when"  # what it is about, and its place, stand beside its hours
    return "agenda.gathering" if intent == "agenda.when" and stop.kind == StopKind.GATHERING else intent


def _one_by_one(scene: Scene, intent: str) -> list[Scene]:
    question = scene.question
    sites = question.ids("site", 2)
    if intent in OF_ONE and len(sites) > 1 and not question.ids("stop"):
        asked = [
            replace(question, links=tuple(link for link in question.links if link.what != "site" or link.id == site))
            for site in sites[:MOST_PARTS]
        ]
    elif intent in _OF_DAYS and len(question.dates) > 1:
        asked = [replace(question, dates=(day,)) for day in question.dates[:MOST_PARTS]]
    elif intent == "meal" and question.has("LUNCH") and question.has("DINNER", "EVENING"):
        asked = [replace(question, bits=question.bits & ~bits(other)) for other in ("DINNER EVENING", "LUNCH")]
    elif intent == "hotel" and len(told := [topic for topic in _HOTEL_TOPICS if question.bits & bits(topic)]) > 1:
        others = bits(" ".join(_HOTEL_TOPICS))
        asked = [replace(question, bits=question.bits & ~others | (question.bits & bits(topic))) for topic in told]
    else:
        asked = [question]
    return [replace(scene, question=one) for one in asked]
