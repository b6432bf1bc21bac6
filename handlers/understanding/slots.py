"""The slots of each intent, filled from what a question names; None where what it needs is not there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.understanding import stops_meant as meant
from handlers.understanding.matcher import Matcher
from handlers.understanding.question import Question
from handlers.understanding.script import language_named
from handlers.understanding.tour_days import Days
from handlers.understanding.values import Moment
from schedule_data.itinerary import Stop, StopKind


@dataclass(frozen=True, slots=True)
class Scene:
    """What slots are filled from: the tour, who asks when, the frame of days, and the question."""

    matcher: Matcher
    moment: Moment
    days: Days
    question: Question


Slots = dict[str, str]
_MEALS = (
    ("BREAKFAST", "breakfast"),
    ("BUFFET", "breakfast"),
    ("LUNCH", "lunch"),
    ("DINNER", "dinner"),
    ("MORNING", "breakfast"),
    ("EVENING", "dinner"),
)
_HOTEL_TOPICS = (
    ("WIFI", "wifi"), ("PASSWORD", "wifi"), ("BUFFET", "breakfast"), ("BREAKFAST", "breakfast"), ("CHECKOUT", "checkout"), ("CHECKIN", "checkin"),
    ("PHONE", "phone"), ("ADDRESS", "address"), ("WHERE", "address"), ("MAP", "address"), ("TAXI", "address"), ("ROOM", "room"),
)  # fmt: skip
_TRANSPORT_TOPICS = (
    ("FLIGHTNO", "flight"), ("FLIGHT", "flight"), ("TERMINAL", "flight"), ("TRAIN", "train"), ("PLATE", "plate"), ("SUBWAY", "subway"), ("TAXI", "taxi"),
    ("BUS", "bus"), ("SEAT", "bus"), ("AIRPORT", "airport"), ("ARRIVE", "flight"), ("DEPART", "flight"),
)  # fmt: skip
_ROLES = (
    ("GUIDE", "guide"),
    ("LEADER", "leader"),
    ("OFFICE", "office"),
    ("SPEAKER", "speaker"),
    ("PEOPLE", "participants"),
)
_ME_TOPICS = (
    ("MYGROUP", "group"),
    ("ROOMMATE", "roommate"),
    ("ROOM", "room"),
    ("MYNAME", "name"),
    ("SEAT", "seat"),
    ("GROUP", "group"),
    ("BUS", "group"),
)
_PRACTICAL = (
    ("TIMEDIFF", ("time_difference",)), ("CLOCK", ("clock",)), ("HOMETIME", ("clock",)), ("MONEY", ("money", "cash", "currency", "payment")),
    ("WIFI", ("wifi",)), ("PASSWORD", ("wifi",)), ("POWER", ("power", "electricity", "plug")), ("APP", ("connectivity", "roaming", "sim", "internet")), ("CONNECTIVITY", ("connectivity", "roaming", "sim", "internet")),
    ("TIP", ("tip", "tips", "tipping", "money")), ("VISA", ("visa", "immigration", "customs")), ("WEATHER", ("weather", "climate")),
    ("MEDICINE", ("medicine", "health", "insurance")), ("WATER", ("water", "drinking-water")), ("TOILET", ("toilet", "toilets")),
    ("SMOKING", ("smoking",)), ("SHOPPING", ("shopping",)), ("LANGUAGE", ("language",)),
)  # fmt: skip


def first_topic(question: Question, table: Sequence[tuple[str, str]]) -> str | None:
    """Give the topic of the first concept of `table` that the question has."""
    return next((topic for concept, topic in table if question.has(concept)), None)


def _filled(**slots: str | date | None) -> Slots:
    return {name: str(value) for name, value in sorted(slots.items()) if value is not None}


def _date(scene: Scene) -> date | None:
    return scene.question.dates[0] if scene.question.dates else None


def _day(scene: Scene) -> Slots:
    question, days = scene.question, scene.days
    return _filled(date=_date(scene) or days.today, time=question.value("HOUR"))


def _next(scene: Scene) -> Slots:
    if not scene.question.has("NEXT2"):
        return {}
    stop = meant.after_next(scene.matcher, scene.moment)
    return _filled(stop=stop.id if stop else None)


def _when(scene: Scene) -> Slots | None:
    question, kind = scene.question, meant.kind_of(scene.question)
    sites, stops = question.ids("site"), question.ids("stop")
    named = meant.named(scene.matcher, scene.moment, question)
    if stops and (chosen := [stop for stop in named if stop.id in stops]):
        stop = meant.nearest(scene.matcher, scene.moment, chosen)
        return _filled(stop=stop.id if stop else None, date=_date(scene))
    if sites:
        return _at_site(scene, sites[0], kind)
    if kind is None:
        return None
    if question.has("FIRST", "FINAL", "ORDINAL") and named:
        return _filled(stop=named[0].id)
    return _filled(kind=kind, date=_date(scene)) if named else None


def _at_site(scene: Scene, site: str, kind: str | None) -> Slots:
    """Name the site, or where a kind is named beside it ('샤오미 시승') the stop of that kind there."""
    there = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.site == site]
    of_kind = [stop for stop in there if stop.kind == kind]
    if len(of_kind) == 1 and len(there) > 1:
        return _filled(stop=of_kind[0].id, date=_date(scene))
    return _filled(site=site, date=_date(scene))


def _gathering(scene: Scene) -> Slots | None:
    stop = meant.stop_meant(scene.matcher, scene.moment, scene.question)
    if stop is None and scene.question.has("MEALISH", "FLIGHT", "TRAIN"):
        stop = _meal_named(scene)
    if stop is None and scene.question.has("SITE", "STOP", "KIND"):
        return None  # a place that no stop goes to has no meeting point
    return _filled(stop=stop.id if stop else None, date=_date(scene))


def _bring(scene: Scene) -> Slots | None:
    stop = meant.stop_meant(scene.matcher, scene.moment, scene.question)
    if stop is None and scene.question.has("SITE", "STOP", "KIND"):
        return None
    return _filled(stop=stop.id if stop else None, date=None if stop else _date(scene))


def _site(scene: Scene) -> str | None:
    """Give the site that is named, by its name, by a stop there, or by what is known of it."""
    question, itinerary = scene.question, scene.matcher.itinerary
    if sites := question.ids("site"):
        return sites[0]
    stop = meant.stop_meant(scene.matcher, scene.moment, question) if question.ids("stop") else None
    if stop is not None and stop.site:
        return stop.site
    if lore := question.ids("lore"):
        return lore[0] if len(lore) == 1 else None
    pointed = meant.pointed_at(scene.matcher, scene.moment, question)
    return pointed.site if pointed and pointed.site in itinerary.sites else None


def _about(scene: Scene) -> Slots | None:
    site = _site(scene)
    if site is None:
        return None
    known = scene.matcher.itinerary.sites[site].facts
    topic = first_topic(scene.question, (("AREA", "area"), ("APPROVED", "approved"), ("FOUNDED", "founded")))
    return _filled(site=site, topic=topic if topic in known else None)


def _where(scene: Scene) -> Slots | None:
    question = scene.question
    if not question.ids("site") and question.ids("stop"):
        stop = meant.stop_meant(scene.matcher, scene.moment, question)
        if stop is not None:
            return _filled(site=stop.site) if stop.site else _filled(stop=stop.id)
    site = _site(scene)
    return _filled(site=site) if site else None


def _meal(scene: Scene) -> Slots:
    meal = first_topic(scene.question, _MEALS)
    return _filled(date=_date(scene) or _meal_day(scene, meal), meal=meal)


def _meal_day(scene: Scene, meal: str | None) -> date | None:
    """Give today, else where today's meal is over the next day that has one."""
    theirs = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.kind == StopKind.MEAL]
    fitting = [stop for stop in theirs if meal is None or meal_at(stop.local_start().hour) == meal]
    stop = meant.nearest(scene.matcher, scene.moment, fitting)
    return stop.day if stop else scene.days.today


