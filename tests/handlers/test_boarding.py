"""Boarding by the bus's code: who is counted where, and what everybody else is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.database import Database
from handlers.bus_code_renewal import renew_codes
from handlers.membership.bindings import bind
from handlers.membership.guessing import MOST_WRONG, PAUSE
from handlers.membership.tour_codes import make_tour_code
from handlers.reply import Action, Outcome, Reply
from handlers.roll_call.bus_codes import bus_codes, spelt
from handlers.tables import AttendanceRow, RollCallRow, WrongCodeRow
from schedule_data.itinerary import Itinerary
from schedule_data.snapshots import Snapshots
from schedule_data.tables import TourRow
from tests.build import account, beijing, document, load, member, person, stop
from tests.handlers.membership.chatting import LEADER, NOON, PARTICIPANT, Chat, chatting

MINE, OTHER_BUS, STRANGER = PARTICIPANT, "전우진", "somebody"  # of bus 1, of bus 2, of no tour
STOP = "d2-xiaomi"
TO_LEADER = Action("people", {"role": "leader"})
NOT_KNOWN = "이번 여행 버스의 코드가 아니에요. 버스에 붙은 안내문과 같은지 한번 봐 주세요."
NO_STRANGERS = "버스 탑승 코드예요. 먼저 본인 초대 링크로 들어온 뒤 다시 찍어 주세요."


@dataclass(frozen=True)
class Boarding:
    """The sample tour, two of whose people chat, and the codes of its buses."""

    chat: Chat
    codes: dict[str, str]

    def scan(self, who: str, bus: str, at: datetime = NOON) -> Reply:
        """Scan the code of a bus."""
        return self.chat.send(who, at, code=self.codes[bus])

    def call(self, group: str = "", *, stop_id: str = STOP, closed: bool = False, **more: object) -> None:
        """Open a roll call, or have one that is closed."""
        leader = self.chat.person(LEADER).id
        values = {"group": group, "opened_by": leader, "opened_at": NOON, "closed_at": NOON if closed else None}
        self.chat.session.add(RollCallRow(tour_id="beijing-1", stop_id=stop_id, **(values | more)))
        self.chat.session.flush()

    def noted(self) -> list[tuple[str, str, str, str]]:
        """Give what was noted: stop, state, whose word and bus."""
        rows = self.chat.session.scalars(select(AttendanceRow).order_by(AttendanceRow.id))
        return [(row.stop_id, row.state, row.evidence, row.group) for row in rows]

    def wrong(self) -> int:
        """Give how many wrong tries were counted."""
        return self.chat.session.scalars(select(func.count()).select_from(WrongCodeRow)).one()


@pytest.fixture
def boarding(sample: Database) -> Iterator[Boarding]:
    with chatting(sample) as chat:
        account(chat.session, chat.person(OTHER_BUS), address=OTHER_BUS)
        itinerary = Snapshots().current(chat.session, "beijing-1")
        assert itinerary is not None
        yield Boarding(chat, dict(bus_codes(chat.session, itinerary, NOON)))


def _actions(reply: Reply) -> list[Action | None]:
    return [button.action for button in reply.buttons]


def test_a_scan_counts_on_that_bus_and_says_so_first(boarding: Boarding) -> None:
    boarding.call()
    reply = boarding.scan(MINE, "bus-1")
    assert reply.paragraphs == ("1호차 탑승, 확인했어요. (샤오미 슈퍼공장 견학)",)
    assert (reply.outcome, reply.intent, reply.slots) == (Outcome.ANSWER, "attendance.here", {"stop": STOP})
    assert boarding.noted() == [(STOP, "here", "qr", "bus-1")]


@pytest.mark.parametrize("words", ["탑승 코드 {}", "bus-{}", "{}", "코드 {}", "boarding code {}", "上车码 {}"])
@pytest.mark.parametrize("channel", ["telegram", "kakao", "web"])
def test_a_typed_code_is_the_same_on_every_channel(boarding: Boarding, words: str, channel: str) -> None:
    if channel != "telegram":
        account(boarding.chat.session, boarding.chat.person(MINE), channel=channel, address=MINE)
    reply = boarding.chat.say(MINE, words.format(spelt(boarding.codes["bus-1"])), channel=channel)
    assert reply.intent == "attendance.here"
    assert boarding.noted() == [(STOP, "here", "qr", "bus-1")]


def test_the_wrong_bus_counts_there_and_names_the_right_one_and_a_way_to_a_human(boarding: Boarding) -> None:
    boarding.call()
    reply = boarding.scan(MINE, "bus-2")
    assert reply.paragraphs == (
        "2호차 탑승, 확인했어요. (샤오미 슈퍼공장 견학)",
        "이번 이동은 2호차 인원으로 셀게요.",
        "원래 타실 버스는 1호차예요. 옮겨 타시면 그 버스의 코드를 찍어 주세요.",
    )
    assert _actions(reply)[0] == TO_LEADER
    assert boarding.scan(MINE, "bus-1").paragraphs == ("1호차 탑승, 확인했어요. (샤오미 슈퍼공장 견학)",)
    assert [one[3] for one in boarding.noted()] == ["bus-2", "bus-1"]


def test_the_roll_call_of_the_bus_that_was_scanned_is_meant_before_one_s_own(boarding: Boarding) -> None:
    boarding.call("bus-1", stop_id="d2-zyw")
    boarding.call("bus-2", stop_id=STOP)
    boarding.scan(MINE, "bus-2")
    boarding.scan(MINE, "bus-1")
    assert boarding.noted() == [(STOP, "here", "qr", "bus-2"), ("d2-zyw", "here", "qr", "bus-1")]


def test_one_s_own_roll_call_is_meant_where_the_bus_has_none(boarding: Boarding) -> None:
    boarding.call("bus-1", stop_id="d2-zyw")
    boarding.scan(MINE, "bus-2")
    assert boarding.noted() == [("d2-zyw", "here", "qr", "bus-2")]


def test_without_a_roll_call_the_stop_at_hand_is_meant(boarding: Boarding) -> None:
    assert boarding.scan(OTHER_BUS, "bus-2").paragraphs == ("2호차 탑승, 확인했어요. (샤오미 슈퍼공장 견학)",)
    assert boarding.noted() == [(STOP, "here", "qr", "bus-2")]


def test_a_word_counts_in_the_roll_call_that_opens_afterwards(boarding: Boarding) -> None:
    boarding.scan(MINE, "bus-1")
    preview = boarding.chat.tap(LEADER, "rollcall.open", stop=STOP)
    assert preview.paragraphs[-1] == "1명은 이미 알려 주셨어요."


@pytest.mark.parametrize("group", ["", "bus-1"])
@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (0, "인원 확인은 이미 마감돼서 인솔자에게 따로 알려 드려요."),
        (4, "인원 확인은 이미 끝났어요. 인솔자에게 도착했다고 말씀해 주세요."),
    ],
)
def test_after_the_roll_call_is_closed_the_leader_is_told(boarding: Boarding, group: str, ago: int, told: str) -> None:
    boarding.call(group, closed=True, opened_at=NOON - timedelta(hours=ago))
    reply = boarding.scan(MINE, "bus-1")
    assert reply.paragraphs[-1] == told
    assert _actions(reply)[0] == TO_LEADER
    assert boarding.noted() == [(STOP, "here", "qr", "bus-1")]


def test_a_roll_call_of_another_bus_or_called_off_or_with_one_open_is_not_closed(boarding: Boarding) -> None:
    boarding.call("bus-2", closed=True)
    boarding.call("bus-1", closed=True, called_off=True)
    assert len(boarding.scan(MINE, "bus-1").paragraphs) == 1
    boarding.call("bus-1", closed=True)
    boarding.call()
    assert len(boarding.scan(MINE, "bus-1").paragraphs) == 1


@pytest.mark.parametrize(
    ("at", "following"),
    [("09-21 20:00", "인천공항 집합"), ("09-23 22:00", "체크아웃")],  # the evening before; at night
)
def test_when_nobody_boards_nothing_is_noted_and_the_next_stop_is_told(
    boarding: Boarding, at: str, following: str
) -> None:
    reply = boarding.scan(MINE, "bus-1", beijing(at))
    assert reply.paragraphs[0] == "1호차 탑승 코드예요. 지금은 탑승을 확인하는 시간이 아니에요."
    assert following in str(reply)
    assert reply.buttons
    assert boarding.noted() == []


def test_one_boards_three_hours_ahead_and_not_earlier(boarding: Boarding) -> None:
    leaves = beijing("09-24 08:00")  # the check-out is the next morning's first stop
    assert boarding.scan(MINE, "bus-1", leaves - timedelta(hours=3, seconds=1)).intent != "attendance.here"
    assert boarding.scan(MINE, "bus-1", leaves - timedelta(hours=3)).slots == {"stop": "d3-checkout"}


@pytest.mark.parametrize("code", ["bus-2", "bus-22222222", "bus-nonsense"])
def test_a_stranger_hears_the_same_of_every_code(boarding: Boarding, code: str) -> None:
    reply = boarding.chat.send(STRANGER, code=boarding.codes.get(code, code))
    assert reply.paragraphs == (
        NO_STRANGERS,
        "초대 링크를 찾기 어려우면 인솔자에게 말씀해 주세요. 바로 확인해 드려요.",
    )
    assert reply.outcome is Outcome.REFUSED
    assert (boarding.noted(), boarding.wrong()) == ([], 0)


def test_bare_letters_of_a_stranger_are_a_wrong_invitation_whether_a_bus_has_them_or_not(boarding: Boarding) -> None:
    told = {boarding.chat.say(STRANGER, code).paragraphs for code in (spelt(boarding.codes["bus-1"]), "2222-222A")}
    assert told == {("이 초대 링크는 이제 쓸 수 없어요. 인솔자에게 새 링크를 요청해 주세요.",)}
    assert (boarding.noted(), boarding.wrong()) == ([], 2)


@pytest.mark.parametrize("words", ["탑승 코드 2222-222A", "2222-222A", "탑승 코드 7K3M9Q"])
def test_a_wrong_code_offers_the_ways_without_one(boarding: Boarding, words: str) -> None:
    reply = boarding.chat.say(MINE, words)
    assert reply.paragraphs == (NOT_KNOWN, "‘도착했어요’를 누르거나 인솔자에게 말씀하셔도 돼요.")
    assert _actions(reply) == [Action("attendance.here"), TO_LEADER]
    assert (reply.outcome, boarding.noted(), boarding.wrong()) == (Outcome.REFUSED, [], 1)


def test_wrong_codes_are_slowed_down_and_one_may_still_say_that_one_is_here(boarding: Boarding) -> None:
    for _ in range(MOST_WRONG):
        boarding.chat.say(MINE, "탑승 코드 2222-222A")
    for code in (boarding.codes["bus-1"], "bus-2222222A", spelt(boarding.codes["bus-1"])):
        reply = boarding.chat.send(MINE, code=code)
        assert reply.paragraphs[0] == "코드가 여러 번 맞지 않았어요. 15분 뒤에 다시 해 주세요."
    assert (boarding.noted(), boarding.wrong()) == ([], MOST_WRONG)
    assert boarding.scan(OTHER_BUS, "bus-2").intent == "attendance.here"
    assert boarding.chat.send(MINE, action=_actions(reply)[0]).intent == "attendance.here"
    assert boarding.scan(MINE, "bus-1", NOON + PAUSE).intent == "attendance.here"


def _city(boarding: Boarding) -> tuple[Itinerary, str]:
    """Give another tour and the code of its first bus."""
    session = boarding.chat.session
    session.add(TourRow(id="city-1", revision=0))
    itinerary = load(session, document(stop("walk", "09:00-10:00", day=23)))
    return itinerary, bus_codes(session, itinerary, NOON)["bus-1"]


def test_another_tour_s_bus_is_as_unknown_as_any(boarding: Boarding) -> None:
    _, code = _city(boarding)
    for words in (f"탑승 코드 {spelt(code)}", spelt(code)):
        assert boarding.chat.say(MINE, words).paragraphs[0] == NOT_KNOWN
    assert (boarding.noted(), boarding.wrong()) == ([], 2)


@pytest.mark.parametrize("words", ["탑승 코드 {}", "{}"])
def test_the_bus_of_another_tour_that_one_has_joined_leads_over_to_that_tour(boarding: Boarding, words: str) -> None:
    itinerary, code = _city(boarding)
    session, chat = boarding.chat.session, boarding.chat
    there = member(session, MINE, itinerary.tour, group="bus-1")
    for joined in (there, person(session, MINE)):
        bind(session, chat.account(MINE), joined.id, NOON)
    reply = chat.say(MINE, words.format(spelt(code)))
    assert reply.paragraphs == ("도시 연수 버스예요. 아래에서 그 여행으로 바꾼 다음 다시 찍어 주세요.",)
    assert _actions(reply) == [Action("tour.switch", {"member": str(there.id)}), TO_LEADER]
    assert (boarding.noted(), boarding.wrong()) == ([], 0)
    chat.press(MINE, reply, "도시 연수")
    assert chat.send(MINE, code=code).intent == "attendance.here"
    assert boarding.noted() == [("walk", "here", "qr", "bus-1")]


def test_the_code_of_a_bus_that_was_taken_out_of_the_plan_is_not_known(boarding: Boarding) -> None:
    itinerary, code = _city(boarding)
    session, chat = boarding.chat.session, boarding.chat
    account(session, member(session, "김하나", itinerary.tour), address="hana")
    load(session, document(stop("walk", "09:00-10:00"), groups={"bus-2": {"name": "2호차"}}))
    assert chat.send("hana", code=code).paragraphs[0] == NOT_KNOWN


def test_a_member_may_still_bring_the_code_of_another_tour(boarding: Boarding) -> None:
    itinerary, _ = _city(boarding)
    code = make_tour_code(boarding.chat.session, itinerary.tour, NOON)
    assert boarding.chat.say(MINE, code).paragraphs[0] == "도시 연수 참가 코드예요."


@pytest.mark.parametrize(("language", "told"), [("en", "Got it: you are on Bus 1"), ("zh", "已确认您在1号车上")])
def test_each_hears_it_in_their_language(boarding: Boarding, language: str, told: str) -> None:
    boarding.chat.account(MINE).language = language
    boarding.chat.session.flush()
    assert boarding.scan(MINE, "bus-1").paragraphs[0].startswith(told)


def test_a_leader_who_tries_the_code_out_is_told_that_it_works_and_counts_nobody(boarding: Boarding) -> None:
    assert boarding.scan(LEADER, "bus-2").paragraphs == (
        "2호차 탑승, 확인했어요. (샤오미 슈퍼공장 견학)",
        "인솔자와 운영진은 인원수에 넣지 않아요.",
    )


@pytest.mark.parametrize("written", ["{code}", "{letters}", "탑승 코드 {letters}"])
def test_a_code_that_was_renewed_counts_nobody_and_is_no_wrong_try(boarding: Boarding, written: str) -> None:
    old = boarding.codes["bus-1"]
    renew_codes(boarding.chat.session, "beijing-1", ["bus-1"], NOON)
    words = written.format(code=old, letters=spelt(old))
    for _ in range(MOST_WRONG + 1):
        reply = boarding.chat.send(MINE, code=old) if written == "{code}" else boarding.chat.say(MINE, words)
        assert reply.paragraphs[0] == "버스 코드가 새로 바뀌었어요. 버스에 새로 붙은 안내문의 코드를 찍어 주세요."
        assert _actions(reply) == [Action("attendance.here"), TO_LEADER]
    assert (boarding.noted(), boarding.wrong()) == ([], 0)
    assert boarding.chat.send(STRANGER, code=old).paragraphs[0] == NO_STRANGERS
    itinerary = Snapshots().current(boarding.chat.session, "beijing-1")
    assert itinerary is not None
    new = bus_codes(boarding.chat.session, itinerary, NOON)
    assert (new["bus-1"] != old, new["bus-2"]) == (True, boarding.codes["bus-2"])
    boarding.chat.send(MINE, code=new["bus-1"])
    assert [one[3] for one in boarding.noted()] == ["bus-1"]


def test_another_tour_s_renewed_code_tells_nothing(boarding: Boarding) -> None:
    _, other = _city(boarding)
    renew_codes(boarding.chat.session, "city-1", ["bus-1"], NOON)
    assert boarding.chat.send(MINE, code=other).paragraphs[0] == NOT_KNOWN
