"""What the bot does with a message: who may ask what, and which answer is given. Reads as its table of contents."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from handlers import (
    applications,
    attendance,
    boarding,
    broadcast,
    changes,
    confirming,
    enclosed,
    headcount,
    joining,
    own_data,
    rating_answers,
    relay,
    roll_call,
    settings,
    signups,
    staff_orders,
    strangers,
    trouble,
)
from handlers.actions import resolve
from handlers.answers import ANSWERS
from handlers.answers.clarify import clarify
from handlers.answers.not_understood import attachment, expired, not_on_record, refused, too_long, unknown
from handlers.context import context_of
from handlers.delivery_report import delivery_report
from handlers.identity import Caller
from handlers.membership import doings as membership
from handlers.membership.switching import after_the_tour
from handlers.membership.visit import for_members
from handlers.membership.words import code_in, order_in
from handlers.open_question import answer_in
from handlers.permissions import may
from handlers.question import Question
from handlers.reply import Action, Outcome, Reply
from handlers.request import Guessing, Request
from handlers.roll_call import noted
from handlers.roll_call.aboard import aboard_in
from handlers.roll_call.answered import answered_in
from handlers.roll_call.companions import seen_in
from handlers.roll_call.not_read import waits_for_you
from handlers.roll_call.rest import rest_in
from handlers.roll_call.vouched import vouched_in
from handlers.signups.said import WANTS
from handlers.together import together
from handlers.tour_files.asked import calendar_asked
from handlers.tours import OpenTour, Tours
from handlers.trouble.said import over_in
from handlers.understanding import Moment, Understood, understand
from handlers.understanding.script import language_of
from handlers.visits import VISITS
from schedule_data.people import Role

LONGEST_TEXT = 2000  # characters; nobody types a question that long, a pasted document is not one

# What a leader says of themselves, or has heard of somebody.
_OF_ONE_PERSON = re.compile(
    r"(?:^|\s)(?:나|저|내가|제가|난|전|나는|저는|나도|저도)(?=\s|$)|대요?[\s.!~]*$|다고|답니다|(?<=[가-힣]{2})[님씨]|\b(?:i|i'm|im)\b|我(?!们)",
    re.IGNORECASE,
)
_OF_A_STOP = frozenset({"change.delay", "change.move", "change.place", "change.cancel"})
_OF_THE_GROUP = {"attendance.late": ("change.delay", "minutes"), "attendance.absent": ("change.cancel", "stop")}

Doing = Callable[[Session, Caller, Question], Reply]
DOINGS: Mapping[str, Doing] = {
    "attendance.here": attendance.here,
    "attendance.late": attendance.late,
    "attendance.absent": attendance.absent,
    "attendance.unseen": attendance.unseen,
    "attendance.undo": noted.undo,
    **roll_call.DOINGS,
    **headcount.DOINGS,
    **signups.DOINGS,
    **rating_answers.DOINGS,
    "reminder.settings": settings.reminder_settings,
    "channels.order": settings.channels_order,
    "language": settings.language,
    **changes.PREVIEWS,
    "calendar": calendar_asked,
    "change.menu": changes.menu,
    "change.history": changes.history,
    **broadcast.DOINGS,
    **relay.DOINGS,
    **trouble.DOINGS,
    "notice.progress": delivery_report,
    **membership.DOINGS,
    **{intent: for_members(do) for intent, do in VISITS.items()},
    "application.add": applications.add,
    "application.close": applications.close,
    "application.list": applications.listed,
    **own_data.DOINGS,
    "confirm": confirming.confirm,
    "discard": confirming.discard,
}


def respond(session: Session, request: Request, caller: Caller, tours: Tours) -> Reply:
    """Answer one message or tap; what it changes is in `session`, for the caller to commit."""
    language = caller.language or settings.default_language(request.language)
    code = request.code or code_in(request.text)
    if code is not None:
        request = replace(request, code=code)
        boarded = boarding.board(session, request, caller, language, tours)
        return boarded or joining.join(session, request, caller, language, tours)
    if caller.member is None or caller.revision is None:
        return strangers.respond(session, request, caller, language, tours)
    tour = tours.open_to(session, caller.member.tour, caller.revision, caller.member.role)
    question = Question(tour.itinerary, caller.member, request.at, language, "", text=request.text, file=request.file)
    action = request.action or enclosed.action_in(session, caller, question, request)
    if action is not None:
        reply = _act(session, caller, question, action)
    elif request.attachment is not None:
        reply = attachment(language, request.attachment)
    else:
        reply = _understood(session, caller, question, tour, request.guessing)
    return after_the_tour(session, caller, question, reply)


def _act(session: Session, caller: Caller, question: Question, action: Action) -> Reply:
    itinerary = question.itinerary
    action = resolve(action, (*itinerary.stop_by_id, *itinerary.sites, *itinerary.groups))
    slots = {slot: _storable(value) for slot, value in action.slots.items()}
    part = Understood(Outcome.ANSWER, action.intent, slots, 1.0)
    return _answer(session, caller, question, part)


def _understood(
    session: Session, caller: Caller, question: Question, tour: OpenTour, guessing: Guessing | None
) -> Reply:
    text = question.text or ""
    if len(text) > LONGEST_TEXT:
        return too_long(question.language)
    moment = Moment(question.at, question.member.group, question.language)
    written = _in_language(question, language_of(text, question.language))
    said = (
        over_in(session, question)
        or answer_in(session, caller, question, tour)
        or answered_in(session, caller, question)
        or aboard_in(question)
        or order_in(session, written)
        or broadcast.order_in(session, written)
        or changes.order_in(text, tour.matcher, moment, question.member.role)
        or rest_in(session, question)
        or vouched_in(session, question)
        or seen_in(session, question)
        or signups.said_in(session, caller, question)
        or rating_answers.given_in(session, question)
        or staff_orders.order_in(question)
    )
    if said is not None:
        return _act(session, caller, written, said)
    understanding = understand(text, tour.matcher, moment, context_of(caller, question))
    asked = _in_language(question, understanding.language)
    if all(part.outcome is not Outcome.ANSWER or part.intent == "social" for part in understanding.parts):
        remark = rating_answers.remark_in(caller, question)
        if remark is not None:
            return _act(session, caller, asked, remark)
    if all(part.outcome is not Outcome.ANSWER for part in understanding.parts):
        kept = relay.kept_answer(session, asked)
        if kept is not None:
            return kept
    reply = together([_answer(session, caller, asked, part) for part in understanding.parts])
    if guessing is None or not understanding.unclear or reply.outcome is not Outcome.UNKNOWN:
        return reply
    from handlers.guessing import guess  # noqa: PLC0415 - loaded only where a language model helps

    return guess(session, replace(asked, text=understanding.unclear), tour.matcher, guessing, reply)


def _answer(session: Session, caller: Caller, question: Question, part: Understood) -> Reply:
    """Answer one part; who may not ask it is told so, whatever it was about."""
    part = _of_ones_place(question, headcount.on_roster(session, question, part))
    intent = part.intent
    asked = replace(question, intent=intent or "", slots=part.slots)
    if part.outcome is Outcome.REFUSED and intent is not None and may(question.member.role, intent):
        return replace(ANSWERS["social"](replace(asked, intent="social")), intent="social")
    if intent is not None and not may(question.member.role, intent):
        return replace(refused(asked), outcome=Outcome.REFUSED, intent=intent, slots=part.slots)
    if part.outcome is Outcome.CLARIFY:
        back = _which_stop(session, caller, asked, part) or clarify(asked, part.choices, part.unresolved)
        return replace(back, outcome=Outcome.CLARIFY, intent=intent, slots=part.slots)
    if part.outcome is Outcome.UNKNOWN or intent is None:
        reply = waits_for_you(session, asked) or unknown(asked, part.unresolved)
        return replace(reply, outcome=Outcome.UNKNOWN, intent=None, slots={})
    if intent in DOINGS:
        reply = DOINGS[intent](session, caller, asked)
    elif intent in ANSWERS:
        reply = ANSWERS[intent](asked)
    else:
        return expired(question.language)
    return replace(reply, intent=intent, slots={**part.slots, **reply.slots})


def _which_stop(session: Session, caller: Caller, question: Question, part: Understood) -> Reply | None:
    """Ask which stop an order is about that names one nobody knows; None where something else is unclear."""
    if part.intent not in _OF_A_STOP or part.choices or not part.unresolved or "stop" in part.slots:
        return None
    asked = DOINGS[part.intent](session, caller, replace(question, slots={**part.slots, "stop": ""}))
    if asked.outcome is not Outcome.CLARIFY:
        return None
    return replace(asked, paragraphs=(not_on_record(question, part.unresolved), *asked.paragraphs))


def _of_ones_place(question: Question, part: Understood) -> Understood:
    """Read words by who says them.

    A participant's 'cancel the test drive', or 'I want to drive', is about their own place there. A leader is on no
    roll: '20분 늦어질 듯' is the group's delay, '천단 안 갑니다' a stop less for all.
    """
    if part.intent in _OF_THE_GROUP and _is_of_the_group(question, part):
        intent, slot = _OF_THE_GROUP[part.intent]
        return replace(part, intent=intent) if slot in part.slots else part
    stop = question.itinerary.stop_by_id.get(part.slots.get("stop", ""))
    mine = part.intent == "change.cancel" or (part.intent == "agenda.when" and WANTS.search(question.text or ""))
    mine = mine and question.member.role is Role.PARTICIPANT
    return replace(part, intent="signup") if mine and stop is not None and stop.signup else part


def _is_of_the_group(question: Question, part: Understood) -> bool:
    """Tell whether a leader's typed words of who is late or doesn't come are of everybody with them."""
    text = question.text or ""
    typed = part.outcome is Outcome.ANSWER and "person" not in part.slots and bool(text)
    return typed and question.member.role is Role.LEADER and not (part.unresolved or _OF_ONE_PERSON.search(text))


def _in_language(question: Question, language: str) -> Question:
    return question if question.language == language else replace(question, language=language)


def _storable(value: str) -> str:
    """Give a slot, which may be forged, without what is no text; lines and joined emoji of somebody's words stay."""
    return "".join(one for one in value if one.isprintable() or one in "\n\u200d")
