"""The reference of the understanding benchmark: what a labelled line that reads alike asks for, and nothing more.

The plainest thing that works without a model: the most similar line of the question bank's first part, by rapidfuzz,
where it is similar enough. It knows no names, no dates and no slots.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from handlers.reply import Outcome
from handlers.understanding import Understanding, Understood

BANK: Final = Path(__file__).parent.parent / "questions" / "build.jsonl"
ALIKE: Final = 60.0  # of a hundred; below, two lines have little in common
_UNKNOWN: Final = Understood(Outcome.UNKNOWN, None)


def nearest(text: str) -> Understanding:
    """Give the kind of question of the line that is most like `text`; unknown where none is like it."""
    found = process.extractOne(text, _labelled().keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return Understanding("", (_labelled()[found[0]] if found else _UNKNOWN,))


@cache
def _labelled() -> Mapping[str, Understood]:
    rows = [json.loads(line) for line in BANK.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {
        row["text"]: Understood(Outcome(row["outcome"].split("|")[0]), (row["intent"] or "").split("|")[0] or None)
        for row in rows
    }
