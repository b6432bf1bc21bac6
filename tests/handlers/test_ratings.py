import io
from datetime import datetime, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from handlers import falling_due, ratings
from handlers.composing import compose
from handlers.copies import Copy
from handlers.reply import Outcome, Reply
from handlers.tables import DeliveryRow, NoticeKind, NoticeRow, PlannedRatingRow, RatingRow
from schedule_data.members import member_of
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow
from tests.build import account, beijing, person
from tests.handlers.talk_scene import Talk

pytestmark = pytest.mark.both_databases

MINE, OTHER, STAFF, LEADER = "이서연", "전우진", "김도현", "정현수"
STOP = "d2-xiaomi"
AFTER = beijing("09-23 12:05")  # five minutes after its end


def _asked(talk: Talk) -> list[tuple[str, str]]:
    rows = talk.session.execute(
        select(MemberRow.name, NoticeRow.payload)
        .join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .where(NoticeRow.kind == NoticeKind.RATING)
        .order_by(DeliveryRow.id)
    )
    return [(name, payload["stop"]) for name, payload in rows]


def _question(talk: Talk, at: datetime = AFTER, stop: str = STOP, language: str = "ko") -> Reply | None:
    member = member_of(person(talk.session, MINE))
    return compose(talk.session, Copy(NoticeKind.RATING, {"stop": stop}, member, language), at, talk.tours)


def _skip_to(talk: Talk, at: datetime) -> None:
    ratings.ask(talk.session, at - timedelta(hours=7), Snapshots())
    ratings.ask(talk.session, at - timedelta(minutes=1), Snapshots())


def test_after_a_visit_those_who_were_there_are_asked_once(talk: Talk) -> None:
    _skip_to(talk, AFTER)
    before = len(_asked(talk))
    assert ratings.ask(talk.session, AFTER, Snapshots()) == 2
    assert _asked(talk)[before:] == [(MINE, STOP), (OTHER, STOP)]
    assert ratings.ask(talk.session, AFTER, Snapshots()) == 0


@pytest.mark.parametrize("why", ["absent", "muted"])
def test_who_stayed_away_or_wants_silence_is_not_asked(talk: Talk, why: str) -> None:
    if why == "absent":
        talk.tap(MINE, "attendance.absent", stop=STOP)
    else:
        person(talk.session, MINE).muted_until = AFTER + timedelta(hours=1)
    talk.session.flush()
    _skip_to(talk, AFTER)
    ratings.ask(talk.session, AFTER, Snapshots())
    assert (MINE, STOP) not in _asked(talk)
    assert (OTHER, STOP) in _asked(talk)


def test_a_visit_of_yesterday_is_not_asked_about(talk: Talk) -> None:
    assert ratings.ask(talk.session, AFTER + timedelta(days=30), Snapshots()) == 0
    assert talk.session.scalars(select(PlannedRatingRow)).all() == []


def test_the_plan_follows_changes_and_forgets_what_was_asked(talk: Talk) -> None:
    itinerary = talk.tours.snapshots.current(talk.session, "beijing-1")
    assert itinerary is not None
    due = talk.session.get(PlannedRatingRow, ("beijing-1", STOP))
    assert due is not None
    assert due.due_at == AFTER
    assert falling_due.next_due(talk.session) == ratings.next_due(talk.session)
    ratings.ask(talk.session, AFTER, Snapshots())
    ratings.plan(talk.session, itinerary)
    assert talk.session.get(PlannedRatingRow, ("beijing-1", STOP)) is None
    assert talk.session.get(PlannedRatingRow, ("beijing-1", "d2-lunch")) is None  # meals are not rated


def test_one_tap_rates_and_the_last_one_counts(talk: Talk) -> None:
    question = _question(talk)
    assert question is not None
    assert question.paragraphs[0] == "샤오미 슈퍼공장 견학, 어떠셨어요?"
    assert [button.label for button in question.buttons] == ["1점", "2점", "3점", "4점", "5점"]
    talk.press(MINE, question.buttons[1], AFTER)
    reply = talk.press(MINE, question.buttons[4], AFTER)
    assert reply.paragraphs == ("고마워요! 샤오미 슈퍼공장 견학에 5점을 주셨어요.",)
    rows = talk.session.scalars(select(RatingRow).execution_options(populate_existing=True)).all()
    assert [(row.stop_id, row.stars, row.remark) for row in rows] == [(STOP, 5, "")]
    assert _question(talk) is None  # nobody is asked what they said


def test_a_remark_is_asked_for_and_kept_beside_the_points(talk: Talk) -> None:
    talk.tap(MINE, "rating.give", AFTER, stop=STOP, stars="4")
    asked = talk.tap(MINE, "rating.remark", AFTER, stop=STOP)
    assert asked.awaits is not None
    assert (asked.awaits.intent, asked.awaits.slot, dict(asked.awaits.slots)) == (
        "rating.remark",
        "text",
        {"stop": STOP},
    )
    reply = talk.tap(MINE, "rating.remark", AFTER, stop=STOP, text="설명이 좋았어요. 왜 그렇게 빨라요?" + "!" * 2000)
    assert reply.paragraphs == ("고마워요. 남겨 주신 의견을 운영진에게 전할게요.",)
    row = talk.session.scalars(select(RatingRow).execution_options(populate_existing=True)).one()
    assert (row.stars, len(row.remark), row.remark[:4]) == (4, 1000, "설명이 ")


