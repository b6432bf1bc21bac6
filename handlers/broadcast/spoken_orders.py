"""Orders about notices in free words: '다들 로비로 모이라고 해줘', '공지해줘 버스 10분 뒤 출발', '방금 공지 취소'."""

import re
from collections.abc import Iterator
from typing import Final

from handlers.reply import Action

LAST: Final = "last"  # in a slot `notice`: the newest one that stands

_NOTICE: Final = (
    r"(?:(?:방금|아까|좀\s*전|조금\s*전|마지막|직전|지난번?|최근)(?:에|의)?\s*)?(?:(?:내가|제가|우리가)\s*)?"
    r"(?:(?:보낸|보냈던|올린|올렸던|띄운|한|했던|나간)\s*)?(?:그\s*)?(?:전체\s*)?(?:공지사항|공지)(?:글)?(?:을|를|는|은|만|좀)?"
)
_PLEASE: Final = (
    r"(?:해|하)?\s*(?:줘요?|주세요|주라|주십시오|줄래|자|요|할게요?|합니다|합시다|하자|해|함|부탁\S*|처리\S*|바람)?"
)
_WITHDRAW: Final = (
    re.compile(
        rf"^{_NOTICE}\s*(?:잘못\s*(?:보냈|올렸|나갔)\S*\s*[,.]?\s*)?(?:좀\s*)?(?:취소|철회|회수|삭제|지워|내려|거둬|없던\s*(?:걸로|일로)|무효)(?:버려)?\s*{_PLEASE}[.!~]*$"
    ),
    re.compile(
        r"^(?:please )?(?:withdraw|recall|retract|take back|delete|cancel|unsend) (?:the |my |that )?"
        r"(?:(?:last|latest|previous) )?(?:notice|announcement|broadcast)(?: i (?:just )?sent)?[.!]*$"
    ),
    re.compile(
        r"^(?:请)?(?:把)?(?:刚才|刚刚|上一条|上次|最后一条)?(?:发)?(?:的)?(?:那条)?(?:通知|公告)(?:撤回|取消|撤销|删除|删掉)(?:了|一下|吧)?[。.!！]*$"
    ),
    re.compile(
        r"^(?:请)?(?:撤回|取消|撤销|删除)(?:刚才|刚刚|上一条|上次|最后一条)?(?:发)?(?:的)?(?:那条)?(?:通知|公告)[。.!！]*$"
    ),
)
_CORRECT: Final = (
    re.compile(
        rf"^{_NOTICE}\s*(?:(?:내용|오타|문구)\s*)?(?:(?:을|를)\s*)?(?:좀\s*)?(?:수정|정정|고쳐|고칠게요?|고치자|바꿔|변경|바로잡아)\s*{_PLEASE}"
        r"[.!~]*(?:\s*[:：,]\s*(?P<text>.+))?$",
        re.DOTALL,
    ),
    re.compile(
        r"^(?:please )?(?:correct|fix|edit|amend) (?:the |my |that )?(?:(?:last|latest|previous) )?"
        r"(?:notice|announcement|broadcast)[.!]*(?:\s*[:：]\s*(?P<text>.+))?$",
        re.DOTALL | re.IGNORECASE,
    ),
    re.compile(
        r"^(?:请)?(?:更正|修改|改)(?:一下)?(?:刚才|刚刚|上一条|上次|最后一条)?(?:发)?(?:的)?(?:那条)?(?:通知|公告)[。.!！]*(?:\s*[:：]\s*(?P<text>.+))?$",
        re.DOTALL,
    ),
)
_SAY: Final = (
    r"(?:좀\s*|꼭\s*|빨리\s*|다시\s*|한번\s*|싹\s*)*"
    r"(?:(?:전체\s*)?(?:알려|전해|전달|안내|공지|말해|말씀|얘기해|이야기해|연락|방송|뿌려|돌려|쏴|띄워|올려|보내|(?:메시지|문자|톡|공지)\s*(?:를\s*)?(?:보내|올려|띄워|돌려|좀)))"
    r"\s*(?:해|하)?\s*(?:줘요?|주세요|주라|주십시오|줄래|라|요|자|세요|드려\S*|부탁\S*|바람|ㄱㄱ)?"
)
_DO: Final = r"(?:좀\s*)?(?:해|하)\s*(?:라|줘요?|주세요|주라|주십시오|놔)"
_CURTLY: Final = r"(?:라고|자고|달라고)\s*(?:좀\s*)?(?:해요?|하세요|하자)"  # '늦는다고 해' is what somebody has heard
_SAID: Final = r"(?P<said>라고|다고|자고|달라고|고)"
_TO: Final = r"(?:에게만|한테만|에게|한테|보고|더러|께|에다가?|에만|에|만)"
_QUOTED: Final = re.compile(rf"^(?P<all>.+?)(?:{_SAID}\s*(?:{_SAY}|{_DO})|{_CURTLY})[.!~]*$", re.DOTALL)
_QUOTED_BEFORE: Final = re.compile(rf"^(?P<text>.{{2,}}?){_SAID}\s*(?P<who>\S+(?:\s\S+)?)\s+{_SAY}[.!~]*$", re.DOTALL)
_ORDERED: Final = re.compile(rf"^(?P<text>.{{4,}}?)(?:라고|자고|달라고)\s*{_SAY}[.!~]*$", re.DOTALL)
_ASKED_FOR: Final = re.compile(r"몇|어디|언제|누구|누가|뭐|무슨|왜")
_ANNOUNCED: Final = re.compile(
    rf"^(?P<text>.{{3,}}?){_SAID}\s*(?:전체\s*)?공지\s*(?:좀\s*)?{_PLEASE}[.!~]*$", re.DOTALL
)
_THEN_TEXT: Final = re.compile(
    r"^(?:(?P<who>\S+(?:\s\S+)?)\s+)??(?:전체\s*)?공지\s*(?:좀\s*)?(?:해\s*줘요?|해\s*주세요|해\s*주라|올려\s*줘|보내\s*줘|띄워\s*줘|돌려\s*줘|부탁해요?)\s*[.!,]?\s+"
    r"(?P<text>.{4,}?)(?P<said>라고|다고|자고|달라고)?[.!~]*$",
    re.DOTALL,
)
_LISTEN: Final = re.compile(
    r"^(?P<who>(?:다들|모두|전체|전원|여러분)|\S+?(?:에게|한테|께))\s*"
    r"(?:들으라고\s*해|전해|알려|전달해|말해)\s*(?:줘요?|주세요|줄래)?[.!,]?\s+(?P<text>.{6,})$",
    re.DOTALL,
)
_TOLD_LAST: Final = re.compile(
    r"^(?P<who>\S+(?:\s\S+)?(?:에게|한테|께))\s+(?P<text>.{3,}?)(?:을|를)?\s*(?:전달|공지|안내|알림|전파)\s*(?:좀|해줘요?|해\s*주세요|바람|부탁\S*)?[.!]*$",
    re.DOTALL,
)
_HEADED: Final = re.compile(
    r"^(?:(?P<who>\S{1,8}(?:차|조|호))\s*(?:에|만)?\s+)?(?:(?:전체\s*)?공지|전체\s*(?:문자|알림|메시지))\s+(?P<text>(?!취소|철회|수정|정정|확인|누가|누구|몇|현황|다시|보내|올려|해|좀|내용|뭐|어떻|미확인|알림|읽|봤)"
    r".{3,}(?:니다|세요|시오|출발|집합|복귀|예정|바람|할게요|해요|[겨와가해]라))[.!~]*$",
    re.DOTALL,
)
_CALLED: Final = re.compile(
    r"^(?:긴급\s*[!:,]*\s*)?(?P<who>다들|모두|전원|여러분|(?:참가자|\S{1,6}(?:차|조))\s*(?:여러분|분들))\s*[,!]?\s+"
    r"(?P<text>(?!.*(?:알려|보여|말해|찾아|뽑아|정리|요약|확인해|안녕|고생|수고|감사|명단|일정|인원))"
    r".{2,}(?:세요|십시오|시오|바랍니다|합시다|(?:출발|이동|시작)합니다|복귀|집합|출발|해산|[가-힣]으?로))[.!~]*$",
    re.DOTALL,
)
_FORMS: Final = (_QUOTED_BEFORE, _ORDERED, _ANNOUNCED, _LISTEN, _TOLD_LAST, _THEN_TEXT, _HEADED, _CALLED)
_UNLESS_ASKED: Final = (_ORDERED, _LISTEN, _TOLD_LAST, _HEADED, _CALLED)  # '몇 시에 모이라고 알려줘' asks for an hour
_PEOPLE_AFTER: Final = re.compile(r"\s*(?:탄\s*)?(?:사람|분|인원|팀|승객|탑승자|쪽|여러분)(?:들)?$|(?<=[가-힣]{2})들$")
_MARK: Final = re.compile(rf"\s*{_TO}$")
_MARK_OF_PEOPLE: Final = re.compile(r"(?:에게만|한테만|에게|한테|(?<=[가-힣]{2})께|보고|더러)$")
_ARE_MISSING: Final = re.compile(r".*(?:안|못|미)\s*\S{0,3}\s*(?:사람|분|자)들?")
_MOST_WORDS: Final = 5  # of an audience: '안 온 사람들한테', '이서연, 박도윤, 최지우에게'
_SHORTEST: Final = ("오", "가", "와", "타")  # what is left of '오라고', '와달라고'
_ASKS: Final = re.compile(r"[?？]\s*$")


