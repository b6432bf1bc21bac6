"""Short talk after a question of ours: a button's label typed instead of tapped, yes and no, and the words asked for.

What may follow is kept with the account for a few minutes, beside what the last answer was about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from handlers.reply import Action, Button, Outcome, Reply
from handlers.understanding.normalise import canonical

CONFIRM, DISCARD = "confirm", "discard"
LONGEST_VALUE = 200  # characters: a place, a name, an hour; who writes more has something else to say

_OFFERS, _AWAITS = "offers", "awaits"
_YES_WORDS: Final = (
    "확인 네 넵 넹 예 응 어 그래 그래요 좋아 좋아요 맞아요 진행 진행해 진행해줘 해줘 해주세요 오케이 "
    "yes yep yeah ok okay sure confirm 是 是的 对 好 好的 确认 可以 嗯"
)
_NO_WORDS: Final = (
    "아니 아니요 아뇨 아니오 그만 그만해 그만둬 그만두기 취소 취소해 취소해줘 하지마 하지마요 됐어 됐어요 "
    "no nope cancel stop discard 不 不是 不要 不用 取消 算了"
)
_YES: Final = frozenset(map(canonical, _YES_WORDS.split()))
_NO: Final = frozenset(map(canonical, _NO_WORDS.split()))


def after(reply: Reply) -> Mapping[str, Any]:
    """Give what to keep of a reply that asks something; nothing of one that doesn't. Plain JSON types."""
    asks = reply.outcome is Outcome.CLARIFY or reply.awaits is not None or _confirms(reply.buttons)
    if not asks:
        return {}
    offers = {canonical(one.label): _stored(one.action) for one in reply.buttons if one.action}
    awaits = reply.awaits
    return {_OFFERS: offers, _AWAITS: asdict(awaits) if awaits else None}


def meant(kept: Mapping[str, Any], text: str) -> Action | None:
    """Give what `text` does after the reply that `kept` was kept of; None where it is a message of its own."""
    if _OFFERS not in kept:
        return None
    form, offers = canonical(text), kept[_OFFERS]
    decisions = {stored["intent"]: _action(stored) for stored in offers.values()}
    if form in offers:
        return _action(offers[form])
    if form in _YES and CONFIRM in decisions:
        return decisions[CONFIRM]
    awaits = kept[_AWAITS]
    if form in _NO and (awaits or CONFIRM in decisions):
        return decisions.get(DISCARD, Action(DISCARD))
    return _value(awaits, text.strip()) if awaits else None


def value_awaited(kept: Mapping[str, Any], said: Action | None) -> Mapping[str, Any] | None:
    """Give what was asked for (`Awaited`, as JSON) where `said` is the value taken for it; else None."""
    awaits: Mapping[str, Any] | None = kept.get(_AWAITS)
    if awaits is None or said is None or _stored(said) in kept[_OFFERS].values():
        return None
    return awaits if said.intent == awaits["intent"] and awaits["slot"] in said.slots else None


def _confirms(buttons: Iterable[Button]) -> bool:
    return any(button.action is not None and button.action.intent == CONFIRM for button in buttons)


def _value(awaits: Mapping[str, Any], text: str) -> Action | None:
    """Take the words as what was asked for, unless they are a question or far too long."""
    strange = len(text) > LONGEST_VALUE or text.endswith(("?", "？"))
    if not text or (strange and not awaits["free"]):
        return None
    return Action(awaits["intent"], {**awaits["slots"], awaits["slot"]: text})


def _stored(action: Action) -> Mapping[str, Any]:
    return {"intent": action.intent, "slots": dict(action.slots)}


def _action(stored: Mapping[str, Any]) -> Action:
    return Action(stored["intent"], stored["slots"])
