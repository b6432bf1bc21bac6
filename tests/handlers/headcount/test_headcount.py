from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.actions import decode, encode
from handlers.headcount.filters import Filters, unpacked, with_filters
from handlers.reply import Action, Outcome, Reply
from handlers.tables import AttendanceRow, OtherMembershipRow
from tests.build import account, beijing, document, load, member, person, stop
from tests.handlers.talk_scene import NOON, Talk

pytestmark = pytest.mark.both_databases

STAFF, LEADER, MINE, OTHER_BUS = "김도현", "정현수", "이서연", "전우진"


def _first(reply: Reply) -> str:
    return reply.paragraphs[0]


def _facts(reply: Reply) -> list[str]:
    return [fact.label for card in reply.cards for fact in card.facts]


@pytest.fixture
def boarding(talk: Talk) -> Talk:
    """Give the talk a quarter of an hour before leaving: one is there, one comes late, one doesn't come."""
    talk.say(MINE, "탔어요")
    talk.say(OTHER_BUS, "10분 늦어요")
    talk.tap(LEADER, "attendance.absent", person=str(person(talk.session, "박도윤").id))
    talk.session.flush()
    return talk


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("총 몇 명이야?", "참가자 40명"),
        ("2호차 몇 명", "참가자 20명 (2호차)"),
        ("채식 몇 명", "참가자 4명 (채식)"),
        ("몇 명 도착했어?", "도착: 40명 중 1명"),
        ("2호차 몇 명 탔어?", "도착: 20명 중 0명 (2호차)"),
        ("지각 몇 명", "늦음: 40명 중 1명"),
        ("2호차 채식 미탑승", "미도착: 2명 중 2명 (2호차 · 채식)"),
        ("미도착 누구", "미도착: 40명 중 38명"),
        ("인솔자 몇 명", "인솔자 2명"),
        ("영어 쓰는 사람 몇 명", "참가자 2명 (영어 사용)"),
        ("한빛전자 몇 명", "참가자 4명 (한빛전자)"),
        ("연락 안되는 사람 몇 명", "참가자 38명 (메시지가 닿지 않는 분)"),
        ("805호 누구야?", "참가자 1명 (805호)"),
        ("1호차 누리소프트 명단", "참가자 2명 (1호차 · 누리소프트)"),
        ("늦는 사람 누구", "참가자 1명 (늦음)"),
        ("2호차 채식 탑승자", "도착: 2명 중 0명 (2호차 · 채식)"),
        ("1호차 탑승 인원", "도착: 20명 중 1명 (1호차)"),
        ("1호차 탄 사람", "참가자 1명 (1호차 · 도착)"),
        ("다온테크 1호차 탄 사람 몇 명", "도착: 2명 중 1명 (1호차 · 다온테크)"),
        ("영어 쓰는 2호차 채식", "참가자 1명 (2호차 · 채식 · 영어 사용)"),
        ("텔레그램 쓰는 1호차 사람", "참가자 1명 (1호차 · 텔레그램 이용)"),
        ("카카오톡 쓰는 1호차 사람", "명단에 맞는 분이 없어요: 1호차 · 카카오톡 이용"),
        ("802호 도착했어?", "참가자 1명 (802호)"),
        ("불참 누구", "참가자 1명 (불참)"),
        ("안 오는 사람", "참가자 1명 (불참)"),
        ("중국어 사용자 명단", "참가자 1명 (중국어 사용)"),
        ("전우진 어디 탔어?", "전우진"),
        ("who on bus 2 speaks chinese", "one participant (Bus 2 · in Chinese)"),
        ("how many are on board?", "Present: 1 of 40"),
        ("谁没来？", "未到38人，共40人"),
    ],
)
def test_staff_ask_in_words(boarding: Talk, words: str, first: str) -> None:
    assert _first(boarding.say(STAFF, words)) == first


