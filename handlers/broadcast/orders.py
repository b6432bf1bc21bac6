"""What leaders type: '긴급 공지: …', '10분 뒤에 2호차에 알려줘: …', '미확인자에게 공지: …', 'tell Kim: …'.

Reads orders with a colon, which say plainly where the words begin; those without one are left to the understanding.
"""

import re
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.audience import ALL, gathering_stop
from handlers.broadcast.seen import says_seen, waiting_for
from handlers.broadcast.spoken_orders import addressed, amendment_in, is_marked, told_in
from handlers.broadcast.standing import CONFIRMED, MOST_LOOKED_AT, still_asks
from handlers.broadcast.times import moment_in
from handlers.question import Question
from handlers.reply import Action
from handlers.tables import NoticeRow
from handlers.understanding.normalise import canonical, plain
from handlers.understanding.requests import as_ordered
from schedule_data.agenda import local_zone
from schedule_data.members import members_of
from schedule_data.people import Member, Role

_TELL = (
    r"(?:공지사항|공지|알림|안내|전달|전파|메시지|문자|방송|알려|전해|보내)\S*(?:\s*(?:보내|올려|해)?\s*(?:줘|주세요|줄래|요))?"
    r"|notice|announce(?:ment)?|broadcast|tell|notify|message|公告|通知|广播|告诉|转告"
)
_HEAD = r"[^:：\n]|(?<=\d):(?=\d\d)"  # up to the colon that the words follow; 20:30 is a time
_COLON = r"(?:(?<!\d)[:：]|[:：](?!\d\d))"
_ORDER = re.compile(
    rf"^(?P<before>(?:{_HEAD}){{0,40}}?)\s*(?:{_TELL})\s*(?P<after>(?:{_HEAD}){{0,30}}?)\s*{_COLON}\s*(?P<text>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE: Final = frozenset(
    map(
        canonical,
        ("공지", "공지하기", "공지 보내기", "공지 보내줘", "공지할게", "notice", "send a notice", "公告", "发通知"),
    )
)
_URGENT = re.compile(r"긴급|급한|급히|urgent(?:ly)?|紧急", re.IGNORECASE)
_TIME = re.compile(
    r"(?:(?:내일|모레|오늘|tomorrow|today|明天|后天|今天)\s*)?(?:(?:오전|오후|아침|저녁|밤|上午|下午|早上|晚上)\s*)?"
    r"(?:in\s+|at\s+)?\d{1,3}\s*(?:[:：]\s*\d{2}|시간(?:\s*반)?|시(?:\s*반|\s*\d{1,2}\s*분)?|분|minutes?|mins?|hours?|分钟|小时|点(?:半|\d{1,2}分)?)"
    r"\s*(?:[ap]m)?\s*(?:뒤|후|있다가|later|后|之后)?\s*에?",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"\s*(?:에게만|한테만|에게|한테|께|에만|에|로|만)$")
_ALL = re.compile(
    r"(?:참가자\s*)?(?:전체|모두|전원|다들|여러분|모든\s*사람)|애들|일행(?:분?들)?|everyone|everybody|all|大家|所有人|全体",
    re.IGNORECASE,
)
_UNCONFIRMED = re.compile(
    r"미\s*확인자?(?:들)?|확인\s*안\s*한\s*(?:사람|분)(?:들)?|(?:the )?unconfirmed|未确认(?:的人|者)?", re.IGNORECASE
)
_WHO_HAS_NOT: Final = re.compile(
    r"(?:공지\S*\s*)?(?:아직\s*)?(?:누가\s*|누구\s*)?(?:아직\s*)?(?:공지\S*\s*)?"
    r"(?:확인(?:을)?\s*(?:안|못)\s*(?:했\S*|한\s*(?:사람|분)\S*)|(?:안|못)\s*(?:읽\S*|봤\S*|본)(?:\s*(?:사람|분)\S*)?|"
    r"(?<=공지)\s*(?:확인\s*현황|미확인\S*)|(?<=공지)\s*(?:누가|누구|몇\s*(?:명|분)이?)\s*(?:봤|읽었|확인했)\S*)(?:\s*(?:누구\S*|몇\s*명\S*|명단|보여\s*줘))?\s*[?？]*"
    r"|who (?:has|have)(?: not|n['’]t) (?:confirmed|read|seen)[^?]{0,12}\??|谁还?没(?:有)?(?:确认|看)\S{0,4}",
    re.IGNORECASE,
)
_ONCE_MORE: Final = re.compile(
    r"(?:공지\s*)?(?:미\s*확인자?|(?:아직\s*)?(?:확인\s*)?(?:안|못)\s*(?:한|본|읽은)\s*(?:사람|분))(?:들)?\s*(?:에게|한테|께)?\s*"
    r"(?:다시|또|재)\s*(?:알림|알려|보내|공지|전송)\S*(?:\s*(?:줘|주세요))?[.!]*"
)
_MISSING = re.compile(
    r"(?:안\s*[탄온]|못\s*탄)\s*(?:사람|분)(?:들)?|미\s*(?:탑승|도착)자?(?:들)?|(?:the )?missing|没(?:来|上车)的",
    re.IGNORECASE,
)
_ROLES: Final = {
    Role.LEADER: re.compile(r"인솔자(?:들)?|리더(?:들)?|(?:the )?(?:tour )?leaders?|领队(?:们)?", re.IGNORECASE),
    Role.STAFF: re.compile(
        r"스태프(?:들)?|스[탭텝](?:들)?|운영진|담당자(?:들)?|(?:the )?staff|工作人员", re.IGNORECASE
    ),
    Role.PARTICIPANT: re.compile(r"참가자(?:들)?|(?:the )?participants?|参加者|团员(?:们)?", re.IGNORECASE),
}


