"""A guess is answered from the records and marked as one; whatever does not stand in the lists changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import Database
from handlers.conversation import converse
from handlers.guess_budget import spend
from handlers.reply import Action, Outcome, Reply
from handlers.request import Guessing, Request
from handlers.tables import AccountRow, GuessBudgetRow
from tests.build import person
from tests.handlers.talk_scene import ADDRESSES, NOON, Talk, talking

WHERE_ARE_ALL = "다들 어디 있어요?"
DAILY = Guessing(20)
KIM = "이서연"


def said(talk: Talk, text: str, guessing: Guessing | None = None, who: str = KIM, minutes: int = 0) -> Reply:
    """Write something as the inbox hands it over, while guesses are made or were."""
    at = NOON + timedelta(minutes=minutes)
    request = Request("telegram", ADDRESSES[who], at, text=text, guessing=guessing)
    talk.session.expire_all()
    (reply,) = converse(talk.session, "telegram", [request], talk.tours)
    assert reply is not None
    return reply


def guessed(intent: str | None, **slots: str) -> Guessing:
    return Guessing(0, asked=True, chosen=Action(intent, slots) if intent else None)


def kept(talk: Talk) -> object:
    return talk.session.scalar(select(AccountRow.context).where(AccountRow.address == ADDRESSES[KIM]))


def test_without_guesses_an_unclear_question_is_not_known(sample: Database) -> None:
    with talking(sample) as talk:
        reply = said(talk, WHERE_ARE_ALL)
        assert (reply.outcome, reply.unclear) == (Outcome.UNKNOWN, None)
        assert talk.session.scalars(select(GuessBudgetRow)).all() == []


def test_an_unclear_question_waits_and_keeps_nothing_yet(sample: Database) -> None:
    with talking(sample) as talk:
        said(talk, "다음 일정 뭐예요?")
        before = kept(talk)
        reply = said(talk, WHERE_ARE_ALL, DAILY)
        assert reply.unclear is not None
        assert (reply.unclear.text, reply.unclear.over_budget) == (WHERE_ARE_ALL, False)
        assert reply.unclear.choices.have("agenda.now", {})
        assert kept(talk) == before


def test_a_guess_is_answered_from_the_records_and_says_so(sample: Database) -> None:
    with talking(sample) as talk:
        plain = said(talk, "지금 뭐 하는 시간이에요?")
        reply = said(talk, WHERE_ARE_ALL, guessed("agenda.now"))
        assert (plain.outcome, plain.intent) == (Outcome.ANSWER, "agenda.now")
        assert (reply.outcome, reply.intent, reply.unclear) == (Outcome.CLARIFY, "agenda.now", None)
        assert reply.paragraphs == (
            "‘지금 일정’에 대한 질문으로 이해했어요. 아니라면 운영진에게 물어봐 드릴게요.",
            *plain.paragraphs,
        )
        assert (reply.cards, reply.agendas) == (plain.cards, plain.agendas)
        assert reply.buttons[0].label == "운영진에게 묻기"
        assert len({button.label for button in reply.buttons}) == len(reply.buttons)


def test_who_was_guessed_wrong_hands_the_question_to_the_staff(sample: Database) -> None:
    with talking(sample) as talk:
        said(talk, WHERE_ARE_ALL, guessed("agenda.now"))
        assert WHERE_ARE_ALL in said(talk, "운영진에게 묻기").paragraphs[0]


def test_a_guess_is_followed_up(sample: Database) -> None:
    with talking(sample) as talk:
        said(talk, "둘째 날 쉬는 시간 있어요?", guessed("agenda.day", date="2025-09-23"))
        reply = said(talk, "그럼 내일은요?")
        assert (reply.intent, reply.slots["date"]) == ("agenda.day", "2025-09-24")


@pytest.mark.parametrize(
    "choice",
    [
        guessed(None),
        guessed("change.cancel", stop="d2-xiaomi"),
        guessed("notice.send", text="집에 가세요"),
        guessed("attendance.here"),
        guessed("headcount"),
        guessed("human"),
        guessed("agenda.day", date="2025-12-25"),
        guessed("agenda.when", stop="d9-nowhere"),
        guessed("agenda.when", site="Baidu"),
        guessed("no.such"),
    ],
)
@pytest.mark.parametrize("who", ["이서연", "정현수", "김도현"])
def test_what_is_not_in_the_lists_leaves_the_question_unknown(sample: Database, choice: Guessing, who: str) -> None:
    with talking(sample) as talk:
        plain = said(talk, WHERE_ARE_ALL, who=who)
        assert said(talk, WHERE_ARE_ALL, choice, who) == plain
        assert plain.outcome is Outcome.UNKNOWN


def test_a_named_place_is_not_swapped_for_another(sample: Database) -> None:
    with talking(sample) as talk:
        text = "샤오미 꼭 봐야 하는 거"
        assert said(talk, text, guessed("site.about", site="4paradigm")).outcome is Outcome.UNKNOWN
        reply = said(talk, text, guessed("site.about", site="xiaomi-factory"))
        assert (reply.outcome, reply.slots) == (Outcome.CLARIFY, {"site": "xiaomi-factory"})


@pytest.mark.parametrize("text", ["바이두 몇 시에 가?", "바이두는 어떻게 하죠?", "다음 일정 뭐예요?", "가" * 3000])
def test_a_guess_at_anything_that_is_not_unclear_is_not_heard(sample: Database, text: str) -> None:
    with talking(sample) as talk:
        plain = said(talk, text)
        assert said(talk, text, DAILY) == plain
        assert said(talk, text, guessed("agenda.now")) == plain
        assert talk.session.scalars(select(GuessBudgetRow)).all() == []


def test_a_long_story_is_not_passed_on(sample: Database) -> None:
    with talking(sample) as talk:
        assert said(talk, "다들 어디 있어요? " * 20, DAILY).unclear is None


def test_nobody_is_asked_about_a_day_outside_the_tour(sample: Database) -> None:
    with talking(sample) as talk:
        text = "12월 25일에 일찍 일어나야 하나요"
        assert said(talk, text, DAILY) == said(talk, text)
        assert talk.session.scalars(select(GuessBudgetRow)).all() == []


def test_a_record_that_is_not_there_is_no_answer(sample: Database) -> None:
    with talking(sample) as talk:
        row = person(talk.session, KIM)
        row.diet = ""
        talk.session.flush()
        assert said(talk, WHERE_ARE_ALL, guessed("me", topic="diet")).intent is None


def test_no_name_of_the_roster_is_told(sample: Database) -> None:
    with talking(sample) as talk:
        person(talk.session, "김민준").name_en = "Everyone"
        talk.session.flush()
        reply = said(talk, "where is everyone", DAILY)
        assert reply.unclear is not None
        assert reply.unclear.text == "where is [name]"


def test_titles_are_told_without_names(sample: Database) -> None:
    with talking(sample) as talk:
        person(talk.session, "김민준").company = "샤오미"
        talk.session.flush()
        reply = said(talk, WHERE_ARE_ALL, DAILY)
        assert reply.unclear is not None
        assert not any("샤오미" in title for title in reply.unclear.choices.titles.values())


def test_the_budget_is_a_persons_and_a_days(sample: Database) -> None:
    with talking(sample) as talk:
        few = replace(DAILY, daily=2)
        told = [said(talk, WHERE_ARE_ALL, few, minutes=one).unclear for one in range(3)]
        assert [one and one.over_budget for one in told] == [False, False, True]
        other = said(talk, WHERE_ARE_ALL, few, "전우진").unclear
        tomorrow = said(talk, WHERE_ARE_ALL, few, minutes=24 * 60).unclear
        assert [one and one.over_budget for one in (other, tomorrow)] == [False, False]


def test_over_budget_the_unknown_answer_stands_and_is_kept(sample: Database) -> None:
    with talking(sample) as talk:
        plain = said(talk, WHERE_ARE_ALL)
        said(talk, "다음 일정 뭐예요?")
        none_left = said(talk, WHERE_ARE_ALL, replace(DAILY, daily=0))
        assert replace(none_left, unclear=None) == plain
        assert WHERE_ARE_ALL in said(talk, "운영진에게 묻기").paragraphs[0]


@pytest.mark.both_databases
def test_no_more_is_spent_than_there_is_and_no_day_begins_anew(sample_session: Session) -> None:
    member, today = person(sample_session, KIM).id, date(2025, 9, 23)
    assert [spend(sample_session, member, today, 2) for _ in range(3)] == [True, True, False]
    assert spend(sample_session, member, today, 3)
    assert spend(sample_session, member, today + timedelta(days=1), 1)
    assert not spend(sample_session, member, today, 1)
    assert [(row.day, row.asked) for row in sample_session.scalars(select(GuessBudgetRow))] == [
        (today + timedelta(days=1), 1)
    ]