def test_everyone_is_counted_once_leaders_and_staff_beside(boarding: Talk) -> None:
    reply = boarding.say(STAFF, "총 몇 명이야?")
    assert reply.paragraphs == (
        "참가자 40명",
        "샤오미 슈퍼공장 견학 · 07:50 기준: 도착 1명 · 늦음 1명 · 불참 1명 · 미확인 37명",
        "도착: 1호차 20명 중 1명 · 2호차 20명 중 0명",
        "인솔자 2명 · 운영진 2명은 인원수에 넣지 않았어요.",
    )
    assert [button.label for button in reply.buttons] == ["명단 보기", "미도착자 명단", "엑셀로 받기"]


def test_names_and_numbers_are_for_leaders_and_staff_only(boarding: Talk) -> None:
    for intent in ("headcount", "missing", "members.list", "export"):
        reply = boarding.tap(MINE, intent)
        assert (reply.outcome, reply.cards, reply.document) == (Outcome.REFUSED, (), None)


def test_the_missing_are_told_by_name_and_number_page_by_page(boarding: Talk) -> None:
    first = boarding.say(STAFF, "미도착 누구")
    assert len(_facts(first)) == 20
    second = boarding.press(STAFF, first.buttons[0])
    assert len(_facts(second)) == 18
    assert {MINE, "박도윤"}.isdisjoint(_facts(first) + _facts(second))
    values = [fact.value for fact in (*first.cards[0].facts, *second.cards[0].facts)]
    assert len(set(values)) == 38
    assert "2호차 · 10분 늦어요 · +82-10-0000-1021" in values


def test_buttons_keep_the_filters(boarding: Talk) -> None:
    count = boarding.say(STAFF, "2호차 채식 몇 명")
    listed = boarding.press(STAFF, count.buttons[0])
    assert _facts(listed) == ["문성민", "Emily Carter"]
    again = boarding.press(STAFF, listed.buttons[1])
    assert _first(again) == "참가자 2명 (2호차 · 채식)"


def test_nobody_missing_is_good_news(boarding: Talk) -> None:
    for name in ("문성민", "Emily Carter"):
        boarding.tap(LEADER, "attendance.here", person=str(person(boarding.session, name).id))
    assert _first(boarding.say(STAFF, "2호차 채식 미탑승")) == "미도착자가 없어요. 2명 모두 확인됐어요. (2호차 · 채식)"


def test_a_past_moment_is_told_as_it_was(boarding: Talk) -> None:
    later = beijing("09-23 08:30")
    boarding.say(MINE, "못 가요", later)
    boarding.session.flush()
    then = boarding.say(STAFF, "8시 기준 인원", later)
    assert then.paragraphs[1] == "샤오미 슈퍼공장 견학 · 08:00 기준: 도착 1명 · 늦음 1명 · 불참 1명 · 미확인 37명"
    now = boarding.say(STAFF, "총 몇 명이야?", later)
    assert now.paragraphs[1].endswith("늦음 1명 · 불참 2명 · 미확인 37명")


def test_every_filter_of_a_sentence_is_applied(boarding: Talk) -> None:
    later = beijing("09-23 08:30")
    reply = boarding.say(STAFF, "7시 55분 기준 2호차 채식 영어 쓰는 탑승 인원", later)
    assert dict(reply.slots) == {
        "diet": "채식", "group": "bus-2", "language": "en", "state": "present", "time": "07:55",
    }  # fmt: skip
    assert reply.paragraphs[:2] == (
        "도착: 1명 중 0명 (2호차 · 채식 · 영어 사용)",
        "샤오미 슈퍼공장 견학 · 07:55 기준: 미확인 1명",
    )


@pytest.mark.parametrize(
    "words",
    [
        "2호차 여자 탑승 인원",
        "1호차 2호차 채식 탑승자",
        "영어 중국어 쓰는 1호차 사람",
        "창가에 앉은 2호차 사람",
        "2호차 채식 아닌 사람",
    ],
)
def test_a_sentence_with_a_word_that_chooses_otherwise_is_not_counted_without_it(boarding: Talk, words: str) -> None:
    assert boarding.say(STAFF, words).outcome is not Outcome.ANSWER
    assert boarding.say(MINE, words).outcome is not Outcome.ANSWER


