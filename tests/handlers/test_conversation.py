from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.apology import apologise
from handlers.conversation import converse
from handlers.identity import callers, supported
from handlers.reply import Action, Outcome, Reply
from handlers.request import Request
from handlers.tables import AccountRow
from handlers.together import together
from handlers.tours import Tours
from tests.build import BEFORE, account, document, load, member, person, stop, tap, words
from tests.handlers.talk_scene import NOON
from tests.tours import open_tours


@pytest.fixture
def tours() -> Tours:
    """Open tours as they are asked about."""
    return open_tours()


def test_nothing_asked_is_nothing_answered(session: Session, tours: Tours) -> None:
    assert converse(session, "telegram", [], tours) == []


def test_people_are_answered_in_their_order(sample_session: Session, tours: Tours) -> None:
    for name in ("이서연", "신유나"):
        account(sample_session, person(sample_session, name), address=name)
    requests = [
        words("다음 일정?", NOON, "신유나"),
        words("다음 일정?", NOON, "nobody"),
        words("다음 일정?", NOON, "이서연"),
    ]
    replies = [reply for reply in converse(sample_session, "telegram", requests, tours) if reply]
    assert [reply.outcome for reply in replies] == [Outcome.ANSWER, Outcome.REFUSED, Outcome.ANSWER]
    stored = sample_session.scalars(select(AccountRow.address).order_by(AccountRow.address)).all()
    assert sorted(stored) == ["nobody", "신유나", "이서연"]


def test_an_account_is_made_once(session: Session) -> None:
    first = callers(session, "telegram", ["7", "7", "8"], BEFORE)
    again = callers(session, "telegram", ["8", "7"], BEFORE)
    assert set(first) == {"7", "8"}
    assert {address: one.account for address, one in again.items()} == {
        address: one.account for address, one in first.items()
    }
    assert callers(session, "web", ["7"], BEFORE)["7"].account not in {one.account for one in first.values()}
    assert session.scalar(select(func.count()).select_from(AccountRow)) == 3


def test_a_caller_carries_member_tour_and_language(session: Session) -> None:
    itinerary = load(session, document())
    owner = member(session, language="zh")
    account(session, owner, address="7")
    account(session, owner, "web", address="7", language="en", unreachable="blocked")
    telegram, web = callers(session, "telegram", ["7"], BEFORE)["7"], callers(session, "web", ["7"], BEFORE)["7"]
    assert (telegram.member, telegram.revision) == (web.member, itinerary.revision)
    assert (telegram.language, web.language) == ("zh", "en")
    assert (telegram.unreachable, web.unreachable) == ("", "blocked")


def test_tags_of_languages_are_read() -> None:
    assert [supported(tag) for tag in ("ko", "KO-kr", "zh-hans", "fr", "", None)] == [
        "ko",
        "ko",
        "zh",
        None,
        None,
        None,
    ]


def test_the_messenger_s_word_on_reach_is_kept_until_a_person_writes(sample_session: Session, tours: Tours) -> None:
    row = account(sample_session, person(sample_session, "이서연"), address="7")

    def why(*requests: Request) -> str:
        converse(sample_session, "telegram", requests, tours)
        sample_session.expire_all()
        return row.unreachable

    assert why(Request("telegram", "7", NOON, reachable=False)) == "blocked"
    assert why(Request("telegram", "7", NOON, reachable=True)) == ""
    assert why(Request("telegram", "7", NOON, reachable=False)) == "blocked"
    assert why(words("다음?", NOON, "7")) == ""


def test_a_word_on_reach_has_no_answer(session: Session, tours: Tours) -> None:
    assert converse(session, "telegram", [Request("telegram", "7", BEFORE, reachable=False)], tours) == [None]


def test_what_an_answer_was_about_is_kept_and_forgotten(sample_session: Session, tours: Tours) -> None:
    row = account(sample_session, person(sample_session, "이서연"), address="7")
    converse(sample_session, "telegram", [tap("stop.bring", NOON, "7", stop="d2-xiaomi")], tours)
    sample_session.expire_all()
    assert row.context is not None
    assert (row.context["tour"], row.context["intent"]) == ("beijing-1", "stop.bring")
    assert row.context["slots"] == {"stop": "d2-xiaomi"}
    converse(sample_session, "telegram", [Request("telegram", "7", NOON, code="no-such-code")], tours)
    sample_session.expire_all()
    assert row.context is None


def test_an_old_context_is_not_referred_to(sample_session: Session, tours: Tours) -> None:
    account(sample_session, person(sample_session, "이서연"), address="7")

    def ask(text: str, at: timedelta) -> Reply:
        sample_session.expire_all()
        (reply,) = converse(sample_session, "telegram", [words(text, NOON + at, "7")], tours)
        assert reply is not None
        return reply

    ask("주 파크 언제 가?", timedelta(0))
    fresh = ask("거기 뭐 하는 데야?", timedelta(minutes=9))
    ask("주 파크 언제 가?", timedelta(minutes=20))
    stale = ask("거기 뭐 하는 데야?", timedelta(minutes=31))
    assert fresh.slots.get("site") == "zyw-park"
    assert stale.slots.get("site") != "zyw-park"


def test_a_changed_tour_is_answered_from_its_newest_revision(session: Session, tours: Tours) -> None:
    load(session, document(stop("tea", "17:00")))
    account(session, member(session), address="7")
    asked = tap("agenda.when", BEFORE, "7", stop="tea")
    before = converse(session, "telegram", [asked], tours)[0]
    load(session, document(stop("tea", "18:30")))
    session.expire_all()
    after = converse(session, "telegram", [asked], tours)[0]
    assert before is not None
    assert after is not None
    assert ("17:00" in str(before), "18:30" in str(after)) == (True, True)


def test_replies_are_put_together_in_order() -> None:
    first = Reply(("하나",), intent="a", slots={"stop": "x"})
    second = Reply(("둘",), outcome=Outcome.UNKNOWN)
    assert together([first]) is first
    both = together([first, second])
    assert (both.paragraphs, both.outcome, both.intent, both.slots) == (
        ("하나", "둘"),
        Outcome.ANSWER,
        "a",
        {"stop": "x"},
    )


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "죄송해요"), ("en", "Sorry"), ("zh", "抱歉"), (None, "죄송해요")]
)
def test_an_apology_names_a_way_to_a_person(language: str | None, words: str) -> None:
    reply = apologise(Request("telegram", "7", NOON, text="?", language=language))
    assert reply.paragraphs[0].startswith(words)
    assert [button.action for button in reply.buttons] == [Action("people"), Action("agenda.next")]
