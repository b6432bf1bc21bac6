import pytest

from handlers.reply import Action, Outcome
from tests.build import beijing
from tests.handlers.changes.talk import Talk, labels, lines

MORNING = beijing("09-22 07:40")  # during breakfast, which nobody is led to


def test_a_delay_is_previewed_with_every_stop_it_moves(talk: Talk) -> None:
    reply = talk.say(MORNING, "30분 지연")

    assert (reply.outcome, reply.intent) == (Outcome.ANSWER, "change.delay")
    assert dict(reply.slots) == {"minutes": "30", "stop": "factory"}  # the stop that was meant, though it wasn't named
    assert reply.paragraphs == (
        "공장 견학을 30분 늦춰요.",
        "점심(11:30)까지 이동할 시간이 없어요 (원래 20분).",
        "산책(13:00)까지 이동할 시간이 30분뿐이에요 (원래 40분).",
        "확인하시면 5명에게 바로 알려요.",
    )
    assert lines(reply) == [
        "집합 08:30 → 09:00 · 공장 견학 · 09:30–11:00 → 10:00–11:30",
        "11:20–12:20 → 11:30–12:30 · 점심",
    ]
    assert labels(reply) == ["확인", "그만두기", "점심 30분 지연"]
    assert len(talk.revisions()) == 1


def test_a_confirmed_delay_is_the_plan(talk: Talk) -> None:
    talk.say(MORNING, "30분 지연")
    reply = talk.tap(MORNING, "확인")

    assert reply.paragraphs == ("바꿨어요. 5명에게 알리고 있어요.",)
    assert lines(reply) == [
        "집합 08:30 → 09:00 · 공장 견학 · 09:30–11:00 → 10:00–11:30",
        "11:20–12:20 → 11:30–12:30 · 점심",
    ]
    assert labels(reply)[:2] == ["변경 되돌리기", "변경 내역"]
    assert talk.hours()["factory"] == "09:00 10:00-11:30"
    audit = talk.revisions()[-1]
    assert (audit.reason, audit.created_at) == ("change.delay stop=factory minutes=30", MORNING)


def test_what_comes_next_can_be_meant_instead(talk: Talk) -> None:
    talk.say(MORNING, "30분 지연")
    assert talk.tap(MORNING, "점심 30분 지연").paragraphs[0] == "점심을 30분 늦춰요."


def test_a_fixed_stop_is_flagged_with_the_time_that_is_left(talk: Talk) -> None:
    reply = talk.say(MORNING, "특강 40분 지연")
    assert reply.paragraphs[1] == "고정 일정 기차(15:00)까지 20분만 남아요 (원래 1시간)."
    assert lines(reply) == ["집합 12:40 → 13:20 · 특강 · 13:00–14:00 → 13:40–14:40"]


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        ("60", "고정 일정 기차(15:00)까지 남는 시간이 없어요 (원래 1시간)."),
        ("90", "겹침: 기차 15:00는 고정 일정인데 특강이 30분 늦게 끝나요."),
    ],
)
def test_a_fixed_stop_that_is_run_into_is_a_conflict_and_stays(talk: Talk, minutes: str, sentence: str) -> None:
    assert talk.act(MORNING, "change.delay", stop="talk", minutes=minutes).paragraphs[1] == sentence
    talk.tap(MORNING, "확인")
    assert talk.hours()["train"] == "15:00-17:00"


def test_a_fixed_stop_itself_is_not_moved(talk: Talk) -> None:
    reply = talk.say(MORNING, "기차 30분 지연")
    assert reply.paragraphs[0].startswith("기차는 고정 일정이라 여기서 옮길 수 없어요.")
    assert Action("human") in [button.action for button in reply.buttons]


def test_a_delay_goes_past_midnight(talk: Talk) -> None:
    reply = talk.say(beijing("09-22 18:00"), "100분 지연")
    assert lines(reply) == ["22:30–23:30 → 9월 23일(화) 00:10–01:10 · 늦은 저녁"]
    talk.tap(beijing("09-22 18:00"), "확인")
    assert [stop["id"] for stop in talk.plan()["days"]["2025-09-23"]] == ["museum", "dinner"]


def test_a_delay_over_the_date_line_of_a_gathering_is_refused(talk: Talk) -> None:
    talk.change(MORNING, "change.move", stop="talk", time="23:50")
    reply = talk.act(MORNING, "change.delay", stop="talk", minutes="15")
    assert reply.paragraphs == ("특강 집합과 시작이 자정 앞뒤로 갈라져요. 시간을 다르게 정해 주세요.",)


def test_minutes_before_the_plan_bring_it_forward_and_name_what_is_still_on(talk: Talk) -> None:
    reply = talk.say(MORNING, "점심 40분 앞당겨")
    assert reply.paragraphs[:2] == (
        "점심을 40분 앞당겨요.",
        "겹침: 공장 견학이 점심(10:40) 시작보다 20분 늦게 끝나요.",
    )
    assert lines(reply) == ["11:20–12:20 → 10:40–11:40 · 점심"]