def amendment_in(text: str) -> Action | None:
    """Read an order to take the last notice back, or to correct it; None where the words are neither."""
    words = " ".join(text.split())
    if any(form.match(words.lower()) for form in _WITHDRAW):
        return Action("notice.withdraw", {"notice": LAST})
    for form in _CORRECT:
        if match := form.match(text.strip()):
            told = (match["text"] or "").strip()
            return Action("notice.correct", {"notice": LAST} | ({"text": told} if told else {}))
    return None


def told_in(text: str) -> Iterator[tuple[str, str]]:
    """Give who may be meant ('' where nobody is named) and what they are to be told, the likeliest first."""
    text = text.strip()
    if _ASKS.search(text):
        return
    if match := _QUOTED.match(text):
        yield from _split(match["all"])
    for form in _FORMS:
        match = form.match(text)
        if match and not (form in _UNLESS_ASKED and _ASKED_FOR.search(match["text"])):
            yield match.groupdict().get("who") or "", match["text"].strip()


def _split(words: str) -> Iterator[tuple[str, str]]:
    """Part '안 온 사람들한테 빨리 오' into whom and what, the longest audience first."""
    pieces = words.split(" ")
    for count in range(min(len(pieces) - 1, _MOST_WORDS), 0, -1):
        told = " ".join(pieces[count:]).strip()
        if len(told) > 1 or told in _SHORTEST:
            yield " ".join(pieces[:count]), told


def named_first(told: str) -> Iterator[tuple[str, str]]:
    """Part words to tell that may begin with whom: '2호차만 10분 뒤 출발'."""
    return ((named, rest) for named, rest in _split(told) if is_marked(named))


def addressed(words: str) -> str:
    """Give whom words name, without what marks them: '1호차 사람들한테' as '1호차'."""
    named = _MARK.sub("", words.strip())
    return named if _ARE_MISSING.fullmatch(named) else _PEOPLE_AFTER.sub("", named)


def is_marked(words: str) -> bool:
    """Tell whether words say that somebody is to be told: '이서연한테', not '이서연 늦는다고'."""
    return _MARK.search(words.strip()) is not None


def marks_people(words: str) -> bool:
    """Tell whether words are marked as people are: '이서연한테', not '로비에'."""
    return _MARK_OF_PEOPLE.search(words.strip()) is not None