def test_yesterday_is_told_as_it_was(boarding: Talk) -> None:
    tomorrow = beijing("09-24 09:00")
    then = boarding.say(STAFF, "어제 8시 기준 인원", tomorrow)
    assert then.paragraphs[1] == (
        "샤오미 슈퍼공장 견학 · 9월 23일(화) 08:00 기준: 도착 1명 · 늦음 1명 · 불참 1명 · 미확인 37명"
    )
    listed = boarding.press(STAFF, then.buttons[1], tomorrow)
    assert listed.paragraphs[1] == then.paragraphs[1]
    evening = boarding.say(STAFF, "어제 샤오미 인원", tomorrow)
    assert evening.paragraphs[1].startswith("샤오미 슈퍼공장 견학 · 9월 23일(화) 23:59 기준: 도착 1명")


def test_buses_are_told_by_who_is_assigned_before_anybody_is_known_to_be_there(talk: Talk) -> None:
    assert talk.say(STAFF, "총 몇 명이야?").paragraphs[1] == "배정: 1호차 20명 · 2호차 20명"
    talk.say(OTHER_BUS, "탔어요")
    assert talk.say(STAFF, "미도착 몇 명").paragraphs[-1].endswith("미확인 39명")
    assert talk.say(STAFF, "각각 몇 명").paragraphs[2] == "도착: 1호차 20명 중 0명 · 2호차 20명 중 1명"
    lacking = talk.tap(STAFF, "headcount", state="unknown")
    assert lacking.paragraphs[2] == "미도착: 1호차 20명 중 20명 · 2호차 20명 중 19명"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("체크아웃 인원", "체크아웃 · 07:50 기준: 미확인 40명"),
        ("점심 인원", "점심 · 이좡 현지식 · 07:50 기준: 미확인 40명"),
    ],
)
def test_the_stop_that_is_named_is_counted_at(boarding: Talk, words: str, told: str) -> None:
    assert boarding.say(STAFF, words).paragraphs[1] == told


def test_an_hour_to_come_is_said_to_be(boarding: Talk) -> None:
    reply = boarding.say(STAFF, "3시 기준 인원")
    assert reply.paragraphs[1] == "아직 그 시각이 되지 않아서 지금 기준으로 알려 드려요."


def test_an_hour_that_is_none_counts_now(boarding: Talk) -> None:
    assert _first(boarding.tap(STAFF, "headcount", time="noon")) == "참가자 40명"


def test_who_joined_later_was_not_there_before(boarding: Talk) -> None:
    person(boarding.session, "문성민").left_at = NOON + timedelta(minutes=5)
    boarding.session.flush()
    assert _first(boarding.tap(STAFF, "headcount", NOON + timedelta(minutes=20), time="07:52")) == "참가자 40명"
    assert _first(boarding.tap(STAFF, "headcount", NOON + timedelta(minutes=20))) == "참가자 39명"


@pytest.mark.parametrize(
    ("slots", "count"),
    [
        ({"reach": "telegram"}, 2),
        ({"reach": "kakao"}, 0),
        ({"reach": "yes"}, 2),
        ({"reach": "web"}, 1),
        ({"language": "zh"}, 1),
        ({"room": "805"}, 1),
        ({"room": "80"}, 0),
        ({"room": "%"}, 0),
        ({"company": "누리"}, 4),
        ({"diet": "땅콩"}, 1),
        ({"state": "unknown", "group": "bus-1"}, 18),
        ({"state": "excused"}, 0),
        ({"state": "no-such-state"}, 40),
        ({"role": "staff"}, 2),
        ({"stop": "d1-lunch", "state": "present"}, 0),
    ],
)
def test_each_filter_chooses(boarding: Talk, slots: dict[str, str], count: int) -> None:
    account(boarding.session, person(boarding.session, "문성민"), channel="web")
    account(boarding.session, person(boarding.session, "백승현"), unreachable="blocked")
    if slots == {"reach": "yes"}:
        count += 1  # the web chat reaches one more
    reply = boarding.tap(STAFF, "members.list", NOON, **slots)
    if not count:
        assert (reply.cards, reply.document) == ((), None)
    else:
        assert f"{count}명" in _first(reply)


