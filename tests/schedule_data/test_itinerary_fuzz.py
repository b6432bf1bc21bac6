"""Whatever the bytes: a document, or mistakes with lines of the file. Never anything else."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schedule_data.itinerary_file import TourDocument, build_itinerary, document_from_json, read_itinerary
from schedule_data.mistakes import Mistake, Mistakes
from tests.schedule_data.conftest import SAMPLE
from tests.schedule_data.itinerary_base import BASE

PIECES = [
    *"{}[]:,-#&*!|>'\"%@`\t\n\r\0\\~=", ": ", "- ", "---", "...", "<<: *a", "&a ", "*a", "!!int ", "? ", "2025-09-22",
    "99:99", "24:00", "+1", "null", "true", "1e999", "9" * 30, "0x1F", "한", "👩‍🚀", "\u2028", "\ufeff", "\x85",
    "\ud7a3", "\\U00110000", '"\\x', '"\\ud800"', '"\\0"',
]  # fmt: skip
KEYS = [
    "tour",
    "time",
    "days",
    "gather",
    "signup",
    "remind",
    "location",
    "title",
    "kind",
    "site",
    "groups",
    "facts",
    "fee",
]
FUZZ = settings(max_examples=150)


def _holds(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    lines = max(1, len(content.decode("utf-8", "replace").splitlines())) + 1
    document, mistakes = _read(path)
    assert (document is None) == bool(mistakes)
    assert all(1 <= mistake.line <= lines and str(mistake).encode() for mistake in mistakes)
    assert len(set(mistakes)) == len(mistakes)
    if document:
        written = json.dumps(document.to_json(), ensure_ascii=False).encode().decode()
        assert "\\u0000" not in written  # no database takes it
        stored = json.loads(written)
        assert document_from_json(stored).to_json() == stored
        assert build_itinerary(stored, 1) == build_itinerary(document, 1)


def _read(path: Path) -> tuple[TourDocument | None, tuple[Mistake, ...]]:
    try:
        return read_itinerary(path).document, ()
    except Mistakes as mistakes:
        return None, mistakes.mistakes


@FUZZ
@given(content=st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    _holds(tmp_path / "tour.yaml", content)


@FUZZ
@given(content=st.lists(st.sampled_from([*PIECES, *KEYS, ": ", "\n", "  "]), max_size=40).map("".join))
def test_anything_that_looks_like_yaml(tmp_path: Path, content: str) -> None:
    _holds(tmp_path / "tour.yaml", content.encode())


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(8))
def test_a_sound_file_with_a_few_characters_changed(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - seeded on purpose
    text = SAMPLE.read_text(encoding="utf-8") if seed == 0 else BASE
    for _ in range(4 if seed == 0 else 40):
        changed = text
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(changed))
            changed = changed[:at] + chance.choice([*PIECES, ""]) + changed[at + chance.randint(0, 3) :]
        _holds(tmp_path / "tour.yaml", changed.encode("utf-8", "surrogatepass"))


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(4))
def test_a_sound_file_with_lines_moved_or_lost(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - seeded on purpose
    for _ in range(40):
        lines = BASE.splitlines(keepends=True)
        line = lines.pop(chance.randrange(len(lines)))
        if chance.random() < 0.7:
            lines.insert(chance.randrange(len(lines)), chance.choice(["", "  ", "\t"]) + line)
        _holds(tmp_path / "tour.yaml", "".join(lines).encode())


@pytest.mark.no_cover
@FUZZ
@given(
    value=st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(KEYS)),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)),
        max_leaves=8,
    ),
    key=st.sampled_from([line.split(":")[0] for line in BASE.splitlines() if not line.startswith(" ")]),
)
def test_any_value_at_any_key(tmp_path: Path, value: object, key: str) -> None:
    lines = [line for line in BASE.splitlines() if not line.startswith(key)]
    _holds(tmp_path / "tour.yaml", "\n".join([f"{key}: {json.dumps(value, ensure_ascii=True)}", *lines]).encode())
