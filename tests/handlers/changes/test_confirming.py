import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from handlers.conversation import converse
from handlers.reply import Action, Outcome
from handlers.request import Request
from handlers.tables import DeliveryRow, NoticeKind, NoticeRow, ProposalRow
from schedule_data.tables import MemberRow
from tests.build import beijing
from tests.handlers.changes.talk import CHANNEL, CITY, Talk, labels, lines

pytestmark = pytest.mark.both_databases

MORNING = beijing("09-22 07:40")
CHANGES = ("delay", "move", "place", "cancel", "insert", "swap", "undo", "menu")


@pytest.mark.parametrize("intent", CHANGES)
@pytest.mark.parametrize("who", ["하나", "살핌"])
def test_nobody_but_a_leader_changes_anything(talk: Talk, intent: str, who: str) -> None:
    reply = talk.act(MORNING, f"change.{intent}", who, stop="lunch", minutes="10", place="정문", time="12:00")
    assert (reply.outcome, reply.intent) == (Outcome.REFUSED, f"change.{intent}")
    with talk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ProposalRow)) == 0


def test_a_preview_that_was_let_go_changes_nothing(talk: Talk) -> None:
    talk.say(MORNING, "산책 취소")
    reply = talk.tap(MORNING, "그만두기")
    assert reply.paragraphs == ("그만뒀어요. 바뀐 것은 없어요.",)
    assert talk.plan() == CITY


def test_a_preview_is_decided_once(talk: Talk) -> None:
    talk.say(MORNING, "산책 취소")
    talk.act(MORNING, "confirm", proposal="1")
    again = [talk.act(MORNING, intent, proposal="1").paragraphs for intent in ("confirm", "discard")]
    assert again == [("이미 처리된 일이에요. 더 바뀐 것은 없어요.",)] * 2
    assert len(talk.revisions()) == 2


@pytest.mark.parametrize("proposal", ["99", "x", ""])
def test_a_button_of_no_preview_is_answered(talk: Talk, proposal: str) -> None:
    assert talk.act(MORNING, "confirm", proposal=proposal).outcome is Outcome.UNKNOWN


def test_somebody_else_s_preview_is_not_confirmed(talk: Talk) -> None:
    talk.say(MORNING, "산책 취소")
    assert talk.act(MORNING, "confirm", "두리", proposal="1").outcome is Outcome.UNKNOWN
    assert talk.plan() == CITY


def test_who_is_no_leader_any_more_confirms_nothing(talk: Talk) -> None:
    talk.say(MORNING, "산책 취소")
    with talk.database.unit() as session:
        session.execute(update(MemberRow).where(MemberRow.name == "이끔이").values(role="participant"))
    assert talk.act(MORNING, "confirm", proposal="1").outcome is Outcome.REFUSED
    assert talk.plan() == CITY


def test_a_preview_is_shown_anew_where_the_plan_has_changed(talk: Talk) -> None:
    talk.act(MORNING, "change.delay", stop="factory", minutes="30")
    talk.change(MORNING, "change.delay", "두리", stop="factory", minutes="10")
    reply = talk.tap(MORNING, "확인")
    assert reply.paragraphs[:2] == (
        "그사이 일정이 바뀌었어요 (두리, 9월 22일(월) 07:40). 지금 일정으로 다시 확인해 주세요.",
        "공장 견학을 30분 늦춰요.",
    )
    assert lines(reply)[0] == "집합 08:40 → 09:10 · 공장 견학 · 09:40–11:10 → 10:10–11:40"
    assert len(talk.revisions()) == 2
    talk.tap(MORNING, "확인")
    assert talk.hours()["factory"] == "09:10 10:10-11:40"


def test_a_preview_of_what_is_gone_by_now_asks_anew(talk: Talk) -> None:
    talk.act(MORNING, "change.place", stop="walk", place="정문")
    talk.change(MORNING, "change.cancel", "두리", stop="walk")
    reply = talk.tap(MORNING, "확인")
    assert reply.paragraphs[1] == "어느 일정의 장소를 바꿀까요?"


