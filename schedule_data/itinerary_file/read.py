"""From a file somebody wrote to a document, or to every mistake in it at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from schedule_data.file_content import read_bytes, refused
from schedule_data.itinerary_file.document import TourDocument, document_from_json
from schedule_data.itinerary_file.order import order_problems
from schedule_data.itinerary_file.problems import Problem, label
from schedule_data.itinerary_file.references import reference_problems
from schedule_data.itinerary_file.shared_names import shared_names
from schedule_data.itinerary_file.value_types import type_problems
from schedule_data.itinerary_file.yaml_composer import Composer, compose
from schedule_data.itinerary_file.yaml_nodes import Map, Mark, Path, YamlMistake, plain
from schedule_data.mistakes import Mistake, Mistakes, Remark

LARGEST_FILE = 1_000_000
"""Bytes. A week's tour is some 20,000."""

_TABS_AHEAD = re.compile(r"[ ]*\t\s*\S")


@dataclass(frozen=True, slots=True)
class ItineraryFile:
    """A file without mistakes: its document, and remarks sorted by line."""

    document: TourDocument
    remarks: tuple[Remark, ...]


def read_itinerary(path: FilePath) -> ItineraryFile:
    """Read and check an itinerary file (UTF-8 YAML, at most 1 MB).

    Raises:
        Mistakes: every mistake of the file, each once, at the line where it is mended.
    """
    text = _decoded(path, read_bytes(path, LARGEST_FILE, "itinerary"))
    composer = _composed(path, text)
    if composer.root is None:
        raise refused(path, "holds nothing but comments; write the itinerary into it")
    if not isinstance(composer.root, Map):
        raise Mistakes([Mistake(str(path), 1, "isn't an itinerary; write 'key: value' lines such as tour: beijing-1")])
    marks: dict[Path, Mark] = {(): Mark(1, 1)}
    values: dict[str, Any] = plain(composer.root, (), marks)
    found = [Mistake(str(path), mark.line, sentence) for mark, sentence in composer.mistakes]
    found += [Mistake(str(path), *_told(problem, marks)) for problem in itinerary_problems(values)]
    if found:
        raise Mistakes(found)
    document = document_from_json(values)
    remarks = [Remark(str(path), mark.line, sentence) for mark, sentence in composer.remarks]
    remarks += [Remark(str(path), *_told(problem, marks)) for problem in shared_names(document)]
    return ItineraryFile(document, tuple(sorted(remarks, key=lambda remark: remark.line)))


def itinerary_problems(values: dict[str, Any]) -> list[Problem]:
    """Check the plain values of a document, also of one that was changed since: one problem for each path."""
    first: dict[Path, Problem] = {}
    problems: Iterable[Problem] = (*type_problems(values), *reference_problems(values), *order_problems(values))
    for problem in problems:
        first.setdefault(problem.path, problem)
    return list(first.values())


def _decoded(path: FilePath, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        sentence = "isn't UTF-8 text from here on; save the file as UTF-8"
        raise Mistakes([Mistake(str(path), line, sentence)]) from None


def _composed(path: FilePath, text: str) -> Composer:
    try:
        return compose(text)
    except YamlMistake as mistake:
        found = [Mistake(str(path), line, "a tab can't indent; put spaces in its place") for line in _tab_lines(text)]
        raise Mistakes(found or [Mistake(str(path), mistake.mark.line, mistake.sentence)]) from None


def _tab_lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.split("\n"), 1) if _TABS_AHEAD.match(line)]


def _told(problem: Problem, marks: dict[Path, Mark]) -> tuple[int, str]:
    see = f" (see line {_mark(problem.see, marks).line})" if problem.see is not None else ""
    where = f"{label(problem.path)}: " if problem.path else ""
    return _mark(problem.path, marks).line, f"{where}{problem.sentence}{see}"


def _mark(path: Path, marks: dict[Path, Mark]) -> Mark:
    """Give the mark of a path, else of what holds it."""
    while path not in marks:
        path = path[:-1]
    return marks[path]
