"""What answers a question that is open, and what ends it: an order or a question of its own is no place and no name."""

import re
from typing import Final

from sqlalchemy.orm import Session

from handlers import broadcast, changes, staff_orders
from handlers.broadcast.whom import may_be_meant, who
from handlers.context import said_after, value_awaited
from handlers.identity import Caller
from handlers.membership.words import order_in
from handlers.permissions import may
from handlers.question import Question
from handlers.reply import Action, Outcome
from handlers.roll_call.answer_words import minutes_said
from handlers.tours import OpenTour
from handlers.understanding import Moment, understand

_ORDERS: Final = ("change.", "rollcall.", "notice.", "headcount", "missing", "export")
_PLANS: Final = "agenda."
_ASKS: Final = re.compile(
    r"일정|몇\s*시|언제|어디|뭐\s*(?:해|하)|알려|보여|schedule|itinerary|\b(?:when|where|what)\b|行程|日程|几点|什么|哪",
    re.IGNORECASE,
)


def answer_in(session: Session, caller: Caller, question: Question, tour: OpenTour) -> Action | None:
    """Give what the caller's words do after what the last answer asked; None where they are a message of their own."""
    said = said_after(caller, question)
    awaited = value_awaited(caller, said)
    if said is None or awaited is None or said.intent.startswith("trouble."):
        return said
    if awaited["intent"] == "attendance.late":
        return said if minutes_said(question.text or "") else None
    if awaited["free"]:
        return broadcast.headed_in(session, question, said) if may(question.member.role, "notice.send") else said
    if said.slots.keys() >= {"proposal", "whom"}:
        whom = said.slots["whom"]
        return said if who(session, question, whom) or may_be_meant(session, question, whom) else None
    return order_of_its_own(session, question, tour) or (None if _ends(question, tour, said) else said)


def order_of_its_own(session: Session, question: Question, tour: OpenTour) -> Action | None:
    """Give the order that words are whatever was asked before."""
    moment = Moment(question.at, question.member.group, question.language)
    return (
        order_in(session, question)
        or broadcast.order_in(session, question)
        or changes.order_in(question.text or "", tour.matcher, moment, question.member.role)
        or staff_orders.order_in(question)
    )


def _ends(question: Question, tour: OpenTour, said: Action) -> bool:
    """Tell whether words that are no order in themselves are understood as another order, or as a question."""
    moment = Moment(question.at, question.member.group, question.language)
    return any(
        _is_another(question.text or "", part.intent or "", said)
        for part in understand(question.text or "", tour.matcher, moment, None).parts
        if part.outcome is Outcome.ANSWER
    )


def _is_another(text: str, intent: str, said: Action) -> bool:
    if intent == said.intent:
        return False
    asks = intent.startswith(_PLANS) and "until" not in said.slots  # '오늘 일정 끝날 때까지' is an hour to be quiet to
    return intent.startswith(_ORDERS) or (asks and _ASKS.search(text) is not None)
