"""What people are told when the plan changes: each only what is theirs, in their language, as it is when it is sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.answers.maps import meeting_point, place_of
from handlers.answers.next_steps import NEXT, TODAY, offered
from handlers.answers.sample import sampled
from handlers.answers.stop_words import hours, leaves, meeting_place, meets, site_of, title, where
from handlers.changes.affected import Affected
from handlers.changes.old_new import Telling, line, plain_time
from handlers.changes.stop_json import stop_from_json, stop_to_json
from handlers.phrases import phrases
from handlers.reply import Agenda, Place, Reply
from handlers.wording import dated
from schedule_data.agenda import local_date
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.people import Member


def change_notice(
    itinerary: Itinerary, was: Mapping[str, Any], member: Member, language: str, at: datetime
) -> Reply | None:
    """Give the words of a change for one member; None where, by now, nothing differs from what they know.

    `was` holds the stops as people know them (see `stop_json`), None where a stop is new to them.
    """
    changes = [one for one in _by_now(itinerary, was) if one.concerns(member)]
    if not changes:
        return None
    first = next((one for one in changes if one.stop.leaves_at > at), changes[0])
    telling = Telling(itinerary, language, local_date(itinerary, at, member.group))
    reply = Reply(
        (_sentence(telling, first),),
        agendas=_others(telling, [one for one in changes if one is not first]),
        place=_place(itinerary, first, language),
        buttons=offered(itinerary, language, (NEXT, TODAY)),
    )
    return sampled(itinerary, language, reply)


def _by_now(itinerary: Itinerary, was: Mapping[str, Any]) -> Sequence[Affected]:
    """Give what differs between the stops as people know them and as they are, in the order people leave."""
    return sorted(_differing(itinerary, was), key=lambda one: (one.stop.leaves_at, one.stop.id))


def _differing(itinerary: Itinerary, was: Mapping[str, Any]) -> Iterator[Affected]:
    for stop_id, kept in was.items():
        now = itinerary.stop_by_id.get(stop_id)
        if (stop_to_json(now) if now else None) != kept:
            yield Affected(stop_from_json(kept) if kept else None, now)


def _sentence(telling: Telling, change: Affected) -> str:
    """Say what changed of a stop: its hour, its place, or that it is new or off."""
    say, language, itinerary = phrases(telling.language), telling.language, telling.itinerary
    before, after = change.before, change.after
    values = {"title": title(change.stop, language), "time": _time(telling, change.stop)}
    if after is None:
        return say("{title} is cancelled ({time}).", **values | {"time": plain_time(telling, change.stop)})
    place = _where(itinerary, after, language)
    if before is None:
        there = say("{time}, {place}", time=values["time"], place=place) if place else values["time"]
        return say("New stop: {title}, {time}.", **values | {"time": there})
    values |= {"old": plain_time(telling, before), "place": place or "–"}
    old_place = _where(itinerary, before, language)
    if before.leaves_at == after.leaves_at and old_place != place:
        return say("{title}, {time}: at {place} now, not at {old}.", **values | {"old": old_place or "–"})
    if place:
        return say("{title} has moved: {old} → {time}, {place}", **values)
    return say("{title} has moved: {old} → {time}", **values)


def _time(telling: Telling, stop: Stop) -> str:
    """Give when people have to be there, with the hour at home beside it, and the date where it isn't today."""
    itinerary, language = telling.itinerary, telling.language
    words = (leaves if stop.gather else hours)(itinerary, stop, language)
    day = stop.local_leaves_at().date()
    return words if day == telling.today else dated(day, words, language)


def _where(itinerary: Itinerary, stop: Stop, language: str) -> str | None:
    return (meeting_place if meets(stop) else where)(itinerary, stop, language)


def _others(telling: Telling, changes: Sequence[Affected]) -> tuple[Agenda, ...]:
    if not changes:
        return ()
    return (Agenda(phrases(telling.language)("Also changed"), tuple(line(telling, one) for one in changes)),)


def _place(itinerary: Itinerary, change: Affected, language: str) -> Place | None:
    """Give the point on the map where people have to be now, where it is known."""
    if change.after is None:
        return None
    site = site_of(itinerary, change.after)
    point = meeting_point(itinerary, change.after, language)
    return point or (place_of(itinerary, site, language) if site and not change.after.gather else None)
