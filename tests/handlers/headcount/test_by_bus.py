from datetime import timedelta

from handlers.headcount.by_bus import Board, by_bus
from handlers.roll_call.states import Standing
from tests.build import beijing, document, load, member, person, stop
from tests.handlers.talk_scene import NOON, Talk

LEADER, MINE, OTHER_BUS = "정현수", "이서연", "전우진"


def _board(talk: Talk, language: str = "ko", minutes: int = 0) -> Board:
    talk.session.flush()
    tour = talk.tours.snapshots.current(talk.session, "beijing-1")
    assert tour is not None
    board = by_bus(talk.session, tour, NOON + timedelta(minutes=minutes), language)
    assert board is not None
    return board


def test_each_bus_is_counted_and_whom_it_waits_for_is_named(talk: Talk) -> None:
    talk.say(MINE, "탔어요")
    talk.say(OTHER_BUS, "10분 늦어요")
    talk.tap(LEADER, "attendance.absent", person=str(person(talk.session, "박도윤").id))
    board = _board(talk, minutes=2)
    assert (board.title, board.time, board.present, board.total) == ("샤오미 슈퍼공장 견학", "07:52", 1, 40)
    first, second = board.buses
    assert [(one.name, one.total) for one in board.buses] == [("1호차", 20), ("2호차", 20)]
    assert first.counts == {
        Standing.PRESENT: 1,
        Standing.LATE: 0,
        Standing.UNKNOWN: 18,
        Standing.ABSENT: 1,
        Standing.EXCUSED: 0,
    }
    assert [(one.name, one.standing, one.phone) for one in first.away] == [
        ("박도윤", "불참 · 인솔자 확인 · 2분 전", "+82-10-0000-1003")
    ]
    assert MINE not in {one.name for one in first.waited_for}
    assert len(second.waited_for) == 20
    assert (second.waited_for[-1].name, second.waited_for[-1].standing) == (
        OTHER_BUS,
        "10분 늦어요 · 본인 확인 · 2분 전",
    )


def test_numbers_add_up_on_every_board(talk: Talk) -> None:
    for board in (_board(talk), _board(talk, "en", 60 * 5), _board(talk, "zh", 60 * 24)):
        assert board.total == sum(bus.total for bus in board.buses)
        assert all(bus.total == sum(bus.counts.values()) for bus in board.buses)


def test_people_without_a_bus_stand_apart(talk: Talk) -> None:
    person(talk.session, MINE).group = ""
    assert [(bus.name, bus.total) for bus in _board(talk).buses] == [("1호차", 19), ("2호차", 20), ("차량 미정", 1)]


def test_a_tour_without_buses_is_one_whole(talk: Talk) -> None:
    tour = load(talk.session, document(stop("walk", "09:20")))
    member(talk.session, "김하나")
    board = by_bus(talk.session, tour, beijing("09-22 09:00"), "ko")
    assert board is not None
    assert [(bus.name, bus.total) for bus in board.buses] == [("", 1)]


def test_a_tour_without_stops_has_no_board(talk: Talk) -> None:
    tour = load(talk.session, document())
    assert (tour.stops, by_bus(talk.session, tour, NOON, "ko")) == ((), None)
