import pytest
from sqlalchemy import func, inspect, select, text

from handlers.actions import digest
from handlers.permissions import LEADERS_ONLY, STAFF_AND_LEADERS, may
from handlers.reply import Outcome
from handlers.request import Attachment
from handlers.tables import AccountRow, AttendanceRow, DeliveryRow, NoticeRow
from schedule_data.people import Role
from schedule_data.tables import RevisionRow
from tests.build import beijing
from tests.handlers.talk_scene import NOON, Talk

PARTICIPANT, LEADER, STAFF = "이서연", "정현수", "김도현"


def _rows(talk: Talk) -> dict[str, int]:
    tables = inspect(talk.session.connection()).get_table_names()
    return {
        name: talk.session.scalar(text(f"SELECT count(*) FROM {name}")) or 0  # noqa: S608 - our own names
        for name in tables
    }


@pytest.mark.parametrize("intent", sorted(LEADERS_ONLY | STAFF_AND_LEADERS))
def test_a_participant_is_refused_what_is_not_theirs_and_nothing_is_written(talk: Talk, intent: str) -> None:
    talk.caller(PARTICIPANT)
    before = _rows(talk)
    reply = talk.tap(PARTICIPANT, intent, stop="d2-xiaomi", minutes="30", text="모두 모이세요", time="10:00")
    assert (reply.outcome, reply.intent) == (Outcome.REFUSED, intent)
    assert [button.action.intent for button in reply.buttons if button.action][:1] == ["human"]
    talk.session.flush()
    assert _rows(talk) == before


def test_each_role_may_do_its_own() -> None:
    assert [may(role, "change.delay") for role in Role] == [False, True, False]
    assert [may(role, "headcount") for role in Role] == [False, True, True]
    assert [may(role, "agenda.next") for role in Role] == [True, True, True]


def test_staff_are_refused_what_leaders_do(talk: Talk) -> None:
    assert talk.tap(STAFF, "change.cancel", stop="d2-zyw").outcome is Outcome.REFUSED
    assert talk.session.scalar(select(func.count()).select_from(RevisionRow)) == 1


@pytest.mark.parametrize("kind", list(Attachment))
@pytest.mark.parametrize("who", [PARTICIPANT, None])
def test_an_attachment_gets_a_kind_word(talk: Talk, who: str | None, kind: Attachment) -> None:
    reply = talk.send(who, kind)
    assert reply.outcome is Outcome.UNKNOWN
    assert reply.paragraphs
    assert reply.buttons


@pytest.mark.parametrize("who", [PARTICIPANT, LEADER, STAFF, None])
@pytest.mark.parametrize(
    "words",
    [
        "가" * 10_000,
        "다음 일정? " * 1000,
        "😀" * 2000,
        "👨‍👩‍👧‍👦🏳️‍🌈" * 150,
        "\u202e\u200b\u0000" * 500,
        "",
        " ",
        "?",
        "\n" * 1999,
    ],
    ids=["long", "long question", "emoji", "joined emoji", "controls", "empty", "space", "mark", "lines"],
)
def test_whatever_is_written_gets_an_answer(talk: Talk, who: str | None, words: str) -> None:
    reply = talk.say(who, words)
    assert any(paragraph.strip() for paragraph in reply.paragraphs)
    assert sum(len(paragraph) for paragraph in reply.paragraphs) < 1500


def test_a_pasted_document_is_told_to_be_too_long(talk: Talk) -> None:
    reply = talk.say(PARTICIPANT, "가" * 2001)
    assert reply.outcome is Outcome.UNKNOWN
    assert "너무 길" in reply.paragraphs[0] or "길어" in reply.paragraphs[0]


def test_a_button_of_nothing_is_told_to_be_over(talk: Talk) -> None:
    reply = talk.tap(PARTICIPANT, "of.nothing", stop="d2-xiaomi")
    assert reply.outcome is Outcome.UNKNOWN
    assert {button.action.intent for button in reply.buttons if button.action} >= {"agenda.next", "help"}


def test_a_shortened_id_is_the_whole_one(talk: Talk) -> None:
    whole = talk.tap(PARTICIPANT, "stop.bring", stop="d1-4paradigm")
    short = talk.tap(PARTICIPANT, "stop.bring", stop=digest("d1-4paradigm"))
    assert short == whole


