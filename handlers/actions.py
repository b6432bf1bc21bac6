"""Buttons' actions as short strings, and back.

Telegram carries at most 64 bytes with a button (Bot API, InlineKeyboardButton.callback_data); other channels use the
same form. `intent?slot=value&slot=value`, percent-encoded; a value that would not fit is replaced by '~' and a digest,
which `resolve` turns back into the id of a stop or site that has it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, quote

from handlers.reply import Action

MAX_BYTES = 64
DIGEST_MARK = "~"
DIGEST_LENGTH = 10
SHORT_ENOUGH = 12
MOST_KEPT = 2000  # quoted values: the ids and dates of some tours


def digest(value: str) -> str:
    """Give the short stand-in of a long value: '~' and ten hexadecimal digits."""
    return DIGEST_MARK + hashlib.blake2b(value.encode(), digest_size=DIGEST_LENGTH // 2).hexdigest()


def _join(intent: str, slots: Mapping[str, str]) -> str:
    if not slots:
        return intent
    return f"{intent}?{'&'.join([f'{_quoted(slot)}={_quoted(value)}' for slot, value in slots.items()])}"


@lru_cache(MOST_KEPT)
def _quoted(value: str) -> str:
    return quote(value, safe=":,.~")


def encode(action: Action) -> str:
    """Give the action as a string of at most 64 bytes.

    Raises:
        ValueError: it has too many slots to fit; a button is to be made with fewer.
    """
    whole = _join(action.intent, action.slots)
    if len(whole) <= MAX_BYTES:
        return whole
    shortened = {k: digest(v) if len(quote(v)) > SHORT_ENOUGH else v for k, v in action.slots.items()}
    whole = _join(action.intent, shortened)
    if len(whole) > MAX_BYTES:
        raise ValueError(f"the button for {action.intent} needs {len(whole)} bytes, {MAX_BYTES} fit")
    return whole


def decode(data: str) -> Action | None:
    """Give the action that a button carries, None where it is none of ours."""
    intent, _, query = data.partition("?")
    if not intent or not intent.replace(".", "").replace("_", "").isalnum() or len(data) > MAX_BYTES:
        return None
    return Action(intent, dict(parse_qsl(query, keep_blank_values=True)))


def resolve(action: Action, known: Iterable[str]) -> Action:
    """Put the ids of `known` back where the action carries their digests; a digest of nothing known stays as it is."""
    if not any(value.startswith(DIGEST_MARK) for value in action.slots.values()):
        return action
    by_digest = {digest(value): value for value in known}
    return Action(action.intent, {slot: by_digest.get(value, value) for slot, value in action.slots.items()})
