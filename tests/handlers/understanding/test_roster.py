"""People and companies of the roster: leaders and staff are understood, participants learn nothing from it."""

from sqlalchemy import delete, select, update

from handlers.understanding import Roster, compile_matcher, understand
from schedule_data.people import Role
from schedule_data.tables import MemberRow
from tests.handlers.talk_scene import Talk
from tests.handlers.understanding.tours import itinerary_of, morning

PARTICIPANT, LEADER, STAFF, TOUR = "이서연", "정현수", "김도현", "beijing-1"


def test_staff_ask_after_a_person_and_a_company(talk: Talk) -> None:
    assert talk.say(STAFF, "권현우 왔어?").slots["person"] == "권현우"
    assert talk.say(LEADER, "한빛전자 몇 명이에요").slots["company"] == "한빛전자"
    assert talk.say(STAFF, "권현우 연락처").intent == "members.list"
    assert talk.say(STAFF, "Emily Carter 어디 있어").slots["person"] == "Emily Carter"


def test_staff_are_given_the_emergency_contact_that_the_roster_has(talk: Talk) -> None:
    assert "비상 연락처는 명단에 없음" in str(talk.say(STAFF, "권현우 비상연락처").cards)
    talk.session.execute(
        update(MemberRow).where(MemberRow.name == "권현우").values(emergency_contact="어머니 010-0000")
    )
    assert "비상 연락처 어머니 010-0000" in str(talk.say(STAFF, "권현우 보호자 연락처 알려줘").cards)
    assert "어머니" not in str(talk.say(STAFF, "권현우 연락처"))
    assert "어머니" not in str(talk.say(PARTICIPANT, "권현우 비상연락처"))


def test_staff_who_ask_for_a_diet_on_a_bus_are_given_a_count(talk: Talk) -> None:
    asked = talk.say(STAFF, "2호차 할랄 있음?")
    assert (asked.intent, asked.slots) == ("headcount", {"group": "bus-2", "diet": "할랄"})
    assert talk.say(PARTICIPANT, "2호차 할랄 있음?").intent == "meal"


def test_participants_are_told_the_same_of_people_on_the_roster_and_of_others(talk: Talk) -> None:
    for asked in ("{} 왔어?", "{} 연락처", "{} 몇호실이야", "{} 몇 명", "{} 어디 있어?"):
        known, other = (talk.say(PARTICIPANT, asked.format(name)) for name in ("권현우", "권호우"))
        assert str(known).replace("권현우", "권호우") == str(other)


def test_a_changed_roster_is_known_to_the_next_question(talk: Talk) -> None:
    assert talk.say(STAFF, "표은별 왔어?").intent is None
    renamed = update(MemberRow).where(MemberRow.name == "권현우").values(name="표은별", name_en="")
    talk.session.execute(renamed)
    assert talk.say(STAFF, "표은별 왔어?").slots["person"] == "표은별"


def test_the_matcher_is_compiled_once_for_a_roster(talk: Talk) -> None:
    revision = talk.caller(STAFF).revision or 0
    first = talk.tours.open_to(talk.session, TOUR, revision, Role.STAFF)
    assert talk.tours.open_to(talk.session, TOUR, revision, Role.LEADER) is first
    own = talk.tours.open_to(talk.session, TOUR, revision, Role.PARTICIPANT)
    assert own.matcher is not first.matcher
    name = talk.session.scalars(select(MemberRow.name).where(MemberRow.name == "백승현")).one()
    talk.session.execute(delete(MemberRow).where(MemberRow.name == name))
    assert talk.tours.open_to(talk.session, TOUR, revision, Role.STAFF) is not first


def test_a_name_that_is_a_common_word_changes_no_question() -> None:
    roster = Roster(frozenset({("오늘", ""), ("저녁", "Will"), ("천단", "")}), frozenset({"버스", "주식회사 모레"}))
    matcher = compile_matcher(itinerary_of(TOUR), roster)
    assert understand("오늘 일정", matcher, morning(TOUR)).parts[0].intent == "agenda.day"
    assert understand("천단 언제 가요?", matcher, morning(TOUR)).parts[0].slots == {"site": "temple-of-heaven"}
    assert understand("모레 일정", matcher, morning(TOUR)).parts[0].slots == {"date": "2025-09-25"}


def test_a_given_name_means_its_only_bearer() -> None:
    matcher = compile_matcher(itinerary_of(TOUR), Roster(frozenset({("권현우", ""), ("강서윤", ""), ("한서윤", "")})))
    assert understand("현우 왔어?", matcher, morning(TOUR)).parts[0].slots["person"] == "권현우"
    assert understand("서윤 왔어?", matcher, morning(TOUR)).parts[0].slots == {}
