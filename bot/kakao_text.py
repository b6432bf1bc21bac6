"""The text of a reply on KakaoTalk: what people can read on any screen, copy, and show to a driver.

Cards can't be copied, links may not open in China, and a phone button is hidden on a PC; so times, places, Chinese
names and addresses, and phone numbers always stand in a simpleText, and not on the cards as well.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot import kakao_limits as limits
from bot.kakao_words import DOCUMENT_ELSEWHERE, essential_labels, in_language
from handlers.reply import Agenda, Card, Fact, Item, Reply

ESSENTIAL = re.compile(
    r"\d{1,2}:\d{2}"  # a clock time
    r"|[\u3400-\u9fff]"  # Chinese characters: what a driver reads
    r"|\+?\d[\d -]{5,}\d"  # a phone number
)
# where a long text is parted, best first; the part before the edge keeps what the pattern matched but spaces
EDGES = (re.compile(r"\n\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?])\s|(?<=[。！？])"), re.compile(r"\s"))


def card_lines(card: Card) -> list[str]:
    """Give a card as lines of text."""
    return [card.title, *(fact.line for fact in card.facts), *filter(None, [card.note])]


def agenda_lines(agenda: Agenda) -> list[str]:
    """Give an agenda as lines of text."""
    return [agenda.title, *map(item_line, agenda.items)]


def item_line(item: Item) -> str:
    """Give one line of an agenda as text."""
    return " ".join(filter(None, [item.when, item.title])) + (f" · {item.where}" if item.where else "")


def essentials(reply: Reply, told: str, language: str, *, has_document_link: bool) -> list[str]:
    """Give as lines what must be readable without cards and links, and does not stand in `told` yet."""
    lines = list(_fact_lines(reply, told, language))
    lines += _place_lines(reply, "\n".join([told, *lines]))
    lines += [
        Fact(button.label, button.phone).line
        for button in reply.buttons
        if button.phone and not _stands_in("\n".join([told, *lines]), button.phone)
    ]
    if reply.document and not has_document_link:
        lines.append(in_language(DOCUMENT_ELSEWHERE, language, name=reply.document.name))
    return lines


def without_told(reply: Reply, told: str, language: str) -> Reply:
    """Leave out of the cards what the text says, so that nobody reads it twice; a card with nothing left goes."""
    cards = [(card, _only_on_the_card(reply, card, told, language)) for card in reply.cards]
    kept = [replace(card, facts=left) for card, left in cards if left or card.note or not card.facts]
    return replace(reply, cards=tuple(kept))


def _only_on_the_card(reply: Reply, card: Card, told: str, language: str) -> tuple[Fact, ...]:
    return tuple(
        fact for fact in card.facts if not (_is_essential(reply, fact, language) or _stands_in(told, fact.value))
    )


def _fact_lines(reply: Reply, told: str, language: str) -> Iterator[str]:
    """Give the lines of each card that must be read as text: under its title where it has several, or goes whole."""
    for card in reply.cards:
        essential = (fact for fact in card.facts if _is_essential(reply, fact, language))
        lines = [fact.line for fact in essential if not _stands_in(told, fact.value)]
        is_one_of_many = len(reply.cards) > 1
        goes = not (is_one_of_many or card.note or _only_on_the_card(reply, card, told, language))
        if is_one_of_many and len(lines) == 1:
            yield f"{card.title} · {lines[0]}"
        elif lines:
            titled = is_one_of_many or (goes and card.title not in told)
            yield from [card.title, *lines] if titled else lines


def _is_essential(reply: Reply, fact: Fact, language: str) -> bool:
    named = fact.label in essential_labels(language) or fact.value in {button.phone for button in reply.buttons}
    return named or ESSENTIAL.search(fact.value) is not None


def _place_lines(reply: Reply, told: str) -> list[str]:
    place = reply.place
    return [line for line in (place.title, place.address) if line and line not in told] if place else []


def _stands_in(told: str, value: str) -> bool:
    """Tell whether a value is told: the same digits or letters, not as a part of others."""
    return bool(re.search(rf"(?<!\d){re.escape(value)}(?!\d)", told))


def parts(told: str, essential: str, room: int) -> list[str]:
    """Part a reply's text into at most `room` bubbles, short enough not to fold where that can be had.

    If even that is too little, the telling is cut, never the essentials.
    """
    whole = "\n\n".join(filter(None, [told, essential]))
    for most in (limits.SIMPLE_TEXT_FOLD, limits.SIMPLE_TEXT_MAX):
        bubbles = _part(whole, most)
        if len(bubbles) <= room:
            return bubbles
    kept = _part(essential, limits.SIMPLE_TEXT_MAX)[:room]
    if len(kept) < room:
        return [*_fill(told, room - len(kept)), *kept]
    left = limits.SIMPLE_TEXT_MAX - limits.width(kept[0]) - len("\n\n")
    return [f"{limits.cut(told, left)}\n\n{kept[0]}" if left > limits.LABEL_MAX else kept[0], *kept[1:]]


def _fill(text: str, room: int) -> list[str]:
    """Part a text that is too long into full bubbles; the last one is cut."""
    bubbles = _part(text, limits.SIMPLE_TEXT_MAX)
    last = limits.cut("\n\n".join(bubbles[room - 1 :]), limits.SIMPLE_TEXT_MAX)
    return [*bubbles[: room - 1], last]


def _part(text: str, most: int) -> list[str]:
    bubbles = []
    rest = text.strip()
    while limits.width(rest) > most:
        end = _edge(rest, limits.head(rest, most))
        bubbles.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*bubbles, rest] if rest else bubbles


def _edge(text: str, start: str) -> int:
    """Find the best place to part `text` within `start`, in its later half; else where it is full."""
    reach = text[: len(start) + 1]
    for edge in EDGES:
        ends = [found.end() for found in edge.finditer(reach) if len(start) // 2 < found.start() <= len(start)]
        if ends:
            return ends[-1]
    return len(start)
