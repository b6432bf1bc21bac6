"""What leaders and staff write of others: '이서연 왔어요', '박도윤 5분 늦는대', '최지우랑 안건우 못 온대'."""

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from handlers.changes.said import minutes_in
from handlers.question import Question
from handlers.reply import Action
from handlers.roll_call.aboard import bus_named
from handlers.roll_call.companions import MOST_NAMESAKES, called_by
from schedule_data.people import Member, Role

LONGEST: Final = 60  # letters: a longer text is about something else
MOST_NAMED: Final = 10  # people of one message; more are ticked off on the list
ASKS: Final = "ask"  # in the slot `sure`: the words may have been a question

_HEARD: Final = r"(?:대요?|답니다|다고\s*\S*|다네요?)"
_END: Final = r"[\s.!~ㅎㅋㅠㅜ]*$"
_HERE: Final = re.compile(
    r"^(?P<who>.+?)\s*(?:(?:버스|차|로비|여기)에?\s*)?(?:다\s*)?"
    r"(?:(?:도착|탑승|승차|출석)(?:\s*(?:완료|확인|함|됨|했음|했습니다|했다|(?:으로\s*)?(?:처리|체크|적어|표시)(?:해|\s)?\s*(?:줘요?|주세요)))?|(?:확인|체크)\s*(?:완료|됨|됐음|했음)|"
    rf"(?:왔|탔|도착했|탑승했|승차했|오셨|타셨|도착하셨|탑승하셨)(?:{_HEARD}|음|습니다|슴다|다|네요?)|"
    r"와\s*있(?:음|대요?|습니다|다|어요?)|옴|탐|합류(?:함|했음|했습니다|했어요)?)"
    rf"{_END}"
)
_MAYBE_HERE: Final = re.compile(
    rf"^(?P<who>.+?)\s*(?:(?:버스|차|로비|여기)에?\s*)?(?:왔|탔|도착했|탑승했|오셨|타셨|도착하셨|탑승하셨)(?:어요?|죠|지){_END}"
)
_LATE: Final = re.compile(
    r"^(?P<who>.+?)\s*(?P<minutes>(?:한\s*)?(?:\d{1,3}|[이삼사오]?십오?|오)\s*분\s*(?:정도|쯤|가량)?\s*)?"
    rf"(?:늦(?:으신{_HEARD}|으십니다|으세요|으실\s*(?:것|거)\s*같\S*|는{_HEARD}|어요?|음|습니다|을\s*(?:것|거)\s*같\S*|을\s*듯\S*|겠대요?|게\s*온{_HEARD}|게\s*와요?)|지각(?:이래요?|한{_HEARD}|입니다|함|이에요)?)"
    rf"{_END}"
)
_ABSENT: Final = re.compile(
    r"^(?P<who>.+?)(?:\s+(?:몸이\s*)?(?:\S*아파|\S*(?:안\s*)?좋아|\S*좋지\s*않아|\S*피곤해|\S+(?:이라|라))서)?"
    r"\s*(?:오늘\s*)?(?:(?:호텔|숙소|방)에서\s*)?"
    rf"(?:(?:못|안)\s*(?:온|간|탄|나온|오신|가신|타신|나오신){_HEARD}|(?:못|안)\s*(?:옴|감|옵니다|갑니다|와요|가요)|불참(?:이래요?|한{_HEARD}|입니다|함|이에요|(?:으로)?\s*(?:처리|체크|적어|표시)\S*(?:\s*(?:줘요?|주세요))?)?|"
    rf"결석(?:이래요?|한{_HEARD}|입니다|함)?|불참하신{_HEARD}|빠지신{_HEARD}|쉬신{_HEARD}|빠진{_HEARD}|쉰{_HEARD}|쉬겠대요?){_END}"
)
_ELSEWHERE: Final = tuple(
    (intent, re.compile(rf"^(?P<who>.+?)(?:{said})[.!。 ]*$", re.IGNORECASE))
    for intent, said in (
        ("attendance.late", r" (?:is|are|will be) (?:running )?(?:about )?(?P<minutes>\d{1,3} ?min(?:ute)?s? )?late"),
        ("attendance.late", r"(?:会|要)?(?:迟到|晚到|晚)(?P<minutes>\d{1,3}分钟?)?(?:了)?"),
        (
            "attendance.absent",
            r" (?:is|are)(?: not|n['’]?t) coming| (?:can['’]?t|cannot|won['’]?t) (?:come|make it|join)",
        ),
        ("attendance.absent", r"(?:来不了|不来|不参加|去不了|不去)(?:了)?"),
        ("attendance.here", r" (?:is|are) (?:here|on (?:the )?bus|on board)| (?:has|have) (?:arrived|boarded|come)"),
        ("attendance.here", r"(?:已经?)?(?:到了|来了|上车了|到达了|到齐了)"),
    )
)
_RIDDEN: Final = re.compile(
    r"\s(?P<bus>\d{1,2}\s*호차?|버스\s*\d{1,2})(?:에|로|으로)(?=\s*(?:옮겨|갈아|바꿔)?\s*(?:탔|타셨|탑승|승차|왔))"
)
_FORMS: Final = (("attendance.late", _LATE), ("attendance.absent", _ABSENT), ("attendance.here", _HERE), *_ELSEWHERE)
_BETWEEN: Final = re.compile(r"\s*[,、·&]\s*|\s+and\s+|(?:이랑|랑|하고|와|과)\s+|[和跟与]|\s+")
_BESIDE: Final = re.compile(
    r"^(?:방금|지금|이제|드디어|벌써|막|다|모두|둘\s*다|\d{1,2}호차|님|씨|the|just|all)$", re.IGNORECASE
)


def vouched_in(session: Session, question: Question) -> Action | None:
    """Give what a leader's or a staff member's words note of people; None where they note nothing.

    Where the words may as well ask ('왔어'), the slot `sure` says so, and nothing is noted yet.
    """
    text = " ".join((question.text or "").split())
    if question.member.role is Role.PARTICIPANT or not text or len(text) > LONGEST or text.endswith(("?", "？")):
        return None
    ridden = _RIDDEN.search(text)
    bus = bus_named(question.itinerary, ridden["bus"].replace(" ", "")) if ridden else None
    text = _RIDDEN.sub("", text) if bus else text
    on = {"group": bus[0]} if bus else {}
    for intent, form in _FORMS:
        if (match := form.match(text)) and (found := people_in(session, question, match["who"])):
            minutes = minutes_in(match.groupdict().get("minutes") or "")
            return Action(intent, found | on | ({"minutes": str(minutes)} if minutes else {}))
    match = _MAYBE_HERE.match(text)
    found = people_in(session, question, match["who"]) if match else None
    return Action("attendance.here", found | on | {"sure": ASKS}) if found else None


def people_in(session: Session, question: Question, words: str) -> dict[str, str] | None:
    """Give the slot that names everybody of `words`; None where one of the words is no participant's name."""
    whole = called_by(session, question, words)
    if whole:
        return _slot(words, whole)
    ids: list[str] = []
    for piece in filter(None, _BETWEEN.split(words)):
        if _BESIDE.match(piece):
            continue
        theirs = called_by(session, question, piece)
        if len(theirs) != 1:
            return None
        ids.append(str(theirs[0].id))
    return {"person": ",".join(dict.fromkeys(ids))} if 0 < len(ids) <= MOST_NAMED else None


def _slot(words: str, found: Sequence[Member]) -> dict[str, str] | None:
    if len(found) > MOST_NAMESAKES:
        return None
    return {"person": str(found[0].id) if len(found) == 1 else words}
