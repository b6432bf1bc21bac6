"""Wishes about oneself in free words: goodbye, another tour, one's data, silence until an hour, which channel first.

Only a message that says nothing else is taken for one: everything else is a question about the tour.
"""

import re
from typing import Final

from sqlalchemy.orm import Session

from handlers.membership.reset import people_meant
from handlers.membership.tour_codes import ALPHABET
from handlers.question import Question
from handlers.reply import Action
from handlers.roll_call.bus_codes import bus_code_in
from handlers.understanding.normalise import plain
from schedule_data.people import Role

LONGEST: Final = 60  # characters
_END: Final = r"\s*[.!~。！]*"
_PLEASE: Final = (
    r"(?:\s*(?:해\s*줘|해\s*주세요|해\s*주실래요|할래요?|할게요|하고\s*싶어요?|하기|해|줘|주세요|부탁해요?|합니다))?"
)
_LEAVE: Final = (
    r"(?:이\s*)?(?:여행|투어|챗봇|봇|채팅|단체)?(?:에서|방에서)?\s*(?:나갈래요?|나갈게요?|나가기|나가고\s*싶어요?)",
    rf"(?:서비스\s*|챗봇\s*)?탈퇴{_PLEASE}",
    r"(?:i want to |i'?d like to |please )?(?:leave|quit) (?:the |this )?(?:tour|chat|bot|group)|leave",
    r"(?:我要|我想)?退出(?:这个)?(?:行程|旅行团|团|聊天)?",
)
_SWITCH: Final = (
    r"(?:다른\s*)?(?:여행|투어|참관단)(?:을|를|으로)?\s*(?:바꾸기|바꿔|바꿀래요?|바꾸고\s*싶어요?|변경|전환|선택)"
    + _PLEASE,
    r"다른\s*(?:여행|투어)(?:\s*보기)?",
    r"(?:please )?(?:switch|change) (?:the |my )?tours?|(?:show )?my tours",
    r"(?:换|切换)到?(?:一个)?(?:别的|其他)?(?:行程|旅行团|团)|我的旅行团",
)
_ERASE: Final = (
    r"(?:내|제|나의|저의)\s*(?:개인\s*)?(?:정보|데이터|기록)(?:를|을)?\s*(?:모두|전부|다)?\s*(?:삭제|지워|지우기|지울래요?|파기)"
    + _PLEASE,
    rf"개인\s*정보\s*(?:삭제|파기){_PLEASE}",
    r"(?:please )?(?:erase|delete|remove) (?:all )?(?:of )?my (?:personal )?(?:data|information|details)",
    r"(?:请)?(?:删除|删掉|清除)我的(?:个人)?(?:信息|资料|数据)",
    r"(?:请)?把我的(?:个人)?(?:信息|资料|数据)(?:都|全部)?(?:删除|删掉|删了|清除)",
)
_ALL_OF_ME: Final = (
    r"(?:내|제)\s*(?:정보|데이터|기록)\s*(?:모두|전부|다)(?:\s*(?:보여\s*줘|보여\s*주세요|보기))?",
    r"저장된\s*(?:내|제)\s*정보(?:\s*(?:보여\s*줘|보여\s*주세요|보기))?",
    r"/?me|/?my (?:info|data|details)",
    r"(?:show (?:me )?)?(?:all )?(?:the )?(?:data|information) (?:you (?:have|keep|store) )?(?:about|on) me",
    r"(?:显示)?(?:你们)?保存的我的(?:全部)?(?:信息|资料)",
)
_APPLY: Final = (
    r"(?:참가\s*|참여\s*|여행\s*)?신청(?:하기|할래요?|할게요|하고\s*싶어요?|하겠습니다|해\s*주세요|해\s*줘)",
    r"(?:참가|참여|여행)\s*신청",
    r"(?:i want to |i'?d like to )?apply(?: now| for a tour)?",
    r"(?:我要|我想)?(?:报名|申请)(?:参加|参团)?",
)
_INVITED: Final = (
    r"(?:저는?\s*)?초대\s*(?:링크|코드|장)(?:가|이|는|은)?\s*있(?:어요?|는데요?|습니다)",
    r"(?:i have|i'?ve got) an invitation(?: link| code)?",
    r"我有邀请(?:链接|码|函)?",
)
_WISHES: Final = {
    "leave": _LEAVE,
    "tour.switch": _SWITCH,
    "me.erase": _ERASE,
    "me": _ALL_OF_ME,
    "apply": _APPLY,
    "join.how": _INVITED,
    "channels.order": (
        r"(?:연락|채널|알림)\s*순서(?:\s*바꾸기)?|order of channels|channel order|联系顺序|(?:消息)?发送顺序",
    ),
}
_WISH: Final = tuple((intent, re.compile(f"(?:{'|'.join(forms)}){_END}")) for intent, forms in _WISHES.items())
_MUTES: Final = re.compile(r"까지|동안|until|till|\bfor \d|直到|到.{0,12}(?:为止|之前|前)|之前|点前|\d\s*(?:小时|分钟)")
_SILENCE: Final = re.compile(
    r"알림.{0,20}(?:꺼|끄|끌|그만|중지|멈|음소거|조용|보내지|하지\s*마|안\s*받)|(?:조용히|음소거)|"
    r"\b(?:mute|silence|turn off|stop|no)\b.{0,20}(?:remind|notif|alert)|\b(?:mute|silence)\b|"
    r"(?:提醒|通知).{0,10}(?:关|静音|停|别)|(?:关闭|静音|不要|别|停止).{0,10}(?:提醒|通知)|静音"
)
_CHANNELS: Final = (
    ("kakao", r"카카오톡?|카톡|kakao(?: ?talk)?"),
    ("telegram", r"텔레그램|텔레|telegram"),
    ("web", r"웹(?:\s*(?:채팅|대화))?|the web(?: chat)?|web(?: chat)?|网页"),
)
_FIRST: Final = (
    r"(?:알림은?\s*|메시지는?\s*)?(?:{name})(?:으로|로)?\s*(?:먼저|우선)(?:으로)?(?:\s*(?:보내|받을래|받고\s*싶|알려|연락)\S*)?(?:\s*(?:줘|주세요))?",
    r"(?:{name})(?:으로|로)\s*(?:알림|메시지)(?:을|를)?\s*(?:받을래|받을게|받고\s*싶|보내)\S*(?:\s*(?:줘|주세요))?",
    r"(?:please )?(?:send|message|write)?\s*(?:me )?(?:to |on |over |by |via )?(?:{name}) first(?: please)?",
    r"(?:请)?(?:先|优先)(?:发|用|通过|发到)?\s*(?:{name})(?:发|通知)?(?:我)?",
)
_CHANNEL_FIRST: Final = tuple(
    (channel, re.compile(f"(?:{'|'.join(form.format(name=name) for form in _FIRST)}){_END}"))
    for channel, name in _CHANNELS
)
_RESETS: Final = (
    re.compile(
        r"(?P<name>\S.{0,38}?)\s*(?:님|씨)?(?:의|한테|에게)?\s*(?P<own>초대\s*)?(?:링크|초대장|초대\s*코드)(?:를|을)?\s*"
        r"(?:(?:다시|새로)(?:\s*(?:만들어|보내|발급해?|줘|해|주세요|줄래요?)\S*)*|재발급\S*|재설정\S*|초기화\S*)(?:\s*(?:줘|주세요))?"
    ),
    re.compile(
        r"(?:please )?(?:a )?(?:new|reset|renew)(?: (?:the|a))?(?P<own> invitation)? link (?:for|of) (?P<name>.{2,40})"
    ),
    re.compile(r"(?:请)?(?:给|为)(?P<name>.{1,30}?)(?:重新发送?|重发|重置|新发)(?P<own>邀请)?(?:链接|邀请)"),
)
_MAY_RESET: Final = re.compile(r"링크|초대|link|invitation|链接|邀请", re.IGNORECASE)
# Of a leader, who asks for somebody's link: it is stored nowhere, so a new one is offered.
_ASKED_FOR: Final = re.compile(
    r"(?P<name>\S.{0,38}?)\s*(?:님|씨)?(?:의)?\s*초대\s*(?:링크|장|코드)(?:를|을)?\s*(?:(?:보여|알려|보내)?\s*(?:줘|주세요))?|"
    r"(?:the )?invitation (?:link|code) (?:for|of) (?P<of>.{2,40})|(?P<whose>.{1,30}?)的邀请(?:链接|码)"
)
_PERSONAL: Final = re.compile(
    r"(?:(?:초대\s*)?코드|(?:invitation\s+)?code|邀请码)\s*[:：]?\s*(?P<code>[A-Za-z0-9_-]{22})", re.IGNORECASE
)
_LINK: Final = re.compile(r"https?://\S+(?:/j/|[?&]start=)(?P<code>[A-Za-z0-9_-]{22})/?")
_WHOLE: Final = re.compile(r"(?=\S*[a-z])(?=\S*[A-Z])(?=\S*[\d_-])(?P<code>[A-Za-z0-9_-]{22})")  # pasted alone
_NAMED_CODE: Final = re.compile(
    r"(?:(?:여행|초대|참가)?\s*코드|(?:tour |invitation )?code|(?:行程|参团|邀请)码)\s*[:：]?\s*"
    rf"(?P<code>[{ALPHABET}]{{4}}[\s-]?[{ALPHABET}]{{4}})",
    re.IGNORECASE,
)
_BARE_CODE: Final = re.compile(
    rf"(?=.*\d)(?P<code>(?i:[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}})|(?=.*[A-Z])[{ALPHABET}]{{8}})"
)


