from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.reply import Action, Outcome
from tests.handlers.answers.tour import BREAKFAST_TIME, MEMBER, ask, beijing, facts, labels, local

SAMPLE_NOTE = "예시 정보예요. 실제와 다를 수 있어요."


def test_day_tells_its_beginning_and_every_stop() -> None:
    reply = ask("agenda.day")

    assert reply.paragraphs == (
        (
            "9월 23일(화) 일정은 8개예요. 06:30 (한국 07:30)에 호텔 조식으로 시작해요. "
            "첫 집합은 08:20 (한국 09:20), 호텔 로비예요."
        ),
        SAMPLE_NOTE,
    )
    first, second, *_ = reply.agendas[0].items
    assert (first.when, first.title) == ("06:30–08:00 (한국 07:30–09:00)", "호텔 조식")
    assert second.where == "집합 08:20, 호텔 로비"
    assert second.action == Action("agenda.when", {"stop": "d2-xiaomi"})
    assert len(reply.agendas[0].items) == 8


def test_day_marks_stops_that_not_everyone_goes_to() -> None:
    titles = [item.title for item in ask("agenda.day").agendas[0].items]

    assert titles[2] == "SU7 시승 (신청자만)"
    assert titles[-1] == "CBD 야경(자유 참가)"


def test_day_of_a_flight_has_the_hours_of_both_countries() -> None:
    reply = ask("agenda.day", date="2025-09-24")

    assert reply.agendas[0].items[-1].when == "중국 19:00 (한국 20:00) → 한국 22:10"
    assert labels(reply) == ("다음 일정", "준비물", "전체 일정")


def test_day_outside_the_tour_is_answered_with_its_dates() -> None:
    reply = ask("agenda.day", date="2025-09-25")

    assert reply.outcome == Outcome.ANSWER
    assert reply.paragraphs == (
        "9월 25일(목)은 여행 기간이 아니에요. 이번 여행은 9월 22일(월)부터 9월 24일(수)까지예요.",
    )


def test_day_without_stops_is_not_planned_yet() -> None:
    itinerary = replace(beijing(), stops=tuple(stop for stop in beijing().stops if stop.day.day != 23))

    reply = ask("agenda.day", itinerary=itinerary, date="2025-09-23")

    assert reply.paragraphs == ("9월 23일(화) 일정은 아직 정해지지 않았어요.",)
    assert reply.buttons[-1].phone == "+82-10-0000-0001"


def test_day_leaves_out_what_is_for_another_group() -> None:
    stops = tuple(replace(stop, groups=("bus-2",)) if stop.id == "d2-xiaomi" else stop for stop in beijing().stops)
    itinerary = replace(beijing(), stops=stops)

    theirs = ask("agenda.day", itinerary=itinerary).agendas[0].items
    leaders = ask("agenda.day", itinerary=itinerary, member=replace(MEMBER, group=None)).agendas[0].items

    assert [len(theirs), len(leaders)] == [7, 8]


def test_day_of_a_real_tour_has_no_sample_note() -> None:
    assert len(ask("agenda.day", itinerary=replace(beijing(), sample=False)).paragraphs) == 1


def test_unreadable_date_means_today() -> None:
    assert ask("agenda.day", date="soon") == ask("agenda.day")


def test_tour_is_told_day_by_day() -> None:
    reply = ask("agenda.tour", language="en")

    assert reply.paragraphs == (
        "China AI Smart City Delegation, 1st tour: Beijing: 3 days, from Mon 22 Sep to Wed 24 Sep.",
    )
    assert [item.when for item in reply.agendas[0].items] == ["Mon 22 Sep", "Tue 23 Sep", "Wed 24 Sep"]
    assert reply.agendas[0].items[1].title == (
        "Xiaomi EV Super Factory tour, SU7 test drive, TusFIIC Modulus hall, Visit to ZYW-PARK, 1 more"
    )


def test_announced_tour_without_days_says_no_more_than_its_dates() -> None:
    reply = ask("agenda.tour", itinerary=replace(beijing(), stops=()))

    assert reply.paragraphs[1] == "세부 일정은 아직 정해지지 않았어요."
    assert reply.agendas == ()


def test_tour_with_one_unplanned_day_says_so_there() -> None:
    itinerary = replace(beijing(), stops=tuple(stop for stop in beijing().stops if stop.day.day != 23))

    assert ask("agenda.tour", itinerary=itinerary).agendas[0].items[1].title == "아직 정해지지 않았어요"


def test_now_tells_what_is_on_and_what_follows() -> None:
    reply = ask("agenda.now")

    assert reply.paragraphs == (
        "지금 일정은 호텔 조식이에요. 08:00 (한국 09:00)까지예요.",
        "그다음은 35분 뒤 08:20 (한국 09:20) 샤오미 슈퍼공장 견학이에요.",
    )
    assert reply.cards[0].note == SAMPLE_NOTE


