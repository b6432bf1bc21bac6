import pytest

from handlers.reply import Outcome
from tests.build import beijing
from tests.handlers.changes.talk import Talk, labels, lines

MORNING = beijing("09-22 07:40")


def test_a_new_stop_is_asked_for_piece_by_piece(talk: Talk) -> None:
    asked = [talk.say(MORNING, text).paragraphs[0] for text in ("일정 추가", "편의점 들르기", "오후 2시 20분", "공원")]
    assert asked == [
        "새 일정 이름을 적어 주세요.",
        "몇 시인가요? 15:00 또는 15:00-16:00처럼 적어 주세요.",
        "어디에서 하나요?",
        "새 일정: 편의점 들르기, 14:20.",
    ]
    assert lines(talk.last["이끔이"]) == ["14:20 · 편의점 들르기 · 새 일정, 공원"]
    talk.tap(MORNING, "확인")
    assert talk.plan()["days"]["2025-09-22"][-1] == {
        "id": "added-2",
        "kind": "activity",
        "time": "14:20",
        "title": {"ko": "편의점 들르기"},
        "place": {"ko": "공원", "en": "Park"},
    }


def test_a_new_stop_may_have_no_place(talk: Talk) -> None:
    talk.act(MORNING, "change.insert", title="커피 휴식", time="14:20-14:40")
    reply = talk.tap(MORNING, "장소 없이")
    assert lines(reply) == ["14:20–14:40 · 커피 휴식 · 새 일정"]
    talk.tap(MORNING, "확인")
    assert talk.plan()["days"]["2025-09-22"][-1]["kind"] == "free"


def test_somebody_else_s_draft_is_not_used(talk: Talk) -> None:
    talk.act(MORNING, "change.insert", title="커피", time="14:20")
    reply = talk.act(MORNING, "change.insert", "두리", draft="1", place="-")
    assert reply.paragraphs == ("What is the new stop called?",)
    assert talk.act(MORNING, "confirm", proposal="1").outcome is Outcome.UNKNOWN


def test_a_new_stop_is_said_in_one_go(talk: Talk) -> None:
    reply = talk.say(MORNING, "내일 9시 30분에 로비에서 1호차 단체 사진 추가해줘")
    assert lines(reply) == ["9월 23일(화) 09:30 · 1호차 단체 사진 · 새 일정, 로비"]
    assert reply.paragraphs[-1] == "확인하시면 3명에게 알려요."
    talk.tap(MORNING, "확인")
    assert talk.plan()["days"]["2025-09-23"][-1]["groups"] == ["bus-1"]


def test_an_hour_that_has_passed_today_means_tomorrow(talk: Talk) -> None:
    reply = talk.act(beijing("09-22 20:00"), "change.insert", title="커피", time="07:00", place="-")
    assert lines(reply) == ["9월 23일(화) 07:00 · 커피 · 새 일정"]
    late = talk.act(beijing("09-23 20:00"), "change.insert", title="커피", time="07:00", place="-")
    assert late.paragraphs == ("이미 지난 시각이에요. 더 늦은 시각을 알려 주세요.",)


def test_a_new_stop_past_midnight_ends_on_the_next_day(talk: Talk) -> None:
    talk.change(MORNING, "change.insert", title="야식", time="23:40-00:30", place="-")
    assert talk.hours()["added-2"] == "23:40-00:30+1"


def test_a_new_stop_outside_the_tour_is_refused(talk: Talk) -> None:
    reply = talk.act(MORNING, "change.insert", title="커피", date="2025-10-03")
    assert reply.paragraphs[0].startswith("10월 3일(금)은 여행 기간이 아니에요.")


def test_what_a_new_stop_overlaps_is_named(talk: Talk) -> None:
    reply = talk.act(MORNING, "change.insert", title="커피", time="10:30", place="-")
    assert reply.paragraphs[1] == "겹침: 공장 견학이 커피(10:30) 시작보다 30분 늦게 끝나요."


def test_a_new_stop_that_nobody_can_read_is_asked_for_again(talk: Talk) -> None:
    assert talk.act(MORNING, "change.insert", title="x" * 90).paragraphs == ("새 일정 이름을 적어 주세요.",)


def test_two_stops_change_places_and_what_is_after_follows(talk: Talk) -> None:
    reply = talk.say(MORNING, "공장 견학이랑 점심 순서 바꿔줘")
    assert reply.paragraphs[0] == "공장 견학과 점심을 서로 맞바꿔요."
    assert reply.paragraphs[-2] == "집합 장소도 맞는지 확인해 주세요."
    assert lines(reply) == [
        "11:20–12:20 → 08:30–09:30 · 점심",
        "집합 08:30 → 11:20 · 공장 견학 · 09:30–11:00 → 12:20–13:50",
        "집합 12:40 → 13:50 · 특강 · 13:00–14:00 → 14:10–15:10",
        "13:00–14:00 → 13:50–14:50 · 산책",
    ]


def test_gathering_places_stay_with_the_hour(talk: Talk) -> None:
    reply = talk.act(MORNING, "change.swap", stop="talk", other="factory")
    assert lines(reply)[0] == "집합 12:40 → 08:30 · 특강 · 13:00–14:00 → 08:50–09:50, 식당 앞 → 로비"


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        ({"stop": "train", "other": "lunch"}, "기차는 고정 일정이라"),
        ({"stop": "breakfast", "other": "lunch"}, "조식은 이미 출발했어요."),
    ],
)
def test_some_stops_can_t_be_swapped(talk: Talk, slots: dict[str, str], sentence: str) -> None:
    assert talk.act(MORNING, "change.swap", **slots).paragraphs[0].startswith(sentence)


def test_both_stops_are_asked_for(talk: Talk) -> None:
    assert talk.say(MORNING, "순서 바꾸기").paragraphs == ("어느 일정을 맞바꿀까요?",)
    reply = talk.tap(MORNING, "점심")
    assert reply.paragraphs == ("점심을 어느 일정과 바꿀까요?",)
    assert "점심" not in labels(reply)
    assert talk.tap(MORNING, "산책").paragraphs[0] == "점심과 산책을 서로 맞바꿔요."


def test_the_menu_leads_to_every_change(talk: Talk) -> None:
    reply = talk.say(MORNING, "일정 변경")
    assert reply.paragraphs == ("무엇을 바꿀까요?",)
    intents = [button.action.intent for button in reply.buttons if button.action]
    assert intents == [
        "change.delay",
        "change.move",
        "change.place",
        "change.cancel",
        "change.insert",
        "change.swap",
        "change.undo",
        "change.history",
    ]
    assert talk.say(MORNING, "일정 취소").paragraphs == ("어느 일정을 취소할까요?",)
