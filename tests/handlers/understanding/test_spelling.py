"""English words with a slip in them, or typed without their spaces."""

import pytest

from handlers.reply import Outcome
from handlers.understanding import understand
from tests.handlers.understanding.tours import matcher_of, morning


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("when is brekfast tomorrow", "meal"),
        ("my room nubmer?", "me"),
        ("what is the itinarary for tomorrow", "agenda.day"),
        ("whats the time difference betwen seuol and here", "practical"),
        ("wheredoweeatdinner", "meal"),
    ],
)
def test_a_slip_in_an_english_word_is_read_over(text: str, intent: str) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.outcome, part.intent, part.unresolved) == (Outcome.ANSWER, intent, ())


@pytest.mark.parametrize("name", ["Palace", "Apple", "Lotte", "Tower"])
def test_the_name_of_another_place_is_no_slip(name: str) -> None:
    parts = understand(f"when do we visit the {name}?", matcher_of("beijing-1"), morning("beijing-1")).parts
    assert not any(part.outcome is Outcome.ANSWER for part in parts)
