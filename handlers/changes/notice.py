"""What people are told when the plan changes: each only what is theirs, in their language, as it is when it is sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.answers.maps import meeting_point, place_of
from handlers.answers.next_steps import NEXT, TODAY, offered
from handlers.answers.sample import sampled
from handlers.answers.stop_words import dated_hours, dated_leaves, meeting_place, meets, site_of, title, where
from handlers.changes.affected import Affected
from handlers.changes.old_new import Telling, line
from handlers.changes.stop_json import stop_from_json, stop_to_json
from handlers.phrases import phrases
from handlers.reply import Agenda, Place, Reply
from schedule_data.agenda import local_date
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.people import Member


def change_notice(
    itinerary: Itinerary, payload: Mapping[str, Any], member: Member, language: str, at: datetime
) -> Reply | None:
    """Give the words of a change for one member; None where, by now, nothing differs from what they know.

    `payload["was"]` holds the stops as people know them (see `stop_json`), None where a stop is new to them.
    """
    changes = [one for one in _by_now(itinerary, payload["was"]) if one.concerns(member)]
    if not changes:
        return None
    first = next((one for one in changes if one.stop.leaves_at > at), changes[0])
    telling = Telling(itinerary, language, local_date(itinerary, at, member.group))
    reply = Reply(
        (phrases(language)("The plan has changed."), _sentence(telling, first)),
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
    stop, before, after = change.stop, change.before, change.after
    values = {"title": title(stop, language), "time": _hours(itinerary, stop, language)}
    place = _where(itinerary, stop, language)
    if after is None:
        return say("{title} ({time}) is cancelled.", **values)
    if before is None:
        return (
            say("New: {title}, {time}, {place}.", place=place, **values)
            if place
            else say("New: {title}, {time}.", **values)
        )
    old = line(telling, Affected(before, before)).when
    if before.leaves_at == after.leaves_at and _where(itinerary, before, language) != place:
        gone = _where(itinerary, before, language) or "–"
        return say("{title}, {time}: at {place} now, not at {old}.", old=gone, place=place or "–", **values)
    if place:
        return say("{title}: {time} now, {place}. (Before: {old})", old=old, place=place, **values)
    return say("{title}: {time} now. (Before: {old})", old=old, **values)


def _hours(itinerary: Itinerary, stop: Stop, language: str) -> str:
    return (dated_leaves if stop.gather else dated_hours)(itinerary, stop, language)


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
