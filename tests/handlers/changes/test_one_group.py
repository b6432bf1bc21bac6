import pytest

from handlers.reply import Outcome
from tests.build import beijing
from tests.handlers.changes.talk import Talk, labels

MORNING, NOON = beijing("09-22 07:40"), beijing("09-22 12:25")


@pytest.mark.parametrize("order", ["2호차 20분 늦춰", "2호차만 공장 견학 취소", "2호차 공장 견학 10시로 변경"])
def test_a_stop_of_all_is_not_changed_for_one_bus_without_a_word(talk: Talk, order: str) -> None:
    reply = talk.say(MORNING, order)
    assert reply.outcome is Outcome.CLARIFY
    assert reply.paragraphs == ("공장 견학: 다른 분들도 함께하는 일정이라 2호차만 따로 바꿀 수 없어요.",)
    assert labels(reply) == ["모두 바꾸기", "2호차에만 알리기", "그만두기"]


def test_it_can_be_changed_for_all_or_told_to_the_bus(talk: Talk) -> None:
    talk.say(MORNING, "2호차 20분 늦춰")
    assert talk.tap(MORNING, "모두 바꾸기").paragraphs[0] == "공장 견학을 20분 늦춰요."
    talk.say(MORNING, "2호차 20분 늦춰")
    told = talk.tap(MORNING, "2호차에만 알리기")
    assert (told.intent, told.slots) == ("notice.send", {"audience": "bus-2"})


def test_a_stop_of_that_bus_alone_is_previewed(talk: Talk) -> None:
    assert talk.say(NOON, "2호차 30분 늦춰").paragraphs[0] == "산책을 30분 늦춰요."
    assert talk.say(NOON, "1호차 30분 늦춰").paragraphs[0] == "특강을 30분 늦춰요."


def test_a_place_that_was_said_is_not_asked_for_again(talk: Talk) -> None:
    talk.say(MORNING, "공장 견학 2호차만 집합 장소 후문으로")
    assert talk.tap(MORNING, "모두 바꾸기").paragraphs[0] == "공장 견학 집합 장소를 로비에서 후문으로 바꿔요."
    number = next(iter(talk.act(MORNING, "change.place", stop="factory", kept="1").slots.values()))
    assert number == "factory"
    other = talk.act(MORNING, "change.place", "두리", stop="factory", kept="1")  # another's row is nobody else's
    assert other.outcome is Outcome.CLARIFY
