"""Every button leads somewhere, and no forged one makes anything fail."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.database import Database
from handlers.actions import MAX_BYTES, decode, digest, encode, resolve
from handlers.answers.label_words import OF_TOPIC, PLAIN
from handlers.reply import Action, Outcome, Reply
from handlers.understanding.values import SLOT_NAMES
from tests.build import beijing, sample_document
from tests.databases import Engine
from tests.handlers.talk_scene import NOON, Talk, talking

LANGUAGES = ("ko", "en", "zh")
MOMENTS = (beijing("09-10 12:00"), NOON, beijing("09-22 18:00"), beijing("09-24 23:00"), beijing("10-20 12:00"))
PEOPLE = ("이서연", "전우진", "정현수", "김도현")
STOPS = [one["id"] for day in sample_document()["days"].values() for one in day]
SITES = list(sample_document()["sites"])
NASTY = ("", "~0123456789", "²", "9" * 40, "2025-13-45", "9999-12-31", "25:61", "\x00", "\ud800", "a" * 500)
FORGED: tuple[str, ...] = (
    *NASTY,
    "x",
    "~",
    digest("d2-xiaomi"),
    "d9-nowhere",
    "bus-9",
    "bus-1",
    "0",
    "-1",
    "٣",
    "1e9",
    "2025-09-23",
)
FORGED += (
    "0001-01-01",
    "23-09-2025",
    "08:20",
    "null",
    "'; DROP TABLE tours;--",
    "😀",
    "모두",
    "participant",
    "../../etc",
)
VALUES = st.sampled_from([*FORGED, *STOPS[:6], *SITES[:4], *sorted({topic for _, topic in OF_TOPIC})]) | st.text(
    max_size=20
)
SLOTS = st.dictionaries(st.sampled_from(sorted(SLOT_NAMES)), VALUES, max_size=4)


def _actions() -> Iterator[Action]:
    """Give every question that a button could ask of the sample tour."""
    yield from (Action(intent) for intent in PLAIN)
    yield from (Action(intent, {_slot_of(intent): topic}) for intent, topic in OF_TOPIC)
    for intent in ("agenda.when", "agenda.gathering", "stop.bring"):
        yield from (Action(intent, {"stop": one}) for one in STOPS)
    for intent in ("site.about", "site.where"):
        yield from (Action(intent, {"site": one}) for one in SITES)
    yield from (Action("agenda.day", {"date": f"2025-09-{day}"}) for day in (21, 22, 23, 24, 25))
    yield from (Action("attendance.late", {"stop": one, "minutes": "10"}) for one in STOPS)


def _slot_of(intent: str) -> str:
    return {"meal": "meal", "agenda.when": "kind", "people": "role"}.get(intent, "topic")


def _check(reply: Reply) -> None:
    assert any(paragraph.strip() for paragraph in reply.paragraphs)
    assert reply.buttons
    for button in reply.buttons:
        assert button.label.strip()
        assert sum(one is not None for one in (button.action, button.url, button.phone)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_leads_somewhere(sample: Database, language: str) -> None:
    with talking(sample) as talk:
        met = {_key(action): (action, who, NOON) for action in _actions() for who in PEOPLE[:1]}
        for who in PEOPLE:
            talk.tap(who, "language", language=language)
        tapped: set[tuple[str, frozenset[tuple[str, str]]]] = set()
        while met:
            key, (action, who, at) = met.popitem()
            tapped.add(key)
            for button in _tap(talk, who, action, at).buttons:
                if button.action is None or button.action.intent == "confirm":  # goodbyes have their own tests
                    continue
                if _key(button.action) not in tapped:
                    met[_key(button.action)] = (button.action, who, at)
        assert len(tapped) > 120


def _key(action: Action) -> tuple[str, frozenset[tuple[str, str]]]:
    return action.intent, frozenset(action.slots.items())


def _tap(talk: Talk, who: str, action: Action, at: datetime) -> Reply:
    data = encode(action)
    assert len(data.encode()) <= MAX_BYTES
    decoded = decode(data)
    assert decoded is not None
    assert resolve(decoded, (*STOPS, *SITES, "bus-1", "bus-2")) == action
    reply = talk.tap(who, decoded.intent, at, **decoded.slots)
    _check(reply)
    return reply


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["이서연", "정현수"])
def test_every_button_of_an_answer_is_answered_or_asked_back(sample: Database, who: str, language: str) -> None:
    with talking(sample) as talk:
        talk.tap(who, "language", language=language)
        for at in MOMENTS:
            for intent in ("agenda.next", "agenda.day", "agenda.now", "meal", "hotel", "me", "people", "help", "human"):
                for button in talk.tap(who, intent, at).buttons:
                    if button.action and button.action.intent in PLAIN:
                        reply = _tap(talk, who, button.action, at)
                        assert (reply.outcome in {Outcome.ANSWER, Outcome.CLARIFY}) or _is_told_unknown(reply)


def _is_told_unknown(reply: Reply) -> bool:
    """Tell whether the records simply don't say, and a person to ask is named."""
    return reply.outcome is Outcome.UNKNOWN and reply.intent is not None


@pytest.fixture(scope="module")
def long_talk(engine: Engine, with_sample: str) -> Iterator[Talk]:
    """Talk to one database all along; each tap is undone."""
    database = Database(engine.fresh(with_sample))
    with talking(database) as talk:
        talk.session.commit()
        yield talk
    database.close()


def _undone(talk: Talk, who: str | None, action: Action, at: datetime = NOON) -> Reply:
    try:
        reply = talk.tap(who, action.intent, at, **action.slots)
        talk.session.flush()
        return reply
    finally:
        talk.session.rollback()


@given(
    intent=st.sampled_from([*sorted(PLAIN), "of.nothing", "", "agenda"]),
    slots=SLOTS,
    who=st.sampled_from([*PEOPLE, None]),
    at=st.sampled_from(MOMENTS),
)
@settings(max_examples=300)
def test_forged_slots_get_a_kind_answer(
    long_talk: Talk, intent: str, slots: dict[str, str], who: str | None, at: datetime
) -> None:
    _check(_undone(long_talk, who, Action(intent, slots), at))


@pytest.mark.no_cover
@pytest.mark.parametrize(("turn", "intent"), list(enumerate(sorted(PLAIN))))
def test_no_value_of_any_slot_makes_an_answer_fail(long_talk: Talk, turn: int, intent: str) -> None:
    for index, slot in enumerate(sorted(SLOT_NAMES), start=turn):
        for value in NASTY[index % 2 :: 2]:  # half of them: the other half comes with the next intent
            _check(_undone(long_talk, "정현수", Action(intent, {slot: value})))
