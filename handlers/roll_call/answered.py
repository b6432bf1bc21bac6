"""Short words that answer the roll call's question: '네', '도착', '여기요', '가는 중이에요', '따로 갈게요'.

They count only where the writer was asked and hasn't answered yet, as the rows tell; else they mean what
they always do.
"""

import re
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.context import context_of
from handlers.identity import Caller
from handlers.question import Question
from handlers.reply import Action
from handlers.roll_call.calls import call_expecting, newest_word
from handlers.roll_call.states import Reason
from handlers.tables import AttendanceState, DeliveryRow, DeliveryState, NoticeKind, NoticeRow, RollCallRow
from schedule_data.people import Role

LONGEST: Final = 40  # letters
_BESIDE: Final = re.compile(r"[\s.,!~…^·。，！ㅎㅋㅠㅜ'’]+")
_ME: Final = r"(?:저는|저도|전|저|나는|나|제가)?(?:지금|방금|이제|막|다|거의다|거의|곧|금방|빨리)*"
_KO: Final = r"(?:이?요|입니다|이에요|예요|에요|했어요|했습니다|했음|함|완료|완료요|완료했습니다)?"
_YES: Final = re.compile(r"(?:네+|넵+|넹+|예+|응+|ㅇㅇ|yes|yep|yeah|是|是的|嗯+)+")
_HERE: Final = re.compile(
    rf"(?:네|넵|예|yes)?(?:(?:저는|저도|전|저|나는|나|제가)?(?:지금|방금|이제|막|다)*(?:(?:버스|차|로비)에?)?(?:(?:도착|탑승|승차|출석|참석){_KO}|"
    r"여기(?:요|예요|에요|있어요|있습니다|있음|있어)?|(?:와|타고)?있(?:어요|습니다|음)|(?:탔|왔)(?:어요|습니다|음|네요)|"
    r"(?:버스|차)(?:안)?(?:에요|예요|입니다|이에요))|"
    r"(?:im|iam)?(?:already)?(?:here|present|aboard|onboard|onthebus|inthebus|inthelobby)|(?:ihave|ive|i)?(?:arrived|boarded)|"
    r"(?:我)?(?:已经|已)?(?:到|到了|到啦|在|在这|在这里|在这儿|上车了|来了|到达了))",
)
_COMING: Final = re.compile(
    rf"(?:네|넵|예|yes)?(?:{_ME}(?:가는중|가고있|가는길|오는중|내려가는중|내려가고있|뛰어가는중|뛰어가고있|이동중|나가는중|"
    r"내려가|내려갈게|갈게|가|갑니다|도착|도착해|도착할게|도착합니다|도착예정|나갈게|나가)"
    r"(?:이에요|입니다|이요|예요|에요|어요|습니다|요|이야|임|이네요|합니다)?|"
    r"(?:im|iam)?(?:onmyway|onthewaythere|ontheway|coming|almostthere|nearlythere|omw)|(?:i)?(?:ll|will)?be(?:right)?there(?:soon|inaminute)?|"
    r"(?:我)?(?:正?在路上了?|马上到了?|马上就?到|快到了|马上来|在来的路上|正在过来|这就来|就来))"
)
_GOING: Final = re.compile(
    r"거의|곧|금방|빨리|중|있|길|갈게|갑니다|가요|내려가|나가|예정|[a-z]|[一-鿿]"
)  # '도착' alone is no 'soon'
_OWN_WAY: Final = re.compile(
    r"(?:저는|저희는|전|저|나는|나)?(?:오늘은?)?(?:그냥)?(?:따로|알아서|개인적으로|개별로|택시로|택시타고)"
    r"(?:갈게요|갈께요|가겠습니다|갑니다|가요|이동할게요|이동하겠습니다|이동합니다|이동해요|갈래요)|"
    r"(?:ill|iwill|im)?(?:go|come|going|coming|get)?(?:there)?(?:onmyown|separately|bymyself|bytaxi)|"
    r"我(?:会)?(?:自己|单独|打车)(?:去|过去|走)(?:吧|了)?"
)


def answered_in(session: Session, caller: Caller, question: Question) -> Action | None:
    """Give what short words answer to the open roll call that asks the writer; None where they are no answer."""
    text = question.text or ""
    if question.member.role is not Role.PARTICIPANT or len(text) > LONGEST or text.rstrip().endswith(("?", "？")):
        return None
    form = _BESIDE.sub("", text).lower()
    said = _said(form)
    call = call_expecting(session, question.itinerary, question.member, question.at) if said or _is_yes(form) else None
    if call is None:
        return None
    word = newest_word(session, call, question.member.id)
    if word is not None and word.state not in {AttendanceState.UNKNOWN, AttendanceState.LATE}:
        return None
    asked = _asked(session, call, question)
    if asked is None or (said is None and (word is not None or not _is_fresh(session, caller, question, asked))):
        return None
    intent, slots = said or ("attendance.here", {})
    return Action(intent, {"stop": call.stop_id, **slots})


def _said(form: str) -> tuple[str, dict[str, str]] | None:
    if _OWN_WAY.fullmatch(form):
        return "attendance.absent", {"why": Reason.OWN_WAY.value}
    if _COMING.fullmatch(form) and _GOING.search(form):
        return "attendance.late", {"coming": "yes"}
    return ("attendance.here", {}) if _HERE.fullmatch(form) else None


def _is_yes(form: str) -> bool:
    return _YES.fullmatch(form) is not None


def _asked(session: Session, call: RollCallRow, question: Question) -> DeliveryRow | None:
    """Give the member's copy of the question; None where they weren't asked."""
    mine = select(DeliveryRow).where(
        DeliveryRow.notice_id == call.notice_id, DeliveryRow.member_id == question.member.id
    )
    return session.scalar(mine)


def _is_fresh(session: Session, caller: Caller, question: Question, asked: DeliveryRow) -> bool:
    """Tell whether the question, or its repetition, is what the member was told last: a bare yes is to that."""
    last = session.execute(
        select(NoticeRow, DeliveryRow.accepted_at)
        .join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        .where(DeliveryRow.member_id == question.member.id, DeliveryRow.state == DeliveryState.ACCEPTED)
        .order_by(DeliveryRow.accepted_at.desc(), DeliveryRow.id.desc())
        .limit(1)
    ).first()
    first = session.get_one(NoticeRow, asked.notice_id)
    if last is None or (last[0].kind, last[0].payload.get("call")) != (NoticeKind.ROLL_CALL, first.payload["call"]):
        return False
    talked = context_of(caller, question)
    return talked is None or last[1] is None or talked.at < last[1]