def test_a_preview_that_lay_about_is_shown_anew(talk: Talk) -> None:
    talk.say(MORNING, "30분 지연")
    reply = talk.tap(MORNING + timedelta(minutes=31), "확인")
    assert reply.paragraphs[:2] == ("미리보기가 오래됐어요. 다시 확인해 주세요.", "공장 견학을 30분 늦춰요.")
    assert talk.plan() == CITY


def test_of_two_leaders_in_one_unit_the_second_is_shown_the_plan_of_the_first(talk: Talk) -> None:
    talk.act(MORNING, "change.cancel", "이끔이", stop="walk")
    talk.act(MORNING, "change.cancel", "두리", stop="dinner")
    requests = [
        Request(CHANNEL, who, MORNING, action=Action("confirm", {"proposal": proposal}))
        for who, proposal in (("이끔이", "1"), ("두리", "2"))
    ]
    with talk.database.unit() as session:
        first, second = converse(session, CHANNEL, requests, talk.tours)
    assert first is not None
    assert first.paragraphs == ("바꿨어요. 4명에게 알리고 있어요.",)
    assert second is not None
    assert second.paragraphs[0] == (
        "The plan has been changed in the meantime (이끔이, Mon 22 Sep 07:40). Please check this again."
    )
    assert (len(talk.revisions()), "walk" in talk.hours(), "dinner" in talk.hours()) == (2, False, True)


def test_of_leaders_who_confirm_at_the_same_moment_one_wins(talk: Talk) -> None:
    talk.act(MORNING, "change.cancel", "이끔이", stop="walk")
    talk.act(MORNING, "change.delay", "두리", stop="factory", minutes="30")
    said: dict[str, tuple[str, ...]] = {}
    start = threading.Barrier(2)

    def confirm(who: str, proposal: str) -> None:
        start.wait()
        said[who] = talk.act(MORNING, "confirm", who, proposal=proposal).paragraphs

    threads = [threading.Thread(target=confirm, args=pair) for pair in (("이끔이", "1"), ("두리", "2"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winners = {"이끔이": ("바꿨어요. 4명에게 알리고 있어요.",), "두리": ("Done. I'm telling 5 people.",)}
    won = [who for who, words in winners.items() if said[who] == words]
    assert len(won) == 1
    assert "walk" in talk.hours() if won == ["두리"] else talk.hours()["factory"] == "08:30 09:30-11:00"
    assert [row.number for row in talk.revisions()] == [1, 2]
    with talk.database.reading() as session:
        notices = select(func.count(DeliveryRow.id)).join(NoticeRow).where(NoticeRow.kind == NoticeKind.CHANGE)
        assert session.scalar(notices) == (4 if won == ["이끔이"] else 5)


def test_one_preview_confirmed_twice_at_the_same_moment_is_carried_out_once(talk: Talk) -> None:
    talk.act(MORNING, "change.cancel", stop="walk")
    said: list[tuple[str, ...]] = []
    start = threading.Barrier(2)

    def confirm() -> None:
        start.wait()
        said.append(talk.act(MORNING, "confirm", proposal="1").paragraphs)

    threads = [threading.Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == [
        ("바꿨어요. 4명에게 알리고 있어요.",),
        ("이미 처리된 일이에요. 더 바뀐 것은 없어요.",),
    ]
    assert len(talk.revisions()) == 2


def test_nothing_is_kept_of_a_preview_that_was_rolled_back(talk: Talk) -> None:
    with talk.database.reading() as session:
        request = Request(CHANNEL, "이끔이", MORNING, text="산책 취소")
        (reply,) = converse(session, CHANNEL, [request], talk.tours)
    assert reply is not None
    assert labels(reply) == ["확인", "그만두기"]
    with talk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ProposalRow)) == 0
