"""A reply as the JSON that a bubble keeps and the chat page draws."""

import base64
from collections.abc import Mapping
from typing import Any

from handlers.actions import encode
from handlers.map_links import amap_url, apple_url
from handlers.reply import Action, Agenda, Button, Card, Document, Item, Place, Reply, Shown
from handlers.request import Enclosed

FILE = "file"


def content_of(reply: Reply) -> dict[str, Any]:
    """Give a reply as JSON; parts that are empty are left out.

    Raises:
        ValueError: a button's action is too long (see `handlers.actions.encode`).
    """
    parts: dict[str, Any] = {
        "paragraphs": list(reply.paragraphs),
        "cards": [_card(card) for card in reply.cards],
        "agendas": [_agenda(agenda) for agenda in reply.agendas],
        "place": _place(reply.place) if reply.place else None,
        "buttons": [_button(button) for button in reply.buttons],
        "document": _document(reply.document) if reply.document else None,
        FILE: _file(reply.shown) if reply.shown else None,
    }
    return {name: part for name, part in parts.items() if part}


def document_in(content: Mapping[str, Any]) -> Document | None:
    """Give the file that a bubble hands over, None where it has none."""
    kept = content.get("document")
    if not kept:
        return None
    return Document(kept["name"], base64.b64decode(kept["base64"]), kept["media_type"])


def file_in(content: Mapping[str, Any]) -> Enclosed | None:
    """Give the name of the photo, document or voice message of a bubble, None where it has none."""
    return Enclosed.read(content.get(FILE, ""))


def _card(card: Card) -> dict[str, Any]:
    facts = [[fact.label, fact.value] for fact in card.facts]
    return {"title": card.title, "facts": facts, "note": card.note}


def _agenda(agenda: Agenda) -> dict[str, Any]:
    return {"title": agenda.title, "items": [_item(item) for item in agenda.items]}


def _item(item: Item) -> dict[str, Any]:
    return {"when": item.when, "title": item.title, "where": item.where, "action": _encoded(item.action)}


def _place(place: Place) -> dict[str, Any]:
    return {"title": place.title, "address": place.address, "amap": amap_url(place), "apple": apple_url(place)}


def _button(button: Button) -> dict[str, Any]:
    parts = {"label": button.label, "action": _encoded(button.action), "url": button.url, "phone": button.phone}
    return {name: part for name, part in parts.items() if part}


def _document(document: Document) -> dict[str, Any]:
    encoded = base64.b64encode(document.content).decode()
    return {"name": document.name, "media_type": document.media_type, "base64": encoded}


def _file(shown: Shown) -> str:
    return Enclosed(shown.kind, shown.channel, shown.reference, shown.name).written()


def _encoded(action: Action | None) -> str | None:
    return encode(action) if action else None
