"""Cards and agendas as Kakao's bubbles: itemCard, textCard, listCard, and carousels of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot import kakao_limits as limits
from bot.kakao_buttons import Json, tap
from bot.kakao_text import agenda_lines, card_lines
from handlers.reply import Agenda, Card, Fact, Item

LIST_TITLE_SHOWN = 30  # characters: about two lines on a phone; Kakao names no limit, but cuts what is longer


@dataclass(frozen=True, slots=True)
class Bubble:
    """One output. `lines` say the same as text, for when there is no room for it; `overflow` is what it can't hold."""

    kind: str
    body: Json
    lines: tuple[str, ...]
    overflow: tuple[str, ...] = ()

    def output(self) -> Json:
        """Give the bubble as an entry of `outputs`."""
        return {self.kind: self.body}


def card_bubbles(cards: Sequence[Card], *, in_group: bool) -> list[Bubble]:
    """Give itemCards for the cards with facts and textCards for the others; several in a carousel, except in groups."""
    with_facts = [card for card in cards if _told(card.facts)]
    plain = [card for card in cards if not _told(card.facts) and f"{card.title}{card.note or ''}".strip()]
    bubbles = []
    for make, group in ((_item_card, with_facts), (_text_card, plain)):
        together = len(group) > 1 and not in_group
        made = [make(card, in_carousel=together) for card in group]
        bubbles += [_carousel(made, limits.CAROUSEL_MAX)] if together else made
    return bubbles


def agenda_bubbles(agendas: Sequence[Agenda], *, in_group: bool) -> list[Bubble]:
    """Give listCards: one where everything fits, else a carousel of pages; in groups a bubble for each page."""
    alone = len(agendas) == 1 and len(agendas[0].items) <= limits.LIST_ITEMS_MAX
    size = limits.LIST_ITEMS_MAX if alone or in_group else limits.LIST_ITEMS_MAX_IN_CAROUSEL
    pages = [_list_card(title, items) for agenda in agendas for title, items in _pages(agenda, size)]
    if len(pages) <= 1 or in_group:
        return pages
    return [_carousel(pages, limits.CAROUSEL_MAX_LIST_CARDS)]


def _told(facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.value.strip()]


def _item_card(card: Card, *, in_carousel: bool) -> Bubble:
    facts = _told(card.facts)
    room = limits.ITEMS_MAX_IN_CAROUSEL if in_carousel else limits.ITEMS_MAX
    most = limits.ITEM_CARD_BODY_MAX_IN_CAROUSEL if in_carousel else limits.ITEM_CARD_BODY_MAX
    head, overflow = _head(card, min(limits.TEXT_CARD_TITLE_MAX, most), most)
    rest = [fact.line for fact in facts[room:]]
    body = {**head, "itemList": [_item(fact) for fact in facts[:room]], "itemListAlignment": "left"}
    return Bubble("itemCard", body, tuple(card_lines(card)), (*_of(card, rest, in_carousel=in_carousel), *overflow))


def _of(card: Card, lines: list[str], *, in_carousel: bool) -> list[str]:
    return [card.title, *lines] if lines and in_carousel else lines


def _item(fact: Fact) -> Json:
    """Give a line of an itemCard; a label that is too long for its column goes before the value."""
    words = limits.at_word(fact.label, limits.ITEM_TITLE_MAX)
    ends_a_word = fact.label[len(words) :][:1] in ("", " ")
    label = (words if ends_a_word else limits.cut(fact.label, limits.ITEM_TITLE_MAX)) or limits.ELLIPSIS
    value = fact.value if label == fact.label else fact.line
    return {"title": label, "description": value}


def _text_card(card: Card, *, in_carousel: bool) -> Bubble:
    most = limits.TEXT_CARD_BODY_MAX_IN_CAROUSEL if in_carousel else limits.TEXT_CARD_BODY_MAX
    head, overflow = _head(card, limits.TEXT_CARD_TITLE_MAX, most)
    return Bubble("textCard", head, tuple(card_lines(card)), tuple(overflow))


def _head(card: Card, most_title: int, most: int) -> tuple[Json, list[str]]:
    """Give title and description of a card within `most`, and the whole of them where something had to be cut."""
    words, note = " ".join(card.title.split()), (card.note or "").strip()
    if not words:
        words, note = " ".join(note.split()), ""
    title = limits.cut(words, most_title)
    first_lines = "\n".join(note.split("\n")[: limits.ITEM_CARD_LINES_MAX - 1])
    fits = limits.cut(first_lines, most - limits.width(title))
    head = {name: text for name, text in (("title", title), ("description", fits)) if text}
    return head, [] if (title, fits) == (words, note) else [f"{words}\n{note}".rstrip()]


def _pages(agenda: Agenda, size: int) -> Iterator[tuple[str, Sequence[Item]]]:
    pages = [agenda.items[start : start + size] for start in range(0, len(agenda.items), size)]
    for number, items in enumerate(pages, 1):
        yield (f"{agenda.title} ({number}/{len(pages)})" if len(pages) > 1 else agenda.title), items


def _list_card(title: str, items: Sequence[Item]) -> Bubble:
    body = {"header": {"title": title.strip() or limits.ELLIPSIS}, "items": [_list_item(item) for item in items]}
    return Bubble("listCard", body, tuple(agenda_lines(Agenda(title, tuple(items)))))


def _list_item(item: Item) -> Json:
    """Give a line of a listCard. Its title is cut on a narrow screen, so the hour at home goes behind the place."""
    when, _, at_home = item.when.partition(" (")
    title = " ".join(f"{when} {item.title}".split())
    where = item.where
    if not where and when and limits.width(title) > LIST_TITLE_SHOWN:
        title, where = when, item.title
    description = " · ".join(filter(None, [where, at_home.removesuffix(")")]))
    shown: Json = {"title": title or limits.ELLIPSIS} | ({"description": description} if description else {})
    return shown | (tap(item.action, item.title) if item.action and item.title.strip() else {})


def _carousel(bubbles: Sequence[Bubble], most: int) -> Bubble:
    """Give the bubbles of one kind as a carousel; those past its end become text."""
    shown, rest = bubbles[:most], bubbles[most:]
    body = {"type": bubbles[0].kind, "items": [bubble.body for bubble in shown]}
    lines = tuple(line for bubble in bubbles for line in bubble.lines)
    overflow = [line for bubble in shown for line in bubble.overflow] + [
        line for bubble in rest for line in bubble.lines
    ]
    return Bubble("carousel", body, lines, tuple(overflow))