def meal_at(hour: int) -> str:
    """Give the meal that people eat at an hour: 10 and 16 o'clock part them."""
    return "breakfast" if hour < 10 else "lunch" if hour < 16 else "dinner"


def _hotel(scene: Scene) -> Slots | None:
    question = scene.question
    hotels = {stop.site for stop in scene.matcher.itinerary.stops if stop.kind == StopKind.HOTEL}
    sites = [site for site in question.ids("site") if site in hotels]
    topic = first_topic(question, _HOTEL_TOPICS)
    if topic is None and question.has("AMENITY"):
        return None
    site = sites[0] if len(hotels) > 1 and len(sites) == 1 else None
    return _filled(topic=topic, site=site, date=_date(scene))


def _transport(scene: Scene) -> Slots | None:
    groups = scene.question.ids("group")
    topic = first_topic(scene.question, _TRANSPORT_TOPICS)
    if topic in _RIDES and all(stop.kind != _RIDES[topic] for stop in scene.matcher.itinerary.stops):
        return None
    return _filled(
        topic=first_topic(scene.question, _TRANSPORT_TOPICS), date=_date(scene), group=groups[0] if groups else None
    )


def _people(scene: Scene) -> Slots | None:
    role = first_topic(scene.question, _ROLES)
    if role is None and not scene.question.has("KIND", "STOP"):
        return None
    stops = meant.named(scene.matcher, scene.moment, scene.question)
    if role in {None, "participants"} and scene.question.has("KIND", "STOP") or role == "speaker":
        stop = meant.nearest(scene.matcher, scene.moment, stops)
        return _filled(role="speaker", stop=stop.id if stop else None)
    return _filled(role=role)


