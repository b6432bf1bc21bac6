"""Words that answer what a roll call asks: oneself, or about a companion.

They count only where the writer was asked, as the rows tell; else they mean what they always do. Who comes after all,
or is on the way, is heard after the closing too.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.context import context_of
from handlers.identity import Caller
from handlers.question import Question
from handlers.reply import Action
from handlers.roll_call.answer_words import COMING, WAIT, compact, is_on_the_way, is_yes, said_by, sees, too_unwell
from handlers.roll_call.calls import call_expecting, call_lately, is_asked, newest_word
from handlers.roll_call.noting import newest_said
from handlers.roll_call.states import Reason
from handlers.roll_call.stop_meant import gathering_at
from handlers.tables import AttendanceRow, AttendanceState, DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from handlers.tables import RollCallRow as Call
from schedule_data.people import Role

LONGEST: Final = 40  # letters
NEAR: Final = timedelta(hours=1)  # what is said of being on the way longer before a gathering is of something else
IN_TIME: Final = "early"  # in the slot `coming`: on the way before anybody is called
SURE: Final = "ask"  # in the slot `coming`: who is noted as being there writes that they are on the way
_STAYING: Final = frozenset({AttendanceState.ABSENT, AttendanceState.EXCUSED})


def answered_in(session: Session, caller: Caller, question: Question) -> Action | None:
    """Give what short words answer to the roll call that asks the writer; None where they are no answer."""
    text = question.text or ""
    if question.member.role is not Role.PARTICIPANT or len(text) > LONGEST or text.rstrip().endswith(("?", "？")):
        return None
    if too_unwell(text):
        return Action("attendance.absent", {"why": Reason.UNWELL.value})
    form = compact(text)
    said, seen = said_by(form), sees(form)
    companion = _of_companion(session, caller, question, seen) if seen is not None else None
    if companion is not None or (said is None and not is_yes(form)):
        return companion
    call = _call(session, question, said)
    if call is None:
        return _early(session, question, said, form) if said is not None else None
    return _answer(session, caller, question, call, said)


def _early(session: Session, question: Question, said: tuple[str, dict[str, str]], form: str) -> Action | None:
    """Give what being on the way, or coming alone, means while nobody is called: it is of a gathering that is near."""
    stop = gathering_at(question.itinerary, question.at, question.member.group, ahead=NEAR)
    if stop is None or question.at >= stop.leaves_at:
        return None
    intent, slots = said
    if intent == "attendance.absent":
        return Action(intent, {"stop": stop.id, **slots})
    word = newest_said(session, question.itinerary.tour, stop.id, question.member.id) if slots == COMING else None
    stays = word is not None and word.state in _STAYING
    means = slots == COMING and (stays or is_on_the_way(form))
    return Action(intent, {"stop": stop.id, "coming": IN_TIME}) if means else None


def _call(session: Session, question: Question, said: tuple[str, dict[str, str]] | None) -> Call | None:
    call = call_expecting(session, question.itinerary, question.member, question.at)
    late = call is None and said is not None and said[0] == "attendance.late"
    return call_lately(session, question.itinerary, question.member, question.at) if late else call


def _answer(
    session: Session, caller: Caller, question: Question, call: Call, said: tuple[str, dict[str, str]] | None
) -> Action | None:
    word = newest_word(session, call, question.member.id)
    if word is None and not is_asked(session, call, question.member.id):
        return None
    if said is None:
        told = _told_last(session, caller, question)
        fresh = word is None and _is_of(told, session.get_one(NoticeRow, call.notice_id))
        return Action("attendance.here", {"stop": call.stop_id}) if fresh else None
    intent, slots = said
    if word is not None and word.state not in {AttendanceState.UNKNOWN, AttendanceState.LATE}:
        return _changed(word, call, said)
    return Action(intent, {"stop": call.stop_id, **slots})


def _changed(word: AttendanceRow, call: Call, said: tuple[str, dict[str, str]]) -> Action | None:
    """Give what words do of somebody who is counted: who stays away may come, who is there may be on the way yet."""
    intent, slots = said
    if slots == WAIT:
        return None
    if word.state in _STAYING:
        return Action(intent, {"stop": call.stop_id, **slots})
    is_there = word.state == AttendanceState.HERE and slots == COMING
    return Action(intent, {"stop": call.stop_id, "coming": SURE}) if is_there else None


def _of_companion(session: Session, caller: Caller, question: Question, seen: bool) -> Action | None:  # noqa: FBT001 - what the words say
    """Give what words answer that follow the question whether somebody is with the writer."""
    told = _told_last(session, caller, question)
    if told is None or told.kind != NoticeKind.BUDDY:
        return None
    slots = {"person": str(told.payload["about"]), "stop": told.payload["stop"]}
    return Action("attendance.here" if seen else "attendance.unseen", slots)


def _is_of(told: NoticeRow | None, asked: NoticeRow) -> bool:
    """Tell whether a notice is the question of a roll call, or its repetition."""
    return told is not None and (told.kind, told.payload.get("call")) == (NoticeKind.ROLL_CALL, asked.payload["call"])


def _told_last(session: Session, caller: Caller, question: Question) -> NoticeRow | None:
    """Give the notice that the member was told last; None where they have talked since: a bare yes is to that."""
    last = session.execute(
        select(NoticeRow, DeliveryRow.accepted_at)
        .join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        .where(DeliveryRow.member_id == question.member.id, DeliveryRow.state == DeliveryState.ACCEPTED)
        .order_by(DeliveryRow.accepted_at.desc(), DeliveryRow.id.desc())
        .limit(1)
    ).first()
    talked = context_of(caller, question)
    fresh = last is not None and (talked is None or last[1] is None or talked.at < last[1])
    return last[0] if last is not None and fresh else None
