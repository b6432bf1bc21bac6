import pytest

from handlers.actions import encode
from handlers.reply import Outcome
from tests.build import beijing
from tests.handlers.changes.talk import Talk, labels, lines

MORNING = beijing("09-22 07:40")


def test_a_stop_starts_at_another_hour_and_what_is_after_it_follows(talk: Talk) -> None:
    reply = talk.say(MORNING, "공장 견학 10시로 변경")
    assert reply.paragraphs[0] == "공장 견학 시작을 10:00로 옮겨요."
    assert lines(reply) == [
        "집합 08:30 → 09:00 · 공장 견학 · 09:30–11:00 → 10:00–11:30",
        "11:20–12:20 → 11:30–12:30 · 점심",
    ]
    talk.tap(MORNING, "확인")
    assert talk.revisions()[-1].reason == "change.move stop=factory time=10:00 date=2025-09-22"


def test_a_gathering_moves_with_the_whole_stop(talk: Talk) -> None:
    reply = talk.say(MORNING, "공장 견학 집합 9시로 변경")
    assert reply.paragraphs[0] == "공장 견학 집합을 09:00로 옮겨요."
    assert lines(reply)[0] == "집합 08:30 → 09:00 · 공장 견학 · 09:30–11:00 → 10:00–11:30"


def test_a_stop_goes_to_another_date(talk: Talk) -> None:
    reply = talk.act(MORNING, "change.move", stop="lunch", time="12:00", date="2025-09-23")
    assert lines(reply) == ["11:20–12:20 → 9월 23일(화) 12:00–13:00 · 점심"]


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        ({"stop": "train", "time": "16:00"}, "기차는 고정 일정이라 여기서 옮길 수 없어요."),
        ({"stop": "breakfast", "time": "09:00"}, "조식은 이미 출발했어요."),
        ({"stop": "lunch", "time": "07:00"}, "점심은 그러면 이미 지난 시각이 돼요."),
        ({"stop": "lunch", "time": "12:00", "date": "2025-10-03"}, "10월 3일(금)은 여행 기간이 아니에요."),
        ({"stop": "talk", "time": "00:10", "date": "2025-09-23"}, "특강 집합과 시작이 자정 앞뒤로 갈라져요."),
        ({"stop": "lunch", "time": "11:20"}, "이미 그렇게 되어 있어요."),
    ],
)
def test_what_can_t_be_moved_there_is_said_why(talk: Talk, slots: dict[str, str], sentence: str) -> None:
    reply = talk.act(MORNING, "change.move", **slots)
    assert reply.paragraphs[0].startswith(sentence)
    assert "확인" not in labels(reply)


def test_stop_and_hour_are_asked_for(talk: Talk) -> None:
    assert talk.act(MORNING, "change.move").paragraphs == ("어느 일정을 옮길까요?",)
    reply = talk.tap(MORNING, "점심")
    assert (reply.outcome, reply.paragraphs) == (Outcome.CLARIFY, ("점심을 몇 시로 옮길까요? 지금은 11:20이에요.",))
    assert lines(talk.say(MORNING, "11시 반")) == ["11:20–12:20 → 11:30–12:30 · 점심"]


def test_the_next_gathering_is_somewhere_else(talk: Talk) -> None:
    reply = talk.say(MORNING, "집합 장소 로비에서 정문으로")
    assert reply.paragraphs[0] == "공장 견학 집합 장소를 로비에서 정문으로 바꿔요."
    assert lines(reply) == ["집합 08:30 · 공장 견학 · 로비 → 정문"]


def test_the_old_place_tells_which_gathering_is_meant(talk: Talk) -> None:
    reply = talk.say(MORNING, "집합 장소 식당 앞에서 정문으로 변경")
    assert reply.paragraphs[0] == "특강 집합 장소를 식당 앞에서 정문으로 바꿔요."


def test_a_place_that_the_plan_knows_keeps_its_languages(talk: Talk) -> None:
    reply = talk.act(MORNING, "change.place", stop="factory")
    assert labels(reply) == ["식당 앞", "그만두기"]
    talk.tap(MORNING, "식당 앞")
    talk.tap(MORNING, "확인")
    factory = talk.plan()["days"]["2025-09-22"][1]
    assert factory["gather"]["place"] == {"ko": "식당 앞", "en": "Outside the diner"}


def test_a_place_may_be_typed_and_is_known_in_any_language(talk: Talk) -> None:
    talk.act(MORNING, "change.place", stop="lunch")
    reply = talk.say(MORNING, "Hall")
    assert reply.paragraphs[0] == "Lunch: it is at Hall instead of Diner."
    talk.say(MORNING, "confirm")
    assert talk.plan()["days"]["2025-09-22"][2]["place"] == {"ko": "강당", "en": "Hall"}


def test_the_place_of_what_is_over_stays(talk: Talk) -> None:
    reply = talk.act(beijing("09-22 13:00"), "change.place", stop="factory", place="정문")
    assert reply.paragraphs == ("공장 견학은 이미 끝났어요.",)


def test_without_a_gathering_to_come_the_stop_is_asked_for(talk: Talk) -> None:
    reply = talk.act(beijing("09-22 14:10"), "change.place", place="아주 먼 주차장 앞")
    assert reply.paragraphs == ("어느 일정의 장소를 바꿀까요?",)
    actions = [button.action for button in reply.buttons if button.action]
    assert all("~" not in encode(action) for action in actions)  # words don't fit a button: they are asked for again
    assert talk.tap(beijing("09-22 14:10"), "늦은 저녁").paragraphs == ("늦은 저녁 장소를 어디로 바꿀까요?",)


def test_a_cancelled_stop_is_out_of_the_plan(talk: Talk) -> None:
    reply = talk.say(MORNING, "산책 취소")
    assert reply.paragraphs == ("산책을 취소해요. 다른 일정은 그대로예요.", "확인하시면 4명에게 알려요.")
    assert lines(reply) == ["13:00–14:00 · 산책 · 취소"]
    talk.say(MORNING, "네")
    assert "walk" not in talk.hours()


def test_what_is_cancelled_is_never_assumed(talk: Talk) -> None:
    assert talk.act(MORNING, "change.cancel").paragraphs == ("어느 일정을 취소할까요?",)


def test_a_fixed_stop_may_be_cancelled_with_a_second_look(talk: Talk) -> None:
    assert talk.act(MORNING, "change.cancel", stop="train").paragraphs[1] == "고정 일정이니 한 번 더 확인해 주세요."


def test_what_is_over_can_t_be_cancelled(talk: Talk) -> None:
    assert talk.act(MORNING, "change.cancel", stop="breakfast").outcome is Outcome.ANSWER
    assert talk.act(beijing("09-22 09:00"), "change.cancel", stop="breakfast").paragraphs == ("조식은 이미 끝났어요.",)
