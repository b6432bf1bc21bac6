"""Files that people send for the staff: passed on with a question or a call for help, and erased with who sent them."""

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from handlers.files import mark_sent, own_file
from handlers.phrases import Phrases, mark
from handlers.question import Question
from handlers.request import Enclosed
from handlers.tables import FileRow, NoticeKind, NoticeRow, StaffQuestionRow, TroubleRow

_KINDS = {"photo": mark("Photo"), "voice": mark("Voice message"), "document": mark("File")}


def kind_of(file: Enclosed, say: Phrases) -> str:
    """Say what a file is: a photo, a voice message, a file."""
    return say(_KINDS.get(file.kind, _KINDS["document"]))


def sent_on(session: Session, question: Question) -> Enclosed | None:
    """Give a question's file, which stays from now on; None where it has none, or one that is no longer kept."""
    file = question.file
    held_elsewhere = file is not None and file.channel == "telegram"  # Telegram keeps what was sent there
    if file is None or not (held_elsewhere or own_file(session, question.member.id, file.channel, file.reference)):
        return None
    mark_sent(session, file, question.at)
    return file


def file_of(session: Session, row: StaffQuestionRow) -> Enclosed | None:
    """Give the file that came with a question to the staff; None where none did."""
    of = NoticeRow.payload["question"].as_integer() == row.id
    mine = select(NoticeRow.payload).where(NoticeRow.tour_id == row.tour_id, NoticeRow.kind == NoticeKind.QUESTION, of)
    files = (Enclosed.read(str(payload.get("file", ""))) for payload in session.scalars(mine))
    return next((file for file in files if file is not None), None)


def forget_files(session: Session, tour: str, member: int) -> None:
    """Erase the files that a member has passed on."""
    asked = select(StaffQuestionRow.id).where(StaffQuestionRow.member_id == member)
    called = select(TroubleRow.id).where(TroubleRow.member_id == member)
    told = or_(
        and_(NoticeRow.kind == NoticeKind.QUESTION, NoticeRow.payload["question"].as_integer().in_(asked)),
        and_(NoticeRow.kind == NoticeKind.TROUBLE, NoticeRow.payload["trouble"].as_integer().in_(called)),
    )
    for row in session.scalars(select(NoticeRow).where(NoticeRow.tour_id == tour, told)):
        file = Enclosed.read(str(row.payload.get("file", "")))
        if file is not None:
            named = (FileRow.channel == file.channel, FileRow.reference == file.reference)
            session.execute(delete(FileRow).where(*named))
            row.payload = {**row.payload, "file": ""}
    session.flush()
