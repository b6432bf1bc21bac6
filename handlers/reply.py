"""What a conversation gives back: a value that every channel renders in its own way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from handlers.unclear import Unclear
from schedule_data.people import Role


class Outcome(StrEnum):
    """How a question ended: answered from records, asked back, not known, or not permitted."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Action:
    """What a button does: an intent with its slots (ids, ISO dates and times, as strings)."""

    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Button:
    """A next step. Exactly one of `action`, `url` and `phone` is set.

    An action's label is also what a person could type to get the same: on some channels a tap sends only the label.
    """

    label: str
    action: Action | None = None
    url: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled line of a card, such as ('집합', '08:20 호텔 로비')."""

    label: str
    value: str

    @property
    def line(self) -> str:
        """Give both as one line: '집합: 08:20', and with the full-width colon after a Chinese label, '集合：08:20'."""
        is_chinese = "一" <= self.label[-1:] <= "鿿"
        return f"{self.label}：{self.value}" if is_chinese else f"{self.label}: {self.value}"


@dataclass(frozen=True, slots=True)
class Card:
    """A titled set of facts: a visit, a site, a hotel, a contact."""

    title: str
    facts: tuple[Fact, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an agenda: when, what, and where; `action` opens it."""

    when: str
    title: str
    where: str | None = None
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """A headed list of items, such as a day."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A point to show on a map. `title` and `address` are what a driver reads: in the local language where known."""

    title: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand over."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A file of a notice: `kind` is photo, document or voice, `reference` the name that `channel` has for it.

    Telegram sends on what it has; everything else is fetched and handed over by the edges (`bot.files`). `notice` is
    the one that it belongs to, which says who may see it.
    """

    kind: str
    reference: str
    channel: str = "telegram"
    name: str = ""
    notice: int = 0


@dataclass(frozen=True, slots=True)
class Awaited:
    """What the words typed next are taken for: the value of `slot` for `intent`, which has `slots` already.

    `free` takes whatever is written, questions and long texts too.
    """

    intent: str
    slot: str
    slots: Mapping[str, str] = field(default_factory=dict)
    free: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person is told, with the useful fact in the first paragraph.

    Read top to bottom: `paragraphs`, then `cards`, then `agendas`, then `place`, then `buttons`. All texts are plain;
    a channel escapes and decorates them. `intent` and `slots` say what was understood, the one
    stop that was told of among them. `menu` is the role and language whose commands this person's messenger should
    offer from now on, where that changed. `awaits` is what was asked for in free words, if anything. `shown` is a file
    that belongs to the text.
    `invitation` is a personal code whose links the edges add, as they know the addresses. `farewell` says that this is
    the last word in this chat: a browser that shows it is shut out after it. `wants_place` says that a location shared
    next is that of somebody who needs help.
    `unclear` is what a language model may be asked before this is shown, where one may be asked at all.
    """

    paragraphs: tuple[str, ...]
    outcome: Outcome = Outcome.ANSWER
    intent: str | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    place: Place | None = None
    buttons: tuple[Button, ...] = ()
    document: Document | None = None
    menu: tuple[Role, str] | None = None
    awaits: Awaited | None = None
    shown: Shown | None = None
    invitation: str | None = None
    farewell: bool = False
    wants_place: bool = False
    unclear: Unclear | None = None