def _me(scene: Scene) -> Slots:
    return _filled(topic=first_topic(scene.question, _ME_TOPICS) or "data")


_TOLD_BY_CLOCKS = frozenset({"time_difference", "clock"})


def _practical(scene: Scene) -> Slots | None:
    known = scene.matcher.itinerary.practical
    for concept, topics in _PRACTICAL:
        if scene.question.has(concept):
            topic = next((topic for topic in topics if topic in known or topic in _TOLD_BY_CLOCKS), None)
            return _filled(topic=topic) if topic else None
    named = scene.question.ids("practical")
    return _filled(topic=named[0]) if named else None


def _programme(scene: Scene) -> Slots:
    table = (("FEE", "fee"), ("PRICE", "fee"), ("APPLY", "apply"), ("SIGNUP", "apply"), ("JOIN", "apply"))
    topic = first_topic(scene.question, table)
    named = scene.question.ids("programme")
    return _filled(topic=topic or (named[0] if named else "summary"))


def _reminders(scene: Scene) -> Slots:
    return _filled(
        minutes=scene.question.value("MINUTES"), topic=first_topic(scene.question, (("OFF", "off"), ("ON", "on")))
    )


def _late(scene: Scene) -> Slots:
    return _filled(minutes=scene.question.value("MINUTES"))


def _signup(scene: Scene) -> Slots | None:
    open_stops = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.signup]
    stops = [stop for stop in meant.named(scene.matcher, scene.moment, scene.question) if stop.signup]
    if not stops and scene.question.ids("lore"):
        stops = [stop for stop in open_stops if stop.site in scene.question.ids("lore")]
    if not stops and not scene.question.has("SITE", "STOP"):
        stops = open_stops
    return _filled(stop=stops[0].id) if len(stops) == 1 else None


def _language(scene: Scene) -> Slots:
    return language_named(scene.question.line.text)


def _stop_only(scene: Scene) -> Slots:
    stop = meant.stop_meant(scene.matcher, scene.moment, scene.question) or _meal_named(scene)
    return _filled(stop=stop.id if stop else None)


