"""What leaders type: '긴급 공지: …', '10분 뒤에 2호차에 알려줘: …', '미확인자에게 공지: …', 'tell Kim: …'.

Reads orders with a colon, which say plainly where the words begin; those without one are left to the understanding.
"""

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from handlers.audience import ALL
from handlers.broadcast.scheduled import scheduled_asked
from handlers.broadcast.seen import says_seen, waiting_for
from handlers.broadcast.spoken_orders import addressed, amendment_in, is_marked, marks_people, named_first, told_in
from handlers.broadcast.standing import latest_told
from handlers.broadcast.templates import template_called
from handlers.broadcast.times import moment_in
from handlers.broadcast.whom import may_be_meant, who
from handlers.question import Question
from handlers.reply import Action
from handlers.understanding.normalise import canonical, plain
from handlers.understanding.requests import as_ordered
from schedule_data.agenda import local_zone
from schedule_data.people import Role

_TELL = (
    r"(?:공지사항|공지|알림|안내|전달|전파|메시지|문자|방송|알려|전해|보내)\S*(?:\s*(?:보내|올려|해)?\s*(?:줘|주세요|줄래|요))?"
    r"|notice|announce(?:ment)?|broadcast|tell|notify|message|公告|通知|广播|告诉|转告"
)
_HEAD = r"[^:：\n]|(?<=\d):(?=\d\d)"  # up to the colon that the words follow; 20:30 is a time
_COLON = r"(?:(?<!\d)[:：]|[:：](?!\d\d))"
_ORDER = re.compile(
    rf"^(?P<before>(?:{_HEAD}){{0,80}}?)\s*(?:{_TELL})\s*(?P<after>(?:{_HEAD}){{0,30}}?)\s*{_COLON}\s*(?P<text>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_NOTICE: Final = re.compile(r"공지|notice|announce|broadcast|公告|通知", re.IGNORECASE)
_TAKES_TEXT: Final = frozenset({"notice.send", "notice.draft", "notice.correct"})
_BARE: Final = frozenset(
    map(
        canonical,
        ("공지", "공지하기", "공지 보내기", "공지 보내줘", "공지할게", "notice", "send a notice", "公告", "发通知"),
    )
)
_BARE_TO: Final = re.compile(
    r"(?P<who>.{1,40}?)\s*공지\s*(?:(?:좀\s*)?(?:보내|올려|띄워|해)\s*(?:줘|주세요|줄래)|할게요?|할래요?|하기|보내기|보낼게요?)?",
)
_URGENT = re.compile(r"긴급|급한|급히|urgent(?:ly)?|紧急", re.IGNORECASE)
_BESIDE: Final = re.compile(  # words of asking for it, at the ends of those that name whom
    r"^(?:(?:그럼|그러면|자|이제|저기|좀|빨리|지금|다시|꼭|얼른)[\s,]+)+"
    r"|^(?:(?:please|pls|kindly|can you|could you|send|post|make|give|put out|an?|the|to|for)\s+)+"
    r"|\s+(?:please|now|again|a|an|the)$|^(?:(?:请|麻烦|帮我|帮忙|再|马上|发个?|给|向|对)\s*)+|\s*(?:发送?|发个|发一?条|发布|做个|一下)$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:(?:내일|모레|오늘|tomorrow|today|明天|后天|今天)\s*)?(?:(?:오전|오후|아침|저녁|밤|上午|下午|早上|晚上)\s*)?"
    r"(?:in\s+|at\s+)?\d{1,3}\s*(?:[:：]\s*\d{2}|시간(?:\s*반)?|시(?:\s*반|\s*\d{1,2}\s*분)?|분|minutes?|mins?|hours?|分钟|小时|点(?:半|\d{1,2}分)?)"
    r"\s*(?:[ap]m)?\s*(?:뒤|후|있다가|later|后|之后)?\s*에?",
    re.IGNORECASE,
)
_WHO_HAS_NOT: Final = re.compile(
    r"(?:공지\S*\s*)?(?:아직\s*)?(?:누가\s*|누구\s*)?(?:아직\s*)?(?:공지\S*\s*)?"
    r"(?:확인(?:을)?\s*(?:안|못)\s*(?:했\S*|한\s*(?:사람|분)\S*)|(?:안|못)\s*(?:읽\S*|봤\S*|본)(?:\s*(?:사람|분)\S*)?|"
    r"(?<=공지)\s*(?:확인\s*현황|미확인\S*)|(?<=공지)\s*(?:누가|누구|몇\s*(?:명|분)이?)\s*(?:봤|읽었|확인했)\S*)(?:\s*(?:누구\S*|몇\s*명\S*|명단|보여\s*줘))?\s*[?？]*"
    r"|(?:공지\S*\s*)?누가\s*(?:공지\S*\s*)?(?:다\s*)?(?:확인|읽|봤)\S*\s*[?？]*"
    r"|who (?:has |have )?(?:confirmed|read it|seen it)\??|谁(?:已经?)?(?:确认|看)了\S{0,3}"
    r"|who (?:has|have)(?: not|n['’]t) (?:confirmed|read|seen)[^?]{0,12}\??|谁还?没(?:有)?(?:确认|看)\S{0,4}",
    re.IGNORECASE,
)
_ONCE_MORE: Final = re.compile(
    r"(?:공지\s*)?(?:미\s*확인자?|(?:아직\s*)?(?:확인\s*)?(?:안|못)\s*(?:한|본|읽은)\s*(?:사람|분))(?:들)?\s*(?:에게|한테|께)?\s*"
    r"(?:다시|또|재)\s*(?:알림|알려|보내|공지|전송)\S*(?:\s*(?:줘|주세요))?[.!]*"
)


def order_in(session: Session, question: Question) -> Action | None:
    """Read a leader's order to tell people something, or anybody's 'got it'; None where the words are neither.

    An order to tell somebody who isn't known says whom it names, to be asked back.
    """
    text = (question.text or "").strip()
    if says_seen(text) and waiting_for(session, question.member.id, question.at):
        return Action("notice.seen")
    if question.member.role is not Role.LEADER:
        return None
    text = as_ordered(text)
    if found := _begun(text) or amendment_in(text) or _begun_for(session, question, text):
        return found
    order = _ORDER.match(text)
    if order is not None:
        return _notice(session, question, order)
    return _who_has_not(session, question, text) or _spoken(session, question, text)


def _begun(text: str) -> Action | None:
    """Give what bare words begin: a notice, one of our sentences by its button's label, the list of what is to go."""
    if canonical(plain(text)) in _BARE:
        return Action("notice.send")
    if scheduled_asked(text):
        return Action("notice.scheduled")
    template = template_called(text)
    if template == "place":  # typed and not tapped, it is about the plan, and a change of that tells everybody
        return Action("change.place")
    return Action("notice.send", {"template": template}) if template else None


def _begun_for(session: Session, question: Question, text: str) -> Action | None:
    """Give the notice that an audience and the bare word begin: '1호차에 공지 보내줘'."""
    begun = _BARE_TO.fullmatch(text)
    audience = who(session, question, addressed(begun["who"])) if begun else None
    return Action("notice.send", {"audience": audience}) if audience else None


def _spoken(session: Session, question: Question, text: str) -> Action | None:
    """Give what to tell those whom an order without a colon names: '다들 로비로 모이라고 해줘'.

    Who is named but not known is asked back, not told past: 'everyone' is only who orders without naming anybody.
    """
    urgent = {"urgent": "1"} if _URGENT.match(text) else {}
    unclear, past = ("", ""), False
    for named, told in told_in(text):
        if past := bool(unclear[0] and not named):
            break
        audience = who(session, question, addressed(named))
        if audience is not None and (is_marked(named) or not audience.startswith("people:")):
            whom, words = (audience, told) if named else _within(session, question, told)
            return Action("notice.send", {"audience": whom, "text": words, **urgent})
        if marks_people(named):
            unclear = named, told
    whom = addressed(unclear[0])
    if not whom or not (past or may_be_meant(session, question, whom)):
        return None
    return Action("notice.send", {"whom": whom, "text": unclear[1], **urgent})


def _within(session: Session, question: Question, told: str) -> tuple[str, str]:
    """Give whom the words to tell begin with, and the rest: '공지해줘 2호차만 10분 뒤 출발'; else everyone."""
    for named, rest in named_first(told):
        audience = who(session, question, addressed(named))
        if audience is not None:
            return audience, rest
    return ALL, told


def _who_has_not(session: Session, question: Question, text: str) -> Action | None:
    """Give what tells who has confirmed the latest notice, or tells it again to the others, where a leader asks so."""
    intent = "notice.nudge" if _ONCE_MORE.fullmatch(text) else "notice.names" if _WHO_HAS_NOT.fullmatch(text) else None
    notice = latest_told(session, question.itinerary.tour, question.at, asking=True) if intent else None
    return Action(intent, {"notice": str(notice)}) if intent and notice else None


def headed_in(session: Session, question: Question, said: Action) -> Action:
    """Give the order that words are which were asked for as a text, as `said` takes them; `said` where they are none.

    '공지: 2층이에요' after 'what shall I tell them?' is that text, for those asked for; '1호차 공지: …' isn't.
    """
    text = as_ordered((question.text or "").strip())
    if found := _begun(text) or amendment_in(text):
        return found
    order = _ORDER.match(text)
    anew = _notice(session, question, order) if order and _NOTICE.search(order[0][: order.start("text")]) else None
    if order is None or anew is None:
        return said
    if said.intent not in _TAKES_TEXT or _parted(order).named:
        return anew
    return Action(said.intent, {**said.slots, "text": anew.slots["text"]})


@dataclass(frozen=True, slots=True)
class _Parted:
    """What stands before a colon: whether it is urgent, the words of a time, and those that name whom."""

    urgent: bool
    time: str
    named: str


def _parted(order: re.Match[str]) -> _Parted:
    head = f"{order['before']} {order['after']}"
    urgent = _URGENT.search(head) is not None
    head = _URGENT.sub(" ", head)
    time = _TIME.search(head)
    said = time[0] if time else ""
    rest = " ".join((head.replace(said, " ") if said else head).split())
    return _Parted(urgent, said, _BESIDE.sub("", _BESIDE.sub("", f"{rest} ").strip()).strip())


def _notice(session: Session, question: Question, order: re.Match[str]) -> Action | None:
    """Give what to tell whom and when; None where it names nobody, or a time that is none."""
    parted = _parted(order)
    slots = {"text": order["text"].strip(), **({"urgent": "1"} if parted.urgent else {})}
    if parted.time:
        zone = local_zone(question.itinerary, question.at, question.member.group)
        moment = moment_in(parted.time, question.at, zone)
        if moment is None:
            return None
        slots["time"] = moment.isoformat()
    audience = who(session, question, parted.named)
    if audience is None and not _is_of_people(session, question, order, parted.named):
        return None
    whom = {"whom": addressed(parted.named)} if audience is None else {"audience": audience}
    return Action("notice.send", {**whom, **slots})


def _is_of_people(session: Session, question: Question, order: re.Match[str], head: str) -> bool:
    """Tell whether words before a colon, which name nobody known, are meant to name somebody."""
    return bool(
        marks_people(head) or _NOTICE.search(order[0][: order.start("text")]) or may_be_meant(session, question, head)
    )
