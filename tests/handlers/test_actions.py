import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.actions import MAX_BYTES, decode, digest, encode, resolve
from handlers.answers.label_words import PLAIN
from handlers.reply import Action

SLOTS = st.dictionaries(st.sampled_from(("stop", "site", "topic")), st.text(min_size=1, max_size=8), max_size=2)
LONG = "d2-a-stop-with-a-name-that-no-button-could-carry-as-it-is"


def test_an_action_reads_as_intent_and_slots() -> None:
    assert encode(Action("agenda.next")) == "agenda.next"
    assert encode(Action("stop.bring", {"stop": "d2-xiaomi"})) == "stop.bring?stop=d2-xiaomi"
    assert encode(Action("agenda.day", {"date": "2025-09-23"})) == "agenda.day?date=2025-09-23"
    assert encode(Action("reminder.settings", {"topic": "60,10"})) == "reminder.settings?topic=60,10"


def test_a_long_value_is_told_by_its_digest() -> None:
    data = encode(Action("attendance.late", {"stop": LONG, "minutes": "10"}))
    assert data == f"attendance.late?stop={digest(LONG)}&minutes=10"
    decoded = decode(data)
    assert decoded is not None
    assert resolve(decoded, ["other", LONG]) == Action("attendance.late", {"stop": LONG, "minutes": "10"})


def test_the_digest_of_something_unknown_stays() -> None:
    action = Action("attendance.here", {"stop": digest(LONG)})
    assert resolve(action, ["other"]) == action


def test_an_action_without_digests_is_given_back_as_it_is() -> None:
    action = Action("attendance.here", {"stop": "walk"})
    assert resolve(action, [LONG]) is action


def test_too_many_slots_are_refused() -> None:
    slots = dict.fromkeys(("stop", "site", "group", "date"), LONG)
    with pytest.raises(ValueError, match=r"the button for agenda\.when needs 80 bytes, 64 fit"):
        encode(Action("agenda.when", slots))


@given(intent=st.sampled_from(sorted(PLAIN)), slots=SLOTS)
@settings(max_examples=300)
def test_what_fits_comes_back(intent: str, slots: dict[str, str]) -> None:
    action = Action(intent, slots)
    try:
        data = encode(action)
    except ValueError:
        return
    assert len(data.encode()) <= MAX_BYTES
    decoded = decode(data)
    assert decoded is not None
    assert resolve(decoded, slots.values()) == action


@given(st.text(max_size=80) | st.binary(max_size=70).map(lambda raw: raw.decode("latin-1")))
@settings(max_examples=500)
def test_whatever_a_button_carries_is_an_action_or_none(data: str) -> None:
    decoded = decode(data)
    assert decoded is None or (decoded.intent and len(data) <= MAX_BYTES)


@pytest.mark.parametrize("data", ["", "?stop=x", "two words", "a/b", "<script>", "x" * 65, "agenda.next?" + "a" * 60])
def test_what_is_none_of_ours_is_none(data: str) -> None:
    assert decode(data) is None
