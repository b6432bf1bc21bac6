"""Tours, people and questions that nobody would think of, for hypothesis."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from handlers.answers import ANSWERS
from handlers.question import Question
from schedule_data.itinerary import (
    Contact,
    Fee,
    Gathering,
    Group,
    Itinerary,
    Location,
    Programme,
    SignUp,
    Site,
    Stop,
    StopKind,
    Text,
)
from schedule_data.people import Member, Role

LANGUAGES = ("ko", "en", "zh")
ZONES = ("Asia/Seoul", "Asia/Shanghai", "Asia/Ho_Chi_Minh", "America/New_York", "America/Los_Angeles", "Europe/London")
FIRST_DAY = date(2026, 3, 7)  # New York's clocks change on the 8th
TOPICS: tuple[str, ...] = (
    "wifi",
    "breakfast",
    "checkin",
    "checkout",
    "room",
    "address",
    "phone",
    "power",
    "time",
    "weather",
    "fee",
    "dates",
    "apply",
    "summary",
    "bus",
    "flight",
    "train",
    "group",
    "diet",
    "reminders",
    "language",
    "name",
    "greeting",
    "thanks",
    "complaint",
    "insult",
    "injection",
    "no-such-topic",
    "",
)

_letters = st.sampled_from("가람놀뒷뫼벌샘앙참콩틀풀홀ABzlmn京海楼2·-(){}'")
_words = st.text(_letters, min_size=2, max_size=12).filter(str.strip)
_texts = st.builds(
    Text,
    st.dictionaries(st.sampled_from(LANGUAGES), _words, min_size=1),
    st.sampled_from(LANGUAGES),
)
_maybe_text = st.none() | _texts
_groups = {
    "g1": Group("g1", Text({"ko": "1호차", "en": "Bus 1"}, "ko"), "AB·123"),
    "g2": Group("g2", Text({"ko": "2호차"}, "ko")),
}
_phones = st.sampled_from(("+82-10-0000-0001", "110", "+84-90-0000-0003"))
_contacts = st.builds(
    Contact,
    st.sampled_from(("leader", "guide", "office", "police", "ambulance", "driver")),
    _texts,
    _phones,
    st.sampled_from(((), ("g1",), ("g2",))),
)
_facts = st.dictionaries(st.sampled_from(("wifi", "breakfast", "checkout", "bring", "area")), _texts, max_size=3)


@st.composite
def _sites(draw: st.DrawFn, name: str) -> Site:
    location = st.builds(Location, st.floats(-80, 80), st.floats(-170, 170))
    return Site(
        name,
        draw(_texts),
        tuple(draw(st.lists(_words, max_size=2))),
        draw(_maybe_text),
        draw(st.none() | location),
        draw(st.none() | _phones),
        draw(_maybe_text),
        draw(_facts),
        tuple(draw(st.lists(_words, max_size=2))),
    )


@st.composite
def _stops(draw: st.DrawFn, name: str, day: date) -> Stop:
    zone, arrive_zone = draw(st.sampled_from(ZONES)), draw(st.sampled_from(ZONES))
    begins = time(draw(st.integers(0, 23)), draw(st.integers(0, 59)))
    start = datetime.combine(day, begins, ZoneInfo(zone)).astimezone(UTC)
    minutes = st.integers(1, 600).map(lambda count: timedelta(minutes=count))
    gather = st.builds(lambda early, place: Gathering(start - early, place), minutes, _maybe_text)
    travels = draw(st.booleans())
    return Stop(
        id=name,
        kind=draw(st.sampled_from(StopKind)),
        day=day,
        start=start,
        end=draw(st.none() | minutes.map(lambda length: start + length)),
        timezone=zone,
        arrive_timezone=arrive_zone if travels else zone,
        title=draw(_texts),
        site=draw(st.none() | st.sampled_from(("s1", "s2", "s3"))),
        place=draw(_maybe_text),
        gather=draw(st.none() | gather),
        bring=draw(_maybe_text),
        rules=draw(_maybe_text),
        speaker=draw(_maybe_text),
        number=draw(st.sampled_from((None, "ZZ77"))),
        options=draw(st.sampled_from(({}, {"diet": ("채식",)}))),
        signup=draw(st.none() | st.builds(SignUp, st.integers(1, 99), st.just(start - timedelta(hours=9)))),
        optional=draw(st.booleans()),
        groups=draw(st.sampled_from(((), (), ("g1",), ("g2",)))),
    )


@st.composite
def itineraries(draw: st.DrawFn) -> Itinerary:
    """Give a tour of one to three days with up to six stops, three sites, and much that isn't known."""
    length = draw(st.integers(1, 3))
    days = [FIRST_DAY + timedelta(days=count) for count in range(length)]
    named = [(f"x{count}", draw(st.sampled_from(days))) for count in range(draw(st.integers(0, 6)))]
    stops = [draw(_stops(name, day)) for name, day in named]
    fee = st.builds(Fee, st.integers(1, 10**7), st.sampled_from(("KRW", "CNY", "USD", "EUR")))
    return Itinerary(
        tour="made-up",
        revision=1,
        title=draw(_texts),
        timezone=draw(st.sampled_from(ZONES)),
        home_timezone=draw(st.sampled_from(ZONES)),
        starts=days[0],
        ends=days[-1],
        operator=draw(_maybe_text),
        sample=draw(st.booleans()),
        remind=draw(st.sampled_from(((), (60, 30, 10), (1500, 90)))),
        programme=Programme(
            draw(st.none() | fee), draw(st.dictionaries(st.sampled_from(("summary", "apply")), _texts))
        ),
        groups=draw(st.sampled_from(({}, _groups))),
        contacts=tuple(draw(st.lists(_contacts, max_size=4))),
        sites={name: draw(_sites(name)) for name in ("s1", "s2", "s3")},
        practical=draw(st.dictionaries(st.sampled_from(("wifi", "power", "jetlag")), _texts, max_size=2)),
        stops=tuple(sorted(stops, key=lambda stop: (stop.leaves_at, stop.start))),
    )