@pytest.mark.parametrize(("reach", "count"), [("kakao", 1), ("web", 0), ("yes", 1)])
def test_who_looks_at_another_of_their_tours_is_reached_over_their_channel_all_the_same(
    talk: Talk, reach: str, count: int
) -> None:
    load(talk.session, document(stop("walk", "09:20")))
    elsewhere = member(talk.session, "문성민")
    row = account(talk.session, elsewhere, channel="kakao")
    talk.session.add(OtherMembershipRow(account_id=row.id, member_id=person(talk.session, "문성민", "beijing-1").id))
    talk.session.flush()
    reply = talk.tap(STAFF, "headcount", NOON, reach=reach, group="bus-2", company="라온통신")
    assert _first(reply).startswith(f"참가자 {count}명")
    row.unreachable = "blocked"
    talk.session.flush()
    assert _first(talk.tap(STAFF, "headcount", NOON, reach=reach, group="bus-2", company="라온통신")).startswith(
        "참가자 0명"
    )


def test_a_person_is_found_with_everything_known(boarding: Talk) -> None:
    reply = boarding.say(STAFF, "이서연 어디 있어?")
    assert reply.cards[0].facts[0].value == "1호차 · 다온테크 · 802호 · 도착 · 본인 확인 · 방금 · +82-10-0000-1002"
    assert boarding.say(MINE, "박도윤 어디 있어?").outcome is Outcome.UNKNOWN  # not for participants


def test_a_name_that_no_roster_has_is_asked_back(boarding: Talk) -> None:
    assert boarding.say(STAFF, "가나다물산 몇 명").outcome is Outcome.CLARIFY


def test_somebody_nobody_fits_is_said(boarding: Talk) -> None:
    reply = boarding.tap(STAFF, "members.list", company="없는 회사")
    assert _first(reply) == "명단에 맞는 분이 없어요: 없는 회사"


def test_who_changes_bus_is_counted_on_it_once(boarding: Talk) -> None:
    row = boarding.session.scalars(select(AttendanceRow).where(AttendanceRow.state == "here")).one()
    row.group = "bus-2"
    boarding.session.flush()
    reply = boarding.say(STAFF, "총 몇 명이야?")
    assert (_first(reply), reply.paragraphs[2]) == ("참가자 40명", "도착: 1호차 19명 중 0명 · 2호차 21명 중 1명")


def test_filters_travel_on_buttons_of_64_bytes(talk: Talk) -> None:
    itinerary = talk.tours.snapshots.current(talk.session, "beijing-1")
    assert itinerary is not None
    filters = Filters(group="bus-2", company="온새미로보틱스", diet="채식", state="unknown", time="15:00")
    action = with_filters("members.list", filters)
    carried = decode(encode(action))
    assert carried == action
    assert Filters(**unpacked(talk.session, itinerary, carried.slots["q"])) == filters


def test_filters_that_do_not_fit_are_left_off(talk: Talk) -> None:
    long = "긴 이름의 회사와 사람"
    everything = Filters(group=long, company=long, diet=long, room=long, language=long, person=long)
    assert with_filters("members.list", everything, page="1") == Action("members.list", {"page": "1"})
    assert talk.tap(STAFF, "members.list", q="?,~0000000000,zz").outcome is Outcome.ANSWER


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("다 왔어?", "도착: 40명 중 1명"),
        ("2호차 다 탔어?", "도착: 20명 중 0명 (2호차)"),
        ("다온테크 다 왔어?", "도착: 4명 중 1명 (다온테크)"),
        ("1호차랑 2호차 각각 몇 명이야", "참가자 40명"),
        ("연락 안 되는 사람", "참가자 38명 (메시지가 닿지 않는 분)"),
    ],
)
def test_staff_are_counted_for_who_ask_whether_all_are_there(boarding: Talk, words: str, first: str) -> None:
    assert _first(boarding.say(STAFF, words)) == first


def test_a_leader_who_asks_whether_all_are_there_sees_the_roll_call(boarding: Talk) -> None:
    assert boarding.say(LEADER, "다 왔어?").intent == "rollcall.status"
    assert _first(boarding.say(LEADER, "다온테크 다 왔어?")) == "도착: 4명 중 1명 (다온테크)"


def test_a_participant_is_not_told_who_cannot_be_reached(boarding: Talk) -> None:
    assert boarding.say(MINE, "연락 안 되는 사람").intent == "people"
