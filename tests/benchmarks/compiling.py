"""What it takes to understand a tour: building its matcher, and the memory that it and the common words need.

    python -m tests.benchmarks.compiling [--json]

A tour of sixty stops is put together of the sample and the question bank's tours. Each revision of a plan is compiled
once, before its first question is answered. The reference is reading the sample's file. Exit 1 where an aim is missed.
"""

import argparse
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

from handlers.understanding import compile_matcher
from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary
from schedule_data.itinerary_file.read import read_itinerary
from tests.benchmarks.report import Figure, tell

_TESTS: Final = Path(__file__).parent.parent
SAMPLE: Final = _TESTS.parent / "schedule_data" / "tours" / "beijing-1.yaml"
OTHERS: Final = tuple(_TESTS / "questions" / "tours" / f"{name}.yaml" for name in ("berlin-fair", "danang-saigon"))
STOPS, ROUNDS = 60, 15
MOST_MS, MOST_MIB = 50.0, 60.0


def sixty_stops() -> Itinerary:
    """Give the sample tour with the stops and sites of others behind its own, sixty stops in all."""
    tours = [_read(path) for path in (SAMPLE, *OTHERS)]
    stops = tuple(islice((stop for tour in tours for stop in tour.stops), STOPS))
    sites = {name: site for tour in tours for name, site in tour.sites.items()}
    return replace(tours[0], stops=stops, sites=sites)


def measure() -> list[Figure]:
    """Compile both tours again and again, and give the medians of the CPU they took."""
    sample, large = _read(SAMPLE), sixty_stops()
    mib = _memory(large)
    compiled, reading = _ms(lambda: compile_matcher(large)), _ms(lambda: _read(SAMPLE))
    return [
        Figure("matcher of the sample", f"CPU, {len(sample.stops)} stops", _ms(lambda: compile_matcher(sample)), "ms"),
        Figure("matcher of a large tour", f"CPU, {len(large.stops)} stops", compiled, "ms", MOST_MS),
        Figure("reading the sample's file", "CPU", reading, "ms"),
        Figure("large matcher / reading the file", "CPU", compiled / reading, "x"),
        Figure("matcher and common words", "memory", mib, "MiB", MOST_MIB),
    ]


def _read(path: Path) -> Itinerary:
    return build_itinerary(read_itinerary(path).document, 1)


def _ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.process_time_ns()
        work()
        times.append((time.process_time_ns() - began) / 1e6)
    return median(times)


def _memory(itinerary: Itinerary) -> float:
    """Give what the first matcher of a process takes, in MiB: the words of all languages come with it."""
    tracemalloc.start()
    _matcher = compile_matcher(itinerary)  # held while it is measured
    used, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return used / 1024**2


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.compiling")
    parser.add_argument("--json", action="store_true")
    tell(measure(), as_json=parser.parse_args().json)


if __name__ == "__main__":
    main()
