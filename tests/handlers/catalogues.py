"""The msgids that the source says, and what the catalogues hold of them."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from handlers.phrases import LOCALES

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "schedule_data")

Msgid = str | tuple[str, str]


def _words(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_lookup(function: ast.expr) -> bool:
    """Tell whether a call looks a sentence up: say(…), mark(…) or phrases(language)(…)."""
    if isinstance(function, ast.Call):
        return isinstance(function.func, ast.Name) and function.func.id == "phrases"
    return isinstance(function, ast.Name) and function.id in {"say", "mark"}


def _msgids_in(tree: ast.AST) -> Iterator[Msgid]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first = _words(node.args[0])
        if _is_lookup(node.func) and first:
            yield first
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "plural" and first:
            yield first, _words(node.args[1]) or ""


def said() -> dict[Msgid, str]:
    """Give every msgid of the source, with a file that says it."""
    found: dict[Msgid, str] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for msgid in _msgids_in(ast.parse(path.read_text("utf-8"))):
                found.setdefault(msgid, str(path.relative_to(ROOT)))
    return found


def held(language: str) -> dict[Msgid, tuple[str, ...]]:
    """Give every msgid of a language's catalogues with its translations, empty ones included."""
    found: dict[Msgid, tuple[str, ...]] = {}
    for path in sorted((LOCALES / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                msgid = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
                words = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
                if msgid:
                    found[msgid] = words
    return found


def placeholders(sentence: str) -> set[str]:
    """Give the names that a sentence is filled in with."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
