"""The slots of what people report of themselves: the stop that they miss or come late to."""

from handlers.understanding import stops_meant as meant
from handlers.understanding.scene import Scene, Slots, date_of, filled
from handlers.understanding.slots_of_plan import meal_named
from schedule_data.itinerary import Stop, StopKind

_AFTERNOON_FROM, _EVENING_FROM = 12, 16  # o'clock
_WAYS = frozenset({StopKind.FLIGHT, StopKind.TRAIN, StopKind.TRANSFER, StopKind.HOTEL})  # nobody means by 'the evening'


def attended_slots(scene: Scene) -> Slots | None:
    """The stop that somebody misses or comes late to, where one is named; on a day to come, its first gathering.

    'I rest at the hotel' and 'my flight is late' name what is not missed. None where nothing is at the hour named.
    """
    hotels = {one.site for one in scene.matcher.itinerary.stops if one.kind == StopKind.HOTEL}
    named = meant.named(scene.matcher, scene.moment, scene.question)
    stops = [one for one in named if one.kind != StopKind.FLIGHT and not (one.site and one.site in hotels)]
    meal = meal_named(scene) if scene.question.has("MEALISH", "EAT") else None
    stop = meant.nearest(scene.matcher, scene.moment, stops) or meal
    in_part = scene.question.has("EVENING", "AFTERNOON", "LUNCH", "DINNER") and not scene.question.has("BEHIND")
    day = date_of(scene) or scene.days.today  # '我晚十分钟': who is behind by so much speaks of no evening
    if stop is None and (day > scene.days.today or in_part):
        theirs = [one for one in meant.on_dates(meant.of_group(scene.matcher, scene.moment), [day]) if _at(scene, one)]
        meals = [one for one in theirs if one.kind == StopKind.MEAL and scene.question.has("EVENING")]
        stop = next((one for one in meals or theirs if meals or one.gather), theirs[0] if theirs else None)
        if stop is None:
            return None
    return filled(minutes=scene.question.value("MINUTES"), stop=stop.id if stop else None)


def _at(scene: Scene, stop: Stop) -> bool:
    """Tell whether a stop is at the part of the day that is named; '저녁' is dinner or what else there is by then."""
    hour, question = stop.local_start().hour, scene.question
    if question.has("EVENING", "DINNER"):
        return hour >= _EVENING_FROM and stop.kind not in _WAYS
    return hour >= _AFTERNOON_FROM and stop.kind not in _WAYS if question.has("AFTERNOON", "LUNCH") else True
