"""What an unclear question may be taken for, and which questions are unclear at all."""

from itertools import product

import pytest

from handlers.answers import ANSWERS
from handlers.permissions import may
from handlers.reply import Outcome
from handlers.unclear import Choices
from handlers.understanding import Understanding, understand
from handlers.understanding.choices import GUESSABLE, choices_for
from schedule_data.people import Role
from tests.handlers.understanding.test_unknown_places import ASKED, NAMES
from tests.handlers.understanding.tours import TOURS, matcher_of, moment, morning

NOWHERE = "내일 가나 가?"  # read as a verb said twice, not as the country: a guess at it can only be about tomorrow


def understood(text: str, tour: str = "beijing-1") -> Understanding:
    return understand(text, matcher_of(tour), morning(tour))


def choices(text: str, group: str | None = None) -> Choices:
    at = moment("2025-09-23T07:40+08:00", group)
    return choices_for(text, matcher_of("beijing-1"), at)


@pytest.mark.parametrize(
    "text",
    [
        "다들 어디 있어요?",
        "내일은 일찍 일어나야 하나요",
        "저 혼자 있는데 어떻게 하죠?",
        "where is everyone",
        "我该怎么办",
        "ekemf djel dlTdjdy?",
    ],
)
def test_a_question_of_known_words_is_unclear(text: str) -> None:
    found = understood(text)
    assert [part.outcome for part in found.parts] == [Outcome.UNKNOWN]
    assert found.unclear


def test_an_unclear_question_is_told_on_the_right_keyboard() -> None:
    assert understood("ekemf djel dlTdjdy?").unclear == "다들 어디 있어요?"


@pytest.mark.parametrize(
    "text",
    [
        "다음 일정 뭐예요?",
        "안녕하세요",
        "바이두는 어떻게 하죠?",
        "다들 어디 있어요? 바이두예요?",
        "바이두예요? 다들 어디 있어요?",
        "do we go to Google?",
        "편의점 있어요?",
        "근처 맛집 추천해줘",
        "이 공장 표는 얼마예요?",
        "13월 1일에 뭐 해?",
        "김하늘 어때요?",
        "",
    ],
)
def test_a_question_with_something_unknown_is_not_unclear(text: str) -> None:
    assert understood(text).unclear == ""


@pytest.mark.no_cover
@pytest.mark.parametrize("tour", TOURS)
def test_no_guess_is_made_about_a_place_that_the_tour_has_not(tour: str) -> None:
    names = {language: named.split("|" if language == "en" else None) for language, named in NAMES.items()}
    texts = [
        asked.format(name) for language in names for name in names[language] for asked in ASKED[language].split("|")
    ]
    assert {text for text in texts if understood(text, tour).unclear} <= {NOWHERE}
    assert len(texts) > 500


def test_every_kind_only_reads_and_is_open_to_everybody() -> None:
    assert ANSWERS.keys() >= GUESSABLE  # which have no session to change anything with
    assert all(may(role, intent) for role, intent in product(Role, GUESSABLE))


def test_lists_hold_the_tour_and_nothing_else() -> None:
    found = choices("다들 어디 있어요?", "1")
    itinerary = matcher_of("beijing-1").itinerary
    assert {kind.intent for kind in found.kinds} == GUESSABLE
    assert found.have("agenda.day", {"date": "2025-09-24"})
    assert not found.have("agenda.day", {"date": "2025-09-25"})
    assert all(found.have("site.about", {"site": site}) for site in found.titles.keys() & itinerary.sites.keys())
    assert set(found.titles) <= itinerary.stop_by_id.keys() | itinerary.sites.keys()
    assert found.titles["d2-xiaomi"] == itinerary.stop_by_id["d2-xiaomi"].title.to("ko")


@pytest.mark.parametrize(
    ("intent", "slots"),
    [
        ("agenda.now", {}),
        ("agenda.when", {"kind": "meal"}),
        ("agenda.when", {"site": "xiaomi-factory", "date": "2025-09-23"}),
        ("agenda.gathering", {}),
        ("meal", {"date": "2025-09-22", "meal": "dinner"}),
        ("hotel", {"topic": "wifi"}),
        ("hotel", {}),
        ("people", {"role": "leader"}),
        ("practical", {"topic": "time_difference"}),
        ("emergency", {}),
    ],
)
def test_what_stands_in_the_lists_may_be_chosen(intent: str, slots: dict[str, str]) -> None:
    assert choices("다들 어디 있어요?").have(intent, slots)


@pytest.mark.parametrize(
    ("intent", "slots"),
    [
        ("change.delay", {"minutes": "30"}),
        ("headcount", {}),
        ("human", {}),
        ("agenda.when", {}),
        ("agenda.when", {"kind": "meal", "site": "xiaomi-factory"}),
        ("agenda.when", {"stop": "d9-nowhere"}),
        ("agenda.now", {"date": "2025-09-23"}),
        ("meal", {"meal": "dinner"}),
        ("me", {"topic": "data"}),
        ("people", {"role": "participants"}),
        ("transport", {"topic": "train"}),
        ("emergency", {"text": "help"}),
    ],
)
def test_nothing_else_may_be_chosen(intent: str, slots: dict[str, str]) -> None:
    assert not choices("다들 어디 있어요?").have(intent, slots)


def test_a_named_place_is_kept_to() -> None:
    found = choices("샤오미 꼭 봐야 하는 거")
    assert {kind.intent for kind in found.kinds} == {
        "agenda.when",
        "agenda.gathering",
        "stop.bring",
        "site.about",
        "site.where",
        "emergency",
    }
    assert found.have("agenda.when", {"stop": "d2-xiaomi"})
    assert found.have("site.about", {"site": "xiaomi-factory"})
    assert not found.have("agenda.when", {"kind": "visit"})
    assert not found.have("agenda.gathering", {})
    assert not found.have("site.about", {"site": "4paradigm"})
    assert not found.have("agenda.gathering", {"stop": "d1-lunch"})
    assert set(found.titles) == {"d2-xiaomi", "d2-drive", "xiaomi-factory"}


def test_a_named_day_is_kept_to() -> None:
    found = choices("내일은 일찍 일어나야 하나요")
    assert {kind.intent for kind in found.kinds} == {
        "agenda.day",
        "agenda.when",
        "agenda.gathering",
        "meal",
        "emergency",
    }
    assert found.have("agenda.day", {"date": "2025-09-24"})
    assert not found.have("agenda.day", {"date": "2025-09-23"})
    assert not found.have("agenda.gathering", {})


def test_nothing_may_be_chosen_for_a_day_outside_the_tour() -> None:
    assert choices("12월 25일에 일찍 일어나야 하나요") == Choices()


def test_stops_of_other_groups_are_not_offered() -> None:
    everybody, mine = choices("다들 어디 있어요?"), choices("다들 어디 있어요?", "1")
    stops = matcher_of("beijing-1").itinerary.stops
    others = {stop.id for stop in stops if not stop.is_for("1")}
    assert mine.titles.keys().isdisjoint(others)
    assert others <= everybody.titles.keys()
