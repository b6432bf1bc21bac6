"""What is said after a roll call was closed: its leaders are told who, how, and how the count stands now.

The first word goes out at once, what follows within a minute goes in one more message, so that a busload that answers
late floods nobody.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.copies import Copy, Setting
from handlers.notices import Notice, queue
from handlers.phrases import phrases
from handlers.reply import Action, Button, Card, Fact, Reply
from handlers.roll_call.board import heading, others
from handlers.roll_call.calls import HEARD_AFTER, call_of, calls_shown
from handlers.roll_call.escalation import is_shown
from handlers.roll_call.person_words import known_from, names, stands
from handlers.roll_call.roll import Entry, Roll, roll, roll_of
from handlers.roll_call.states import Standing
from handlers.tables import AttendanceRow, AttendanceState, NoticeKind, NoticeRow, RollCallRow
from schedule_data.members import members_of
from schedule_data.tables import MemberRow

GAP: Final = timedelta(minutes=1)
MOST_NAMED: Final = 20


def tell_leaders(session: Session, word: AttendanceRow, before: AttendanceRow | None) -> bool:
    """Have the leaders of a closed roll call told of a word that changes it; tell whether any are."""
    if not _changes(word, before):
        return False
    told = [
        _tell(session, call, word)
        for call in calls_shown(session, word.tour_id, word.stop_id, word.at)
        if call.closed_at is not None and _rides(session, call, word)
    ]
    return any(told)


def after_closing_words(language: str) -> str:
    """Tell somebody who answers a closed roll call that their word has reached the leaders."""
    return phrases(language)("The roll call was closed already, so your tour leaders are told.")


def _changes(word: AttendanceRow, before: AttendanceRow | None) -> bool:
    if before is None:
        return word.state != AttendanceState.UNKNOWN
    return any(getattr(word, of) != getattr(before, of) for of in ("state", "minutes", "reason", "group"))


def _rides(session: Session, call: RollCallRow, word: AttendanceRow) -> bool:
    member = session.get(MemberRow, word.member_id)
    return call.group in {"", word.group, member.group if member else ""}


def _tell(session: Session, call: RollCallRow, word: AttendanceRow) -> bool:
    """Queue a message of what is said from this word on; one that is yet to go tells it already."""
    told = [
        one
        for one in members_of(session, call.tour_id)
        if one.id != word.by_id and (is_shown(one, call) or one.id == call.closed_by)
    ]
    newest = _newest(session, call)
    until = datetime.fromisoformat(newest.payload["until"]) if newest else None
    if not told or (until is not None and word.at <= until):
        return bool(told)
    due = word.at if until is None else max(word.at, until + GAP)
    said = {"as": "after", "stop": call.stop_id, "call": call.id, "from": word.id, "until": due.isoformat()}
    notice = Notice(call.tour_id, NoticeKind.ROLL_CALL, said, urgent=True, expires_at=due + HEARD_AFTER)
    queue(session, notice, told, word.at, send_at=due)
    return True


def _newest(session: Session, call: RollCallRow) -> NoticeRow | None:
    told = select(NoticeRow).where(
        NoticeRow.tour_id == call.tour_id,
        NoticeRow.kind == NoticeKind.ROLL_CALL,
        NoticeRow.payload["call"].as_integer() == call.id,
        NoticeRow.payload["as"].as_string() == "after",
    )
    return session.scalars(told.order_by(NoticeRow.id.desc()).limit(1)).first()


def after_closing(copy: Copy, setting: Setting) -> Reply | None:
    """Compose what was said since; None where the roll call is open again, or nothing is left of it."""
    call = call_of(setting.session, copy.member.tour, str(copy.payload["call"]))
    rolled = roll_of(setting.session, setting.itinerary, call) if call and call.closed_at else None
    if call is None or rolled is None:
        return None
    heard = _heard(copy, setting, call)
    if not heard:
        return None
    say, language = phrases(setting.language), setting.language
    facts = tuple(
        Fact(name, _how(entry, setting))
        for name, entry in zip(names(heard, language), heard[:MOST_NAMED], strict=False)
    )
    more = len(heard) - MOST_NAMED
    note = say("and {count} more", count=more) if more > 0 else None
    status = Button(say("Roll call status"), Action("rollcall.status", {"call": str(call.id)}))
    return Reply(
        (_heading(call, rolled, setting),),
        cards=(Card(say("Since it was closed"), facts, note),),
        buttons=(status, Button(say("Open it again"), Action("rollcall.reopen", {"call": str(call.id)}))),
    )


def _heading(call: RollCallRow, rolled: Roll, setting: Setting) -> str:
    counted = heading(setting.itinerary, call, rolled, setting.language)
    return " · ".join(filter(None, (counted, others(rolled, setting.language))))


def _how(entry: Entry, setting: Setting) -> str:
    """Give how somebody stands now, on which bus, whose word it is, and the number where they aren't there."""
    language, bus = setting.language, setting.itinerary.groups.get(entry.bus)
    away = entry.standing is not Standing.PRESENT
    parts = (
        stands(entry, language),
        bus.name.to(language) if bus else "",
        known_from(entry, language, setting.at),
        entry.member.phone if away else "",
    )
    return " · ".join(filter(None, parts))


def _heard(copy: Copy, setting: Setting, call: RollCallRow) -> list[Entry]:
    """Give of whom something was said in the time that the message is about, each as they stand now."""
    row = AttendanceRow.__mapper__.columns
    said = select(func.max(row.id), row.member_id).where(
        row.tour_id == call.tour_id,
        row.stop_id == call.stop_id,
        row.id >= int(copy.payload["from"]),
        row.at <= datetime.fromisoformat(copy.payload["until"]),
    )
    theirs = {member for _, member in setting.session.execute(said.group_by(row.member_id))}
    stop = setting.itinerary.stop_by_id[call.stop_id]
    return [
        one
        for one in roll(setting.session, setting.itinerary, stop).entries
        if one.member.id in theirs and call.group in {"", one.bus, one.member.group}
    ]
