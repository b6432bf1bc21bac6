"""Says what is wrong with the environment's settings, in words for whoever set them; values are never shown."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

NEAR = 0.5  # of difflib's ratio: even TOKEN alone is near to TELEGRAM_TOKEN
OWN_WORDS = "value_error"  # raised by a validator of ours: the text names the form already
WRONG: Mapping[str, str] = {
    "int_parsing": "that is no whole number",
    "int_from_float": "that is no whole number",
    "float_parsing": "that is no number",
    "finite_number": "that is no number",
    "greater_than_equal": "that is too small: it must be at least {ge:g}",
    "less_than_equal": "that is too large: it must be at most {le:g}",
    "url_parsing": "that is no web address",
    "url_scheme": "that is no web address with http:// or https://",
    "string_pattern_mismatch": "it may have letters, digits, _ and - only, and 256 of them at most",
    "string_too_long": "that is longer than {max_length} characters",
}


def unknown_names(environment: Iterable[str], prefix: str, known: Collection[str]) -> Iterator[str]:
    """Say of each variable with our prefix that is no setting of ours, and which may have been meant."""
    settings = [f"{prefix}{name}".upper() for name in known]
    for name in sorted(environment):
        if not name.upper().startswith(prefix) or name.upper() in settings:
            continue
        bare = name.upper().removeprefix(prefix)
        near = get_close_matches(bare, [one.removeprefix(prefix) for one in settings], 1, NEAR)
        meant = f"is it {prefix}{near[0]}?" if near else "take it out; the README lists all there are"
        yield f"{name}: there is no such setting; {meant}"


def bad_values(problems: Iterable["ErrorDetails"], prefix: str, fields: Mapping[str, "FieldInfo"]) -> Iterator[str]:
    """Say of each bad value which variable it is, what is wrong, and how a good one looks."""
    for problem in problems:
        name = str(problem["loc"][0])
        yield f"{prefix}{name.upper()}: {_wrong(problem, fields[name].examples or [])}"


def _wrong(problem: "ErrorDetails", examples: Iterable[Any]) -> str:
    if problem["type"] == OWN_WORDS:
        return str(problem["ctx"]["error"])
    said = WRONG.get(problem["type"], "that can't be used").format_map(problem.get("ctx", {}))
    return "; ".join((said, *(f"write one such as {example}" for example in examples)))
