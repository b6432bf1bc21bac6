"""Reading what a language model answered: a choice that stands in the lists, or nothing."""

import json
import re
from typing import Any, Final

from handlers.reply import Action
from handlers.unclear import Choices

LONGEST_CHOICE: Final = 1000  # characters; the longest choice that stands in any list is far shorter
_FENCED: Final = re.compile(r"\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*", re.DOTALL)  # many models can't help it


class Broken(Exception):  # noqa: N818 - it names what the endpoint is
    """No completion came from the endpoint; the text says why, and holds nothing that it sent."""


class Refused(Exception):  # noqa: N818 - it names what became of the answer
    """The model answered with something that does not stand in the lists."""


def content_of(body: bytes) -> str:
    """Give the text of the first choice of a chat completion.

    Raises:
        Broken: the body is no chat completion.
    """
    try:
        content = json.loads(body.decode())["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str):
        raise Broken("its answer is no chat completion")
    return content


def choice_in(content: str, choices: Choices) -> Action | None:
    """Give the choice that a model wrote, None where it says that nothing fits.

    Raises:
        Refused: it is anything else than one JSON object with an intent and slots of the lists.
    """
    fenced = _FENCED.fullmatch(content)
    written = _object(fenced[1] if fenced else content)
    intent, slots = written.get("intent"), written.get("slots") or {}
    if set(written) - {"intent", "slots"} or not isinstance(slots, dict):
        raise Refused
    if intent is None and not slots:
        return None
    given = {slot: value for slot, value in slots.items() if value is not None}
    words = (intent, *given.values())
    if not all(isinstance(one, str) for one in words) or not choices.have(str(intent), given):
        raise Refused
    return Action(str(intent), given)


def _object(content: str) -> dict[str, Any]:
    try:
        written = json.loads(content) if len(content) <= LONGEST_CHOICE else None
    except (ValueError, RecursionError):
        written = None
    if not isinstance(written, dict) or "intent" not in written:
        raise Refused
    return written
