"""From a document to the frozen snapshot that every answer is read from."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

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
from schedule_data.itinerary_file.document import SiteEntry, StopEntry, TourDocument, document_from_json
from schedule_data.itinerary_file.moments import stop_moments

_NEVER_MOVED = frozenset({StopKind.FLIGHT, StopKind.TRAIN})

_I18n = str | dict[str, str]


def build_itinerary(document: TourDocument | Mapping[str, Any], revision: int) -> Itinerary:
    """Build the snapshot of a document (or of its JSON) at `revision`. Pure; a few milliseconds for a week's tour.

    Raises:
        pydantic.ValidationError: the JSON isn't that of a document.
    """
    entry = document if isinstance(document, TourDocument) else document_from_json(document)
    words = _Wording(entry.languages[0])
    return Itinerary(
        tour=entry.tour,
        revision=revision,
        title=words.text(entry.title),
        timezone=entry.timezone,
        home_timezone=entry.home_timezone or entry.timezone,
        starts=entry.starts,
        ends=entry.ends,
        operator=words.maybe(entry.operator),
        sample=entry.sample,
        languages=tuple(entry.languages),
        remind=_offsets(entry.remind),
        retain_days=entry.retain_days,
        programme=_programme(entry, words),
        groups={key: Group(key, words.text(one.name), one.plate, one.capacity) for key, one in entry.groups.items()},
        contacts=tuple(Contact(one.role, words.text(one.name), one.phone, tuple(one.groups)) for one in entry.contacts),
        sites={key: _site(key, one, words) for key, one in entry.sites.items()},
        practical=words.topics(entry.practical),
        stops=_stops(entry, words),
    )


class _Wording:
    """Turns the i18n values of one tour into texts: a plain one is in the tour's first language."""

    def __init__(self, first: str) -> None:
        self._first = first

    def text(self, value: _I18n) -> Text:
        return Text({self._first: value} if isinstance(value, str) else value, self._first)

    def maybe(self, value: _I18n | None) -> Text | None:
        return None if value is None else self.text(value)

    def topics(self, values: Mapping[str, _I18n]) -> dict[str, Text]:
        return {topic: self.text(value) for topic, value in values.items()}


def _offsets(minutes: list[int]) -> tuple[int, ...]:
    return tuple(sorted(set(minutes), reverse=True))


def _programme(entry: TourDocument, words: _Wording) -> Programme:
    fee = entry.programme.fee
    return Programme(Fee(fee.amount, fee.currency) if fee else None, words.topics(entry.programme.model_extra or {}))


def _site(key: str, entry: SiteEntry, words: _Wording) -> Site:
    return Site(
        id=key,
        name=words.text(entry.name),
        aliases=tuple(entry.aliases),
        address=words.maybe(entry.address),
        location=Location(*entry.location) if entry.location else None,
        phone=entry.phone,
        about=words.maybe(entry.about),
        facts=words.topics(entry.facts),
        topics=tuple(entry.topics),
        photo=entry.photo,
        url=entry.url,
    )


def _stops(entry: TourDocument, words: _Wording) -> tuple[Stop, ...]:
    stops = [_stop(one, day, entry, words) for day, listed in entry.days.items() for one in listed]
    return tuple(sorted(stops, key=lambda stop: (stop.leaves_at, stop.start)))


def _stop(entry: StopEntry, day: date, tour: TourDocument, words: _Wording) -> Stop:
    moments = stop_moments(entry, day, tour.timezone)
    zone = entry.timezone or tour.timezone
    return Stop(
        id=entry.id,
        kind=entry.kind,
        day=day,
        start=moments.start,
        end=moments.end,
        timezone=zone,
        arrive_timezone=entry.arrive_timezone or zone,
        title=_title(entry, tour, words),
        site=entry.site,
        place=words.maybe(entry.place),
        gather=_gathering(entry, moments.gather, words),
        bring=words.maybe(entry.bring),
        dress=words.maybe(entry.dress),
        rules=words.maybe(entry.rules),
        speaker=words.maybe(entry.speaker),
        number=entry.number,
        options={topic: tuple(choices) for topic, choices in entry.options.items()},
        signup=SignUp(entry.signup.capacity, moments.closes) if entry.signup else None,
        optional=entry.optional,
        fixed=entry.fixed or entry.kind in _NEVER_MOVED,
        groups=tuple(entry.groups),
        remind=_offsets(tour.remind if entry.remind is None else entry.remind),
        own_remind=entry.remind is not None,
    )


def _title(entry: StopEntry, tour: TourDocument, words: _Wording) -> Text:
    """Give the stop's own title, else the name of its site."""
    if entry.title is not None or entry.site is None:
        return words.text(entry.title or entry.kind.value)
    return words.text(tour.sites[entry.site].name)


def _gathering(entry: StopEntry, at: datetime | None, words: _Wording) -> Gathering | None:
    return Gathering(at, words.maybe(entry.gather.place)) if entry.gather and at else None
