"""The slots of questions about a topic: hotel, transport, people, money, the programme, the asker."""

from collections.abc import Mapping

from handlers.understanding import stops_meant as meant
from handlers.understanding.rides_meant import ride_of_way
from handlers.understanding.scene import Scene, Slots, date_of, filled, first_topic
from handlers.understanding.script import language_named
from schedule_data.itinerary import StopKind, Text

_HOTEL_TOPICS = (
    ("WIFI", "wifi"),
    ("PASSWORD", "wifi"),
    ("BUFFET", "breakfast"),
    ("BREAKFAST", "breakfast"),
    ("CHECKOUT", "checkout"),
    ("VACATE", "checkout"),
    ("CHECKIN", "checkin"),
    ("PHONE", "phone"),
    ("ADDRESS", "address"),
    ("WHERE", "address"),
    ("MAP", "address"),
    ("TAXI", "address"),
    ("ROOM", "room"),
)
_TRANSPORT_TOPICS = (
    ("COUNTER", "counter"),
    ("GATE", "gate"),
    ("TERMINAL", "terminal"),
    ("FLIGHTNO", "flight"),
    ("FLIGHT", "flight"),
    ("TRAIN", "train"),
    ("PLATE", "plate"),
    ("SUBWAY", "subway"),
    ("TAXI", "taxi"),
    ("BUS", "bus"),
    ("SEAT", "bus"),
    ("AIRPORT", "airport"),
    ("ARRIVE", "flight"),
    ("DEPART", "flight"),
    ("HOMELAND", "flight"),
)
ROLES = (
    ("GUIDE", "guide"),
    ("LEADER", "leader"),
    ("INTERPRETER", "interpreter"),
    ("OFFICE", "office"),
    ("SPEAKER", "speaker"),
    ("PEOPLE", "participants"),
)
_ME_TOPICS = (
    ("MYGROUP", "group"),
    ("ROOMMATE", "roommate"),
    ("DIETWORD", "diet"),
    ("DIET", "diet"),
    ("ROOM", "room"),
    ("MYNAME", "name"),
    ("SEAT", "seat"),
    ("GROUP", "group"),
    ("BUS", "group"),
)
_PRACTICAL = (
    ("TIMEDIFF", ("time_difference",)),
    ("CLOCK", ("clock",)),
    ("HOMETIME", ("clock",)),
    ("RATE", ("rate", "exchange")),
    ("ATM", ("atm",)),
    ("TIP", ("tip", "tips", "tipping")),
    ("MONEY", ("money", "cash", "currency", "payment")),
    ("CONNECTIVITY", ("connectivity", "roaming", "sim", "internet")),
    ("WIFI", ("wifi",)),
    ("PASSWORD", ("wifi",)),
    ("POWER", ("power", "electricity", "plug")),
    ("APP", ("connectivity", "roaming", "sim", "internet")),
    ("VISA", ("visa", "immigration", "customs")),
    ("WEATHER", ("weather", "climate")),
    ("GARMENT", ("dress", "weather", "climate")),
    ("MEDICINE", ("medicine", "health", "insurance")),
    ("WATER", ("water", "drinking-water")),
    ("TOILET", ("toilet", "toilets")),
    ("SMOKING", ("smoking",)),
    ("SHOPPING", ("shopping",)),
    ("LANGUAGE", ("language",)),
    ("HOMELAND", ("clock",)),
)
# What a note of another topic may tell too, by what it is called there.
_MENTIONED = {"TIP": ("팁", "tip", "小费"), "RATE": ("환율", "exchange rate", "汇率"), "ATM": ("ATM", "取款")}
_INSURANCE = ("보험", "insurance", "保险")
_TOLD_BY_CLOCKS = frozenset({"time_difference", "clock"})
_RIDES = {"flight": StopKind.FLIGHT, "train": StopKind.TRAIN}


def hotel_slots(scene: Scene) -> Slots | None:
    """The topic, the date, and the hotel where the tour has several and one is named."""
    question = scene.question
    hotels = {stop.site for stop in scene.matcher.itinerary.stops if stop.kind == StopKind.HOTEL}
    sites = [site for site in question.ids("site") if site in hotels]
    topic = first_topic(question, _HOTEL_TOPICS)
    site = sites[0] if len(sites) == 1 else _hotel_of_words(scene)
    if question.has("AMENITY"):
        topic = question.value("AMENITY")
        having = [hotel for hotel in hotels if hotel and topic in scene.matcher.itinerary.sites[hotel].facts]
        if not having or (site and site not in having):
            return None
        site = site or (having[0] if len(having) == 1 else None)
    site = site if len(hotels) > 1 else None
    return filled(topic=topic, site=site, date=date_of(scene))


