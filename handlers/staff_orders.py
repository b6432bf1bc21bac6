"""Short orders of leaders and staff in their own words: codes to show, who signed up, how visits were rated."""

import re
from typing import Final

from handlers.permissions import may
from handlers.question import Question
from handlers.reply import Action
from handlers.roll_call.aboard import bus_named
from schedule_data.people import Role

LONGEST: Final = 30  # letters: a longer text is about something else
_ROLL_CALL: Final = r"점호|출석|인원\s?(?:확인|체크|점검)|탑승\s?(?:확인|체크)"
_TOUR_CODE: Final = r"(여행|투어|참가|참여|가입)\s?코드|(tour|join(ing)?) code|(行程|参团)码"
_ORDERS: Final = (
    (rf"(버스|{_ROLL_CALL})\s?(qr|큐알|코드)|bus (qr|code)s?|check-?in (qr|code)s?|(签到|车)码", "rollcall.code"),
    (rf"(?:{_ROLL_CALL})\s?(취소|없던)|call off the roll ?call|取消点名", "rollcall.call_off"),
    (rf"(?:{_ROLL_CALL})\s?다시\s?(?:열|시작)|reopen the roll ?call|重新(?:打开|开始)点名", "rollcall.reopen"),
    (
        (
            r"(밀린|답\s?안\s?한|답변?\s?(안|못)\s?한|미답변|열린|남은|대기\s?중인)\s?(질문|문의)|(질문|문의)\s?(목록|현황)|"
            r"(open|unanswered|pending) questions|(未|没|待)回答的问题|待回复"
        ),
        "staff.open",
    ),
    (
        (
            r"(참가|참여)\s?신청(자|서)?\s?(명단|목록|현황|대기|인원|(한\s?사람\s?)?몇\s?명|있)|"
            r"(open|pending|waiting) applications|applications? list|(参团|报名参加)(申请|名单)"
        ),
        "application.list",
    ),
    (
        (
            r"(신청|대기)자?\s?(명단|목록|현황|인원|(한\s?사람\s?)?몇\s?명)|몇\s?명\S*\s?신청|누가\s?신청|신청자?\s?누구|"
            r"(신청|대기)자$|who signed up|sign-?ups?( list)?$|报名(名单|情况)"
        ),
        "signup.list",
    ),
    (
        (
            r"(안\s?(온|탄)\s?(사람|분)들?|미(도착|탑승|응답)자?들?)\s?(한테|에게|께)?\s?(다시|또|재차?)?\s?"
            r"(물어|연락\s?(돌려|해)|재촉|독촉|알림|확인\s?(요청|돌려))"
        ),
        "rollcall.nudge",
    ),
    (
        (
            r"^도움\s?요청$|도움\s?요청\s?(현황|목록|명단|상황|건|리스트|보여|있)|(열린|진행\s?중인?)\s?도움\s?요청|"
            r"(open|pending) (calls? for help|help (calls?|requests?))|^calls for help$|"
            r"求助(情况|列表|名单)|未处理的?求助|有没有人求助"
        ),
        "trouble.open",
    ),
    (_TOUR_CODE, "invite.code"),
    (r"^변경\s?(이력|내역|기록)|^change history|^(变更|更改)记录", "change.history"),
    (
        (
            r"(평가|만족도|후기|별점)\s?(결과|요약|정리|보여|엑셀)?|ratings?( summary)?$|"
            r"评价(结果|汇总)?|评分(结果|汇总)"
        ),
        "rating.summary",
    ),
)
# No question of a participant's, whose 'ratings' and 'sign-up list' may be about their own.
_STAFFS_OWN: Final = re.compile(
    rf"{_TOUR_CODE}|"
    r"도움\s?요청\s?\S|calls? for help|求助|변경|change history|记录|(평가|만족도|후기|별점)\s?(결과|요약|엑셀)|"
    r"ratings? summary|(评价|评分)(结果|汇总)",
    re.IGNORECASE,
)
_CLOSES: Final = re.compile(r"마감|끝|종료|완료")
_CLOSE: Final = re.compile(
    r"(?:이제|우리|일단|그럼|자)?(?:인원(?:확인|체크|점검)?|출석(?:확인|체크)?|점호|탑승(?:확인|체크)?)?(?:은|을|를|도|이)?"
    r"마감(?:할게요?|할께요?|하겠습니다|하자|합시다|합니다|해요?|해줘요?|해주세요|부탁(?:해요?|드려요|드립니다)?|요)?[.!~]*|"
    r"(?:인원(?:확인|체크|점검)|출석(?:확인|체크)?|점호|탑승(?:확인|체크))(?:은|을|를|도|이)?(?:끝|종료|완료)"
    r"(?:낼게요?|내자|내줘요?|할게요?|해줘요?|해주세요|하겠습니다|하자|합니다|해요?|이에요|입니다|요)?[.!~]*"
)
_KNOWN: Final = tuple((re.compile(words, re.IGNORECASE), intent) for words, intent in _ORDERS)


def order_in(question: Question) -> Action | None:
    """Give what an order asks for; None where the text is none, or means something else from who may not give it."""
    text = (question.text or "").strip()
    if not text or len(text) > LONGEST:
        return None
    if _CLOSES.search(text) and may(question.member.role, "rollcall.close"):
        return _close(question, text)
    of_staff = _STAFFS_OWN.search(text) is not None
    if question.member.role is Role.PARTICIPANT and not of_staff:
        return None  # none of the orders is theirs to give
    intent = next((intent for words, intent in _KNOWN if words.search(text)), None)
    mine = intent is not None and (of_staff or may(question.member.role, intent))
    return Action(intent) if intent and mine else None


def _close(question: Question, text: str) -> Action | None:
    """Give the closing of a roll call, of the bus that is named; None where the words close something else."""
    compact = "".join(text.split()).lower()
    bus = bus_named(question.itinerary, compact)
    if _CLOSE.fullmatch(compact.replace(bus[1], "", 1) if bus else compact) is None:
        return None
    return Action("rollcall.close", {"group": bus[0]} if bus else {})
