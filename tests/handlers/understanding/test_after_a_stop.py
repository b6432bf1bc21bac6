"""What comes after a stop that is named, what belongs to a ride, places that share a word with one of the tour."""

import pytest

from handlers.reply import Outcome
from handlers.understanding import understand
from tests.handlers.understanding.tours import matcher_of, moment, morning


@pytest.mark.parametrize(
    ("tour", "at", "text", "intent", "slots"),
    [
        ("beijing-1", "2025-09-23T07:40+08:00", "투스픽 다음 일정이 뭐였더라", "agenda.next", {"stop": "d2-zyw"}),
        ("beijing-1", "2025-09-23T07:40+08:00", "小米之后去哪", "agenda.next", {"stop": "d2-drive"}),
        ("beijing-1", "2025-09-23T07:40+08:00", "다음 샤오미 일정 언제야", "agenda.when", {"site": "xiaomi-factory"}),
        ("beijing-1", "2025-09-23T07:40+08:00", "점심 먹고 어디서 모여요?", "agenda.gathering", {"stop": "d2-tusfiic"}),
        ("uz-silk", "2027-05-12T16:20+05:00", "체크인하고 뭐해요", "agenda.next", {"stop": "u3-ceramic"}),
        ("uz-silk", "2027-05-11T07:40+05:00", "기차 탈 때 뭐 가져가요?", "stop.bring", {"stop": "u3-train"}),
        ("beijing-1", "2025-09-22T17:40+08:00", "지금 언제 끝나?", "agenda.now", {}),
        ("beijing-1", "2025-09-18T20:00+09:00", "며칠 남았어?", "agenda.next", {}),
        ("beijing-1", "2025-09-23T07:40+08:00", "What's after the lunch?", "agenda.next", {"stop": "d2-tusfiic"}),
        ("beijing-1", "2025-09-23T07:40+08:00", "and after the visit to Xiaomi?", "agenda.next", {"stop": "d2-drive"}),
        ("beijing-1", "2025-09-23T07:40+08:00", "what's the plan before lunch", "agenda.day", {"stop": "d2-lunch"}),
        ("beijing-1", "2025-09-23T07:40+08:00", "天坛结束后去哪", "agenda.next", {"stop": "d3-airport"}),
        ("beijing-1", "2025-09-23T07:40+08:00", "午饭前有什么安排", "agenda.day", {"stop": "d2-lunch"}),
        ("beijing-1", "2025-09-23T07:40+08:00", "回程航班几点起飞", "transport", {"stop": "d3-flight"}),
        ("beijing-1", "2025-09-23T07:40+08:00", "8시 20분까지 가면 되는 거죠?", "agenda.gathering", {}),
        ("beijing-1", "2025-09-23T07:40+08:00", "샤오미 방문 시간이 변경됐다던데요", "agenda.when", {}),
        ("beijing-1", "2025-09-23T07:40+08:00", "내일 짐 버스에 실어도 되나요?", "stop.bring", {}),
        ("beijing-1", "2025-09-23T07:40+08:00", "我找不到集合地点", "agenda.gathering", {}),
        ("beijing-1", "2025-09-23T07:40+08:00", "What time do we have to be in the lobby?", "agenda.gathering", {}),
    ],
)
def test_what_is_asked_about_what_comes_after(
    tour: str, at: str, text: str, intent: str, slots: dict[str, str]
) -> None:
    (part,) = understand(text, matcher_of(tour), moment(at)).parts
    assert (part.outcome, part.intent) == (Outcome.ANSWER, intent)
    assert {name: part.slots.get(name) for name in slots} == slots


@pytest.mark.parametrize(
    ("tour", "text", "unread"),
    [
        ("berlin-fair", "Do we go to the Brandenburg Gate?", "brandenburg gate"),
        ("berlin-fair", "브란덴부르크 문 몇 시에 가요?", "브란덴부르크 문"),
        ("danang-saigon", "when do we visit the Cham temple", None),
    ],
)
def test_another_place_that_shares_a_word_with_a_site_is_not_that_site(
    tour: str, text: str, unread: str | None
) -> None:
    (part,) = understand(text, matcher_of(tour), morning(tour)).parts
    assert part.outcome is not Outcome.ANSWER
    assert unread is None or part.unresolved == (unread,)


def test_the_kind_of_place_that_a_site_is_itself_parts_nothing_from_it() -> None:
    (part,) = understand(
        "when is the Berlin Brandenburg airport transfer", matcher_of("berlin-fair"), morning("berlin-fair")
    ).parts
    assert part.unresolved == ()
