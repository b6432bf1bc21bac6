"""Words that end a call for help: '이제 괜찮아요' of who called, '한지호 님 찾았어요' of a leader or the staff."""

import re
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.question import Question
from handlers.reply import Action
from handlers.roll_call.companions import called_by
from handlers.tables import TroubleRow
from handlers.trouble.open import standing_trouble
from schedule_data.people import Role

LONGEST: Final = 40  # letters
_SIGNS: Final = re.compile(r"[\s.,!~…。，！ㅎㅋㅠㅜ'’]+")
_MAY_BE: Final = re.compile(
    r"괜찮|해결|무사|안전|찾았|만났|데려|데리|상황|ok|fine|safe|right|solved|sorted|found|没事|安全|解决|找到|好了",
    re.IGNORECASE,
)
_WELL: Final = re.compile(
    r"(?:네|아|저는?|전|이제는?|지금은|다|감사합니다|감사해요|고맙습니다)*"
    r"(?:괜찮(?:아요|아졌어요|습니다|아졌습니다|아)|해결(?:됐|했|되었)(?:어요|습니다|음)|무사해요|무사합니다|안전해요|안전합니다|"
    r"(?:길|버스|일행|인솔자|지갑|여권|폰|휴대폰|가방)?(?:을|를|도)?(?:찾았|만났)(?:어요|습니다|음))"
    r"(?:감사합니다|감사해요|고맙습니다|이제)*|"
    r"(?:im|iam|itis|its|were)?(?:ok|okay|fine|safe|allright|alright|solved|resolved|sortedout|sorted)(?:now)?(?:thanks|thankyou)?|"
    r"(?:ive|i)?found(?:it|them|theway|mywallet)(?:thanks)?|(?:我)?(?:现在|已经)?(?:没事了?|安全了?|解决了|找到了|好了)(?:谢谢)?"
)
_FOUND: Final = re.compile(
    r"^(?P<who>.+?)\s*(?:찾았|만났|데려왔|데리고 왔|괜찮(?:대|으시|다고|아졌)|무사(?:해|하|히)|해결(?:됐|했)|"
    r"상황\s?(?:끝|종료)|(?:is|was) (?:found|fine|safe|ok)|找到了|没事了)\S*$",
    re.IGNORECASE,
)


def over_in(session: Session, question: Question) -> Action | None:
    """Give the end of the call for help that words speak of; None where none such is open, or they don't."""
    text = (question.text or "").strip().rstrip(".!~ ")
    if len(text) > LONGEST or not _MAY_BE.search(text) or text.endswith(("?", "？")):
        return None
    if _WELL.fullmatch(_SIGNS.sub("", text).lower()):
        mine = standing_trouble(session, question.member.id)
        return _over(mine)
    match = _FOUND.match(text) if question.member.role is not Role.PARTICIPANT else None
    return _over(_of(session, question, match["who"])) if match else None


def _of(session: Session, question: Question, words: str) -> TroubleRow | None:
    """Give the open call of who is named; None where it can't be told whose it is."""
    still = select(TroubleRow).where(TroubleRow.tour_id == question.itinerary.tour, TroubleRow.over_at.is_(None))
    calls = session.scalars(still).all()
    named = (
        {one.id for one in called_by(session, question, re.sub(r"(?:을|를|이랑|랑|하고)$", "", words))}
        if calls
        else set()
    )
    theirs = [one for one in calls if one.member_id in named]
    return theirs[0] if len(theirs) == 1 else None


def _over(trouble: TroubleRow | None) -> Action | None:
    return Action("trouble.over", {"trouble": str(trouble.id)}) if trouble else None
