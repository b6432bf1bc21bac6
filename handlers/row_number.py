"""The number of a row as a button carries it; a forged one names no row rather than failing."""

from typing import Final

MOST_DIGITS: Final = 9  # below 2^31, the largest INTEGER of PostgreSQL


def row_number(written: str | None) -> int | None:
    """Read a row's number; None where it is none."""
    text = written or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
