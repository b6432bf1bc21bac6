"""What a leader has told everyone, and the new meeting place: slots that are free text, cut out of the message."""

import re

from handlers.reply import Outcome
from handlers.understanding.matcher import Matcher
from handlers.understanding.normalise import canonical, plain
from handlers.understanding.values import Understood

_ALL = (
    r"(?:참가자\s*)?(?:전체|모두|전원|다들|모든\s*(?:분들?|사람|참가자)|여러분|단체)|참가자들?|"
    r"everyone|everybody|all(?: participants| members)?|the (?:whole )?group|大家|所有人|全体(?:人员|成员)?|全员"
)
_GROUP = r"\S{1,8}\s?호\s?(?:차|버스)|\S{1,4}\s?조|bus \w+|group \w+|team \w+|\S{1,3}号车|第?\S{1,2}组"
_TO = r"\s*(?:분들?|사람들?|팀|인원|참가자들?)?\s*(?:에게|한테|께|에|에다|로(?=\s))?\s*(?:만)?\s*"
_TELL = r"(?:공지|알림|안내|전달|전파|메시지|문자|방송|공지사항)"
_QUESTION = re.compile(r"[?？]\s*$|(?:(?<!만)나요|까요|(?<!합)(?<!습)니|는지|인가요|있어|뭐야|언제|어디)\s*$")
_FORMS = (
    # 전체 공지: 로비로 모여주세요 / 공지: … / 1호차 공지해줘: …
    re.compile(
        rf"^(?:(?P<who>{_ALL}|{_GROUP}){_TO})?{_TELL}(?:사항)?\s*(?:해\s*줘|해주세요|해|합니다|보내줘|보내|올려줘|부탁해?)?\s*[:：]\s*(?P<text>.{{3,}})$",
        re.IGNORECASE | re.DOTALL,
    ),
    # 전체 공지 로비로 모여주세요
    re.compile(
        rf"^(?P<who>{_ALL}|{_GROUP}){_TO}{_TELL}(?:사항)?\s+(?P<text>.{{3,}}(?:세요|니다|시오|해요|어요|바랍니다))[.!]*$",
        re.IGNORECASE | re.DOTALL,
    ),
    # 모두에게 알려줘: 로비로
    re.compile(
        rf"^(?P<who>{_ALL}|{_GROUP}){_TO}(?:알려|전해|전달해|안내해|공지해|보내)\s*(?:줘|주세요|줄래)?\s*[:：,]\s*(?P<text>.{{3,}})$",
        re.IGNORECASE | re.DOTALL,
    ),
    # 2호차 분들께만 전해줘 5분 뒤 출발
    re.compile(
        rf"^(?P<who>{_ALL}|{_GROUP}){_TO}(?:알려|전해|전달해|안내해|공지해)\s*(?:줘요?|주세요)[.!]*\s+"
        r"(?P<text>(?!.*(?:몇|어디|언제|누구|뭐|무슨|어떻게|왜)).{2,}(?:세요|니다|시오|해요|[겨와가해]라|바람|출발|집합|복귀|해산|까지))[.!]*$",
        re.DOTALL,
    ),
    # 모두에게 로비로 모이라고 전해줘 / 1호차에 10분 뒤 출발한다고 알려줘
    re.compile(
        rf"^(?P<who>{_ALL}|{_GROUP}){_TO}(?P<text>.{{3,}}?)(?:라고|다고|자고|달라고|고)\s*(?:좀\s*)?(?:알려|전해|전달|안내|공지|말해|얘기해|이야기해|메시지\s*보내|보내|방송)\S*(?:\s*(?:줘|주세요|해줘|해주세요|부탁해요?))?[.!]*$",
        re.DOTALL,
    ),
    # 30분 뒤 출발한다고 전체 공지해줘
    re.compile(
        rf"^(?P<text>.{{4,}}?)(?:라고|다고|자고|달라고|고)\s*(?P<who>{_ALL}|{_GROUP}){_TO}(?:알려|전해|전달|안내|공지|말해|방송|보내)\S*(?:\s*(?:줘|주세요|해줘|해주세요|부탁해요?))?[.!]*$",
        re.DOTALL,
    ),
    re.compile(
        rf"^(?:(?:please|pls|plz|can you|could you)\s+)*"
        rf"(?:tell|notify|inform|message|msg|text|(?:a )?(?:message|msg|text|note|notice|announcement) (?:to|for)|"
        rf"remind|let|send (?:a (?:message|notice) )?to|announce to)\s+"
        rf"(?P<who>{_ALL}|{_GROUP})\s*(?:know)?\s*(?:that|to|:|,|about)?\s*(?P<text>.{{4,}})$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"^(?:please\s+)?(?:announce(?:ment)?|broadcast|notice)\s*(?:that|:|,)?\s+(?P<text>.{4,})$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        rf"^(?:请)?(?:通知|告诉|告知|转告|广播给|发通知给)\s*(?P<who>{_ALL}|{_GROUP})[:：,，]?\s*(?P<text>.{{2,}})$",
        re.DOTALL,
    ),
    re.compile(
        rf"^(?:请|麻烦)?(?:帮我)?(?:跟|和|对|给)\s*(?P<who>{_ALL}|{_GROUP})(?:的人)?(?:说|讲|发)(?:一下|一声|下|个?消息|个?通知)?"
        rf"[:：,，]?\s*(?P<text>.{{2,}})$",
        re.DOTALL,
    ),
    re.compile(r"^(?:请|帮我)?(?:发个?|发布)通知[:：,，]\s*(?P<text>.{2,})$", re.DOTALL),
    re.compile(rf"^(?:(?P<who>{_ALL}|{_GROUP}))?(?:公告|通知|广播)[:：]\s*(?P<text>.{{2,}})$", re.DOTALL),
)
_PLACE = (
    re.compile(
        r"(?:집합|모이는|모임|만나는|미팅|출발)\s*(?:장소|지|곳|위치|포인트)?\S{0,2}\s*(?:.{1,20}?에서\s+)?(?P<place>[^\s,.!?]+?(?:\s[^\s,.!?]+?){0,4}?)\s*(?:으로|로)\s*(?:변경|바꿔|바꾸|바꿉|바꿀|바뀜|바뀝|옮겨|옮기|옮깁|수정|정정|조정|이동)(?!\S*(?:되|됐|된|돼|었|했|면|까|대))\S*.{0,8}$"
    ),
    re.compile(
        r"(?:집합|모이는|모임|만나는)\s*(?:장소|지|곳|위치)?\S{0,2}\s*\S{1,15}에서\s+(?P<place>[^,.!?]{1,30}?)\s*(?:으로|로)\s*(?:변경\S*|바꿔\S*|옮겨\S*)?[.!]*$"
    ),
    re.compile(
        r"(?:change|move|switch|set)\s+(?:the\s+)?(?:.{0,25}?)(?:meeting|gathering|assembly|pick-?up)\s*(?:point|place|spot|location)?\s*(?:.{0,25}?)\s+to\s+(?:the\s+)?(?P<place>.{2,40}?)[.!]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:集合|碰头|会合)(?:地点|点|处|的地方)?(?:从.{1,12}?)?(?:改到|改为|改成|换到|换成|变更为|改在)(?P<place>.{1,20}?)[。.!！]*$"
    ),
    re.compile(
        r"把.{0,12}集合(?:地点|点|处)?(?:从.{1,12}?)?(?:改到|改为|改成|换到|换成|变更为)(?P<place>.{1,20}?)[。.!！]*$"
    ),
)
_COLON = re.compile(r"[:：](?!\d\d)")
_NOT_THERE = re.compile(
    r"^.*\s(?:말고|아니고|아니라|대신(?:에)?)\s+"
)  # '로비 말고 주차장': where people don't meet any more
_ASKED_PLACE = re.compile(r"어디|어느|where|哪")


