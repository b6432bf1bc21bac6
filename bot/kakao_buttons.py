"""Buttons, quick replies and list items in Kakao's form.

A tap on some surfaces sends only the label, so a label that had to be cut is cut to words that still say what they do,
no two are alike, and `messageText` is always the label.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile
from typing import Any

from bot import kakao_limits as limits
from bot.kakao_in import ACTION_KEY
from handlers.actions import encode
from handlers.reply import Action, Button

Json = dict[str, Any]


def quick_replies(buttons: Sequence[Button]) -> list[Json]:
    """Give the quick replies for buttons with an action, at most ten."""
    return labelled(buttons)[: limits.QUICK_REPLIES_MAX]


def labelled(buttons: Sequence[Button]) -> list[Json]:
    """Give each button in Kakao's form, with labels that fit; an action whose label can't be told apart is left out."""
    made: list[Json] = []
    whole = {button.label for button in buttons if limits.width(button.label) <= limits.LABEL_MAX}
    taken: set[str] = set()
    begins = _shared_beginnings(buttons)
    for button in buttons:
        label = _label(button, begins.get(" ".join(button.label.split()), ""), taken | (whole - {button.label}))
        if label:
            made.append(_button(button, label))
            taken.add(label)
    return made


def _shared_beginnings(buttons: Sequence[Button]) -> Mapping[str, str]:
    """Give the words with which actions' labels begin alike that would be cut to the same: they tell nothing apart."""
    alike: dict[str, set[str]] = defaultdict(set)
    for button in buttons:
        words = " ".join(button.label.split())
        if button.action and limits.width(words) > limits.LABEL_MAX:
            alike[_first_words(words)].add(words)
    shared: dict[str, str] = {}
    for labels in alike.values():
        every = [label.split(" ") for label in labels]
        same = takewhile(lambda words: len(set(words)) == 1, zip(*every, strict=False))
        shared |= dict.fromkeys(labels if len(labels) > 1 else (), " ".join(words[0] for words in same))
    return shared


def _label(button: Button, shared: str, taken: AbstractSet[str]) -> str | None:
    """Give a label that fits and is not taken; links may share one, for nobody has to type them."""
    words = " ".join(button.label.split())
    both = (_first_words(words.removeprefix(shared).strip()), _last_words(words))
    fitting = [label for label in (both if button.action else reversed(both)) if label]  # a link is named by its end
    free = [label for label in fitting if label not in taken]
    return next(iter(free or ([] if button.action else fitting)), None)


def tap(action: Action | None, words: str) -> Json:
    """Give the fields that make a tap say `words`, and tell the skill what they mean."""
    return {"action": "message", "messageText": words, **extra(action)}


def extra(action: Action | None) -> Json:
    """Give the field that comes back as clientExtra; nothing where the action is too long: the words must do then."""
    try:
        return {"extra": {ACTION_KEY: encode(action)}} if action else {}
    except ValueError:
        return {}


def _button(button: Button, label: str) -> Json:
    if button.url:
        return {"label": label, "action": "webLink", "webLinkUrl": button.url}
    if button.phone:
        return {"label": label, "action": "phone", "phoneNumber": button.phone}
    return {"label": label, **tap(button.action, label)}


def _first_words(words: str) -> str:
    """Give the first words that fit, without a bracket or a colon that the cut left open."""
    start = limits.at_word(words, limits.LABEL_MAX)
    if start == words:
        return words
    before, bracket, within = start.rpartition("(")
    return (before if bracket and ")" not in within and before.strip() else start).rstrip(" :：·,-")


def _last_words(words: str) -> str:
    """Give the last words that fit: what tells labels apart often stands at the end."""
    while limits.width(words) > limits.LABEL_MAX and " " in words:
        words = words.partition(" ")[2]
    return limits.at_word(words, limits.LABEL_MAX)
