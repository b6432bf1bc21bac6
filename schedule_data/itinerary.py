"""The frozen snapshot of one tour at one revision: what every answer is read from.

All moments are aware and in UTC; a stop keeps its local zone beside them. The file format that a snapshot is built from
is read by `schedule_data.itinerary_file`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

BETWEEN_LANGUAGES = "en"  # what people read who find nothing in their own language


class StopKind(StrEnum):
    """What a stop is; the words of the itinerary file."""

    GATHERING = "gathering"
    VISIT = "visit"
    LECTURE = "lecture"
    MEAL = "meal"
    TRANSFER = "transfer"
    FLIGHT = "flight"
    TRAIN = "train"
    HOTEL = "hotel"
    ACTIVITY = "activity"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one or more languages: language tag -> words. `fallback` is the tour's first language."""

    words: Mapping[str, str]
    fallback: str

    def to(self, language: str) -> str:
        """Give the words in `language`, else in English, else in the tour's first language, else in any."""
        wanted = (self.words.get(tag) for tag in (language, BETWEEN_LANGUAGES, self.fallback))
        return next(filter(None, wanted), None) or next(iter(self.words.values()))

    def has(self, language: str) -> bool:
        """Tell whether the words exist in `language` itself."""
        return language in self.words


@dataclass(frozen=True, slots=True)
class Location:
    """A point in WGS-84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Site:
    """A place that a tour goes to. `facts` maps a topic (wifi, breakfast, area, …) to what is known of it."""

    id: str
    name: Text
    aliases: tuple[str, ...] = ()
    address: Text | None = None
    location: Location | None = None
    phone: str | None = None
    about: Text | None = None
    facts: Mapping[str, Text] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    photo: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """When (UTC) and where people meet before a stop; `place` is None where the file names only a time."""

    at: datetime
    place: Text | None = None


@dataclass(frozen=True, slots=True)
class SignUp:
    """A stop that people sign up for: `capacity` places, until `closes` (UTC)."""

    capacity: int
    closes: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """One entry of a day.

    `day` is the date it is listed under. `start` and `end` are UTC; `timezone` is the zone that its start and gathering
    are told in, `arrive_timezone` the one of its end. `groups` is empty when the stop is for everybody. `remind` holds
    minutes before `leaves_at`, already resolved; `own_remind` tells that the stop named them itself.
    """

    id: str
    kind: StopKind
    day: date
    start: datetime
    end: datetime | None
    timezone: str
    arrive_timezone: str
    title: Text
    site: str | None = None
    place: Text | None = None
    gather: Gathering | None = None
    bring: Text | None = None
    dress: Text | None = None
    rules: Text | None = None
    speaker: Text | None = None
    number: str | None = None
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signup: SignUp | None = None
    optional: bool = False
    fixed: bool = False
    groups: tuple[str, ...] = ()
    remind: tuple[int, ...] = ()
    own_remind: bool = False

    @property
    def leaves_at(self) -> datetime:
        """The moment people must be there (UTC): the gathering, else the start. Reminders count back from it."""
        return self.gather.at if self.gather else self.start

    def is_for(self, group: str | None) -> bool:
        """Tell whether members of `group` take part; None (no group: leaders, staff) takes part in everything."""
        return not self.groups or group is None or group in self.groups

    def local_start(self) -> datetime:
        """Give the start in the stop's own zone."""
        return self.start.astimezone(ZoneInfo(self.timezone))

    def local_leaves_at(self) -> datetime:
        """Give the gathering time (else the start) in the stop's own zone."""
        return self.leaves_at.astimezone(ZoneInfo(self.timezone))

    def local_end(self) -> datetime | None:
        """Give the end in the zone that the stop ends in."""
        return self.end.astimezone(ZoneInfo(self.arrive_timezone)) if self.end else None


@dataclass(frozen=True, slots=True)
class Group:
    """A bus or party."""

    id: str
    name: Text
    plate: str | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call. `groups` is empty for everybody's contact."""

    role: str
    name: Text
    phone: str
    groups: tuple[str, ...] = ()

    def is_for(self, group: str | None) -> bool:
        """Tell whether members of `group` are shown this contact."""
        return not self.groups or group is None or group in self.groups


@dataclass(frozen=True, slots=True)
class Fee:
    """A price: `amount` in whole units of `currency` (ISO 4217)."""

    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class Programme:
    """What anybody may know before joining. `topics` holds summary, apply and any further topic of the file."""

    fee: Fee | None = None
    topics: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Itinerary:
    """One tour at one revision. `stops` are sorted by `leaves_at`; `sites` and `groups` are by id.

    `changed` tells when a stop was last changed or added since the plan was first published (id -> UTC).
    """

    tour: str
    revision: int
    title: Text
    timezone: str
    home_timezone: str
    starts: date
    ends: date
    operator: Text | None = None
    sample: bool = False
    languages: tuple[str, ...] = ("ko",)
    remind: tuple[int, ...] = (60, 30, 10)
    retain_days: int | None = None
    programme: Programme = field(default_factory=Programme)
    groups: Mapping[str, Group] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    sites: Mapping[str, Site] = field(default_factory=dict)
    practical: Mapping[str, Text] = field(default_factory=dict)
    stops: tuple[Stop, ...] = ()
    changed: Mapping[str, datetime] = field(default_factory=dict)

    @cached_property
    def stop_by_id(self) -> Mapping[str, Stop]:
        """Stops by their id."""
        return {stop.id: stop for stop in self.stops}

    @cached_property
    def spans(self) -> dict[str | None, tuple[tuple[Stop, datetime, datetime], ...]]:
        """What `agenda` worked out of when a group's stops begin and end, kept as every question asks for it."""
        return {}

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every date from the first to the last, planned or not."""
        length = (self.ends - self.starts).days + 1
        return tuple(date.fromordinal(self.starts.toordinal() + offset) for offset in range(length))
