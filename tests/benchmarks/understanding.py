"""How well questions are understood: `python -m tests.benchmarks.understanding PATH… [--json] [--show N]`.

A path is a JSON Lines file of the question bank's format (`text`, `tour`, `at`, `outcome`, `intent`, `slots`;
alternatives of an outcome or an intent are joined by `|`), or a CSV with a `text` column: one with `intent_ours` holds
tour questions of that family, any other holds text
that must not be answered with a fact. Beside each figure stands what a named reference reaches on the same lines in
the same run: the labelled line that reads most alike (`tests.benchmarks.nearest_line`), which is spared the slots.
Exit 1 where a file misses its aim.
"""

import argparse
import csv
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from handlers.understanding import Matcher, Moment, Understanding, Understood, compile_matcher, understand
from schedule_data.itinerary_file import build_itinerary
from schedule_data.itinerary_file.read import read_itinerary
from tests.benchmarks.nearest_line import nearest

_HERE = Path(__file__).parent.parent
_TOURS = (_HERE / "questions" / "tours", _HERE.parent / "schedule_data" / "tours")
_SAMPLE, _SAMPLE_AT = "beijing-1", "2025-09-23T07:40+08:00"  # for files that name neither tour nor time
MANNERS = frozenset(
    {None, "social", "help", "human", "language", "emergency"}
)  # none of them states a fact of the plan
FAMILIES: Mapping[str, frozenset[str]] = {
    "schedule": frozenset({"agenda.day", "agenda.tour", "agenda.now", "agenda.next", "agenda.when"}),
    "event_time": frozenset({"agenda.when", "agenda.gathering", "agenda.day", "agenda.next", "agenda.tour"}),
    "event_place": frozenset(
        {"agenda.when", "agenda.gathering", "site.where", "agenda.day", "agenda.next", "agenda.now"}
    ),
    "transport": frozenset({"transport", "agenda.when", "agenda.gathering"}),
    "meal": frozenset({"meal", "agenda.when", "agenda.day"}),
    "hotel": frozenset({"hotel", "me"}),
    "now_next": frozenset({"agenda.now", "agenda.next", "agenda.day", "agenda.when", "agenda.gathering"}),
}
# Labels of other collections under which a tour is asked about too: what may be told there, beside saying nothing.
# A Chinese line asks for something of a hotel, a restaurant or a sight; what lies around one is in no plan.
_PLANS = FAMILIES["schedule"] | {"agenda.gathering", "meal", "reminder.settings", "calendar"}
_SHARED: Mapping[str, frozenset[str]] = {
    "calendar_query": _PLANS,
    "transport_query": FAMILIES["transport"] | {"site.where"},
    "datetime_query": frozenset({"practical", "agenda.day"}),
    "alarm_query": frozenset({"reminder.settings"}),
    "alarm_set": frozenset({"reminder.settings"}),
    "alarm_remove": frozenset({"reminder.settings"}),
    "calendar_set": frozenset({"reminder.settings", "calendar"}),
    "calendar_remove": frozenset({"reminder.settings"}),
    "酒店": frozenset({"hotel", "site.where", "me"}),
    "餐馆": frozenset({"meal"}),
    "景点": frozenset({"site.where", "site.about", "agenda.when"}),
}
COMPARED = ("right", "confidently_wrong", "false_answers", "median_ms", "p99_ms")  # with the reference
# The aims of the design: right where an answer is expected, false where none is; milliseconds of CPU.
LEAST_RIGHT, MOST_FALSE, MOST_MEDIAN, MOST_P99 = 0.95, 0.003, 0.3, 2.0


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled line. `outcomes` and `intents` are what is right; `intents` is empty where any is."""

    text: str
    tour: str
    at: str
    outcomes: frozenset[str]
    intents: frozenset[str | None]
    slots: Mapping[str, str] = field(default_factory=dict)
    fair: frozenset[str] = frozenset()  # intents that are no false answer, though none is called for

    @property
    def is_answerable(self) -> bool:
        """Tell whether an answer with a fact is right."""
        return bool(self.intents - MANNERS)


@dataclass(slots=True)
class Tally:
    """What was counted over one file."""

    total: int = 0
    right: int = 0
    false_answers: int = 0
    confidently_wrong: int = 0
    by: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    milliseconds: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    unanswerable: int = 0


@cache
def matcher_of(tour: str) -> Matcher:
    """Compile the tour of that name, from the bank's tours or the project's."""
    path = next(folder / f"{tour}.yaml" for folder in _TOURS if (folder / f"{tour}.yaml").exists())
    return compile_matcher(build_itinerary(read_itinerary(path).document, 1))


def cases_in(path: Path) -> Iterator[Case]:
    """Read the labelled lines of a file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        if path.suffix == ".csv":
            yield from map(_csv_case, csv.DictReader(lines))
        else:
            yield from (_bank_case(json.loads(line)) for line in lines if line.strip())


