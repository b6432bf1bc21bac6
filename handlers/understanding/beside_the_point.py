"""What makes a question another one than its rule reads: words of the small print, shops, rooms, another city."""

from handlers.understanding.concepts import bits
from handlers.understanding.question import Question
from handlers.understanding.rules import Rule
from handlers.understanding.segment import Token
from handlers.understanding.slots import Scene

SOCIAL = "social"
# What is answered even where words remain unread: help must not wait for a dictionary, and manners state no fact.
WHATEVER_ELSE = frozenset({"emergency", "human", SOCIAL})
# Intents about one place or stop: several that are named are answered one by one, one that is not named is asked for.
OF_ONE = frozenset({"agenda.when", "agenda.gathering", "stop.bring", "site.about", "site.where"})
_PLANS = frozenset({"agenda.day", "agenda.now", "agenda.next", "agenda.tour", "practical", "meal"})
_NAMED = (
    "SITE",
    "STOP",
    "KIND",
    "MEALISH",
    "HOTEL",
    "GATHER",
    "TOPIC",
    "PLAIN",
    "GROUP",
    "BUS",
    "PEOPLE",
    "ROLLCALL",
    "NOTICE",
    "TRAIN",
    "FLIGHT",
    "AIRPORT",
    "GUIDE",
    "LEADER",
    "OFFICE",
    "SPEAKER",
)
_ERRANDS = ("AMENITY", "SHOPPING", "MEDICINE", "SUBWAY")  # places that people look for and no plan goes to
_OF_ERRANDS = frozenset({"practical", "hotel", "emergency", "human", SOCIAL, "help"})
# What isn't told of a room or a speaker's house that a stop's small print names.
_NOT_AT_A_SPOT = frozenset({"agenda.gathering", "agenda.next", "stop.bring"})
_SHOPPING = bits("SHOPPING")


def is_of_another_city(scene: Scene) -> bool:
    """Tell whether a hotel is asked for in a city of the tour that no hotel's name or address tells of."""
    if not scene.question.has("HOTEL"):
        return False
    return any(
        link.id == "the tour"
        and not any(_said(scene, token) in one for told in scene.matcher.hotel_texts.values() for one in told)
        for token in scene.question.tokens
        if token.word
        for link in token.word.links
    )


def _said(scene: Scene, token: Token) -> str:
    return scene.question.line.text[token.start : token.end]


def is_beside_the_point(question: Question, fitting: list[Rule]) -> bool:
    """Tell whether a plan is asked for with a word that only the tour's small print has: then it is another plan."""
    intent = fitting[0].intent if fitting else None
    if intent is None or (question.has("GEAR") and intent == "stop.bring"):
        return False
    if question.has("HOMELAND"):
        return intent not in {"practical", "transport", SOCIAL} or question.has("WEATHER")
    if question.has("ELSEWHERE") and not question.has("SITE", "STOP") and intent not in WHATEVER_ELSE:
        return True
    if _is_of_a_spot(question, intent):
        return True
    if (
        question.has(*_ERRANDS)
        and (not question.has("SITE", "STOP") or _is_sold_there(question))
        and (intent not in _OF_ERRANDS or question.has("WIFI", "PASSWORD") or _is_stayed_at(question, intent))
    ):
        return True
    beside = question.has("ASIDE") and (intent in _PLANS or not question.has(*_NAMED))
    beside = beside or (question.has("OFTOUR", "SPOT") and intent in OF_ONE and not question.has(*_NAMED))
    return (beside and intent not in WHATEVER_ELSE) or (
        question.has("APP") and (intent != "practical" or question.has("WIFI", "PASSWORD"))
    )


def _is_of_a_spot(question: Question, intent: str) -> bool:
    """Tell whether a room, or a house that a speaker comes from, is asked about as if the tour went there."""
    if not question.has("SPOT") or question.has("SITE", "STOP", "KIND", "MEALISH", "HOTEL"):
        return False
    return intent in _NOT_AT_A_SPOT or question.has("WIFI", "PASSWORD")


def _is_sold_there(question: Question) -> bool:
    """Tell whether a shop is asked for beside a name of the tour, rather than being a part of that name."""
    words = (token.word for token in question.tokens if token.word and token.word.bits & _SHOPPING)
    return any(all(link.strength <= 1 for link in word.links) for word in words)


def _is_stayed_at(question: Question, intent: str) -> bool:
    """Tell whether a shop or a station is asked for as if people stayed there: 'how long do we stay at the shop'."""
    return intent == "hotel" and not question.has("AMENITY")
