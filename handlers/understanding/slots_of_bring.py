"""The slots of what to bring, to wear and to mind: the stop that is named or pointed at, or that has the thing."""

import re

from handlers.understanding import stops_meant as meant
from handlers.understanding.concepts import bit
from handlers.understanding.scene import Scene, Slots, date_of, filled
from handlers.understanding.slots_of_plan import meal_named
from schedule_data.agenda import current_stop
from schedule_data.itinerary import Stop, StopKind

_ITEM = bit("ITEM")
_VISITED = frozenset({StopKind.VISIT, StopKind.LECTURE, StopKind.ACTIVITY})
_OF_ITS_OWN = ("DATE", "SITE", "STOP", "KIND", "MEALISH", "HOTEL", "FLIGHT", "TRAIN", "NEXT", "LATER", "BUS")
_LUGGAGE = re.compile("짐|캐리어|수하물|luggage|bags|行李", re.IGNORECASE)
_ENDS_AND_RIDES = ("CHECKOUT", "CHECKIN", "FLIGHT", "TRAIN")


def bring_slots(scene: Scene) -> Slots | None:
    """The stop that is named or pointed at, else the date."""
    stop = meant.stop_meant(scene.matcher, scene.moment, scene.question) or _told_where_it_counts(scene)
    if (
        stop is None
        and scene.question.has("LUGGAGE")
        and not scene.question.has("CHECKOUT", "CHECKIN", "FLIGHT", "TRAIN")
    ):
        return _with_luggage(scene)
    if stop is None and not scene.question.has("SITE", "STOP", "KIND"):
        stop = _with_item(scene) if scene.question.has("ITEM") else _with_gear(scene)
    if stop is None and scene.question.has("CHECKOUT", "CHECKIN"):
        stays = [one for one in meant.of_group(scene.matcher, scene.moment) if one.kind == StopKind.HOTEL and one.bring]
        stop = meant.nearest(scene.matcher, scene.moment, stays)
    if stop is None and scene.question.has("MEALISH", "FLIGHT", "TRAIN"):
        stop = meal_named(scene)
    if stop is None and scene.question.has("SITE", "STOP", "KIND"):
        return None
    if stop is not None and scene.question.has("MAY") and not scene.question.has("BRING", "DRESS", "PHOTO", "ITEM"):
        return filled(stop=stop.id) if stop.rules else None  # what may be done there stands in its rules or nowhere
    return filled(stop=stop.id if stop else None, date=None if stop else date_of(scene))


def _told_where_it_counts(scene: Scene) -> Stop | None:
    """Give the visit people are at for photos and rules, the next stop to dress for; None where more is named."""
    if scene.question.has(*_OF_ITS_OWN):
        return None
    if scene.question.has("PHOTO", "RULES"):
        return _visited_now(scene)
    return _dressed_for(scene) if scene.question.has("DRESS") else None


def _with_luggage(scene: Scene) -> Slots | None:
    """Give the stop to come that says what becomes of the luggage."""
    stop = _bringing(scene, _LUGGAGE)
    return filled(stop=stop.id) if stop else None


def _bringing(scene: Scene, words: re.Pattern[str]) -> Stop | None:
    """Give the nearest stop that people bring something to, by the words of its record."""
    theirs = meant.on_dates(meant.of_group(scene.matcher, scene.moment), scene.question.dates)
    telling = [stop for stop in theirs if stop.bring and any(map(words.search, stop.bring.words.values()))]
    return meant.nearest(scene.matcher, scene.moment, telling)


def _with_item(scene: Scene) -> Stop | None:
    """Give the nearest stop whose record has the thing that is asked about: '명함 몇 장 필요해요?'."""
    line = scene.question.line.text
    items = (token for token in scene.question.tokens if token.word and token.word.bits & _ITEM and not token.as_tail)
    said = [re.escape(line[token.start : token.end]) for token in items]
    return _bringing(scene, re.compile("|".join(said))) if said else None


def _with_gear(scene: Scene) -> Stop | None:
    """Give the nearest stop whose record speaks of the thing: '장화 사 가야 하나요?'."""
    ids = {link.id for token in scene.question.tokens if token.word for link in token.word.links if link.what == "gear"}
    if not ids:
        return None
    theirs = meant.on_dates(meant.of_group(scene.matcher, scene.moment), scene.question.dates)
    return meant.nearest(scene.matcher, scene.moment, [stop for stop in theirs if stop.id in ids])


def _dressed_for(scene: Scene) -> Stop | None:
    """Give the next stop whose record says what to wear; None where none does."""
    theirs = meant.of_group(scene.matcher, scene.moment)
    return next((stop for stop in theirs if stop.dress and stop.start > scene.moment.at), None)


def _visited_now(scene: Scene) -> Stop | None:
    """Give the visit, lecture or activity that people are at."""
    stop = current_stop(scene.matcher.itinerary, scene.moment.at, scene.moment.group)
    return stop if stop and stop.kind in _VISITED else None