def _meal_named(scene: Scene) -> Stop | None:
    """Give the meal, flight or train that a leader names by its common word: '점심 30분 지연'."""
    question = scene.question
    theirs = meant.on_dates(meant.of_group(scene.matcher, scene.moment), question.dates or ())
    meal = first_topic(question, _MEALS[:4])
    if meal:
        theirs = [stop for stop in theirs if stop.kind == StopKind.MEAL and meal_at(stop.local_start().hour) == meal]
    elif question.has("FLIGHT", "TRAIN"):
        theirs = [
            stop for stop in theirs if stop.kind == (StopKind.FLIGHT if question.has("FLIGHT") else StopKind.TRAIN)
        ]
    else:
        return None
    return meant.nearest(scene.matcher, scene.moment, theirs)


def _delay(scene: Scene) -> Slots:
    minutes = scene.question.value("MINUTES")
    sign = "-" if scene.question.has("ADVANCE") and not scene.question.has("DELAY") and minutes else ""
    groups = scene.question.ids("group")
    return _filled(minutes=minutes and sign + minutes, group=groups[0] if groups else None) | _stop_only(scene)


def _move(scene: Scene) -> Slots:
    return _filled(time=scene.question.value("HOUR"), date=_date(scene)) | _stop_only(scene)


def _rollcall(scene: Scene) -> Slots:
    groups = scene.question.ids("group")
    stop = meant.stop_meant(scene.matcher, scene.moment, scene.question)
    return _filled(group=groups[0] if groups else None, stop=stop.id if stop else None)


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


def _filters(scene: Scene) -> Slots:
    question = scene.question
    groups, firms, persons = question.ids("group"), question.ids("company"), question.ids("person")
    stop = meant.stop_meant(scene.matcher, scene.moment, question) if question.has("SITE", "STOP", "KIND") else None
    return _filled(
        group=groups[0] if groups else None,
        company=firms[0] if firms else None,
        person=persons[0] if persons else None,
        diet=_diet(scene),
        role=first_topic(question, _ROLES[:2]),
        state=first_topic(question, _STATES),
        stop=stop.id if stop else None,
        room=question.value("ROOM"),
        time=question.value("HOUR"),
        language=_language(scene).get("language") if question.has("LANGUAGE") else None,
    )


_DIET_WORDS = {
    "vegetarian": ("채식", "vegetarian", "素食"),
    "halal": ("할랄", "halal", "清真"),
    "allergy": ("알레르기", "allergy", "过敏"),
}


def _diet(scene: Scene) -> str | None:
    """Give the diet as the tour writes it, so that it can be compared with the roster."""
    if named := scene.question.ids("diet"):
        return named[0]
    told = scene.question.value("DIET")
    if told is None:
        return None
    options = {option for stop in scene.matcher.itinerary.stops for option in stop.options.get("diet", ())}
    return next((word for word in _DIET_WORDS[told] if word in options), _DIET_WORDS[told][0])


def _missing(scene: Scene) -> Slots:
    return {name: value for name, value in _filters(scene).items() if name != "state"}


def _none(scene: Scene) -> Slots:
    del scene
    return {}


_RIDES = {"flight": StopKind.FLIGHT, "train": StopKind.TRAIN}
_FILLERS: Mapping[str, Callable[[Scene], Slots | None]] = {
    "agenda.day": _day, "agenda.next": _next, "agenda.when": _when, "agenda.gathering": _gathering, "stop.bring": _bring, "site.about": _about,
    "site.where": _where, "meal": _meal, "hotel": _hotel, "transport": _transport, "people": _people, "me": _me, "practical": _practical,
    "programme": _programme, "reminder.settings": _reminders, "attendance.late": _late, "signup": _signup, "language": _language,
    "change.delay": _delay, "change.move": _move, "change.place": _stop_only, "change.cancel": _stop_only, "rollcall.open": _rollcall,
    "rollcall.status": _rollcall, "rollcall.close": _rollcall, "headcount": _filters, "members.list": _filters, "missing": _missing, "export": _none,
}  # fmt: skip


def slots_for(intent: str, scene: Scene) -> Slots | None:
    """Fill the slots of `intent`; None where it needs something that the question does not name."""
    return _FILLERS.get(intent, _none)(scene)
