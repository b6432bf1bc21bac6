from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.claims import claim
from bot.database import Database
from handlers import audience
from handlers.channel_order import channels_of
from handlers.invitations import JoinProblem, invite, take_up
from handlers.membership.bindings import accounts_of, bind, members_behind, release_all
from handlers.membership.tour_codes import make_tour_code
from handlers.notices import Notice, queue
from handlers.reply import Outcome
from handlers.tables import AccountRow, JoinRequestRow, Lane, NoticeKind, OtherMembershipRow
from schedule_data.members import member_of
from schedule_data.people import Role
from tests.build import account, document, load, member, stop
from tests.handlers.membership.chatting import NOON, PARTICIPANT, Chat, chatting

pytestmark = pytest.mark.both_databases

OTHER = "city-1"
WHO = "이서연"


@pytest.fixture
def two(sample: Database) -> Iterator[Chat]:
    """Have the participant on a second tour, too."""
    with chatting(sample) as chat:
        content = document(stop("박물관", "10:00-11:00"), stop("공원", "15:00-16:00", day=23), title="도시 연수")
        load(chat.session, content)
        member(chat.session, WHO, OTHER)
        yield chat


def _join(chat: Chat, who: str = PARTICIPANT) -> None:
    chat.send(who, code=invite(chat.session, chat.person(WHO, OTHER).id, NOON))


def test_joining_a_second_tour_keeps_the_first(two: Chat) -> None:
    _join(two)
    phone = two.account(PARTICIPANT)
    assert phone.member_id == two.person(WHO, OTHER).id
    assert {one.tour_id for one in members_behind(two.session, phone.id)} == {"beijing-1", OTHER}
    assert "공원" in "".join(two.say(PARTICIPANT, "다음 일정?").paragraphs)


def test_the_first_tour_is_a_tap_away(two: Chat) -> None:
    reply = two.send(PARTICIPANT, code=invite(two.session, two.person(WHO, OTHER).id, NOON))
    assert reply.paragraphs[-1] == "먼저 참가한 여행도 그대로예요. 여행 이름을 누르면 돌아갈 수 있어요."
    two.press(PARTICIPANT, reply, reply.buttons[-1].label)
    assert two.account(PARTICIPANT).member_id == two.person(WHO).id


@pytest.fixture
def later(sample: Database) -> Iterator[Chat]:
    """Have the participant on a tour of the next month, too."""
    with chatting(sample) as chat:
        days = {"2025-10-22": [stop("공원", "15:00-16:00")]}
        load(chat.session, document(title="다음 달 연수", starts="2025-10-22", ends="2025-10-22", days=days))
        member(chat.session, WHO, OTHER)
        yield chat


def test_a_tour_under_way_stays_the_one_spoken_of(later: Chat) -> None:
    reply = later.send(PARTICIPANT, code=invite(later.session, later.person(WHO, OTHER).id, NOON))
    phone = later.account(PARTICIPANT)
    assert phone.member_id == later.person(WHO).id
    assert reply.paragraphs[0] == "이서연 님, 다음 달 연수에 참가하셨어요. 기간은 10월 22일(수)이에요."
    assert "샤오미" in "".join(later.say(PARTICIPANT, "다음 일정?").paragraphs)
    later.press(PARTICIPANT, reply, "다음 달 연수")
    assert later.account(PARTICIPANT).member_id == later.person(WHO, OTHER).id


def test_who_is_let_in_meanwhile_is_told_of_both(later: Chat) -> None:
    later.send(PARTICIPANT, code=make_tour_code(later.session, OTHER, NOON))
    later.say(PARTICIPANT, WHO)
    request = later.session.scalars(select(JoinRequestRow)).one()
    leader = member(later.session, "이끔", OTHER, role=Role.LEADER)
    account(later.session, leader, address="leader")
    later.tap("leader", "join.approve", request=str(request.id))
    assert later.account(PARTICIPANT).member_id == later.person(WHO).id
    (words,) = [reply.paragraphs for one, reply in later.told(NoticeKind.JOIN) if one.member.name == WHO]
    assert words[0].startswith("이서연 님, 다음 달 연수에 참가하셨어요.")


def test_before_the_first_tour_begins_the_new_one_is_spoken_of(later: Chat) -> None:
    code = invite(later.session, later.person(WHO, OTHER).id, NOON)
    later.send(PARTICIPANT, NOON - timedelta(days=3), code=code)
    assert later.account(PARTICIPANT).member_id == later.person(WHO, OTHER).id


@pytest.mark.parametrize("words", ["여행 바꾸기", "다른 여행", "switch tour", "切换行程", "여행 바꿔줘"])
def test_going_back_is_said_by_a_button(two: Chat, words: str) -> None:
    _join(two)
    choice = two.say(PARTICIPANT, words)
    assert (choice.outcome, choice.intent) == (Outcome.CLARIFY, "tour.switch")
    assert len(choice.buttons) == 2
    switched = two.press(PARTICIPANT, choice, choice.buttons[0].label)
    assert "참관단" in switched.paragraphs[0]
    assert "샤오미" in "".join(two.say(PARTICIPANT, "다음 일정?").paragraphs)