def code_in(text: str | None) -> str | None:
    """Give the invitation, tour or bus code that a message consists of; None where it is something else."""
    written = (text or "").strip()
    if bus := bus_code_in(written):
        return bus
    for form in (_PERSONAL, _LINK, _WHOLE, _NAMED_CODE, _BARE_CODE):
        if match := form.fullmatch(written):
            return match["code"]
    return None


def wish_in(text: str | None) -> Action | None:
    """Give the wish that a message says and nothing else; None where it is something else."""
    words = " ".join(plain(text or "").split()) if len(text or "") <= LONGEST else ""
    if not words or words.endswith("?"):
        return None
    for intent, form in _WISH:
        if form.fullmatch(words):
            return Action(intent)
    for channel, form in _CHANNEL_FIRST:
        if form.fullmatch(words):
            return Action("channels.order", {"channel": channel})
    if _MUTES.search(words) and _SILENCE.search(words):
        return Action("reminder.settings", {"topic": "off", "until": words})
    return None


def order_in(session: Session, question: Question) -> Action | None:
    """Give a member's wish, or the order to make somebody's link anew; None where the words are something else."""
    wish = wish_in(question.text)
    if wish is not None:
        return None if wish.intent in {"apply", "join.how"} else wish
    return _reset(session, question)


def _reset(session: Session, question: Question) -> Action | None:
    text = " ".join((question.text or "").split()) if len(question.text or "") <= LONGEST else ""
    if not _MAY_RESET.search(text):
        return None
    match = next((found for form in _RESETS if (found := form.fullmatch(text.rstrip(" .!~。！")))), None)
    if match is None:
        asked = _ASKED_FOR.fullmatch(text.rstrip(" .!~。！"))
        name = next(filter(None, asked.groups()), "") if asked else ""
        return _if_known(session, question, Action("invite.reset", {"name": name.strip()}))
    order = Action("invite.reset", {"name": match["name"].strip()})
    if match["own"] or "재발급" in text:
        return order
    return _if_known(session, question, order)


def _if_known(session: Session, question: Question, order: Action) -> Action | None:
    """Give a leader's order where it names somebody of the tour."""
    if question.member.role is not Role.LEADER or not order.slots["name"]:
        return None
    known = Question(question.itinerary, question.member, question.at, question.language, "", order.slots)
    return order if people_meant(session, known) else None