def _bank_case(row: Mapping[str, Any]) -> Case:
    outcomes = frozenset(str(row["outcome"]).replace("refused", "answer").split("|"))
    intents = frozenset(row["intent"].split("|")) if row["intent"] and "answer" in outcomes else frozenset()
    return Case(
        row["text"], row.get("tour") or _SAMPLE, row.get("at") or _SAMPLE_AT, outcomes, intents, row.get("slots") or {}
    )


def _csv_case(row: Mapping[str, str]) -> Case:
    if "outcome" in row:
        return _bank_case({**row, "slots": json.loads(row.get("slots") or "{}"), "intent": row.get("intent") or None})
    family = FAMILIES.get(row.get("intent_ours", ""))
    if family is not None:
        return Case(row["text"], _SAMPLE, _SAMPLE_AT, frozenset({"answer", "clarify"}), family)
    return Case(
        row["text"], _SAMPLE, _SAMPLE_AT, frozenset({"answer", "clarify", "unknown"}), MANNERS, {}, _shared(row)
    )


def _shared(row: Mapping[str, str]) -> frozenset[str]:
    """Give the intents that a line of another collection may be answered with, though it needs no answer."""
    asked = row.get("requests", "").split("|")
    if any("周边" in one for one in asked):
        return frozenset()
    of_places = (_SHARED.get(one.partition("-")[0], frozenset()) for one in asked)
    return _SHARED.get(row.get("intent", ""), frozenset()).union(*of_places)


def _best(case: Case, understanding: Understanding) -> Understood:
    """Give the part that fits the label, else the first."""
    return next((part for part in understanding.parts if _fits(case, part)), understanding.parts[0])


def _fits(case: Case, part: Understood) -> bool:
    told = (
        not case.intents
        or part.intent in case.intents | case.fair
        or (part.outcome != "answer" and not case.is_answerable)
    )
    return (
        str(part.outcome).replace("refused", "answer") in case.outcomes
        and told
        and all(part.slots.get(name) == value for name, value in case.slots.items())
    )


def _states_a_fact(part: Understood) -> bool:
    return part.outcome == "answer" and part.intent not in MANNERS


def measure(cases: Iterable[Case], understood: Callable[[Case], Understanding]) -> Tally:
    """Understand every case and count."""
    tally = Tally()
    for case in cases:
        matcher_of(case.tour)  # compiled once per revision, before its first question
        began = time.process_time_ns()
        understanding = understood(case)
        tally.milliseconds.append((time.process_time_ns() - began) / 1e6)
        _count(tally, case, understanding)
    return tally


def by_us(case: Case) -> Understanding:
    """Understand a case as the program does."""
    return understand(case.text, matcher_of(case.tour), Moment(datetime.fromisoformat(case.at)))


def measure_reference(cases: Iterable[Case]) -> Tally:
    """Count what the reference makes of the cases, without their slots."""
    return measure((replace(case, slots={}) for case in cases), lambda case: nearest(case.text))