def test_the_label_may_be_typed(two: Chat) -> None:
    _join(two)
    choice = two.say(PARTICIPANT, "여행 바꾸기")
    two.say(PARTICIPANT, choice.buttons[0].label)
    assert two.account(PARTICIPANT).member_id == two.person(WHO).id


def test_what_was_spoken_of_does_not_cross_over(two: Chat) -> None:
    two.say(PARTICIPANT, "샤오미 공장 언제 가요?")
    _join(two)
    assert "샤오미" not in "".join(two.say(PARTICIPANT, "어디야?").paragraphs)


def test_nobody_goes_over_to_a_tour_of_another(two: Chat) -> None:
    two.tap(PARTICIPANT, "tour.switch", member=str(two.person("최지우").id))
    assert two.account(PARTICIPANT).member_id == two.person(WHO).id


def test_with_one_tour_there_is_nothing_to_choose(two: Chat) -> None:
    assert two.say(PARTICIPANT, "여행 바꾸기").paragraphs[0].startswith("지금은 참가 중인 여행이 하나예요.")
    assert two.say("nobody", "여행 바꾸기").paragraphs[0].startswith("아직 참가한 여행이 없어요.")


def test_the_first_invitation_leads_back(two: Chat) -> None:
    code = invite(two.session, two.person("최지우").id, NOON)
    two.send("phone", code=code)
    two.send("phone", code=invite(two.session, two.person(WHO, OTHER).id, NOON))
    assert two.account("phone").member_id == two.person(WHO, OTHER).id
    two.send("phone", code=code)
    assert two.account("phone").member_id == two.person("최지우").id


def test_a_member_brings_the_code_of_another_tour(two: Chat) -> None:
    two.send(PARTICIPANT, code=make_tour_code(two.session, OTHER, NOON))
    assert two.say(PARTICIPANT, WHO).paragraphs[0].startswith("인솔자에게")
    assert two.account(PARTICIPANT).member_id == two.person(WHO).id


def test_messages_of_every_tour_arrive(two: Chat) -> None:
    _join(two)
    for tour in ("beijing-1", OTHER):
        person = member_of(two.person(WHO, tour))
        queue(two.session, Notice(tour, NoticeKind.BROADCAST, {}), [person], NOON)
        assert audience.reachable(two.session, [person]) == {person.id}
        assert channels_of(two.session, person.id) == ["telegram"]
    two.session.flush()
    claims = claim(two.session, Lane.NOTICE, 10, NOON, 1).claims
    assert {(one.member.tour, one.address) for one in claims} == {("beijing-1", WHO), (OTHER, WHO)}


def test_after_the_tour_the_other_is_offered_not_taken(two: Chat) -> None:
    _join(two)
    before = two.say(PARTICIPANT, "다음 일정?")
    after = two.say(PARTICIPANT, "고마워요", NOON + timedelta(days=30))
    assert "이 여행은 끝났어요. 다른 여행으로 바꿀까요?" not in before.paragraphs
    assert after.paragraphs[-1] == "이 여행은 끝났어요. 다른 여행으로 바꿀까요?"
    assert two.account(PARTICIPANT).member_id == two.person(WHO, OTHER).id
    two.press(PARTICIPANT, after, after.buttons[-1].label)
    assert two.account(PARTICIPANT).member_id == two.person(WHO).id


def test_who_was_taken_off_the_current_tour_is_offered_the_other(two: Chat) -> None:
    _join(two)
    two.person(WHO, OTHER).left_at = NOON
    two.session.flush()
    choice = two.say(PARTICIPANT, "여행 바꾸기")
    assert len(choice.buttons) == 1
    two.press(PARTICIPANT, choice, choice.buttons[0].label)
    assert two.account(PARTICIPANT).member_id == two.person(WHO).id


def test_one_account_is_one_person_on_each_tour(two: Chat) -> None:
    _join(two)
    code = invite(two.session, two.person("최지우").id, NOON)
    assert take_up(two.session, code, two.account(PARTICIPANT), NOON) is JoinProblem.ACCOUNT_TAKEN


def test_all_bindings_of_a_member_can_be_undone(two: Chat) -> None:
    _join(two)
    release_all(two.session, two.person(WHO).id)
    release_all(two.session, two.person(WHO, OTHER).id)
    two.session.expire_all()
    assert two.account(PARTICIPANT).member_id is None
    assert not two.session.scalars(select(OtherMembershipRow)).all()


def test_binding_again_changes_nothing(two: Chat) -> None:
    phone = two.session.get_one(AccountRow, two.account(PARTICIPANT).id)
    bind(two.session, phone, two.person(WHO).id, NOON)
    assert [one.id for one in accounts_of(two.session, two.person(WHO).id)] == [phone.id]
