"""The words of a notice, made when it is sent from what is true then: a table of what composes each kind."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from handlers import applications, changes, rating_answers, roll_call, signups
from handlers.broadcast import report, told
from handlers.call_list import call_list
from handlers.copies import Copy, Setting
from handlers.membership.told import told as joining
from handlers.missed import missed
from handlers.pauses import pause_notice
from handlers.relay import told as relayed
from handlers.reminder_notice import reminder
from handlers.reply import Reply
from handlers.settings import default_language
from handlers.tables import NoticeKind
from handlers.tours import Tours
from handlers.trouble import told as called

__all__ = ["COMPOSERS", "SHARED", "Copy", "Setting", "compose"]


Composer = Callable[[Copy, Setting], Reply | None]


def _reminder(copy: Copy, setting: Setting) -> Reply | None:
    stop = setting.itinerary.stop_by_id.get(copy.payload["stop"])
    if stop is None or setting.at >= stop.leaves_at:  # cancelled, or moved to a moment that has passed
        return None
    return reminder(setting.itinerary, stop, copy.member, setting.language, setting.at)


COMPOSERS: Mapping[NoticeKind, Composer] = {
    NoticeKind.REMINDER: _reminder,
    NoticeKind.CHANGE: changes.told,
    NoticeKind.BROADCAST: told.told,
    NoticeKind.NUDGE: told.nudge,
    NoticeKind.REPORT: report.report,
    NoticeKind.QUESTION: relayed.question,
    NoticeKind.ANSWER: relayed.answer,
    NoticeKind.TROUBLE: called.told,
    NoticeKind.CALL_LIST: call_list,
    NoticeKind.MISSED: missed,
    NoticeKind.PAUSE: pause_notice,
    NoticeKind.ROLL_CALL: roll_call.asking.ask,
    NoticeKind.BUDDY: roll_call.asking.buddy,
    NoticeKind.JOIN: joining,
    NoticeKind.APPLICATION: applications.told,
    NoticeKind.BOARD: roll_call.board.compose,
    NoticeKind.SIGN_UP: signups.offered,
    NoticeKind.RATING: rating_answers.compose,
}
# Kinds whose words are the same for everybody of one group, role and language: made once for all of them.
SHARED = frozenset({NoticeKind.REMINDER, NoticeKind.BROADCAST, NoticeKind.NUDGE, NoticeKind.CHANGE})


def compose(session: Session, copy: Copy, at: datetime, tours: Tours) -> Reply | None:
    """Give the words of a copy; None where there is nothing true left to tell."""
    itinerary = tours.snapshots.current(session, copy.member.tour)
    composer = COMPOSERS.get(copy.kind)
    if itinerary is None or composer is None:
        return None
    return composer(copy, Setting(session, itinerary, default_language(copy.language), at))
