"""What somebody probably meant by a word that isn't known."""

from collections.abc import Iterable

from rapidfuzz import process

NEAR_ENOUGH = 60
"""rapidfuzz's weighted ratio from which a guess helps more than it confuses; 'knd' for 'kind' has 86."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Give the one of `known` that was probably meant, None where none comes near."""
    found = process.extractOne(word, list(known), processor=str.casefold, score_cutoff=NEAR_ENOUGH)
    return found[0] if found else None


def did_you_mean(name: str | None) -> str:
    """Say the guess in brackets, or nothing where there is none."""
    return f" (did you mean '{name}'?)" if name else ""
