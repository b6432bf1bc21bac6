"""A notice on its way to its preview: what and to whom is asked for until both are known, then it can be changed."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from handlers.answers.next_steps import HELP, NEXT, offer
from handlers.answers.not_understood import expired
from handlers.audience import audience
from handlers.broadcast.draft import Draft
from handlers.broadcast.preview import ask_audience, ask_place, ask_text, ask_whom, preview, recipients
from handlers.broadcast.quoting import direct
from handlers.broadcast.spoken_orders import addressed
from handlers.broadcast.templates import TEMPLATES
from handlers.broadcast.times import moment_in
from handlers.broadcast.whom import chosen, who
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.proposals import propose
from handlers.question import Question
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.row_number import row_number
from handlers.tables import ProposalRow
from handlers.wording import duration, listing
from schedule_data.agenda import local_zone

LATER_CHOICES = (10, 30, 60)  # minutes
SLOTS = ("audience", "text", "template", "place", "time", "urgent", "plain", "file", "point")


def send(session: Session, _caller: Caller, question: Question) -> Reply:
    """Preview a notice; ask for what is missing."""
    slots = {name: question.slots[name] for name in SLOTS if question.slots.get(name)}
    if question.text and slots.get("text"):
        slots["text"] = direct(slots["text"], question.text)
    draft = Draft.read(slots)
    if not draft.says_something:
        return ask_text(question, slots)
    template = TEMPLATES.get(draft.template)
    if template and template.asks_place and not draft.place:
        return ask_place(question, slots)
    proposal = propose(session, question, {"slots": slots})
    if (whom := question.slots.get("whom")) and not draft.audience:
        return _ask_whom(session, question, session.get_one(ProposalRow, proposal), whom)
    return preview(session, question, draft, proposal)


def unfetched(_session: Session, _caller: Caller, question: Question) -> Reply:
    """Tell a leader that the messenger didn't hand over their photo."""
    words = phrases(question.language)(
        "I could not get that photo. Please send it once more, or attach it on the chat web page or in Telegram."
    )
    return Reply((words,), outcome=Outcome.UNKNOWN, buttons=offer(question, HELP, NEXT))


def change(session: Session, _caller: Caller, question: Question) -> Reply:
    """Change what the preview shows, or show more of it; the proposal stays the same one."""
    row = _open(session, question)
    if row is None:
        return expired(question.language)
    asked = question.slots.get("show", "")
    if asked in _SHOWN:
        return _SHOWN[asked](session, question, row)
    changes = {name: question.slots[name] for name in SLOTS if name in question.slots}
    whom = question.slots.get("whom", "").strip()
    if whom or "chosen" in question.slots:
        meant = who(session, question, addressed(whom)) if whom else _chosen(session, question, row)
        if meant is None:
            return _ask_whom(session, question, row, whom or row.payload.get("whom", ""))
        changes["audience"] = meant
    if "time" in changes:
        zone = local_zone(question.itinerary, question.at, question.member.group)
        moment = moment_in(changes["time"], question.at, zone)
        if moment is None:
            return _ask_time(session, question, row)
        changes["time"] = moment.isoformat()
    if "text" in changes:
        changes |= {"template": "", "place": ""}
    row.payload = {"slots": {**row.payload["slots"], **changes}}
    session.flush()
    return preview(session, question, Draft.read(row.payload["slots"]), row.id)


def _chosen(session: Session, question: Question, row: ProposalRow) -> str | None:
    return chosen(session, question, row.payload.get("whom", ""), question.slots["chosen"].split(","))


def _ask_whom(session: Session, question: Question, row: ProposalRow, whom: str) -> Reply:
    """Ask which people are meant, and keep the words: a button has no room for all whom they name."""
    row.payload = {**row.payload, "whom": whom}
    session.flush()
    return ask_whom(session, question, row.id, whom)


def _open(session: Session, question: Question) -> ProposalRow | None:
    given = row_number(question.slots.get("proposal"))
    row = session.get(ProposalRow, given, with_for_update=True) if given else None
    mine = row is not None and row.member_id == question.member.id and row.intent == "notice.send"
    return row if row is not None and mine and row.decided_at is None else None


def _ask_audience(session: Session, question: Question, row: ProposalRow) -> Reply:
    return ask_audience(session, question, row.id)


def _ask_time(_session: Session, question: Question, row: ProposalRow) -> Reply:
    say = phrases(question.language)
    buttons = tuple(
        Button(say("In {time}", time=duration(minutes, question.language)), _set(row, time=f"{minutes}min"))
        for minutes in LATER_CHOICES
    )
    words = say("When shall I send it? Write a time such as 20:30 or ‘tomorrow 7:00’.")
    awaits = Awaited("notice.draft", "time", {"proposal": str(row.id)})
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=buttons, awaits=awaits)


def _ask_text(_session: Session, question: Question, row: ProposalRow) -> Reply:
    words = phrases(question.language)("Please write the new text.")
    awaits = Awaited("notice.draft", "text", {"proposal": str(row.id)}, free=True)
    return Reply((words,), outcome=Outcome.CLARIFY, awaits=awaits)


def _names(session: Session, question: Question, row: ProposalRow) -> Reply:
    draft = Draft.read(row.payload["slots"])
    told = audience(session, question.itinerary, draft.audience, question.language)
    names = [one.name for one in recipients(told, question.member)] if told else []
    shown = preview(session, question, draft, row.id)
    return Reply((listing(names, question.language), *shown.paragraphs), buttons=shown.buttons)


def _set(row: ProposalRow, **change: str) -> Action:
    return Action("notice.draft", {"proposal": str(row.id), **change})


_SHOWN: Mapping[str, Callable[[Session, Question, ProposalRow], Reply]] = {
    "audience": _ask_audience,
    "time": _ask_time,
    "text": _ask_text,
    "names": _names,
}
