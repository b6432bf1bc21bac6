from dataclasses import replace

import pytest

from handlers.reply import Outcome
from tests.handlers.answers.tour import MEMBER, ask, beijing, facts, labels, local


def test_when_of_a_stop_tells_hours_and_gathering() -> None:
    reply = ask("agenda.when", stop="d2-xiaomi")

    assert reply.paragraphs == (
        (
            "샤오미 슈퍼공장 견학은 9월 23일(화) 09:30–12:00 (한국 10:30–13:00)예요. "
            "집합은 08:20 (한국 09:20), 호텔 로비예요."
        ),
    )
    assert labels(reply) == ("샤오미 슈퍼공장 준비물", "샤오미 슈퍼공장 위치", "다음 일정")


def test_when_of_a_past_stop_says_that_it_is_over() -> None:
    reply = ask("agenda.when", stop="d1-lunch")

    assert reply.paragraphs[1] == "이미 끝난 일정이에요."


def test_when_of_another_groups_stop_says_whose_it_is() -> None:
    stops = tuple(replace(stop, groups=("bus-2",)) if stop.id == "d2-zyw" else stop for stop in beijing().stops)

    reply = ask("agenda.when", itinerary=replace(beijing(), stops=stops), stop="d2-zyw")

    assert reply.paragraphs[1] == "2호차 일정이에요."
    assert facts(reply)["대상"] == "2호차"


def test_when_of_a_site_with_several_stops_lists_them_and_tells_the_nearest() -> None:
    reply = ask("agenda.when", site="hotel")

    assert reply.paragraphs[0] == "호텔 조식은 9월 23일(화) 06:30–08:00 (한국 07:30–09:00)예요."
    assert reply.agendas[0].title == "베이징 그랜드 호텔(예시) 일정 3개"
    assert reply.agendas[0].items[2].when == "9월 24일(수) 08:00 (한국 09:00)"


def test_when_of_a_kind_on_a_date_tells_that_one() -> None:
    reply = ask("agenda.when", kind="lecture", date="2025-09-22")

    assert reply.paragraphs[0].startswith("특강 1 · 중국의 경제 정책과 산업 동향은 9월 22일(월) 17:30–19:00")


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({"kind": "train"}, "기차는 아직 일정에 없어요."),
        ({"kind": "flight", "date": "2025-09-23"}, "9월 23일(화) 일정에는 항공편이 없어요."),
        ({"site": "4paradigm", "date": "2025-09-24"}, "9월 24일(수) 일정에는 포패러다임이 없어요."),
        ({"stop": "gone"}, "지금 일정에는 없어요. 취소되었거나 바뀌었을 수 있어요."),
    ],
)
def test_when_of_what_is_not_planned_says_so(slots: dict[str, str], expected: str) -> None:
    reply = ask("agenda.when", slots)

    assert reply.paragraphs == (expected,)
    assert reply.buttons[-1].phone == "+82-10-0000-0001"


@pytest.mark.parametrize("intent", ["agenda.when", "agenda.gathering", "stop.bring", "meal"])
def test_date_outside_the_tour_is_said_to_be_outside(intent: str) -> None:
    reply = ask(intent, date="2025-10-01")

    assert reply.outcome == Outcome.ANSWER
    assert reply.paragraphs[0].startswith("10월 1일(수)은 여행 기간이 아니에요.")


def test_flight_is_told_in_both_countries_hours() -> None:
    reply = ask("agenda.when", stop="d1-flight", language="en")

    assert reply.paragraphs[0] == "Incheon to Beijing: Mon 22 Sep Korea 09:10 → China 10:40 (Korea 11:40)."


def test_sign_up_stop_tells_places_and_closing() -> None:
    assert facts(ask("agenda.when", stop="d2-drive"))["신청"] == "정원 12명, 9월 22일(월) 21:00 (한국 22:00) 마감"


def test_sign_up_without_closing_tells_its_places() -> None:
    stop = beijing().stop_by_id["d2-drive"]
    assert stop.signup is not None
    itinerary = replace(beijing(), stops=(replace(stop, signup=replace(stop.signup, closes=None)),))

    assert facts(ask("agenda.when", itinerary=itinerary, stop="d2-drive"))["신청"] == "정원 12명"


