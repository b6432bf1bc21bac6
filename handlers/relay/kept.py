"""Answers that the staff let everybody have: found again for the same question, worded almost alike.

Only the same question is answered: what is left of both, without endings and particles, must be equal but for a slip of
typing, and every number in it the same. The question that was asked stands above the answer, so that the reader sees.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rapidfuzz.distance import Levenshtein
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, call_someone, offer
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.tables import KeptAnswerRow, StaffQuestionRow
from handlers.understanding.jamo import take_apart
from handlers.understanding.normalise import canonical, plain

SHORTEST_WITH_SLIP: Final = 6  # letters from which one slip of typing doesn't make another word
LONGEST_FORM: Final = 300
_ENDINGS = re.compile(
    r"(?:인가요|나요|는지요|는지|을까요|ㄹ까요|까요|습니까|ㅂ니까|니까|은가요|가요|어요|아요|해요|되요|돼요|예요|이에요|죠|지요|요|니|냐|"
    r"(?<=[있없])(?:어|나|음|는\s?(?:거|건)(?:예요|가요|죠)?))$"
)
_PARTICLES = re.compile(r"(?<=[가-힣]{2})(?:이|가|은|는|을|를|도|에|에는|에서|에서는|으로|로)(?=\s|$)")
_KOREAN = re.compile(r"[가-힣0-9]+")
_NUMBERS = re.compile(r"\d+")
_LODGING = re.compile(r"숙소|숙박지|숙박\s?시설")  # where the tour sleeps has many names, and means one
_FILLERS = re.compile(r"(?:혹시|그런데|근데|저기요?|안녕하세요|please|请问|excuse me)\s*,?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that the staff answered, and the answer."""

    question: str
    answer: str
    number: int


def form_of(words: str) -> str:
    """Give the form that questions are compared in: no endings, particles, spaces, marks."""
    bare = _LODGING.sub("호텔", _FILLERS.sub(" ", plain(words))).strip(" ?？!.~。")
    return canonical(_ENDINGS.sub("", _PARTICLES.sub("", bare)))[:LONGEST_FORM]


def keep_answer(session: Session, row: StaffQuestionRow, member: int, at: datetime) -> None:
    """Let everybody of the tour have this answer; again after it was let go, too."""
    kept = session.scalar(select(KeptAnswerRow).where(KeptAnswerRow.question_id == row.id))
    if kept is None:
        form = form_of(row.words)
        session.add(KeptAnswerRow(tour_id=row.tour_id, question_id=row.id, form=form, kept_by=member, kept_at=at))
    else:
        kept.kept_by, kept.kept_at, kept.dropped_at = member, at, None
    session.flush()


def kept_answer(session: Session, question: Question) -> Reply | None:
    """Answer from what the staff have said to the same question; None where nobody asked it."""
    found = _found(session, question.itinerary.tour, question.text or "")
    if found is None:
        return None
    say = phrases(question.language)
    return Reply(
        (found.answer, say("The staff's answer to “{text}”", text=found.question)),
        outcome=Outcome.ANSWER,
        intent="human",
        buttons=(
            Button(say("Ask the staff anew"), Action("staff.ask")),
            *offer(question, NEXT),
            *call_someone(question),
        ),
    )


def _found(session: Session, tour: str, words: str) -> Kept | None:
    form = form_of(words)
    if not form:
        return None
    rows = session.execute(
        select(KeptAnswerRow.form, StaffQuestionRow.words, StaffQuestionRow.answer, StaffQuestionRow.id)
        .join(StaffQuestionRow, StaffQuestionRow.id == KeptAnswerRow.question_id)
        .where(KeptAnswerRow.tour_id == tour, KeptAnswerRow.dropped_at.is_(None))
        .order_by(KeptAnswerRow.kept_at.desc(), KeptAnswerRow.id.desc())
    ).all()
    same = [row for row in rows if row.form == form] or [row for row in rows if is_same(form, row.form)]
    return Kept(same[0].words, same[0].answer, same[0].id) if same else None


def is_same(form: str, other: str) -> bool:
    """Tell whether two forms are the same question, but for one slip of the finger in a long Korean one.

    In Chinese and English one letter is easily another word: there they must be equal.
    """
    if form == other:
        return True
    if min(len(form), len(other)) < SHORTEST_WITH_SLIP or not (_KOREAN.fullmatch(form) and _KOREAN.fullmatch(other)):
        return False
    if _NUMBERS.findall(form) != _NUMBERS.findall(other):
        return False
    return Levenshtein.distance(take_apart(form), take_apart(other), score_cutoff=1) <= 1
