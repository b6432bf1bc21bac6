"""The msgids that the source says, and what the catalogues hold of them."""

import ast
import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from handlers.phrases import LOCALES

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "schedule_data")
TEMPLATES = {".html", ".txt", ".svg"}

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


def _msgids_in_template(source: str) -> Iterator[Msgid]:
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        is_lookup = isinstance(call.node, nodes.Name) and call.node.name == "say"
        if is_lookup and call.args and isinstance(call.args[0], nodes.Const):
            yield str(call.args[0].value)


@cache
def said() -> Mapping[Msgid, str]:
    """Give every msgid of the source and its templates, with a file that says it."""
    found: dict[Msgid, str] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.suffix == ".py":
                found |= dict.fromkeys(_msgids_in(ast.parse(path.read_text("utf-8"))), name) | found
            elif path.suffix in TEMPLATES:
                found |= dict.fromkeys(_msgids_in_template(path.read_text("utf-8")), name) | found
    return found


def catalogues(language: str) -> list[Path]:
    """Give the files of a language."""
    return sorted((LOCALES / language / "LC_MESSAGES").glob("*.po"))


def held_in(path: Path, language: str) -> dict[Msgid, tuple[str, ...]]:
    """Give every msgid of a file with its translations, empty ones included."""
    found: dict[Msgid, tuple[str, ...]] = {}
    with path.open("rb") as file:
        for message in read_po(file, locale=language, abort_invalid=True):
            msgid = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            words = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            if msgid:
                found[msgid] = words
    return found


@cache
def held(language: str) -> Mapping[Msgid, tuple[str, ...]]:
    """Give every msgid of a language's catalogues with its translations."""
    return {msgid: words for path in catalogues(language) for msgid, words in held_in(path, language).items()}


def placeholders(sentence: str) -> set[str]:
    """Give the names that a sentence is filled in with."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