_TO_PLACE = (
    re.compile(
        r"(?:meeting|gathering|assembly|pick-?up)\s*(?:point|place|spot|location)?\s*(?:->|→|=>)\s*(?:the\s+)?"
        r"(?P<place>.{2,40}?)(?:\s+instead(?:\s+of.*)?)?[.!]*$"
    ),
    re.compile(r"(?:meet|gather)\s+(?:at|in|by)\s+(?:the\s+)?(?P<place>.{2,40}?)\s+instead(?:\s+of.*)?[.!]*$"),
    re.compile(r"(?:集合|碰头|会合)(?:地点|点|处)?\s*(?:->|→|=>)\s*(?P<place>.{1,20}?)[。.!！]*$"),
)


def notice_in(text: str, matcher: Matcher) -> Understood | None:
    """Read an order to tell people something; None where `text` is none, or names a group that the tour has not."""
    asks = _QUESTION.search(text.strip()) is not None
    for form in _FORMS:
        match = form.match(text.strip())
        if match is not None and not (asks and not _COLON.search(text)):  # after a colon a question is told, not asked
            audience = _audience(match.groupdict().get("who"), matcher)
            if audience is None:
                return None
            slots = {"audience": audience, "text": match["text"].strip()}
            return Understood(Outcome.ANSWER, "notice.send", slots, 0.9)
    return None


def new_place(text: str) -> str | None:
    """Give the new meeting place in an order such as '집합 장소 로비에서 정문으로'; None where there is none."""
    for form in (*_PLACE, *_TO_PLACE):
        match = form.search(text)
        if match is not None and not _ASKED_PLACE.search(match["place"]):
            return _NOT_THERE.sub("", match["place"]).strip()
    return None


def _audience(who: str | None, matcher: Matcher) -> str | None:
    """Give 'all' or the id of the group that `who` names; None where it names no group of the tour."""
    if who is None or re.fullmatch(_ALL, who.strip(), re.IGNORECASE):
        return "all"
    word = matcher.vocabulary.words.get(canonical(plain(who)))
    return next((link.id for link in word.links if link.what == "group"), None) if word else None
