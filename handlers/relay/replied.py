"""A messenger's own 'reply to this message', on a question that the staff were sent: the words are its answer."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.reply import Action
from handlers.request import Request
from handlers.tables import DeliveryRow, NoticeKind, NoticeRow


def replied_to(session: Session, caller: Caller, request: Request) -> Action | None:
    """Give what a reply to one of our messages does; None where that message was no question to the staff."""
    if not request.answers or not request.text:
        return None
    reference = DeliveryRow.message_ref
    shown = or_(reference == request.answers, reference.startswith(f"{request.answers},", autoescape=True))
    notice = session.scalars(
        select(NoticeRow)
        .join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        .where(DeliveryRow.member_id == (caller.member.id if caller.member else 0), shown)
        .where(DeliveryRow.account_id == caller.account, NoticeRow.kind == NoticeKind.QUESTION)
        .limit(1)
    ).first()
    if notice is None:
        return None
    return Action("staff.answer", {"question": str(notice.payload["question"]), "text": request.text})