_members = st.builds(
    Member,
    st.just(1),
    st.just("made-up"),
    _words,
    st.sampled_from(Role),
    st.sampled_from((None, "g1", "g2")),
    diet=st.sampled_from(("", "채식")),
    company=st.sampled_from(("", "모래상사")),
    room=st.sampled_from(({}, {"": "A-12"}, {"s1": "805"}, {"s1": "805", "s2": "1203"})),
    remind=st.sampled_from((None, (), (15,))),
    muted_until=st.sampled_from((None, datetime(2026, 3, 8, 3, tzinfo=UTC))),
)
_slots = st.fixed_dictionaries(
    {},
    optional={
        "stop": st.sampled_from(("x0", "x1", "x2", "gone")),
        "site": st.sampled_from(("s1", "s2", "s3", "gone")),
        "kind": st.sampled_from(StopKind).map(str),
        "date": st.integers(-2, 4).map(lambda count: (FIRST_DAY + timedelta(days=count)).isoformat()),
        "meal": st.sampled_from(("breakfast", "lunch", "dinner")),
        "role": st.sampled_from(("leader", "guide", "office", "speaker", "participant", "driver")),
        "topic": st.sampled_from(TOPICS),
    },
)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Give a question of any kind, up to four days before the tour until four days after it began."""
    at = datetime.combine(FIRST_DAY, time(), UTC) + timedelta(minutes=draw(st.integers(-4 * 1440, 4 * 1440)))
    return Question(
        draw(itineraries()),
        draw(_members),
        at,
        draw(st.sampled_from(LANGUAGES)),
        draw(st.sampled_from(sorted(ANSWERS))),
        draw(_slots),
    )
