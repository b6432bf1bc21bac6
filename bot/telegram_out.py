"""A reply as Telegram's calls: pure, without the chat, which whoever makes the calls adds."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot.channel import Call
from bot.telegram_buttons import MAX_NUMBERED, keyboard, said_instead
from bot.telegram_files import MAX_CAPTION, METHODS, kept
from bot.telegram_references import EDIT_CAPTION, is_caption, number_in
from bot.telegram_text import MAX_TEXT, Run, clean, cut, shortened
from handlers.reply import Agenda, Card, Document, Item, Place, Reply, Shown
from handlers.request import Enclosed

MAX_TAP_ANSWER = 200  # core.telegram.org/bots/api#answercallbackquery
MAX_VENUE_WORDS = 255  # no limit is told for a venue's title and address; a driver reads one line
MAX_FILE_NAME = 60
WORDLESS: Final = "⬇️"  # Telegram takes no keyboard without a text
_HTML: Final = {"parse_mode": "HTML"}
_TEXT: Final = {**_HTML, "link_preview_options": {"is_disabled": True}}
_SILENTLY: Final = {"disable_notification": True}

Block = list[Run]
_LINE_BREAK: Final = Run("\n")
_BLANK_LINE: Final = Run("\n\n")


def calls(reply: Reply) -> tuple[Call, ...]:
    """Give the calls that show `reply`: the text first, because it carries the fact, the keyboard on its last message.

    A file that is shown carries the text as its caption, so that both are one message; where the text is too long for
    that, the file goes ahead of it and makes no sound, so that the keyboard stays under the words. Map and document
    come after the text and ring no second time. Every part keeps within Telegram's limits.

    Raises:
        ValueError: an action doesn't fit into a button (see `handlers.actions.encode`).
    """
    keys = keyboard(reply.buttons, reply.agendas)
    messages = _worded(runs(reply), _shown(reply.shown), needed=keys is not None)
    if keys:
        messages[-1] = _with(messages[-1], reply_markup=keys)
    return (*messages, *_venue(reply.place), *_document(reply.document))


def edit(reply: Reply, reference: str) -> tuple[Call, ...]:
    """Give the calls that put `reply` in the place of what an earlier message said.

    What is too long for a text is cut off; what is too long for a caption goes on in messages after it.
    """
    keys = keyboard(reply.buttons, reply.agendas)
    about: dict[str, Any] = {"message_id": number_in(reference), **({"reply_markup": keys} if keys else {})}
    if not is_caption(reference):
        return (Call("editMessageText", {"text": (cut(runs(reply)) or [WORDLESS])[0], **_TEXT, **about}),)
    caption, *rest = cut(runs(reply), MAX_CAPTION) or [WORDLESS]
    return (Call(EDIT_CAPTION, {"caption": caption, **_HTML, **about}), *map(_message, rest))


def words_alone(call: Call) -> Call | None:
    """Give the call that sends a file's caption as a text, without the file; None where `call` sends no caption."""
    if call.method not in METHODS.values() or "caption" not in call.params:
        return None
    keys = {name: call.params[name] for name in ("reply_markup",) if name in call.params}
    return Call("sendMessage", {"text": call.params["caption"], **_TEXT, **keys})


def _worded(said: Sequence[Run], file: Call | None, *, needed: bool) -> list[Call]:
    """Give the messages of a text and of the file that is shown with it; `needed` says that there has to be one."""
    texts = cut(said, MAX_CAPTION if file else MAX_TEXT) or ([WORDLESS] if needed else [])
    if file is None:
        return [_message(text) for text in texts]
    if len(texts) <= 1:
        return [_with(file, caption=texts[0], **_HTML) if texts else file]
    return [_with(file, **_SILENTLY), *map(_message, cut(said))]


def _message(text: str) -> Call:
    return Call("sendMessage", {"text": text, **_TEXT})


def _with(call: Call, **params: Any) -> Call:
    return Call(call.method, {**call.params, **params})


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
    point = {"latitude": place.latitude, "longitude": place.longitude, **_SILENTLY}
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
    yield Call("sendDocument", {"document": file, **_SILENTLY})


def _shown(shown: Shown | None) -> Call | None:
    """Send on a file that Telegram has already by its own id of it, another one by what it is kept as."""
    if shown is None or shown.kind not in METHODS:
        return None
    ours = Enclosed(shown.kind, shown.channel, shown.reference, shown.name)
    file = shown.reference if shown.channel == "telegram" else kept(ours)
    return Call(METHODS[shown.kind], {shown.kind: file})


def _file_name(name: str) -> str:
    stem, dot, ending = " ".join(clean(name).split()).replace("/", "-").rpartition(".")
    return f"{(stem or ending)[:MAX_FILE_NAME]}{dot if stem else ''}{ending if stem else ''}" or "file"
