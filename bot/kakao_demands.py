"""How one demand of Kakao is put to an element of a skill response: what the rows of `kakao_rules` are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot import kakao_limits as limits

CARDS = ("textCard", "basicCard", "commerceCard", "listCard", "itemCard")
OUTPUTS = ("simpleText", "simpleImage", *CARDS, "carousel")
NOT_IN_GROUP_CHATS = ("commerceCard", "carousel")
BUTTON_NEEDS = {"webLink": "webLinkUrl", "message": "messageText", "phone": "phoneNumber", "block": "blockId"}
BUTTON_ACTIONS = (*BUTTON_NEEDS, "share", "operator")
QUICK_REPLY_ACTIONS = ("message", "block")
LIST_FIELDS = ("outputs", "quickReplies", "items", "itemList", "buttons")
TEXT_FIELDS = (
    "text",
    "title",
    "description",
    "label",
    "messageText",
    "webLinkUrl",
    "phoneNumber",
    "blockId",
    "altText",
)


class Severity(StrEnum):
    """An error is refused by Kakao or breaks the message; a warning shows badly."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Node:
    """One element of a response: what it is, where it stands ('template.outputs[0].simpleText'), and its fields."""

    element: str
    path: str
    fields: Mapping[str, Any]
    in_carousel: bool = False
    in_group: bool = False

    def text(self, *names: str) -> str:
        """Give the named texts, joined; what is no text counts as none."""
        return "".join(value for name in names if isinstance(value := self.fields.get(name), str))

    def list(self, name: str) -> Sequence[Any]:
        """Give the named list, empty where there is none."""
        value = self.fields.get(name)
        return value if isinstance(value, list) else ()


Find = Callable[[Node], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand: `find` says what is wrong with a node of `element`, None where nothing is."""

    name: str
    element: str
    find: Find
    source: str
    severity: Severity = Severity.ERROR


def has(name: str) -> Find:
    """Demand a field: text, list or object, not empty."""
    return lambda node: None if node.fields.get(name) else f"{name} is required"


def has_any(*names: str) -> Find:
    """Demand one of several fields."""
    return lambda node: None if any(map(node.fields.get, names)) else f"one of {' and '.join(names)} is required"


def within(names: Sequence[str], most: int, in_carousel: int | None = None) -> Find:
    """Demand that the texts together are no longer than fits, counted in UTF-16 units."""

    def find(node: Node) -> str | None:
        fits = in_carousel if in_carousel and node.in_carousel else most
        length = limits.width(node.text(*names))
        return f"{' + '.join(names)} has {length} characters, {fits} fit" if length > fits else None

    return find


def count(name: str, least: int, most: int, in_carousel: int | None = None) -> Find:
    """Demand that a list has so many entries."""

    def find(node: Node) -> str | None:
        fits = in_carousel if in_carousel and node.in_carousel else most
        entries = len(node.list(name))
        return None if least <= entries <= fits else f"{name} has {entries} entries, {least} to {fits} are allowed"

    return find


def one_of(name: str, allowed: Sequence[str]) -> Find:
    """Demand one of the allowed values."""
    return lambda node: None if node.fields.get(name) in allowed else f"{name} must be one of {', '.join(allowed)}"


def version(node: Node) -> str | None:
    """Demand the version that Kakao reads."""
    return None if node.fields.get("version") == limits.VERSION else 'version must be "2.0", as text'


def template(node: Node) -> str | None:
    """Demand something to show, now or later."""
    answers_later = node.fields.get("useCallback") is True
    return None if answers_later or node.fields.get("template") else "template is required, or useCallback: true"


def one_kind(node: Node) -> str | None:
    """Demand one kind of bubble in an output."""
    known = [kind for kind in OUTPUTS if kind in node.fields]
    return None if len(known) == 1 else f"an output holds exactly one of {', '.join(OUTPUTS)}"


def shown_in_groups(node: Node) -> str | None:
    """Refuse what group chats do not show."""
    refused = [kind for kind in NOT_IN_GROUP_CHATS if node.in_group and kind in node.fields]
    return f"a group chat shows no {refused[0]}" if refused else None


def no_quick_replies_in_groups(node: Node) -> str | None:
    """Refuse quick replies in a group chat."""
    return "a group chat shows no quickReplies" if node.in_group and node.fields.get("quickReplies") else None


def texts(node: Node) -> str | None:
    """Demand text where text belongs."""
    wrong = [name for name in TEXT_FIELDS if not isinstance(node.fields.get(name, ""), str)]
    return f"{wrong[0]} must be text" if wrong else None


def lines(node: Node) -> str | None:
    """Demand that title and description fit the lines of an itemCard."""
    used = sum(node.text(name).count("\n") + 1 for name in ("title", "description") if node.text(name))
    most = limits.ITEM_CARD_LINES_MAX
    return f"title + description have {used} lines, {most} fit" if used > most else None


def titled(node: Node) -> str | None:
    """Demand a title above a description."""
    return "description needs a title" if node.text("description") and not node.text("title") else None


def one_head(node: Node) -> str | None:
    """Refuse two heads."""
    return "head and profile exclude each other" if node.fields.get("head") and node.fields.get("profile") else None


def buttons(node: Node) -> str | None:
    """Demand that the buttons fit: more fit below one another, and in a group chat."""
    horizontal = node.fields.get("buttonLayout") == "horizontal"
    most = limits.BUTTONS_MAX_IN_GROUP if node.in_group else limits.BUTTONS_MAX
    fits = limits.BUTTONS_MAX_HORIZONTAL if horizontal else most
    there = len(node.list("buttons"))
    return f"there are {there} buttons, {fits} fit" if there > fits else None


def labels(node: Node) -> str | None:
    """Demand that labels fit: shorter ones where two buttons sit side by side."""
    beside = node.fields.get("buttonLayout") == "horizontal" and len(node.list("buttons")) > 1
    most = limits.LABEL_MAX_SIDE_BY_SIDE if beside else limits.LABEL_MAX
    shown = [str(button.get("label", "")) for button in node.list("buttons") if isinstance(button, Mapping)]
    long = [label for label in shown if limits.width(label) > most]
    return f"the label '{long[0]}' has {limits.width(long[0])} characters, {most} fit" if long else None


def target(node: Node) -> str | None:
    """Demand what a button's action works on."""
    need = BUTTON_NEEDS.get(node.text("action"))
    return f"{need} is required with action {node.text('action')}" if need and not node.text(need) else None


def same_words(node: Node) -> str | None:
    """Demand that a label says what its tap sends."""
    differs = node.text("action") == "message" and node.text("messageText") != node.text("label")
    return "messageText differs from the label" if differs else None


def cards(node: Node) -> str | None:
    """Demand that a carousel has so many cards of its type."""
    most = limits.CAROUSEL_MAX_LIST_CARDS if node.fields.get("type") == "listCard" else limits.CAROUSEL_MAX
    return count("items", 1, most)(node)


def lists(node: Node) -> str | None:
    """Demand a list where several may stand."""
    wrong = [name for name in LIST_FIELDS if not isinstance(node.fields.get(name, []), list)]
    return f"{wrong[0]} must be a list" if wrong else None