def test_a_member_is_spoken_to_in_the_language_that_was_set(talk: Talk) -> None:
    korean = talk.tap(PARTICIPANT, "agenda.next")
    reply = talk.tap(PARTICIPANT, "language", language="en")
    assert reply.paragraphs == ("I'll speak English from now on.",)
    assert talk.caller(PARTICIPANT).language == "en"
    english = talk.tap(PARTICIPANT, "agenda.next")
    assert english.paragraphs != korean.paragraphs
    assert "Xiaomi" in english.paragraphs[0]


def test_a_language_that_is_none_of_ours_is_asked_back(talk: Talk) -> None:
    for asked in ("fr", "", "한국어"):
        reply = talk.tap(PARTICIPANT, "language", language=asked)
        assert reply.paragraphs == ("어떤 언어로 답해 드릴까요?",)
        assert [button.label for button in reply.buttons] == ["한국어", "English", "中文"]
    assert talk.caller(PARTICIPANT).language == "ko"


def test_several_questions_of_one_message_are_answered_together(talk: Talk) -> None:
    one, other = talk.say(PARTICIPANT, "집합 어디야?"), talk.say(PARTICIPANT, "호텔 와이파이 알려줘")
    both = talk.say(PARTICIPANT, "집합 어디야? 호텔 와이파이 알려줘")
    assert one.paragraphs[0] in both.paragraphs
    assert other.paragraphs[0] in both.paragraphs
    assert len(both.buttons) <= 6


def test_what_a_leader_s_words_mean_is_refused_to_a_participant(talk: Talk) -> None:
    reply = talk.say(PARTICIPANT, "30분 지연")
    assert (reply.outcome, reply.intent) == (Outcome.REFUSED, "change.delay")
    assert talk.session.scalar(select(func.count()).select_from(NoticeRow)) == 0


def test_attendance_and_deliveries_are_untouched_by_questions(talk: Talk) -> None:
    talk.say(PARTICIPANT, "다음 일정?")
    talk.session.flush()
    counts = [talk.session.scalar(select(func.count()).select_from(one)) for one in (AttendanceRow, DeliveryRow)]
    assert counts == [0, 0]


def test_a_follow_up_belongs_to_its_account(talk: Talk) -> None:
    first = talk.converse(PARTICIPANT, "샤오미 공장 언제 가?")
    assert first is not None
    assert first.outcome is Outcome.ANSWER
    follow = talk.converse(PARTICIPANT, "준비물은?", beijing("09-23 07:51"))
    assert follow is not None
    assert follow.slots.get("stop") == "d2-xiaomi" or follow.slots.get("site") == "xiaomi-factory"
    assert talk.caller(LEADER).context is None
    stored = talk.caller(PARTICIPANT).context
    assert stored is not None
    assert stored["tour"] == "beijing-1"


def test_a_context_of_another_tour_is_not_used(talk: Talk) -> None:
    talk.converse(PARTICIPANT, "샤오미 공장 언제 가?")
    row = talk.session.get_one(AccountRow, talk.caller(PARTICIPANT).account)
    alone = talk.say("전우진", "준비물은?")
    row.context = dict(row.context or {}) | {"tour": "another"}
    talk.session.flush()
    assert talk.say(PARTICIPANT, "준비물은?").slots == alone.slots


def test_the_time_of_asking_counts(talk: Talk) -> None:
    assert talk.tap(PARTICIPANT, "agenda.next", NOON) != talk.tap(PARTICIPANT, "agenda.next", beijing("09-23 13:00"))


@pytest.mark.parametrize("words", ["에펠탑 20분 늦춰줘요", "자금성 취소해줘"])
def test_an_order_about_a_stop_that_nobody_knows_asks_which_is_meant(talk: Talk, words: str) -> None:
    name = words.split(maxsplit=1)[0]
    reply = talk.say(LEADER, words)
    assert reply.outcome is Outcome.CLARIFY
    assert reply.paragraphs[0] == f"‘{name}’은 이번 여행 안내에서 찾지 못했어요."
    stops = {button.action.slots.get("stop") for button in reply.buttons if button.action}
    assert {"d2-lunch", "d2-dinner"} <= stops
    assert talk.say(PARTICIPANT, words).outcome is Outcome.REFUSED
