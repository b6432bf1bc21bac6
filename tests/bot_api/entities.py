"""Formatted text as Telegram reads it: HTML to plain text with entities, or the refusal it would give.

The words of the refusals are those of tdlib's `parse_html`; offsets count UTF-8 bytes, entities UTF-16 units.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.errors import RefusedError, bad_request

TAGS = {
    "a": "text_link",
    "b": "bold",
    "blockquote": "blockquote",
    "code": "code",
    "del": "strikethrough",
    "em": "italic",
    "i": "italic",
    "ins": "underline",
    "pre": "pre",
    "s": "strikethrough",
    "span": "spoiler",
    "strike": "strikethrough",
    "strong": "bold",
    "tg-emoji": "custom_emoji",
    "tg-spoiler": "spoiler",
    "u": "underline",
}
_TOKEN = re.compile(
    r"""<(?P<close>/?)(?P<name>[^\s<>/]*)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*)>"""
    r"""|(?P<open><)|&(?:(?P<named>lt|gt|amp|quot)|\#(?P<number>\d+|[xX][0-9a-fA-F]+));?""",
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def utf16_length(text: str) -> int:
    """Count UTF-16 units, the measure of every text limit of Telegram."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _Reading:
    source: str
    parts: list[str] = field(default_factory=list)
    length: int = 0  # UTF-16 units so far
    open_tags: list[tuple[str, str, int]] = field(default_factory=list)  # name, attributes, where it began
    entities: list[dict[str, Any]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += utf16_length(text)

    def byte_offset(self, position: int) -> int:
        return len(self.source[:position].encode())


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Read HTML; raises RefusedError `can't parse entities: …` where Telegram would."""
    if "<" not in source and "&" not in source:
        return source, []
    reading, position = _Reading(source), 0
    for token in _TOKEN.finditer(source):
        reading.add(source[position : token.start()])
        position = token.end()
        _read(reading, token)
    reading.add(source[position:])
    if reading.open_tags:
        raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{reading.open_tags[-1][0]}"')
    reading.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(reading.parts), reading.entities


def _cannot_parse(why: str) -> RefusedError:
    return bad_request(f"can't parse entities: {why}")


def _read(reading: _Reading, token: re.Match[str]) -> None:
    if token["named"] or token["number"]:
        reading.add(_decoded(token))
    elif token["open"]:
        raise _cannot_parse(f"Unclosed start tag at byte offset {reading.byte_offset(token.start())}")
    elif token["close"]:
        _close(reading, token)
    else:
        _open(reading, token)


def _character(token: re.Match[str]) -> str:
    digits = token["number"]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    valid = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if valid else token[0]


def _decoded(token: re.Match[str]) -> str:
    if token["named"]:
        return _NAMED[token["named"]]
    return _character(token) if token["number"] else token[0]


def _open(reading: _Reading, token: re.Match[str]) -> None:
    name = token["name"].lower()
    if name not in TAGS:
        where = reading.byte_offset(token.start())
        raise _cannot_parse(f'Unsupported start tag "{name}" at byte offset {where}')
    if name == "span" and "tg-spoiler" not in token["rest"]:
        where = reading.byte_offset(token.start())
        raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
    reading.open_tags.append((name, token["rest"], reading.length))


def _close(reading: _Reading, token: re.Match[str]) -> None:
    name = token["name"].lower()
    if not reading.open_tags:
        raise _cannot_parse(f"Unexpected end tag at byte offset {reading.byte_offset(token.start())}")
    opened, attributes, offset = reading.open_tags.pop()
    if name not in ("", opened):
        where = reading.byte_offset(token.start())
        raise _cannot_parse(f'Unmatched end tag at byte offset {where}, expected "</{opened}>", found "</{name}>"')
    if length := reading.length - offset:
        reading.entities.append(_entity(opened, attributes, offset, length))


def _entity(name: str, attributes: str, offset: int, length: int) -> dict[str, Any]:
    entity: dict[str, Any] = {"type": TAGS[name], "offset": offset, "length": length}
    if name == "a":
        values = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(attributes)}
        entity["url"] = _TOKEN.sub(_decoded, values.get("href", ""))
    return entity


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Take the blanks off both ends as Telegram does before it stores a text, and move the entities along."""
    lead = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    if not entities:
        return text, entities
    end = utf16_length(text)
    kept = []
    for entity in entities:
        first = min(max(entity["offset"] - lead, 0), end)
        last = min(max(entity["offset"] + entity["length"] - lead, 0), end)
        if last > first:
            kept.append(entity | {"offset": first, "length": last - first})
    return text, kept
