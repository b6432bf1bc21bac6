"""Fields out of JSON that promises nothing: absent, null, of another type, or written as text within text."""

import json
from collections.abc import Mapping
from typing import Any


def object_in(parent: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """Give the first of the named fields that holds an object, itself or as JSON text; else an empty one."""
    for name in names:
        value = _parsed(parent.get(name))
        if isinstance(value, Mapping):
            return value
    return {}


def text_in(parent: Mapping[str, Any], *names: str) -> str:
    """Give the first of the named fields that holds text, or a number such as an id; else ''."""
    for name in names:
        value = parent.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return storable(str(value))
    return ""


def written(value: object) -> str:
    """Give a value as text: text as it is, anything else as JSON."""
    return storable(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def storable(text: str) -> str:
    """Take out what no database stores: NUL characters and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _parsed(value: object) -> object:
    if not (isinstance(value, str) and value.startswith("{")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None