def test_gathering_to_come_has_the_map_of_the_place_it_is_named_after() -> None:
    reply = ask("agenda.gathering")

    assert reply.paragraphs == ("샤오미 슈퍼공장 견학은 9월 23일(화) 08:20 (한국 09:20)에 호텔 로비에서 모여요.",)
    assert reply.place is not None
    assert (reply.place.title, reply.place.latitude) == ("北京大饭店（示例）", 39.908)


def test_gathering_asked_after_its_hour_is_still_that_one() -> None:
    reply = ask("agenda.gathering", at=local("2025-09-23 08:25"))

    assert "08:20 (한국 09:20)에 호텔 로비" in reply.paragraphs[0]


def test_stop_without_gathering_tells_where_it_begins_and_the_next_gathering() -> None:
    reply = ask("agenda.gathering", at=local("2025-09-22 11:00"))

    assert reply.paragraphs == (
        "점심 · 베이징 오리구이는 따로 집합이 없어요. 9월 22일(월) 12:30 (한국 13:30)에 공항 인근 식당에서 시작해요.",
        "다음 집합 안내: 포패러다임 방문은 9월 22일(월) 13:40 (한국 14:40)에 식당 앞 버스 승차장에서 모여요.",
    )


def test_place_near_a_site_is_not_shown_as_the_site() -> None:
    assert ask("agenda.gathering", stop="d1-lunch").place is None


def test_stop_that_only_has_a_site_is_shown_there() -> None:
    place = ask("agenda.gathering", stop="d2-cbd").place

    assert place is not None
    assert place.title == "北京CBD"


def test_gatherings_of_a_date_are_all_told() -> None:
    reply = ask("agenda.gathering", date="2025-09-24")

    assert reply.paragraphs[0] == "9월 24일(수) 집합은 3번이에요. 첫 집합은 08:20 (한국 09:20), 호텔 로비예요."
    assert [item.where for item in reply.agendas[0].items] == [
        "집합 08:20, 호텔 로비",
        "집합 13:25, 식당 앞 버스",
        "집합 15:35, 천단 동문 버스 승차장",
    ]


def test_only_gathering_of_a_date_is_told_whole() -> None:
    stop = beijing().stop_by_id["d3-zgc"]

    reply = ask("agenda.gathering", itinerary=replace(beijing(), stops=(stop,)), date="2025-09-24")

    assert reply.paragraphs[0].endswith("호텔 로비에서 모여요.")


def test_gathering_on_an_unplanned_date_is_not_planned_yet() -> None:
    reply = ask("agenda.gathering", itinerary=replace(beijing(), stops=()), date="2025-09-24")

    assert reply.paragraphs == ("9월 24일(수) 일정은 아직 정해지지 않았어요.",)


def test_gathering_of_a_stop_that_is_gone_says_so() -> None:
    assert ask("agenda.gathering", stop="gone").paragraphs[0].startswith("지금 일정에는 없어요.")


def test_no_gathering_is_left_after_the_last_stop() -> None:
    assert ask("agenda.gathering", at=local("2025-09-24 21:30")).paragraphs == ("남은 집합이 없어요.",)


def test_gathering_without_a_place_says_that_it_is_not_known() -> None:
    stop = beijing().stop_by_id["d2-xiaomi"]
    assert stop.gather is not None
    itinerary = replace(beijing(), stops=(replace(stop, gather=replace(stop.gather, place=None)),))

    reply = ask("agenda.gathering", itinerary=itinerary)

    assert reply.paragraphs[0].endswith("집합 장소는 아직 정해지지 않았어요.")
    assert reply.place is None


def test_gathering_kind_is_met_at_its_own_place() -> None:
    reply = ask("agenda.gathering", stop="d1-meet", member=replace(MEMBER, group=None))

    assert reply.paragraphs[0] == ("인천공항 집합은 9월 22일(월) 06:30, 인천공항 제2터미널 3층 H카운터 앞이에요.")
