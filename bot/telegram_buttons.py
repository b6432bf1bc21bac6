"""Next steps as an inline keyboard; what Telegram takes for no button is said in the text instead."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final
from unicodedata import east_asian_width
from urllib.parse import urlsplit

from bot.telegram_text import clean
from handlers.actions import encode
from handlers.reply import Action, Agenda, Button, Fact

# Half-widths of a label that share a row on a phone of 360 points without being cut: measured in cells of the font,
# a Hangul syllable or emoji taking two.
THREE_IN_A_ROW = 9
TWO_IN_A_ROW = 15
MAX_PER_ROW = 8  # telegram.constants.InlineKeyboardMarkupLimit
MAX_BUTTONS = 100  # likewise
MAX_NUMBERED = 40  # lines of agendas with a button each: more than a phone shows
_SCHEMES: Final = frozenset({"http", "https"})

Key = dict[str, Any]


def keyboard(buttons: Sequence[Button], agendas: Sequence[Agenda] = ()) -> dict[str, Any] | None:
    """Give `reply_markup`: a number for each line of an agenda that opens, then the buttons, in their order.

    Raises:
        ValueError: an action doesn't fit into 64 bytes (see `handlers.actions.encode`).
    """
    numbered = [_key(str(number), action) for number, action in enumerate(openings(agendas), 1)]
    rows = [numbered[start : start + MAX_PER_ROW] for start in range(0, len(numbered), MAX_PER_ROW)]
    rows += _rows([_key(label, button.action or str(button.url)) for button, label in _shown(buttons)])
    return {"inline_keyboard": rows} if rows else None


def openings(agendas: Sequence[Agenda]) -> list[Action]:
    """Give the actions of the lines that open, in the order of their numbers."""
    return [item.action for agenda in agendas for item in agenda.items if item.action][:MAX_NUMBERED]


def said_instead(buttons: Sequence[Button]) -> list[str]:
    """Give a line for each button that Telegram refuses: phone numbers (which its apps make tappable), odd links."""
    lines = []
    for button in buttons:
        value = clean(button.phone or ("" if button.action or is_link(button.url) else button.url) or "")
        if value:
            label = clean(button.label).strip()
            words = label if value in label else Fact(label, value).line
            lines.append(f"{'📞' if button.phone else '🔗'} {words}")
    return lines


def is_link(url: str | None) -> bool:
    """Tell whether Telegram takes the address for a button."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and "." in (parts.hostname or "") and not any(map(str.isspace, url or ""))


def _shown(buttons: Sequence[Button]) -> list[tuple[Button, str]]:
    labelled = [(button, clean(button.label).strip()) for button in buttons]
    shown = [(button, label) for button, label in labelled if label and (button.action or is_link(button.url))]
    return shown[: MAX_BUTTONS - MAX_NUMBERED]


def _key(label: str, target: Action | str) -> Key:
    return (
        {"text": label, "url": target} if isinstance(target, str) else {"text": label, "callback_data": encode(target)}
    )


def _rows(keys: Sequence[Key]) -> list[list[Key]]:
    rows: list[list[Key]] = []
    rest = list(keys)
    while rest:
        count = _fitting(rest)
        rows.append(rest[:count])
        rest = rest[count:]
    return rows


def _fitting(keys: Sequence[Key]) -> int:
    """Give how many of the first keys share a row; four short ones make two and two rather than three and one."""
    short = _leading(keys, THREE_IN_A_ROW)
    if short >= 3 and short != 4:  # noqa: PLR2004  # the numbers of the sentence above
        return 3
    return 2 if _leading(keys, TWO_IN_A_ROW) >= 2 else 1  # noqa: PLR2004  # likewise


def _leading(keys: Sequence[Key], width: int) -> int:
    return next((index for index, key in enumerate(keys) if cells(key["text"]) > width), len(keys))


@lru_cache(maxsize=1000)  # the labels of a few tours
def cells(label: str) -> int:
    """Give the width of a label in half-widths."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in label)