def _hotel_of_words(scene: Scene) -> str | None:
    """Give the one hotel whose name or address alone has a word of the question: 'the hotel in Hue', 'the Palace'."""
    line = scene.question.line.text
    said = [line[token.start : token.end] for token in scene.question.tokens if token.word and token.word.links]
    texts = scene.matcher.hotel_texts
    named = {tuple(site for site, told in texts.items() if any(word in one for one in told)) for word in said}
    only = {sites[0] for sites in named if len(sites) == 1}
    return only.pop() if len(only) == 1 else None


def transport_slots(scene: Scene) -> Slots | None:
    """The topic, the date, the group; None for a flight or train that the tour has not."""
    groups = scene.question.ids("group")
    topic = first_topic(scene.question, _TRANSPORT_TOPICS)
    if topic in _RIDES and all(stop.kind != _RIDES[topic] for stop in scene.matcher.itinerary.stops):
        return None
    ride = ride_of_way(scene, _RIDES[topic]) if topic in _RIDES else None
    return filled(topic=topic, date=date_of(scene), group=groups[0] if groups else None, stop=ride.id if ride else None)


def people_slots(scene: Scene) -> Slots | None:
    """The role; for a speaker the stop as well."""
    named = scene.question.ids("contact")
    role = named[0] if named else first_topic(scene.question, ROLES)
    if role is None and not scene.question.has("KIND", "STOP"):
        return {} if len(scene.question.tokens) == 1 else None  # the bare word, as on the button
    stops = meant.named(scene.matcher, scene.moment, scene.question)
    if (role in {None, "participants"} and scene.question.has("KIND", "STOP")) or role == "speaker":
        stop = meant.nearest(scene.matcher, scene.moment, stops)
        return filled(role="speaker", stop=stop.id if stop else None, date=None if stop else date_of(scene))
    return filled(role=role)


def me_slots(scene: Scene) -> Slots:
    """The asker's own topic."""
    if scene.question.has("NOTED") and scene.question.has("ALLERGY", "DIET", "DIETWORD"):
        return {"topic": "diet"}
    if scene.question.has("ALLERGY", "CANTEAT") and not scene.question.has("DIETWORD"):
        return {"topic": "allergy"}
    return filled(topic=first_topic(scene.question, _ME_TOPICS) or "data")


def practical_slots(scene: Scene) -> Slots | None:
    """The topic that the tour has a note on; None where it has none."""
    known = scene.matcher.itinerary.practical
    for concept, topics in _PRACTICAL:
        if scene.question.has(concept):
            told = (topic for topic in topics if topic in known or topic in _TOLD_BY_CLOCKS)
            topic = next(told, None) or _mentioning(known, _MENTIONED.get(concept, ()))
            return filled(topic=topic) if topic else None
    if scene.question.has("TIPS"):
        return {}
    named = scene.question.ids("practical")
    return filled(topic=named[0]) if named else None


def _mentioning(notes: Mapping[str, Text], words: tuple[str, ...]) -> str | None:
    """Give the topic of the note that mentions one of `words`."""
    said = ((topic, " ".join(text.words.values()).lower()) for topic, text in notes.items())
    return next((topic for topic, text in said if any(word.lower() in text for word in words)), None)


def programme_slots(scene: Scene) -> Slots | None:
    """The topic of the public programme; None where it says nothing of what is asked."""
    table = (
        ("TOURDATES", "dates"),
        ("REFUND", "refund"),
        ("HOST", "operator"),
        ("FEE", "fee"),
        ("PRICE", "fee"),
        ("APPLY", "apply"),
        ("SIGNUP", "apply"),
        ("JOIN", "apply"),
    )
    if scene.question.has("INSURANCE"):
        return _insured(scene)
    topic = first_topic(scene.question, table)
    named = scene.question.ids("programme")
    return filled(topic=topic or (named[0] if named else "summary"))


def reminders_slots(scene: Scene) -> Slots:
    """Minutes, or off and on."""
    minutes = scene.question.value("MINUTES")
    return filled(
        minutes=minutes, topic=None if minutes else first_topic(scene.question, (("OFF", "off"), ("ON", "on")))
    )


def language_slots(scene: Scene) -> Slots:
    """The language that is named."""
    return language_named(scene.question.line.text)


def _insured(scene: Scene) -> Slots | None:
    """Give the topic of the programme, else of the notes, that speaks of insurance."""
    topic = _mentioning(scene.matcher.itinerary.programme.topics, _INSURANCE)
    return filled(topic=topic) if topic else None
