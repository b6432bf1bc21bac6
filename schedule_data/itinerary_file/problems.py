"""A finding before it has a line: the path of the value, and the sentence."""

from dataclasses import dataclass

from schedule_data.itinerary_file.yaml_nodes import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the value at `path`. `see` leads to another value that the sentence speaks of."""

    path: Path
    sentence: str
    see: Path | None = None


def label(path: Path) -> str:
    """Write a path as people point at it: days.2025-09-22[3].time."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
