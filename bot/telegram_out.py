"""A reply as Telegram's calls: pure, without the chat, which whoever makes the calls adds."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot.channel import Call
from bot.telegram_buttons import MAX_NUMBERED, keyboard, said_instead
from bot.telegram_files import METHODS, kept
from bot.telegram_text import Run, clean, cut, shortened
from handlers.reply import Agenda, Card, Document, Item, Place, Reply, Shown
from handlers.request import Enclosed

MAX_TAP_ANSWER = 200  # core.telegram.org/bots/api#answercallbackquery
MAX_VENUE_WORDS = 255  # no limit is told for a venue's title and address; a driver reads one line
MAX_FILE_NAME = 60
WORDLESS: Final = "⬇️"  # Telegram takes no keyboard without a text
_TEXT: Final = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}

Block = list[Run]
_LINE_BREAK: Final = Run("\n")
_BLANK_LINE: Final = Run("\n\n")


def calls(reply: Reply) -> tuple[Call, ...]:
    """Give the calls that show `reply`: the text first, because it carries the fact, the keyboard on its last message.

    Map and file come after it and ring no second time. Every part keeps within Telegram's limits.

    Raises:
        ValueError: an action doesn't fit into a button (see `handlers.actions.encode`).
    """
    keys = keyboard(reply.buttons, reply.agendas)
    texts = cut(runs(reply)) or ([WORDLESS] if keys else [])
    messages = [Call("sendMessage", {"text": text, **_TEXT}) for text in texts]
    if keys:
        messages[-1] = Call("sendMessage", {**messages[-1].params, "reply_markup": keys})
    return (*messages, *_venue(reply.place), *_document(reply.document), *_shown(reply.shown))


def edit(reply: Reply, message_id: int) -> Call:
    """Give the call that puts `reply` in the place of what an earlier message said; what is too long is cut off."""
    texts, keys = cut(runs(reply)) or [WORDLESS], keyboard(reply.buttons, reply.agendas)
    params: dict[str, Any] = {"message_id": message_id, "text": texts[0], **_TEXT}
    return Call("editMessageText", {**params, "reply_markup": keys} if keys else params)


def answer_tap(query_id: str, words: str = "") -> Call:
    """Give the call that ends the spinner on a tapped button, with a short notice over the chat if there is one."""
    notice = shortened(clean(words).strip(), MAX_TAP_ANSWER)
    params = {"callback_query_id": query_id}
    return Call("answerCallbackQuery", {**params, "text": notice} if notice else params)


def runs(reply: Reply) -> list[Run]:
    """Give the whole text of a reply, its blocks apart by a blank line."""
    blocks = [block for block in _blocks(reply) if any(run.words.strip() for run in block)]
    if reply.place and (address := clean(reply.place.address).strip()):
        blocks = _copyable(blocks, address, clean(reply.place.title).strip())
    return [run for index, block in enumerate(blocks) for run in ([_BLANK_LINE] if index else []) + block]


def _blocks(reply: Reply) -> Iterator[Block]:
    for paragraph in reply.paragraphs:
        yield [Run(clean(paragraph).strip())]
    for card in reply.cards:
        yield _card(card)
    number = 0
    for agenda in reply.agendas:
        yield _agenda(agenda, number)
        number += sum(item.action is not None for item in agenda.items)
    yield [Run("\n".join(said_instead(reply.buttons)))]


def _card(card: Card) -> Block:
    lines = [[Run(clean(card.title).strip(), "b")]]
    lines += [[Run(clean(fact.label).strip(), "b"), Run(f" {clean(fact.value).strip()}")] for fact in card.facts]
    lines += [[Run(clean(card.note).strip(), "i")]] if card.note else []
    return _joined(lines)


def _agenda(agenda: Agenda, numbered: int) -> Block:
    lines = [[Run(clean(agenda.title).strip(), "b")]]
    for item in agenda.items:
        numbered += item.action is not None
        lines.append(_item(item, numbered if item.action and numbered <= MAX_NUMBERED else None))
    return _joined(lines)


def _item(item: Item, number: int | None) -> Block:
    when, where = clean(item.when).strip(), clean(item.where or "").strip()
    words = " · ".join(part for part in (clean(item.title).strip(), where) if part)
    return [Run(f"{number}. " if number else ""), Run(when, "b"), Run(f" {words}" if when else words)]


def _joined(lines: Sequence[Block]) -> Block:
    return [run for index, line in enumerate(lines) for run in ([_LINE_BREAK] if index else []) + line]


def _copyable(blocks: list[Block], address: str, title: str) -> list[Block]:
    """Make the address copyable by a tap wherever it stands, or add it, so that it can be shown to a driver."""
    found = any(address in run.words for block in blocks for run in block)
    if found:
        return [[part for run in block for part in _marked(run, address)] for block in blocks]
    return [*blocks, [Run("📍 "), Run(title, "b"), Run("\n" if title else ""), Run(address, "code")]]


def _marked(run: Run, address: str) -> Iterator[Run]:
    before, found, after = run.words.partition(address)
    yield Run(before, run.style)
    if found:
        yield Run(found, "code")
        yield from _marked(Run(after, run.style), address)


def _venue(place: Place | None) -> Iterator[Call]:
    if place is None:
        return
    point = {"latitude": place.latitude, "longitude": place.longitude, "disable_notification": True}
    title, address = _one_line(place.title), _one_line(place.address)
    if title or address:
        yield Call("sendVenue", {**point, "title": title or address, "address": address or title})
    else:
        yield Call("sendLocation", point)


def _one_line(words: str) -> str:
    return " ".join(clean(words).split())[:MAX_VENUE_WORDS]


def _document(document: Document | None) -> Iterator[Call]:
    """Give the file in base64: a call is stored as JSON before it is made (`bot.telegram_params` reads it)."""
    if document is None or not document.content:
        return
    content = b64encode(document.content).decode()
    file = {"name": _file_name(document.name), "media_type": document.media_type, "content": content}
    yield Call("sendDocument", {"document": file, "disable_notification": True})


def _shown(shown: Shown | None) -> Iterator[Call]:
    """Send on a file that Telegram has already by its own id of it, another one by what it is kept as."""
    if shown is None or shown.kind not in METHODS:
        return
    ours = Enclosed(shown.kind, shown.channel, shown.reference, shown.name)
    file = shown.reference if shown.channel == "telegram" else kept(ours)
    yield Call(METHODS[shown.kind], {shown.kind: file, "disable_notification": True})


def _file_name(name: str) -> str:
    stem, dot, ending = " ".join(clean(name).split()).replace("/", "-").rpartition(".")
    return f"{(stem or ending)[:MAX_FILE_NAME]}{dot if stem else ''}{ending if stem else ''}" or "file"
