"""What comes instead of words, or beside them: a shared location, files for people to see or for the staff."""

from sqlalchemy.orm import Session

from handlers import broadcast
from handlers.identity import Caller
from handlers.question import Question
from handlers.relay.offer import FILE
from handlers.relay.replied import replied_to
from handlers.reply import Action
from handlers.request import Attachment, Request
from handlers.trouble.call import seeks_help
from schedule_data.people import Role


def action_in(session: Session, caller: Caller, question: Question, request: Request) -> Action | None:
    """Give what a message does by what it carries or replies to; None where its words alone say it."""
    if request.point is not None:
        return Action("location", {"point": "{:.6f},{:.6f}".format(*request.point)})
    if request.file is not None and question.member.role is Role.LEADER:
        order = broadcast.order_in(session, question)
        told = dict(order.slots) if order and order.intent == "notice.send" else {"text": request.text or ""}
        return Action("notice.send", {**told, "file": request.file.written()})
    if request.attachment is Attachment.PHOTO and request.file is None and question.member.role is Role.LEADER:
        return Action("notice.unfetched")
    if request.file is not None and not request.text:
        return Action("trouble.call" if seeks_help(session, caller, question) else FILE)
    return replied_to(session, caller, request)
