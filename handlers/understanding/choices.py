"""What an unclear question may be taken for: the kinds of question that only read the plan, with closed lists of slots.

Whatever the question names is kept to: with a place in it, only kinds of question about that place are left, with a
date only those of that date. So no guess swaps one visit for another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from handlers.unclear import Choices, Kind
from handlers.understanding.matcher import Matcher
from handlers.understanding.normalise import line_of, plain
from handlers.understanding.question import days_of, question_of
from handlers.understanding.sentences import sentences
from handlers.understanding.stops_meant import of_group
from handlers.understanding.values import Moment
from schedule_data.itinerary import Itinerary, Stop, StopKind

MEALS: Final = ("breakfast", "lunch", "dinner")
HOTEL_TOPICS: Final = ("wifi", "breakfast", "checkin", "checkout", "address", "phone")
OWN_TOPICS: Final = ("group", "room", "diet")
TRANSPORT_TOPICS: Final = {"bus": None, "flight": StopKind.FLIGHT, "train": StopKind.TRAIN}
BY_CLOCKS: Final = ("time_difference", "clock")  # told without a note of the tour
PROGRAMME_TOPICS: Final = ("summary", "dates", "fee")
_PLACES: Final = ("stop", "site", "kind")
# Intent -> the groups of slots of which one is needed, the slots that may be left out.
_KINDS: Final[Mapping[str, tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]]] = {
    "agenda.day": ((("date",),), ()),
    "agenda.now": ((), ()),
    "agenda.next": ((), ()),
    "agenda.tour": ((), ()),
    "agenda.when": ((_PLACES,), ("date",)),
    "agenda.gathering": ((), ("stop", "date")),
    "stop.bring": ((("stop",),), ()),
    "site.about": ((("site",),), ()),
    "site.where": ((("site",),), ()),
    "meal": ((("date",),), ("meal",)),
    "hotel": ((), ("topic",)),
    "transport": ((("topic",),), ()),
    "people": ((("role",),), ()),
    "me": ((("topic",),), ()),
    "practical": ((("topic",),), ()),
    "programme": ((("topic",),), ()),
    "emergency": ((), ()),
}
GUESSABLE: Final = frozenset(_KINDS)


@dataclass(frozen=True, slots=True)
class _Named:
    """What a message names: ids of stops and sites, kinds of stop, ISO dates."""

    stops: tuple[str, ...]
    sites: tuple[str, ...]
    kinds: tuple[str, ...]
    dates: tuple[str, ...]


def choices_for(text: str, matcher: Matcher, moment: Moment) -> Choices:
    """Give what the unclear `text` may be taken for; nothing where what it names has no place in the plan."""
    named, itinerary = _named(text, matcher, moment), matcher.itinerary
    stops = [stop for stop in of_group(matcher, moment) if not _has_place(named) or _is_of(stop, named)]
    values = {
        "stop": tuple(stop.id for stop in stops),
        "site": named.sites or _unique(stop.site for stop in stops),
        "kind": () if _has_place(named) else named.kinds or _unique(str(stop.kind) for stop in stops),
        "date": tuple(day for day in (one.isoformat() for one in itinerary.days) if day in (named.dates or (day,))),
        "meal": MEALS,
        "role": _unique(contact.role for contact in itinerary.contacts if contact.is_for(moment.group)),
    }
    kinds = [_filled(intent, {**values, "topic": _topics(intent, itinerary)}) for intent in _KINDS]
    fitting = tuple(_kept(kinds, named))
    return Choices(fitting, _titles(fitting, itinerary)) if len(fitting) > 1 else Choices()  # more than 'emergency'


def _named(text: str, matcher: Matcher, moment: Moment) -> _Named:
    days = days_of(matcher, moment)
    read = [question_of(line_of(one), matcher, days) for one in sentences(plain(text))]
    return _Named(
        stops=_unique(stop for question in read for stop in question.ids("stop")),
        sites=_unique(site for question in read for what in ("site", "lore") for site in question.ids(what)),
        kinds=_unique(question.value("KIND") for question in read),
        dates=_unique(day.isoformat() for question in read for day in question.dates),
    )


def _has_place(named: _Named) -> bool:
    return bool(named.stops or named.sites)


def _is_of(stop: Stop, named: _Named) -> bool:
    return stop.id in named.stops or stop.site in named.sites


def _filled(intent: str, values: Mapping[str, tuple[str, ...]]) -> Kind:
    """Give a kind of question with the values of its slots; a slot that can have none is left out."""
    needs, may = _KINDS[intent]
    slots = {slot: values[slot] for group in (*needs, may) for slot in group if values[slot]}
    return Kind(intent, slots, tuple(tuple(slot for slot in group if slot in slots) for group in needs))


def _topics(intent: str, itinerary: Itinerary) -> tuple[str, ...]:
    kinds = {stop.kind for stop in itinerary.stops}
    notes = tuple(topic for topic in itinerary.practical if topic not in BY_CLOCKS)
    topics = {
        "hotel": HOTEL_TOPICS if StopKind.HOTEL in kinds else (),
        "transport": tuple(topic for topic, kind in TRANSPORT_TOPICS.items() if kind is None or kind in kinds),
        "me": OWN_TOPICS,
        "practical": (*notes, *BY_CLOCKS),
        "programme": PROGRAMME_TOPICS,
    }
    return topics.get(intent, ())


def _kept(kinds: Iterable[Kind], named: _Named) -> Iterator[Kind]:
    """Keep the kinds that can be asked, and that take up what the message names; help is always at hand."""
    for kind in kinds:
        held = kind
        if kind.intent != "emergency":
            if _has_place(named):
                held = _holding(held, tuple(slot for slot in ("stop", "site") if slot in held.slots))
            if named.dates:
                held = _holding(held, ("date",) if "date" in held.slots else ())
        if all(held.needs):
            yield held


def _holding(kind: Kind, group: tuple[str, ...]) -> Kind:
    """Give the kind with one slot of `group` needed; an empty group can't be met."""
    others = tuple(one for one in kind.needs if not set(one) & set(group))
    return replace(kind, needs=(*others, group))


def _titles(kinds: Iterable[Kind], itinerary: Itinerary) -> Mapping[str, str]:
    """Give the titles of the stops and names of the sites that may be chosen, in the tour's first language."""
    ids = {one for kind in kinds for slot in ("stop", "site") for one in kind.slots.get(slot, ())}
    texts = {stop.id: stop.title for stop in itinerary.stops} | {
        site.id: site.name for site in itinerary.sites.values()
    }
    return {one: text.to(text.fallback) for one, text in texts.items() if one in ids}


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))
