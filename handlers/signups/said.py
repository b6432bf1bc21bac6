"""What people write of their own sign-ups: that they want a place, take the one they are offered, or give theirs up."""

import re
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.context import context_of
from handlers.identity import Caller
from handlers.question import Question
from handlers.reply import Action
from handlers.tables import SignUpRow, SignUpState
from handlers.understanding.normalise import canonical

ASKS: Final = re.compile(r"[?？吗]\s*$|어떻게|방법|how|怎么", re.IGNORECASE)
CANCELS: Final = re.compile(
    r"취소|철회|포기|빼\s?(?:줘|주|달)|(?:안|못)\s?(?:할|갈|하)|cancel|withdraw|take me off|取消|退出", re.IGNORECASE
)
WANTS: Final = re.compile(
    r"신청\s?(?:할래|할게|하고\s?싶|해\s?(?:줘|주)|합니다|하겠|부탁|이요|요$)|할래|할게|(?:하|보|타)고\s?싶|"
    r"sign me up|i(?:['’]d| would)? (?:want|like) to|(?:我)?(?:要|想)(?:报名|参加|试)",
    re.IGNORECASE,
)
_YES_WORDS: Final = "네 넵 예 응 좋아요 yes sure ok 好 好的 是"
_TAKES: Final = "할게요 네할게요 신청할게요 네신청할게요 받을게요 네받을게요 갈게요 네갈게요 참가할게요 yesillgo 我要去"
_NO_WORDS: Final = "아니요 아뇨 괜찮아요 no nothanks 不 不用 不要"
_LETS_GO: Final = "안할게요 안할래요 안갈게요 포기할게요 我不去"
_YES: Final = frozenset(map(canonical, f"{_YES_WORDS} {_TAKES}".split()))
_NO: Final = frozenset(map(canonical, f"{_NO_WORDS} {_LETS_GO}".split()))
_CLEAR: Final = frozenset(map(canonical, f"{_TAKES} {_LETS_GO}".split()))
_POLITE: Final = re.compile(
    r"[\s,.!~]+|제가|저요?(?=\s)|감사합니다|고마워요|그럼|please|thank you|thanks", re.IGNORECASE
)


def said_in(session: Session, caller: Caller, question: Question) -> Action | None:
    """Give what a yes or no does: to our question whether to cancel, or to the place that is offered to the writer."""
    form = canonical(_POLITE.sub("", question.text or ""))
    if form not in _YES | _NO:
        return None
    context = context_of(caller, question)
    choices = {choice.intent: choice for choice in context.choices} if context else {}
    if "signup.leave" in choices:
        return choices["signup.leave"] if form in _YES else choices.get("signup")
    stop = _offered(session, question)
    if not stop or form not in _CLEAR:  # a bare yes may answer somebody else: the offer is shown again
        return Action("signup", {"stop": stop}) if stop else None
    return Action("signup.take" if form in _YES else "signup.leave", {"stop": stop})


def _offered(session: Session, question: Question) -> str | None:
    mine = select(SignUpRow.stop_id).where(
        SignUpRow.tour_id == question.itinerary.tour,
        SignUpRow.member_id == question.member.id,
        SignUpRow.state == SignUpState.OFFERED,
        SignUpRow.offer_until > question.at,
    )
    return session.scalar(mine.order_by(SignUpRow.offer_until).limit(1))
