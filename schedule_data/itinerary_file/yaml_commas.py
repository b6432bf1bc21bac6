"""A text with a comma, written without quotes in braces: `{en: Professor, Party School}`.

YAML reads a key `Party School` without a value. No translation is called that, so it is joined to the text it was cut
from, and the author is told.
"""

import re

from schedule_data.itinerary_file.yaml_nodes import Leaf, Map, Mark, Node, leaf

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def mend_commas(node: Map) -> list[tuple[Mark, str]]:
    """Join cut texts in a map of translations, in place; give a remark for each."""
    if not node.flow or not any(_cut_off(key, child) for key, (_, child) in node.entries.items()):
        return []
    if not all(_LANGUAGE.fullmatch(key) or _cut_off(key, child) for key, (_, child) in node.entries.items()):
        return []
    return _join(node)


def _cut_off(key: str, child: Node) -> bool:
    return isinstance(child, Leaf) and child.bare and not child.written and not _LANGUAGE.fullmatch(key)


def _join(node: Map) -> list[tuple[Mark, str]]:
    whole: dict[str, tuple[Mark, Node]] = {}
    remarks: list[tuple[Mark, str]] = []
    language: str | None = None
    for key, (mark, child) in node.entries.items():
        before = whole[language][1] if language else None
        if _cut_off(key, child) and language and isinstance(before, Leaf) and before.bare and before.written:
            joined = leaf(before.mark, f"{before.written}, {key}", bare=True)
            whole[language] = (whole[language][0], joined)
            remarks.append((mark, f"'{joined.written}' is read as one text; put a text with a comma in quotes"))
        else:
            whole[key] = (mark, child)
            language = key
    node.entries = whole
    return remarks
