"""The slots of leaders' orders and of staff's counts."""

from dataclasses import replace

from handlers.understanding import stops_meant as meant
from handlers.understanding.concepts import bits
from handlers.understanding.scene import Scene, Slots, date_of, filled, first_topic, group_of
from handlers.understanding.script import language_named, languages_named
from handlers.understanding.slots_of_plan import meal_named, stay_named
from handlers.understanding.slots_of_topics import ROLES
from schedule_data.itinerary import StopKind

_STATES = (
    ("MISSING", "unknown"),
    ("STATE_LATE", "late"),
    ("LATE", "late"),
    ("STATE_ABSENT", "absent"),
    ("ABSENT", "absent"),
    ("STATE_EXCUSED", "excused"),
    ("PRESENT", "present"),
    ("HERE", "present"),
)
_LAST_OF_NIGHT, _NOON = 3, 12  # hours; a dinner may be moved past midnight, never to a morning
_DIET_WORDS = {
    "vegetarian": ("채식", "vegetarian", "素食"),
    "halal": ("할랄", "halal", "清真"),
    "allergy": ("알레르기", "allergy", "过敏"),
}


def stop_only_slots(scene: Scene) -> Slots:
    """The stop that is named, also by a common word: lunch, the flight, the check-out; the named group's own."""
    if group := group_of(scene):
        scene = replace(scene, moment=replace(scene.moment, group=group))
    stop = meant.stop_meant(scene.matcher, scene.moment, scene.question) or meal_named(scene) or stay_named(scene)
    if stop is None and scene.question.has("EVENING") and not scene.question.has("GATHER"):
        stop = meal_named(replace(scene, question=replace(scene.question, bits=scene.question.bits | bits("DINNER"))))
    return filled(stop=stop.id if stop else None)


def delay_slots(scene: Scene) -> Slots:
    """The minutes (negative where it is brought forward), the stop, the group."""
    minutes = scene.question.value("MINUTES")
    sign = "-" if scene.question.has("ADVANCE") and not scene.question.has("DELAY") and minutes else ""
    of_day = _first_gathering(scene)
    return filled(minutes=minutes and sign + minutes, group=group_of(scene), stop=of_day) | stop_only_slots(scene)


def _first_gathering(scene: Scene) -> str | None:
    """Give the first stop that people gather for on another day than today; None where no such day is named."""
    days = set(scene.question.dates) - {scene.days.today}
    theirs = meant.on_dates(meant.of_group(scene.matcher, scene.moment), tuple(days)) if days else ()
    return next((stop.id for stop in theirs if stop.gather or stop.kind == StopKind.GATHERING), None)


def move_slots(scene: Scene) -> Slots:
    """The new time, the date, the stop, the group."""
    return filled(time=_new_hour(scene), date=date_of(scene), group=group_of(scene)) | stop_only_slots(scene)


def _new_hour(scene: Scene) -> str | None:
    """Give the hour that is said; of an evening, or a dinner, 7:15 is 19:15."""
    time, question = scene.question.value("HOUR"), scene.question
    if time is None or not question.has("EVENING", "DINNER", "SUPPER") or question.has("MORNING", "DAWN"):
        return time
    hour = int(time[:2])
    return f"{hour + _NOON}{time[2:]}" if _LAST_OF_NIGHT < hour < _NOON else time


def stop_slots(scene: Scene) -> Slots:
    """The stop that is named, and the group where the order is for one."""
    return filled(group=group_of(scene)) | stop_only_slots(scene)


def rollcall_slots(scene: Scene) -> Slots:
    """The group and the stop, where they are named."""
    stop = meant.stop_meant(scene.matcher, scene.moment, scene.question)
    return filled(group=group_of(scene), stop=stop.id if stop else None)


def filters_slots(scene: Scene) -> Slots | None:
    """All that people are filtered by; None for more than one language, which is no filter."""
    question = scene.question
    if question.has("LANGUAGE") and len(languages_named(question.line.text)) > 1:
        return None
    firms, persons = question.ids("company"), question.ids("person")
    stop = meant.stop_meant(scene.matcher, scene.moment, question) if question.has("SITE", "STOP", "KIND") else None
    stop, day = stop or meal_named(scene) or stay_named(scene), date_of(scene)
    return filled(
        group=group_of(scene),
        company=firms[0] if firms else None,
        person=persons[0] if persons else None,
        diet=_diet(scene),
        role=None if question.has("EXCEPT", "INCLUDED") else first_topic(question, ROLES[:2]),
        state=first_topic(question, _STATES),
        stop=stop.id if stop else None,
        room=question.value("ROOM"),
        time=question.value("HOUR"),
        date=day if day != scene.days.today else None,
        language=language_named(question.line.text).get("language") if question.has("LANGUAGE") else None,
    )


def _diet(scene: Scene) -> str | None:
    """Give the diet as the tour writes it, so that it can be compared with the roster."""
    if named := scene.question.ids("diet"):
        return named[0]
    told = scene.question.value("DIET")
    if told is None:
        return None
    options = {option for stop in scene.matcher.itinerary.stops for option in stop.options.get("diet", ())}
    return next((word for word in _DIET_WORDS[told] if word in options), _DIET_WORDS[told][0])


def missing_slots(scene: Scene) -> Slots | None:
    """The filters without the state, which is what missing means."""
    filters = filters_slots(scene)
    return None if filters is None else {name: value for name, value in filters.items() if name != "state"}
