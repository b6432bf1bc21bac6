"""What YAML text becomes: plain values that remember their line.

Times and dates stay the text they were written as, so that `9:30` unquoted is no trap; a number keeps its characters.
"""

import re
from dataclasses import dataclass
from typing import Any

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{0,18}")
_ABSENT = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

Path = tuple[str | int, ...]
"""The keys and positions that lead to a value, such as ('days', '2025-09-22', 3, 'time')."""


class WrittenInt(int):
    """A whole number with the characters it was written in: 0110 is a fine telephone number, +8210… too."""

    written: str


class WrittenFloat(float):
    """A decimal number with the characters it was written in."""

    written: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text; both count from 1."""

    line: int
    column: int


class YamlMistake(Exception):  # noqa: N818 - it becomes a Mistake
    """The text isn't YAML, or not of the kind that is read here: where, and our sentence."""

    def __init__(self, mark: Mark, sentence: str) -> None:
        self.mark = mark
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(slots=True)
class Leaf:
    """A scalar: as a value, and as the key it may turn out to be. `bare` tells that it stood without quotes."""

    mark: Mark
    value: Any
    written: str
    bare: bool
    size: int = 1


@dataclass(slots=True)
class Sequence:
    """A list. `size` counts the values within, itself included; so it does for a map."""

    mark: Mark
    items: "list[Node]"
    size: int = 1


@dataclass(slots=True)
class Map:
    """A map, each key once: key -> where it stands and what it holds. `flow` tells that it is written in braces."""

    mark: Mark
    entries: "dict[str, tuple[Mark, Node]]"
    flow: bool
    size: int = 1


Node = Leaf | Sequence | Map


def leaf(mark: Mark, written: str, *, bare: bool) -> Leaf:
    """Give the scalar for the characters `written`: text where quoted, else what YAML 1.2 reads in them."""
    return Leaf(mark, _value(written) if bare else written, written, bare)


def _value(written: str) -> Any:
    if written in _ABSENT:
        return None
    if written in _TRUTHS:
        return _TRUTHS[written]
    number: WrittenInt | WrittenFloat
    if _INTEGER.fullmatch(written):
        number = WrittenInt(written)
    elif _DECIMAL.fullmatch(written):
        number = WrittenFloat(written)
    else:
        return written
    number.written = written
    return number


def plain(node: Node, path: Path, marks: dict[Path, Mark]) -> Any:
    """Give the node as dicts, lists and scalars, and note in `marks` where each value is mended."""
    marks.setdefault(path, node.mark)
    if isinstance(node, Leaf):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item, (*path, position), marks) for position, item in enumerate(node.items)]
    values = {}
    for key, (key_mark, child) in node.entries.items():
        within_line = isinstance(child, Leaf) and child.value is not None
        marks[*path, key] = child.mark if within_line else key_mark
        values[key] = plain(child, (*path, key), marks)
    return values
