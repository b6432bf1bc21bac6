"""What Chinese speakers make of a long name."""

import pytest

from handlers.reply import Outcome
from handlers.understanding import understand
from handlers.understanding.chinese_names import shortened
from tests.handlers.understanding.tours import matcher_of, morning


def test_a_long_name_is_shortened_to_its_end_or_to_its_head_and_kind() -> None:
    assert set(shortened("东湖科学中心")) == {"东湖中心", "东湖科中心", "湖科学中心", "科学中心"}
    assert {"小米工厂", "小米汽车工厂", "超级工厂"} <= set(shortened("小米汽车超级工厂"))


@pytest.mark.parametrize("name", ["", "天坛", "ZYW-PARK", "酒店"])
def test_a_short_or_foreign_name_stays_as_it_is(name: str) -> None:
    assert list(shortened(name)) == []


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("小米汽车工厂有什么特色", "xiaomi-factory"),
        ("离岸研发岛几点去", "zgc-island"),
        ("北京机场在哪", "capital-airport"),
        ("what time do we get to the factory?", "xiaomi-factory"),
    ],
)
def test_a_place_is_known_by_its_shorter_name(text: str, site: str) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    known = {stop.id: stop.site for stop in matcher_of("beijing-1").itinerary.stops}
    assert part.outcome is Outcome.ANSWER
    assert (part.slots.get("site") or known[part.slots["stop"]]) == site


def test_another_citys_place_of_that_kind_is_not_taken_for_it() -> None:
    parts = understand("上海汽车工厂几点去", matcher_of("beijing-1"), morning("beijing-1")).parts
    assert not any(part.outcome is Outcome.ANSWER for part in parts)
