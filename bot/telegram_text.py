"""Formatted text as runs of one style each, so that it can be measured and cut without ever breaking a tag."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

MAX_TEXT = 4096  # UTF-16 units after entities; core.telegram.org/bots/api#sendmessage
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # dropped or refused by Telegram
# A long text is cut at the best boundary that still fills a part of the message.
_BOUNDARIES: Final = (("\n\n", 0.3), ("\n", 0.3), (" ", 0.0))
# A cut before one of these would take apart what is shown as one character: joiners, variation selectors, skin tones,
# combining marks.
_JOINED: Final = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u0300-\u036f\u20e3]")
_LONGEST_JOINED = 16


@dataclass(frozen=True, slots=True)
class Run:
    """Plain words of one style: None, 'b', 'i' or 'code'."""

    words: str
    style: str | None = None

    def html(self) -> str:
        """Give the words as Telegram's HTML."""
        words = escape(self.words, quote=False)
        return f"<{self.style}>{words}</{self.style}>" if self.style and words.strip() else words


def clean(words: str) -> str:
    """Take out what Telegram doesn't carry: control characters and halves of characters."""
    if words.isprintable():  # nearly all are, and this is ten times as fast
        return words
    return _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def units(words: str) -> int:
    """Count UTF-16 units, the measure of Telegram's limits."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le")) // 2


def shortened(words: str, limit: int) -> str:
    """Give the words in at most `limit` units, with an ellipsis where some are left out."""
    if units(words) <= limit:
        return words
    return words[: _fitting(words, 0, len(words), limit - 1)].rstrip() + "…"


def cut(runs: Sequence[Run], limit: int = MAX_TEXT) -> list[str]:
    """Give the text as one or more HTML texts of at most `limit` units each, without blank ones."""
    whole = "".join([run.words for run in runs])
    if whole and units(whole) <= limit and whole == whole.strip():  # nearly always
        return ["".join([run.html() for run in runs])]
    return [_html(runs, start, end) for start, end in _parts(whole, limit)]


def _parts(whole: str, limit: int) -> Iterator[tuple[int, int]]:
    """Give where each part starts and ends; blanks around the parts are left out."""
    start, last = _skip_blanks(whole, 0), len(whole.rstrip())
    while start < last:
        end = _end(whole, start, last, limit)
        yield start, start + len(whole[start:end].rstrip())
        start = _skip_blanks(whole, end)


def _skip_blanks(whole: str, start: int) -> int:
    return len(whole) - len(whole[start:].lstrip())


def _end(whole: str, start: int, last: int, limit: int) -> int:
    end = _fitting(whole, start, last, limit)
    if end == last:
        return last
    for boundary, least in _BOUNDARIES:
        found = whole.rfind(boundary, start, end + len(boundary))
        if found > start + least * (end - start):
            return found
    back = end
    while back > start + 1 and end - back < _LONGEST_JOINED and _is_joined(whole, back):
        back -= 1
    return back if not _is_joined(whole, back) else end


def _is_joined(whole: str, position: int) -> bool:
    return bool(_JOINED.match(whole[position])) or whole[position - 1] == "\u200d"


def _fitting(whole: str, start: int, last: int, limit: int) -> int:
    """Give the furthest end so that the part fits; characters beyond the basic plane count two units."""
    end = min(last, start + limit)
    while (over := units(whole[start:end]) - limit) > 0:
        end -= (over + 1) // 2
    return end


def _html(runs: Sequence[Run], start: int, end: int) -> str:
    pieces, position = [], 0
    for run in runs:
        words = run.words[max(start - position, 0) : max(end - position, 0)]
        if words:
            pieces.append(Run(words, run.style).html())
        position += len(run.words)
    return "".join(pieces)
