"""Who says, while no roll call asks, that they don't come: their leaders are told who, why, and in which words.

The first word goes out at once, what follows within a minute in one more message. Who comes after all is told of too.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from handlers.copies import Copy, Setting
from handlers.notices import Notice, queue
from handlers.phrases import phrases
from handlers.reply import Action, Button, Card, Fact, Reply
from handlers.roll_call.calls import LASTS, open_calls
from handlers.roll_call.person_words import names, stands
from handlers.roll_call.roll import Entry, roll
from handlers.tables import AttendanceState, NoticeKind, NoticeRow
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.members import members_of
from schedule_data.people import Member, Role

GAP: Final = timedelta(minutes=1)
HOLDS: Final = timedelta(hours=12)  # the board of the roll call has it from then on
MOST_NAMED: Final = 20
_STAYING: Final = frozenset({AttendanceState.ABSENT, AttendanceState.EXCUSED})


def tell_unasked(  # noqa: PLR0913, PLR0917 - who, where, what, when
    session: Session,
    itinerary: Itinerary,
    stop: Stop,
    member: Member,
    states: tuple[AttendanceState | None, AttendanceState],
    words: str,
    at: datetime,
) -> bool:
    """Have the leaders told of a word on staying away, `states` before and after it; tell whether any are."""
    free = stop.optional or stop.signup is not None  # nobody is waited for there
    same = states[0] == states[1] or _STAYING.isdisjoint(states)
    if free or same or _is_called(session, itinerary, stop, member, at):
        return False
    leaders = [one for one in members_of(session, itinerary.tour) if one.role is Role.LEADER and one.id != member.id]
    told = [one for one in leaders if one.group in {None, member.group}] or leaders
    said = {str(member.id): words}
    newest = _newest(session, itinerary.tour, stop.id, member.group or "")
    until = datetime.fromisoformat(newest.payload["until"]) if newest else None
    if newest is not None and until is not None and at <= until:
        newest.payload = {**newest.payload, "said": {**newest.payload["said"], **said}}
        session.flush()
    elif told:
        due = at if until is None else max(at, until + GAP)
        payload = {"as": "unasked", "stop": stop.id, "bus": member.group or "", "until": due.isoformat(), "said": said}
        notice = Notice(itinerary.tour, NoticeKind.ROLL_CALL, payload, urgent=True, expires_at=due + HOLDS)
        queue(session, notice, told, at, send_at=due)
    return bool(told)


def _is_called(session: Session, itinerary: Itinerary, stop: Stop, member: Member, at: datetime) -> bool:
    """Tell whether a roll call is open whose live message shows the word anyway."""
    calls = open_calls(session, itinerary.tour, stop.id)
    return any(call.group in {"", member.group or ""} and at - call.opened_at <= LASTS for call in calls)


def _notices(tour: str) -> Select[NoticeRow]:
    called = (NoticeRow.tour_id == tour, NoticeRow.kind == NoticeKind.ROLL_CALL)
    return select(NoticeRow).where(*called, NoticeRow.payload["as"].as_string() == "unasked")


def _newest(session: Session, tour: str, stop: str, bus: str) -> NoticeRow | None:
    of_bus = NoticeRow.payload["bus"].as_string() == bus
    told = _notices(tour).where(NoticeRow.payload["stop"].as_string() == stop, of_bus)
    return session.scalars(told.order_by(NoticeRow.id.desc()).limit(1)).first()


def forget_words(session: Session, tour: str, member: int) -> None:
    """Erase what a member wrote from what leaders were told."""
    for row in session.scalars(_notices(tour)):
        if str(member) in row.payload["said"]:
            row.payload = {**row.payload, "said": {**row.payload["said"], str(member): ""}}
    session.flush()


def unasked(copy: Copy, setting: Setting) -> Reply | None:
    """Compose what leaders are told; None where the stop, or everybody who spoke, is gone."""
    stop = setting.itinerary.stop_by_id.get(copy.payload["stop"])
    said: Mapping[str, Any] = copy.payload["said"]
    entries = roll(setting.session, setting.itinerary, stop).entries if stop else ()
    heard = [one for one in entries if str(one.member.id) in said]
    if stop is None or not heard:
        return None
    say, language = phrases(setting.language), setting.language
    facts = tuple(
        Fact(name, _how(one, said[str(one.member.id)], setting))
        for name, one in zip(names(heard, language), heard[:MOST_NAMED], strict=False)
    )
    more = len(heard) - MOST_NAMED
    title = stop.title.to(language)
    return Reply(
        (say("Somebody isn't coming: {title}", title=title),),
        cards=(Card(title, facts, say("and {count} more", count=more) if more > 0 else None),),
        buttons=(
            Button(say("Who is missing"), Action("missing", {"stop": stop.id})),
            Button(say("Open a roll call"), Action("rollcall.open", {"stop": stop.id})),
        ),
    )


def _how(entry: Entry, words: str, setting: Setting) -> str:
    bus = setting.itinerary.groups.get(entry.bus)
    quoted = f"“{words}”" if words else ""
    known = bus.name.to(setting.language) if bus else ""
    return " · ".join(filter(None, (stands(entry, setting.language), quoted, known, entry.member.phone)))