def test_the_words_that_follow_are_the_remark(talk: Talk) -> None:
    asked = talk.tap(MINE, "rating.remark", AFTER, stop=STOP)
    assert asked.paragraphs == ("어떤 점을 말씀하고 싶으세요? 한 번에 적어 보내 주세요.",)
    assert talk.session.scalars(select(RatingRow)).all() == []


@pytest.mark.parametrize("slots", [{"stop": STOP, "stars": "6"}, {"stop": "x", "stars": "5"}, {"stop": STOP}])
def test_forged_points_are_not_kept(talk: Talk, slots: dict[str, str]) -> None:
    assert talk.tap(MINE, "rating.give", AFTER, **slots).outcome is Outcome.UNKNOWN
    assert talk.tap(MINE, "rating.remark", AFTER, stop="x").outcome is Outcome.UNKNOWN
    assert talk.session.scalars(select(RatingRow)).all() == []


def test_a_cancelled_visit_is_not_asked_about(talk: Talk) -> None:
    assert _question(talk, stop="gone") is None
    assert _question(talk, language="en") is not None


def test_the_organiser_gets_a_summary_without_names(talk: Talk) -> None:
    for who, stars in ((MINE, "5"), (OTHER, "4")):
        talk.tap(who, "rating.give", AFTER, stop=STOP, stars=stars)
    talk.tap(MINE, "rating.remark", AFTER, stop=STOP, text="=1+1")
    talk.tap(OTHER, "rating.remark", AFTER, stop="d1-lecture", text="강의가 길었어요")
    reply = talk.tap(STAFF, "rating.summary", AFTER)
    assert reply.paragraphs == ("2명이 방문을 평가해 주셨어요.",)
    facts = [(fact.label, fact.value) for fact in reply.cards[0].facts]
    assert facts[1] == ("샤오미 슈퍼공장 견학", "5점 만점에 4.5점 (2명) · 의견 1건")
    assert reply.document is not None
    book = load_workbook(io.BytesIO(reply.document.content))
    cells = [[cell.value for cell in row] for page in book.worksheets for row in page.iter_rows()]
    assert ["샤오미 슈퍼공장 견학", "4.50", 2, 0, 0, 0, 1, 1] in cells
    assert ["샤오미 슈퍼공장 견학", "1호차", 5, "=1+1"] in cells
    assert not any(MINE in map(str, row) for row in cells)


def test_without_ratings_there_is_nothing_to_sum_up(talk: Talk) -> None:
    assert talk.tap(LEADER, "rating.summary").paragraphs == ("아직 평가하신 분이 없어요.",)
    assert talk.tap(MINE, "rating.summary").outcome is Outcome.REFUSED


def test_who_cannot_be_reached_is_not_asked(talk: Talk) -> None:
    account(talk.session, person(talk.session, "문성민"), unreachable="blocked")
    _skip_to(talk, AFTER)
    ratings.ask(talk.session, AFTER, Snapshots())
    assert "문성민" not in {name for name, _ in _asked(talk)}


@pytest.mark.parametrize(
    ("words", "kept"),
    [("4점", (4, "")), ("5점이요", (5, "")), ("3 points", (3, "")), ("2점, 너무 짧았어요", (2, "너무 짧았어요"))],
)
def test_points_in_words_are_for_the_visit_asked_about_last(talk: Talk, words: str, kept: tuple[int, str]) -> None:
    assert talk.say(MINE, words, AFTER).intent != "rating.give"  # nobody has asked
    _skip_to(talk, AFTER)
    ratings.ask(talk.session, AFTER, Snapshots())
    talk.say(MINE, words, AFTER + timedelta(minutes=1))
    rows = talk.session.scalars(select(RatingRow)).all()
    assert [(row.stop_id, row.stars, row.remark) for row in rows] == [(STOP, *kept)]


def test_what_is_said_right_after_the_points_is_the_remark_but_a_question_is_none(talk: Talk) -> None:
    _skip_to(talk, AFTER)
    ratings.ask(talk.session, AFTER, Snapshots())
    talk.converse(MINE, "4점", AFTER)
    asked = talk.converse(MINE, "다음 일정 뭐예요?", AFTER)
    assert asked is not None
    assert asked.intent == "agenda.next"
    talk.converse(MINE, "4점", AFTER)
    talk.converse(MINE, "로봇 설명이 정말 인상 깊었어요", AFTER)
    [row] = talk.session.scalars(select(RatingRow).execution_options(populate_existing=True)).all()
    assert (row.stars, row.remark) == (4, "로봇 설명이 정말 인상 깊었어요")


def test_one_point_is_told_as_one(talk: Talk) -> None:
    question = _question(talk, language="en")
    assert question is not None
    assert [button.label for button in question.buttons[:2]] == ["1 point", "2 points"]