def order_in(session: Session, question: Question) -> Action | None:
    """Read a leader's order to tell people something, or anybody's 'got it'; None where the words are neither.

    An order that names nobody of the tour is none either.
    """
    text = (question.text or "").strip()
    if says_seen(text) and waiting_for(session, question.member.id, question.at):
        return Action("notice.seen")
    if question.member.role is not Role.LEADER:
        return None
    if canonical(plain(text)) in _BARE:
        return Action("notice.send")
    text = as_ordered(text)
    if amendment := amendment_in(text):
        return amendment
    order = _ORDER.match(text)
    if order is not None:
        return _notice(session, question, order)
    return _who_has_not(session, question, text) or _spoken(session, question, text)


def _spoken(session: Session, question: Question, text: str) -> Action | None:
    """Give what to tell those whom an order without a colon names: '다들 로비로 모이라고 해줘'."""
    for named, told in told_in(text):
        audience = who(session, question, addressed(named))
        if audience is not None and (is_marked(named) or not audience.startswith("people:")):
            urgent = {"urgent": "1"} if _URGENT.match(text) else {}
            return Action("notice.send", {"audience": audience, "text": told, **urgent})
    return None


def _who_has_not(session: Session, question: Question, text: str) -> Action | None:
    """Give what tells who has confirmed the latest notice, or tells it again to the others, where a leader asks so."""
    intent = "notice.nudge" if _ONCE_MORE.fullmatch(text) else "notice.names" if _WHO_HAS_NOT.fullmatch(text) else None
    notice = _latest_that_asks(session, question) if intent else None
    return Action(intent, {"notice": str(notice)}) if intent and notice else None


def _notice(session: Session, question: Question, order: re.Match[str]) -> Action | None:
    """Give what to tell whom and when; None where it names nobody of the tour, or a time that is none."""
    head = f"{order['before']} {order['after']}"
    slots = {"text": order["text"].strip()}
    if _URGENT.search(head):
        slots["urgent"], head = "1", _URGENT.sub(" ", head)
    if time := _TIME.search(head):
        zone = local_zone(question.itinerary, question.at, question.member.group)
        moment = moment_in(time[0], question.at, zone)
        if moment is None:
            return None
        slots["time"], head = moment.isoformat(), head.replace(time[0], " ")
    audience = who(session, question, head)
    return None if audience is None else Action("notice.send", {"audience": audience, **slots})


def who(session: Session, question: Question, words: str) -> str | None:
    """Give the code of the audience that `words` name, everyone where they name nobody; None where it isn't known."""
    named = _PARTICLE.sub("", " ".join(words.split()).strip(" ,")).strip()
    if not named or _ALL.fullmatch(named):
        return ALL
    for role, form in _ROLES.items():
        if form.fullmatch(named):
            return f"role:{role}"
    if _MISSING.fullmatch(named):
        stop = gathering_stop(question.itinerary, question.at)
        return f"missing:{stop.id}" if stop else None
    if _UNCONFIRMED.fullmatch(named):
        return _latest_unconfirmed(session, question)
    return _group(question, named) or _people(session, question, named)


def _group(question: Question, named: str) -> str | None:
    wanted = canonical(named)
    for code, group in question.itinerary.groups.items():
        if wanted in {canonical(code), *(canonical(words) for words in group.name.words.values())}:
            return code
    return None


def _people(session: Session, question: Question, named: str) -> str | None:
    """Give the code of people called by their names; None where one of them is unknown, or two share a name."""
    everyone = members_of(session, question.itinerary.tour)
    found: list[Member] = []
    for name in filter(None, (part.strip() for part in re.split(r"[,、·]|\s+and\s+|(?:와|과|하고|이?랑)\s+", named))):
        theirs = [one for one in everyone if _called(one, name)]
        if len(theirs) != 1:
            return None
        found.append(theirs[0])
    return f"people:{','.join(str(one.id) for one in found)}" if found else None


def _called(member: Member, name: str) -> bool:
    form = canonical(re.sub(r"\s*(?:님|씨|사장님|대표님)$", "", name))
    return bool(form) and form in {canonical(member.name), canonical(member.name_en)} - {""}


def _latest_that_asks(session: Session, question: Question) -> int | None:
    """Give the latest notice whose people are still asked to confirm it."""
    rows = session.scalars(
        select(NoticeRow)
        .where(NoticeRow.tour_id == question.itinerary.tour, NoticeRow.kind.in_(CONFIRMED))
        .order_by(NoticeRow.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    return next((row.id for row in rows if row.payload.get("asks") and still_asks(row)), None)


def _latest_unconfirmed(session: Session, question: Question) -> str | None:
    latest = session.scalar(
        select(func.max(NoticeRow.id)).where(
            NoticeRow.tour_id == question.itinerary.tour, NoticeRow.kind.in_(CONFIRMED)
        )
    )
    return f"unconfirmed:{latest}" if latest else None
