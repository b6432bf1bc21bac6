"""Check a skill response against Kakao's limits before Kakao does; the demands stand in `kakao_rules`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.kakao_demands import CARDS, OUTPUTS, Node, Rule, Severity
from bot.kakao_rules import RULES

# element -> its parts: field -> element of the part, or of each entry where the field holds a list
PARTS: Mapping[str, Mapping[str, str]] = {
    "response": {"template": "template", "context": "contexts"},
    "template": {"outputs": "output", "quickReplies": "quickReply"},
    "contexts": {"values": "context"},
    "output": {kind: kind for kind in OUTPUTS},
    "textCard": {"buttons": "button"},
    "basicCard": {"thumbnail": "thumbnail", "buttons": "button"},
    "commerceCard": {"buttons": "button"},
    "listCard": {"header": "listHeader", "items": "listItem", "buttons": "button"},
    "itemCard": {"itemList": "item", "thumbnail": "thumbnail", "buttons": "button"},
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where ('template.outputs[0].simpleText', or 'FILE:LINE'), how badly, and who says so."""

    path: str
    text: str
    severity: Severity = Severity.ERROR
    rule: str = ""
    source: str = ""


def check_response(response: object, *, in_group: bool = False) -> list[Problem]:
    """Give every problem of a response, in its order; `in_group` adds what group chats refuse."""
    if not isinstance(response, Mapping):
        return [Problem("$", f"a response is a JSON object, not {type(response).__name__}")]
    return [problem for node in _nodes(Node("response", "", response, in_group=in_group)) for problem in _judge(node)]


def check_file(path: Path, *, in_group: bool = False) -> list[Problem]:
    """Check the response in a file; a file that can't be read or is no JSON is a problem like any other."""
    try:
        response = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        return [
            Problem(f"{path}:{error.lineno}", f"this is not JSON: {error.msg} (column {error.colno}); mend the line")
        ]
    except UnicodeDecodeError:
        return [Problem(str(path), "this is not UTF-8 text; save it as UTF-8")]
    except OSError as error:
        return [Problem(str(path), f"the file can't be read: {error.strerror}; check the name")]
    return check_response(response, in_group=in_group)


def _judge(node: Node) -> Iterator[Problem]:
    if node.element == "malformed":
        yield Problem(node.path, "this must be a JSON object")
    for rule in RULES:
        problem = _problem(rule, node) if rule.element in (node.element, "*") else None
        if problem:
            yield problem


def _problem(rule: Rule, node: Node) -> Problem | None:
    text = rule.find(node)
    return Problem(node.path or "$", text, rule.severity, rule.name, rule.source) if text else None


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for name, element in _parts(node):
        value = node.fields.get(name)
        for path, entry in _entries(value, f"{node.path}.{name}".lstrip(".")):
            yield from _nodes(_node(node, element, path, entry))


def _node(parent: Node, element: str, path: str, entry: object) -> Node:
    if not isinstance(entry, Mapping):
        return Node("malformed", path, {})
    return replace(parent, element=element, path=path, fields=entry, in_carousel=parent.element == "carousel")


def _parts(node: Node) -> Iterator[tuple[str, str]]:
    if node.element == "carousel":
        kind = node.fields.get("type")
        yield "items", kind if kind in CARDS else "unknown"
    yield from PARTS.get(node.element, {}).items()


def _entries(value: Any, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, list):
        yield from ((f"{path}[{place}]", entry) for place, entry in enumerate(value))
    elif value is not None:
        yield path, value