def _count(tally: Tally, case: Case, understanding: Understanding) -> None:
    part = _best(case, understanding)
    right = _fits(case, part)
    false = not case.is_answerable and any(
        _states_a_fact(part) and part.intent not in case.fair for part in understanding.parts
    )
    tally.total += 1
    tally.right += right and not false
    tally.unanswerable += not case.is_answerable
    tally.false_answers += false
    tally.confidently_wrong += false or (not right and _states_a_fact(part))
    intent = next(iter(case.intents), "none") if len(case.intents) == 1 else "family" if case.is_answerable else "none"
    for group, name in (
        ("language", understanding.language),
        ("intent", str(intent)),
        ("outcome", "|".join(sorted(case.outcomes))),
    ):
        tally.by[group][name] += 1
        tally.by[group + " right"][name] += right and not false
    for name, value in case.slots.items():
        tally.by["slot"][name] += 1
        tally.by["slot right"][name] += part.slots.get(name) == value
    if not right or false:
        told = [(str(one.outcome), one.intent, dict(one.slots), one.unresolved) for one in understanding.parts]
        tally.misses.append(f"{case.text} | {sorted(map(str, case.intents))} {dict(case.slots)} | {told}")


def report(tally: Tally) -> dict[str, Any]:
    """Give the figures of a tally: shares from 0 to 1, milliseconds of CPU."""
    times = sorted(tally.milliseconds)
    shares = {
        group: {
            name: round(tally.by[group + " right"][name] / count, 4) for name, count in tally.by[group].most_common()
        }
        for group in ("outcome", "intent", "slot", "language")
    }
    return {
        "lines": tally.total,
        "right": round(tally.right / tally.total, 4),
        "confidently_wrong": round(tally.confidently_wrong / tally.total, 4),
        "false_answers": round(tally.false_answers / tally.unanswerable, 4) if tally.unanswerable else 0.0,
        "median_ms": round(median(times), 3),
        "p99_ms": round(times[int(len(times) * 0.99)], 3),
        **shares,
    }


def misses_aim(figures: Mapping[str, Any]) -> list[str]:
    """Give the names of the figures that miss the design's aims."""
    wanted = {
        "right": figures["right"] >= LEAST_RIGHT,
        "false_answers": figures["false_answers"] <= MOST_FALSE,
        "median_ms": figures["median_ms"] <= MOST_MEDIAN,
        "p99_ms": figures["p99_ms"] <= MOST_P99,
    }
    return [name for name, reached in wanted.items() if not reached]


def main(arguments: list[str]) -> int:
    """Measure the files named on the command line; give the exit code."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.understanding", description=__doc__)
    options.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    options.add_argument("--json", action="store_true", help="one JSON object per file instead of a table")
    options.add_argument("--show", type=int, default=0, metavar="N", help="also show N lines that were misunderstood")
    chosen = options.parse_args(arguments)
    missed = False
    for path in chosen.paths:
        tally, reference = measure(cases_in(path), by_us), measure_reference(cases_in(path))
        figures = report(tally)
        aims = misses_aim(figures)
        figures |= {"reference": {name: report(reference)[name] for name in COMPARED}}
        missed = missed or bool(aims)
        if chosen.json:
            print(json.dumps({"path": str(path), **figures, "missed": aims}, ensure_ascii=False))
        else:
            _print_table(path, figures, aims)
        for line in tally.misses[: chosen.show]:
            print("  ", line)
    return int(missed)


def _print_table(path: Path, figures: Mapping[str, Any], aims: list[str]) -> None:
    print(path.name)
    reference = figures["reference"]
    for name, value in figures.items():
        if name == "reference":
            continue
        told = "  ".join(f"{key} {share:.1%}" for key, share in value.items()) if isinstance(value, dict) else value
        beside = f"   (nearest line: {reference[name]})" if name in reference else ""
        print(f"  {name:<18} {told}{beside}{'   misses its aim' if name in aims else ''}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
