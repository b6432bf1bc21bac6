"""What is wrong in a file that somebody wrote by hand: where, what, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Finding:
    """A sentence about a place in a file.

    `line` and `column` count from 1; a file that can't be read at all has its mistake on line 1.
    """

    file: str
    line: int
    text: str
    column: int | None = None

    def __str__(self) -> str:
        """Give `file:line: text`, with `file:line:column` where a column is meant."""
        column = f":{self.column}" if self.column else ""
        return f"{self.file}:{self.line}{column}: {self.text}"


@dataclass(frozen=True, slots=True)
class Mistake(_Finding):
    """Something that has to be mended before the file is loaded."""

    __str__ = _Finding.__str__


@dataclass(frozen=True, slots=True)
class Remark(_Finding):
    """Something worth a look that keeps nobody from loading the file."""

    __str__ = _Finding.__str__


class Mistakes(Exception):  # noqa: N818 - the trade's word, and it holds many
    """A file has mistakes; nothing of it was taken. `mistakes` holds all of them, sorted by file and line."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda one: (one.file, one.line, one.column or 0)))
        super().__init__("\n".join(map(str, self.mistakes)))
