"""The slots of questions about the plan: days, stops, sites, meals."""

from datetime import date

from handlers.understanding import stops_meant as meant
from handlers.understanding.normalise import line_of, plain
from handlers.understanding.question import question_of
from handlers.understanding.rides_meant import ride_to
from handlers.understanding.scene import Scene, Slots, date_of, filled, first_topic
from handlers.understanding.staff_told import tells_of_staff
from schedule_data.itinerary import Stop, StopKind

MEALS = (
    ("BREAKFAST", "breakfast"),
    ("BUFFET", "breakfast"),
    ("LUNCH", "lunch"),
    ("DINNER", "dinner"),
    ("MORNING", "breakfast"),
    ("EVENING", "dinner"),
)


def day_slots(scene: Scene) -> Slots | None:
    """The date asked about, else today; an hour where one is named; the stop before which the day is asked for.

    None where no day is named and today is none of the tour's: then its plan is the whole tour's.
    """
    question, days = scene.question, scene.days
    if not question.dates and not days.starts <= days.today <= days.ends and not question.has("HOUR", "PARTOFDAY"):
        return None
    if question.has("BEFORETHAT") and (until := _named_before(scene)):
        return filled(date=until.day, stop=until.id, topic="before")
    ends = question.has("WHEN", "TIME") and question.has("END", "ENTER", "HOTEL", "AFTERWARD", "FINAL")
    topic = "end" if ends else "rest" if question.has("REST") else None
    return filled(date=date_of(scene) or days.today, time=question.value("HOUR"), topic=topic)


def next_slots(scene: Scene) -> Slots | None:
    """Nothing for the next stop; the stop itself for the one after it."""
    if scene.question.has("AFTERWARD", "AFTERNAME", "AFTERTHAT") and (before := _named_before(scene)):
        after = meant.following(scene.matcher, scene.moment, before.id)
        return filled(stop=after.id, topic="after") if after else filled(stop=before.id, topic="last")
    if scene.question.has("AFTERWARD") and scene.question.has("ARRIVE") and scene.question.has("ASIDE", "OFTOUR"):
        return _after_ride(scene)
    if not scene.question.has("NEXT2"):
        return {}
    stop = meant.after_next(scene.matcher, scene.moment)
    return filled(stop=stop.id if stop else None)


def _after_ride(scene: Scene) -> Slots | None:
    """Give the stop after the ride to the place that is named: '함부르크 도착하면 뭐 해?'; None without one."""
    ride = ride_to(scene)
    after = meant.following(scene.matcher, scene.moment, ride.id) if ride else None
    return filled(stop=after.id, topic="after") if after else None


def _named_before(scene: Scene) -> Stop | None:
    """Give the stop after which something is asked for: 'after lunch', '특강 끝나고'."""
    stops = meant.named(scene.matcher, scene.moment, scene.question)
    of_meals = meal_named(scene) or stay_named(scene) or _any_meal(scene)
    return meant.nearest(scene.matcher, scene.moment, stops) or of_meals


def _any_meal(scene: Scene) -> Stop | None:
    """Give the nearest meal where eating is all that is named: '식사 후 일정'."""
    if not scene.question.has("EAT"):
        return None
    theirs = meant.on_dates(meant.of_group(scene.matcher, scene.moment), scene.question.dates)
    return meant.nearest(scene.matcher, scene.moment, [stop for stop in theirs if stop.kind == StopKind.MEAL])


def stay_named(scene: Scene) -> Stop | None:
    """Give the stop at a hotel that checking in or out means."""
    if not scene.question.has("CHECKOUT", "CHECKIN"):
        return None
    stays = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.kind == StopKind.HOTEL]
    titled = [
        stop for stop in stays if _is_titled(scene, stop, "CHECKOUT" if scene.question.has("CHECKOUT") else "CHECKIN")
    ]
    theirs = meant.on_dates(titled or stays, scene.question.dates)
    return meant.nearest(scene.matcher, scene.moment, theirs)


