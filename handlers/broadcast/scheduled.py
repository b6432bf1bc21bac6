"""Notices set for later, of which nobody has anything yet: when they go out, and a list to withdraw or change them."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.audience import audience
from handlers.broadcast.reader import Reader
from handlers.broadcast.standing import is_to_come, standing, still_asks
from handlers.broadcast.times import LATEST
from handlers.broadcast.words import body
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Card, Reply
from handlers.tables import NoticeKind, NoticeRow
from handlers.wording import when
from schedule_data.agenda import local_zone

MOST_LISTED: Final = 5  # two buttons each: more than ten fit no messenger's keyboard

_ASKED: Final = re.compile(
    r"(?:(?:예약(?:된|한|해\s*둔|됐던)?|나갈|보낼|예정(?:된)?)\s*(?:전체\s*)?(?:공지(?:사항)?|메시지)|공지\s*예약)(?:들)?(?:은|는|이|가|을|를)?"
    r"\s*(?:목록|현황|내역|확인|취소|수정|삭제|변경|보기|뭐\S*(?:\s*있\S*)?|있\S*|몇\s*\S+|어떤\s*\S+)?\s*(?:해|좀)?\s*(?:보여\s*|알려\s*)?(?:줘|주세요|줄래)?[?!.\s]*"
    r"|(?:please )?(?:show |list |what are )?(?:me )?(?:the |my |all )*"
    r"(?:scheduled|upcoming) (?:notices?|announcements?|broadcasts?|messages?)[?.!]*"
    r"|(?:查看|显示|取消)?(?:已)?(?:定时|预约|预定|待发送?)的?(?:通知|公告|消息)(?:列表|有哪些|有什么)?[?？。!！]*",
    re.IGNORECASE,
)


def scheduled_asked(text: str) -> bool:
    """Tell whether words ask for the notices that are set for later."""
    return _ASKED.fullmatch(" ".join(text.split())) is not None


def scheduled(session: Session, _caller: Caller, question: Question) -> Reply:
    """List the notices that are set for later, the next to go first, with what can be done about each."""
    say = phrases(question.language)
    rows = _to_come(session, question)
    if not rows:
        words = say("No notice is set for later.")
        return Reply((words,), buttons=(Button(say("Send a notice"), Action("notice.send")), *offer(question, NEXT)))
    first = say.plural("One notice is set for later.", "{count} notices are set for later.", len(rows))
    shown = rows[:MOST_LISTED]
    cards = tuple(_card(session, question, row, number) for number, row in enumerate(shown, start=1))
    buttons = tuple(one for number, row in enumerate(shown, start=1) for one in _ways(question, row, number))
    more = len(rows) - len(shown)
    return Reply((first, *((say("and {count} more", count=more),) if more else ())), cards=cards, buttons=buttons)


def not_yet(session: Session, question: Question, notice: NoticeRow) -> Reply | None:
    """Say of a notice set for later when it goes out; None of one whose time has come."""
    if not is_to_come(notice, question.at):
        return None
    say, slots = phrases(question.language), {"notice": str(notice.id)}
    words = say.plural(
        "Goes out {when}, to one person",
        "Goes out {when}, to {count} people",
        told(session, notice),
        when=moment(question, notice),
    )
    return Reply(
        (words, say("Nobody has it yet.")),
        buttons=(
            Button(say("Correct it"), Action("notice.correct", slots)),
            Button(say("Withdraw it"), Action("notice.withdraw", slots)),
        ),
    )


def moment(question: Question, notice: NoticeRow) -> str:
    """Give when a notice goes out, in words."""
    zone = local_zone(question.itinerary, question.at, question.member.group).key
    return when(question.at, datetime.fromisoformat(notice.payload["sent_at"]), zone, zone, question.language)


def told(session: Session, notice: NoticeRow) -> int:
    """Give how many people a notice is for."""
    return standing(session, notice.id).total


def _to_come(session: Session, question: Question) -> Sequence[NoticeRow]:
    rows = session.scalars(
        select(NoticeRow)
        .where(NoticeRow.tour_id == question.itinerary.tour, NoticeRow.kind == NoticeKind.BROADCAST)
        .where(NoticeRow.created_at > question.at - LATEST - timedelta(days=1))
    )
    waiting = (row for row in rows if still_asks(row) and is_to_come(row, question.at))
    return sorted(waiting, key=lambda row: (datetime.fromisoformat(row.payload["sent_at"]), row.id))


def _card(session: Session, question: Question, notice: NoticeRow, number: int) -> Card:
    say = phrases(question.language)
    code = str(notice.payload.get("audience", ""))
    found = audience(session, question.itinerary, code, question.language)
    title = say.plural(
        "{number}. {when} · {audience}, one person", "{number}. {when} · {audience}, {count} people",
        told(session, notice), number=number, when=moment(question, notice), audience=found.name if found else "",
    )  # fmt: skip
    reader = Reader(question.itinerary, question.member.group, question.language)
    words = body(notice.payload, reader, datetime.fromisoformat(notice.payload["sent_at"]))
    return Card(title, note=f"“{words}”" if words else None)


def _ways(question: Question, notice: NoticeRow, number: int) -> tuple[Button, Button]:
    say, slots = phrases(question.language), {"notice": str(notice.id)}
    return (
        Button(say("Withdraw no. {number}", number=number), Action("notice.withdraw", slots)),
        Button(say("Change the text of no. {number}", number=number), Action("notice.correct", slots)),
    )