def test_nothing_is_put_into_the_past(talk: Talk) -> None:
    reply = talk.say(beijing("09-22 11:10"), "점심 20분 앞당겨")
    assert reply.paragraphs == ("점심은 그러면 이미 지난 시각이 돼요. 더 늦은 시각으로 정해 주세요.",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("20분 지연", "공장 견학이 20분 늦게 끝나요."), ("공장 견학 20분 앞당겨", "공장 견학이 20분 일찍 끝나요.")],
)
def test_a_visit_that_has_begun_ends_at_another_time(talk: Talk, text: str, sentence: str) -> None:
    assert talk.say(beijing("09-22 10:00"), text).paragraphs[0] == sentence


def test_minutes_are_asked_for_and_may_be_typed(talk: Talk) -> None:
    reply = talk.act(MORNING, "change.delay", stop="lunch")
    assert (reply.outcome, reply.paragraphs) == (Outcome.CLARIFY, ("점심이 몇 분 늦어지나요?",))
    assert labels(reply) == ["10분 지연", "20분 지연", "30분 지연", "1시간 지연", "그만두기"]
    assert talk.say(MORNING, "15분").paragraphs[0] == "점심을 15분 늦춰요."


def test_minutes_that_make_no_sense_are_asked_for_again(talk: Talk) -> None:
    talk.act(MORNING, "change.delay", stop="lunch")
    assert talk.say(MORNING, "내일까지").paragraphs == ("점심이 몇 분 늦어지나요?",)
    assert talk.act(MORNING, "change.delay", stop="lunch", minutes="9999").outcome is Outcome.CLARIFY


def test_a_stop_that_is_gone_is_asked_for(talk: Talk) -> None:
    reply = talk.act(MORNING, "change.delay", stop="gone", minutes="10")
    assert reply.paragraphs == ("어느 일정이 늦어지나요?",)
    assert labels(reply) == ["공장 견학", "점심", "특강", "산책", "늦은 저녁", "박물관", "그만두기"]
    assert talk.tap(MORNING, "산책").paragraphs[0] == "산책을 10분 늦춰요."


def test_after_the_tour_there_is_nothing_to_delay(talk: Talk) -> None:
    reply = talk.say(beijing("09-24 12:00"), "30분 지연")
    assert (reply.outcome, reply.paragraphs[0]) == (
        Outcome.CLARIFY,
        "지금 바꿀 수 있는 일정이 없어요. 전체 일정을 확인해 주세요.",
    )


@pytest.mark.parametrize(
    ("text", "headline", "confirm"),
    [
        ("delay lunch by 20 minutes", "Lunch: 20 minutes later.", "Confirm"),
        ("午餐推迟20分钟", "Lunch推迟20分钟。", "确认"),
    ],
)
def test_leaders_speak_their_language(talk: Talk, text: str, headline: str, confirm: str) -> None:
    assert talk.say(MORNING, text).paragraphs[0] == headline
    talk.say(MORNING, confirm)
    assert talk.hours()["lunch"] == "11:40-12:40"


def test_a_leader_of_one_bus_delays_its_own_stops_by_default(talk: Talk) -> None:
    reply = talk.say(beijing("09-22 12:25"), "delay 10 minutes", "두리")
    assert lines(reply) == ["13:00–14:00 → 13:10–14:10 · Walk"]


@pytest.mark.parametrize("words", ["버스가 30분 늦었네요", "버스가 30분 늦게 왔어요", "the bus was 30 minutes late"])
def test_what_has_happened_is_asked_about_and_not_presumed(talk: Talk, words: str) -> None:
    reply = talk.say(MORNING, words)
    assert reply.outcome is Outcome.CLARIFY
    assert "확인" not in labels(reply)
    assert len(labels(reply)) == 3
    previewed = talk.tap(MORNING, labels(reply)[0])
    assert {"확인", "Confirm"} & set(labels(previewed))


@pytest.mark.parametrize(
    ("words", "intent"),
    [("30분 늦출까요?", "change.delay"), ("점심 취소할까요?", "change.cancel"), ("취소할까요", "change.cancel")],
)
def test_shall_we_is_previewed_or_asked_back(talk: Talk, words: str, intent: str) -> None:
    reply = talk.say(MORNING, words)
    assert reply.intent == intent
    assert (reply.outcome is Outcome.CLARIFY) == (words == "취소할까요")


def test_the_words_of_a_new_meeting_place_are_of_the_plan(talk: Talk) -> None:
    reply = talk.say(MORNING, "집합 장소 변경")
    assert (reply.intent, reply.outcome) == ("change.place", Outcome.CLARIFY)
