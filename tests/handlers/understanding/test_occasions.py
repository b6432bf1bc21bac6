"""A farewell, a welcome, an orientation are asked for in words of their own; a tour without one has none."""

import pytest

from handlers.reply import Outcome
from handlers.understanding import understand
from tests.handlers.understanding.tours import matcher_of, morning


@pytest.mark.parametrize(
    ("tour", "text", "stop"),
    [
        ("uz-silk", "송별회 언제야", "u3-dinner"),
        ("uz-silk", "환송 만찬 몇 시?", "u3-dinner"),
        ("uz-silk", "When is the farewell party?", "u3-dinner"),
        ("uz-silk", "欢送会几点", "u3-dinner"),
        ("uz-silk", "오티 몇 시예요?", "u1-orientation"),
        ("danang-saigon", "송별회 몇 시에 시작해?", "v4-dinner"),
        ("beijing-1", "환영회 언제 해요?", "d1-dinner"),
        ("berlin-fair", "welcome reception what time?", "b1-dinner"),
    ],
)
def test_an_occasion_is_known_by_what_people_call_it(tour: str, text: str, stop: str) -> None:
    (part,) = understand(text, matcher_of(tour), morning(tour)).parts
    assert (part.outcome, part.intent, part.slots.get("stop")) == (Outcome.ANSWER, "agenda.when", stop)


@pytest.mark.parametrize(
    "text", ["송별회 언제야", "송별 만찬 어디서 해?", "farewell dinner what time?", "欢送会几点", "해단식 몇 시"]
)
def test_an_occasion_that_the_tour_has_not_is_not_answered(text: str) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert part.outcome is not Outcome.ANSWER
    assert part.unresolved
