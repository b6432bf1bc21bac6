"""Opening a roll call: previewed, then everybody who is expected is asked and the leaders get a live count."""

from datetime import timedelta
from typing import Final

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from handlers import proposals
from handlers.answers.next_steps import NEXT, TODAY, offer
from handlers.channel_order import channels_of
from handlers.identity import Caller
from handlers.notices import Notice, queue
from handlers.phrases import phrases
from handlers.proposals import Proposal
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.roll_call.board import board, scope
from handlers.roll_call.calls import open_calls
from handlers.roll_call.escalation import FIRST_STEP, is_shown
from handlers.roll_call.roll import Roll, roll, roll_of
from handlers.roll_call.stop_meant import stop_meant
from handlers.tables import AttendanceRow, NoticeKind, NoticeRow, RollCallRow
from schedule_data.inserting import insert_new
from schedule_data.itinerary import Stop
from schedule_data.members import members_of

CHANGE_WHAT_THEY_SHOWED: Final = ("telegram", "web")  # KakaoTalk changes no message once it was sent
MOST_BUSES: Final = 6  # buttons that leave the preview readable
ASKS_FOR: Final = timedelta(hours=1)  # who gets the question later than that is somewhere else by then


def preview(session: Session, _caller: Caller, question: Question) -> Reply:
    """Show whom a roll call would ask, and keep it until it is confirmed; an open one is shown as it stands."""
    stop, group = stop_meant(session, question), question.slots.get("group", "")
    if stop is None or (group and (group not in question.itinerary.groups or not stop.is_for(group))):
        return _nothing_to_call(question)
    running = _running(session, question, stop, group)
    if running is not None:
        return running
    say, language = phrases(question.language), question.language
    rolled = roll(session, question.itinerary, stop, group)
    asked = len(rolled.entries if _counts_after(session, question, stop, group) else rolled.silent)
    already = len(rolled.entries) - asked
    slots = {"stop": stop.id, "group": group} if group else {"stop": stop.id}
    proposal = proposals.propose(session, question, {"slots": slots})
    title = scope(question.itinerary, stop.id, group, language)
    lines = (
        say.plural("Roll call for {title}: one person is asked.", "Roll call for {title}: {count} people are asked.",
                   asked, title=title),
        say.plural("One person has answered already.", "{count} people have answered already.", already)
        if already
        else "",
    )  # fmt: skip
    buses = () if group else _buses(question, stop)
    return Reply(tuple(filter(None, lines)), buttons=(*proposals.buttons(question, proposal), *buses), slots=slots)


def _buses(question: Question, stop: Stop) -> tuple[Button, ...]:
    """Offer to call one bus only, the leader's own first, where several go there."""
    going = [one for one in question.itinerary.groups.values() if stop.is_for(one.id)]
    going.sort(key=lambda one: one.id != question.member.group)
    say, language = phrases(question.language), question.language
    return tuple(
        Button(
            say("{bus} only", bus=one.name.to(language)), Action("rollcall.open", {"stop": stop.id, "group": one.id})
        )
        for one in going[:MOST_BUSES]
        if len(going) > 1
    )


def carry_out(session: Session, _caller: Caller, question: Question, proposal: Proposal) -> Reply:
    """Open the roll call; of two leaders who do so at once, the second joins the first one's."""
    slots = proposal.payload["slots"]
    stop, group = question.itinerary.stop_by_id.get(slots["stop"]), slots.get("group", "")
    if stop is None:
        return _nothing_to_call(question)
    call = _open(session, question, stop, group)
    if call is None:
        return _running(session, question, stop, group) or _nothing_to_call(question)
    rolled = roll(session, question.itinerary, stop, group)
    _ask(session, question, call, rolled)
    say = phrases(question.language)
    asked = len(rolled.silent)
    return Reply(
        (
            say.plural("The roll call is open; one person is asked.",
                       "The roll call is open; {count} people are asked.", asked),
            _how_it_is_followed(session, question),
        ),
        buttons=board(question.itinerary, call, rolled, question.language).buttons,
    )  # fmt: skip


def _how_it_is_followed(session: Session, question: Question) -> str:
    """Say where the count is seen: in a message that changes, where the leader is written to on such a messenger."""
    written_to = next(iter(channels_of(session, question.member.id, takes=True)), "")
    say = phrases(question.language)
    if written_to in CHANGE_WHAT_THEY_SHOWED:
        return say("A message that updates itself shows who is there.")
    return say("Tap ‘Refresh’ to see who is there by then.")


def _nothing_to_call(question: Question) -> Reply:
    words = phrases(question.language)("There is no stop to call the roll for. Name one, such as its place.")
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=offer(question, NEXT, TODAY))


def _running(session: Session, question: Question, stop: Stop, group: str) -> Reply | None:
    for call in open_calls(session, question.itinerary.tour, stop.id):
        if call.group == group and (rolled := roll_of(session, question.itinerary, call)):
            return board(question.itinerary, call, rolled, question.language)
    return None


def _open(session: Session, question: Question, stop: Stop, group: str) -> RollCallRow | None:
    """Insert the row; None where this scope has an open one."""
    row = {
        "tour_id": question.itinerary.tour,
        "stop_id": stop.id,
        "group": group,
        "opened_by": question.member.id,
        "opened_at": question.at,
        "counts_after": _counts_after(session, question, stop, group),
        "step": 0,
        "next_step_at": question.at + FIRST_STEP,
        "called_off": False,
    }
    made = insert_new(session, RollCallRow, [row], [RollCallRow.id])
    return session.get_one(RollCallRow, made[0].id) if made else None


def _counts_after(session: Session, question: Question, stop: Stop, group: str) -> int:
    """Give the last word that a new roll call doesn't count: none, unless the same people were called here before."""
    tour = question.itinerary.tour
    here = (RollCallRow.tour_id == tour, RollCallRow.stop_id == stop.id, RollCallRow.called_off.is_(False))
    earlier = select(RollCallRow.id).where(*here, RollCallRow.group.in_(("", group)) if group else true()).limit(1)
    if session.scalar(earlier) is None:
        return 0
    last = select(func.max(AttendanceRow.id)).where(AttendanceRow.tour_id == tour, AttendanceRow.stop_id == stop.id)
    return session.scalar(last) or 0


def _ask(session: Session, question: Question, call: RollCallRow, rolled: Roll) -> None:
    """Queue the leaders' board first, then the questions: it is there before the first answer."""
    tour, at = question.itinerary.tour, question.at
    payload = {"stop": call.stop_id, "call": call.id}
    leaders = [one for one in members_of(session, tour) if is_shown(one, call)]
    shown = Notice(tour, NoticeKind.BOARD, payload, urgent=True, expires_at=at + ASKS_FOR)
    asked = Notice(tour, NoticeKind.ROLL_CALL, payload | {"as": "ask"}, urgent=True, expires_at=at + ASKS_FOR)
    call.board_id = queue(session, shown, leaders, at)
    call.notice_id = queue(session, asked, [entry.member for entry in rolled.silent], at)
    session.get_one(NoticeRow, call.board_id).reports_on = call.notice_id
    session.flush()
