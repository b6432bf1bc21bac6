"""Whatever is written, understanding never fails, never invents an id, and does bounded work."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.understanding import Understanding, compile_matcher, understand, understand_programme
from handlers.understanding.values import MOST_CHOICES, MOST_PARTS, SLOT_NAMES
from tests.handlers.understanding.tours import TOURS, itinerary_of, matcher_of, morning

_WORDS = """
샤오미 천단 FPT 참 tesla 호텔 공항 바이두 오늘 내일 3일차 9월 31일 25시 몇 시 언제 어디 뭐 입어 준비물 취소 30분 지연
2호차 805호 다음 거기 그 다음은 네 ㅋㅋ ㅇㄷ ? ! . 😀 明天 几点 what time the
"""
_PIECES = st.sampled_from(_WORDS.split())
_TEXTS = st.one_of(
    st.text(max_size=60), st.lists(_PIECES, max_size=12).map(" ".join), st.lists(_PIECES, max_size=8).map("".join)
)


def _is_sound(understanding: Understanding, tour: str) -> None:
    itinerary = itinerary_of(tour)
    known = {"stop": itinerary.stop_by_id, "site": itinerary.sites, "group": itinerary.groups}
    assert 1 <= len(understanding.parts) <= MOST_PARTS
    for part in understanding.parts:
        assert part.outcome != "refused"
        assert len(part.choices) <= MOST_CHOICES
        for slots in (part.slots, *(choice.slots for choice in part.choices)):
            assert slots.keys() <= SLOT_NAMES
            assert all(slots[name] in ids for name, ids in known.items() if name in slots)


@settings(max_examples=300)
@given(text=_TEXTS, tour=st.sampled_from(TOURS))
def test_any_text_is_understood_soundly(text: str, tour: str) -> None:
    _is_sound(understand(text, matcher_of(tour), morning(tour)), tour)
    assert understand_programme(text).parts


def test_a_very_long_message_takes_bounded_work() -> None:
    text = "샤오머 바이두가나다라마 " * 800 + "내일 몇 시에 모여요?"
    began = time.process_time()
    understanding = understand(text, matcher_of("beijing-1"), morning("beijing-1"))
    assert time.process_time() - began < 0.25
    _is_sound(understanding, "beijing-1")


def test_a_matcher_is_compiled_quickly() -> None:
    matcher_of("danang-saigon")
    began = time.process_time()
    compile_matcher(itinerary_of("danang-saigon"))
    assert time.process_time() - began < 0.2