def _is_titled(scene: Scene, stop: Stop, concept: str) -> bool:
    titles = (question_of(line_of(plain(words)), scene.matcher, scene.days) for words in stop.title.words.values())
    return any(title.has(concept) for title in titles)


def when_slots(scene: Scene) -> Slots | None:
    """The stop, the site or the kind that is named, with the date where one is."""
    question, kind = scene.question, meant.kind_of(scene.question)
    sites, stops = question.ids("site"), question.ids("stop")
    named = meant.named(scene.matcher, scene.moment, question)
    if question.has("HOTEL") and question.has("GO", "ARRIVE", "ENTER") and not stops:
        return _arrival(scene)
    if stops and (chosen := [stop for stop in named if stop.id in stops]):
        stop = meant.nearest(scene.matcher, scene.moment, chosen)
        return filled(stop=stop.id if stop else None, date=date_of(scene))
    if sites:
        return _at_site(scene, sites[0], kind)
    if kind is None:
        return None
    if question.has("FIRST", "FINAL", "ORDINAL") and named:
        return filled(stop=named[0].id)
    free = kind == StopKind.FREE  # that the plan has none of it is worth being told
    return filled(kind=kind, date=date_of(scene)) if named or free else None


def _arrival(scene: Scene) -> Slots | None:
    """Give the stop at which people come to their hotel on a day, which its first stop, leaving it, is not."""
    day = date_of(scene) or scene.days.today
    of_day = meant.on_dates(meant.of_group(scene.matcher, scene.moment), [day])
    stays = [stop for stop in of_day[1:] if stop.kind == StopKind.HOTEL]
    return filled(stop=stays[-1].id) if stays else None


def _at_site(scene: Scene, site: str, kind: str | None) -> Slots:
    """Name the site, or where a kind is named beside it ('샤오미 시승') the stop of that kind there."""
    there = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.site == site]
    of_kind = [stop for stop in there if stop.kind == kind]
    if len(of_kind) == 1 and len(there) > 1:
        return filled(stop=of_kind[0].id, date=date_of(scene))
    return filled(site=site, date=date_of(scene))


def gathering_slots(scene: Scene) -> Slots | None:
    """The stop that people meet for, the date; None where the place named has no stop."""
    stop = meant.stop_meant(scene.matcher, scene.moment, scene.question)
    if stop and not stop.gather and not scene.question.has("SITE", "STOP", "KIND", "NEXT", "NEXT2", "JUST"):
        stop = None  # 'where do we meet now' isn't asked about a breakfast that nobody gathers for
    if scene.question.has("AIRPORT") and (ride := _to_airport(scene)):
        stop = ride
    if scene.question.has("AFTERWARD", "AFTERTHAT") and (before := _named_before(scene)):
        stop = meant.following(scene.matcher, scene.moment, before.id)
    if stop is None and scene.question.has("MEALISH", "FLIGHT", "TRAIN"):
        stop = meal_named(scene)
    if stop is None and scene.question.has("SITE", "STOP", "KIND"):
        return None  # a place that no stop goes to has no meeting point
    return filled(stop=stop.id if stop else None, date=date_of(scene))


def _to_airport(scene: Scene) -> Stop | None:
    """Give the stop for which people gather to get to an airport, on the date that is named."""
    kinds = {StopKind.GATHERING, StopKind.FLIGHT, StopKind.TRANSFER}
    theirs = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.kind in kinds]
    rides = [stop for stop in theirs if stop.gather or stop.kind == StopKind.GATHERING]
    return meant.nearest(scene.matcher, scene.moment, meant.on_dates(rides, scene.question.dates))


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


def _is_of_a_stop(scene: Scene) -> bool:
    return bool(scene.question.ids("stop")) and not scene.question.ids("site")