def test_now_is_the_next_stop_from_its_gathering_on() -> None:
    reply = ask("agenda.now", at=local("2025-09-23 08:20"))

    assert reply.paragraphs == (
        "지금 일정은 샤오미 슈퍼공장 견학이에요. 09:30 (한국 10:30)에 시작해요.",
        "그다음은 3시간 40분 뒤 12:00 (한국 13:00) SU7 시승 (신청자만)이에요.",
        "그다음은 4시간 30분 뒤 12:50 (한국 13:50) 점심 · 이좡 현지식이에요.",
    )


def test_now_between_stops_tells_the_next() -> None:
    reply = ask("agenda.now", at=local("2025-09-23 08:10"))

    assert reply.paragraphs[0] == (
        "지금은 정해진 일정이 없어요. 다음은 샤오미 슈퍼공장 견학이에요. "
        "10분 뒤 08:20 (한국 09:20)까지 호텔 로비로 와 주세요."
    )


def test_next_counts_the_minutes_to_the_gathering() -> None:
    reply = ask("agenda.next")

    assert reply.paragraphs == (
        "다음은 샤오미 슈퍼공장 견학이에요. 35분 뒤 08:20 (한국 09:20)까지 호텔 로비로 와 주세요.",
    )
    assert facts(reply)["준비물"] == "여권 원본(출입 확인), 편한 신발"
    assert labels(reply) == ("샤오미 슈퍼공장 준비물", "집합 장소", "오늘 일정")


def test_next_that_is_optional_is_named_so_with_the_one_for_everyone_after_it() -> None:
    reply = ask("agenda.next", at=local("2025-09-23 20:05"))

    assert reply.paragraphs == (
        "다음은 CBD 야경(자유 참가)이에요. 5분 뒤 20:10 (한국 21:10), 베이징 CBD에서 시작해요.",
        "그다음은 11시간 55분 뒤 08:00 (한국 09:00) 체크아웃이에요.",
    )


@pytest.mark.parametrize("intent", ["agenda.now", "agenda.next"])
def test_before_the_tour_the_days_are_counted(intent: str) -> None:
    reply = ask(intent, at=local("2025-09-18 11:00"))

    assert reply.paragraphs == (
        "여행 시작까지 4일 남았어요.",
        "다음은 인천공항 집합이에요. 9월 22일(월) 06:30까지 인천공항 제2터미널 3층 H카운터 앞으로 와 주세요.",
    )
    assert labels(reply)[-1] == "전체 일정"


@pytest.mark.parametrize("intent", ["agenda.now", "agenda.next"])
def test_after_the_last_stop_there_are_thanks(intent: str) -> None:
    reply = ask(intent, at=local("2025-09-24 21:11"))

    assert reply.paragraphs == ("모든 일정이 끝났어요. 함께해 주셔서 고마워요.",)


def test_next_during_the_last_stop_says_it_is_the_last() -> None:
    reply = ask("agenda.next", at=local("2025-09-24 20:00"))

    assert reply.paragraphs[0] == "베이징 → 인천이 이번 여행의 마지막 일정이에요. 22:10까지예요."


def test_next_where_later_days_are_not_planned_says_so() -> None:
    itinerary = replace(beijing(), stops=tuple(stop for stop in beijing().stops if stop.day.day == 22))

    reply = ask("agenda.next", itinerary=itinerary)

    assert reply.paragraphs == ("다음 일정은 아직 정해지지 않았어요.",)


def test_next_of_an_announced_tour_counts_the_days() -> None:
    reply = ask("agenda.next", itinerary=replace(beijing(), stops=()), at=local("2025-09-21 09:00"), language="en")

    assert reply.paragraphs == ("The tour starts tomorrow. What comes next isn't planned yet.",)


def test_next_gathering_without_a_place_says_that_it_is_not_known() -> None:
    stop = beijing().stop_by_id["d2-xiaomi"]
    assert stop.gather is not None
    itinerary = replace(beijing(), stops=(replace(stop, gather=replace(stop.gather, place=None)),))

    reply = ask("agenda.next", itinerary=itinerary)

    assert reply.paragraphs[0] == (
        "다음은 샤오미 슈퍼공장 견학이에요. 35분 뒤 08:20 (한국 09:20)에 모여요. 집합 장소는 아직 정해지지 않았어요."
    )


def test_next_without_gathering_or_place_tells_the_hour() -> None:
    stop = replace(beijing().stop_by_id["d2-lunch"], place=None)

    reply = ask("agenda.next", itinerary=replace(beijing(), stops=(stop,)), at=stop.start - timedelta(minutes=1))

    assert reply.paragraphs[0] == "다음은 점심 · 이좡 현지식이에요. 1분 뒤 12:50 (한국 13:50)에 시작해요."


def test_stop_without_an_end_is_told_without_one() -> None:
    stop = replace(beijing().stop_by_id["d2-lunch"], end=None)

    reply = ask("agenda.now", itinerary=replace(beijing(), stops=(stop,)), at=stop.start)

    assert reply.paragraphs[0] == "지금 일정은 점심 · 이좡 현지식이에요."
    assert stop.start > BREAKFAST_TIME
