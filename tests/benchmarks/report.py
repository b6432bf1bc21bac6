"""What a benchmark found: a table for people or JSON for programs, and an exit code that tells whether it is enough."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one subject, as `what` in `unit`; `at_most` is the aim where there is one."""

    subject: str
    what: str
    value: float
    unit: str
    at_most: float | None = None

    @property
    def missed(self) -> bool:
        """Whether it misses its aim."""
        return self.at_most is not None and self.value > self.at_most


def tell(figures: Sequence[Figure], *, as_json: bool) -> None:
    """Print the figures and exit: 1 where any misses its aim."""
    if as_json:
        print(json.dumps([asdict(one) | {"missed": one.missed} for one in figures], ensure_ascii=False, indent=1))
    else:
        for one in figures:
            print(f"{one.subject:<34}{one.what:<26}{one.value:>9.2f} {one.unit:<4} {_aim(one)}".rstrip())
    sys.exit(any(one.missed for one in figures))


def _aim(figure: Figure) -> str:
    if figure.at_most is None:
        return ""
    return f"{'MISSES' if figure.missed else 'meets'} the aim of at most {figure.at_most:g}"