def about_slots(scene: Scene) -> Slots | None:
    """The site, and the topic where its record has a fact of it; the stop for what a lecture is about."""
    lecture = meant.stop_meant(scene.matcher, scene.moment, scene.question) if _is_of_a_stop(scene) else None
    if lecture is not None and lecture.kind == StopKind.LECTURE:
        return filled(stop=lecture.id)
    site = _site(scene)
    if site is None:
        return None
    told = scene.matcher.itinerary.sites[site]
    if scene.question.has("HUMAN") and scene.question.has("COUNT") and not tells_of_staff(told):
        return None
    topic = first_topic(scene.question, (("AREA", "area"), ("APPROVED", "approved"), ("FOUNDED", "founded")))
    return filled(site=site, topic=topic if topic in told.facts else None)


def where_slots(scene: Scene) -> Slots | None:
    """The site, or the stop where a title without a site is named."""
    question = scene.question
    if not question.ids("site") and question.ids("stop"):
        stop = meant.stop_meant(scene.matcher, scene.moment, question)
        if stop is not None:
            return filled(site=stop.site) if stop.site else filled(stop=stop.id)
    site = _site(scene)
    return filled(site=site) if site else None


def meal_slots(scene: Scene) -> Slots:
    """The date (today, or the next day that has that meal), the meal, and the diet that is asked about."""
    meal = first_topic(scene.question, MEALS)
    diets = scene.question.ids("diet")
    diet = diets[0] if diets else scene.question.value("DIET")
    named = [stop for stop in meant.named(scene.matcher, scene.moment, scene.question) if stop.kind == StopKind.MEAL]
    if len(named) == 1 and scene.question.has("STOP"):
        return filled(date=named[0].day, meal=meal_at(named[0].local_start().hour), diet=diet)
    return filled(date=date_of(scene) or _meal_day(scene, meal), meal=meal, diet=diet)


def _meal_day(scene: Scene, meal: str | None) -> date | None:
    """Give today, else where today's meal is over the next day that has one; never a day before while the tour runs."""
    theirs = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.kind == StopKind.MEAL]
    fitting = [stop for stop in theirs if meal is None or meal_at(stop.local_start().hour) == meal]
    stop = meant.nearest(scene.matcher, scene.moment, fitting)
    today = scene.days.today
    return today if stop is None or stop.day < today <= scene.days.ends else stop.day


def signup_slots(scene: Scene) -> Slots | None:
    """The one stop that can be signed up for and is meant; None where there are several or none."""
    open_stops = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.signup]
    stops = [stop for stop in meant.named(scene.matcher, scene.moment, scene.question) if stop.signup]
    if not stops and scene.question.ids("lore"):
        stops = [stop for stop in open_stops if stop.site in scene.question.ids("lore")]
    if not stops and not scene.question.has("SITE", "STOP"):
        stops = open_stops
    return filled(stop=stops[0].id) if len(stops) == 1 else None


_LUNCH_FROM, _DINNER_FROM = 10, 16  # o'clock


def meal_at(hour: int) -> str:
    """Give the meal that people eat at an hour: 10 and 16 o'clock part them."""
    return "breakfast" if hour < _LUNCH_FROM else "lunch" if hour < _DINNER_FROM else "dinner"


def meal_named(scene: Scene) -> Stop | None:
    """Give the meal, flight or train that a leader names by its common word: '점심 30분 지연'."""
    question = scene.question
    theirs = meant.on_dates(meant.of_group(scene.matcher, scene.moment), question.dates or ())
    loosely = question.has("EAT", "AFTERTHAT", "BEFORETHAT")
    meal = first_topic(question, MEALS if loosely else MEALS[:4])
    if meal:
        theirs = [stop for stop in theirs if stop.kind == StopKind.MEAL and meal_at(stop.local_start().hour) == meal]
    elif question.has("FLIGHT", "TRAIN"):
        theirs = [
            stop for stop in theirs if stop.kind == (StopKind.FLIGHT if question.has("FLIGHT") else StopKind.TRAIN)
        ]
    else:
        return None
    return meant.nearest(scene.matcher, scene.moment, theirs)
