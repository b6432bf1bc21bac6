"""A reply as plain text, with everything that a person would see in it: for the command line."""

from collections.abc import Iterator

from handlers.reply import Agenda, Button, Card, Place, Reply


def as_text(reply: Reply) -> str:
    """Give a reply's paragraphs, cards, agendas, place, files and buttons, a blank line between them."""
    return "\n\n".join(_blocks(reply))


def _blocks(reply: Reply) -> Iterator[str]:
    yield from reply.paragraphs
    yield from map(_card, reply.cards)
    yield from map(_agenda, reply.agendas)
    if reply.place and not _is_told(reply, reply.place):
        yield _place(reply.place)
    if reply.document:
        yield f"({reply.document.name})"
    if reply.shown:
        yield f"({reply.shown.name or reply.shown.kind})"
    if reply.buttons:
        yield "\n".join(map(_button, reply.buttons))


def _card(card: Card) -> str:
    return "\n".join(filter(None, (card.title, *(fact.line for fact in card.facts), card.note)))


def _agenda(agenda: Agenda) -> str:
    items = ["  ".join(filter(None, (item.when, item.title, item.where))) for item in agenda.items]
    return "\n".join((agenda.title, *items))


def _place(place: Place) -> str:
    return "\n".join(filter(None, (place.title, place.address)))


def _is_told(reply: Reply, place: Place) -> bool:
    """Tell whether a card says already where the place is: on a screen the place is a map, in a text a repetition."""
    of_place = (card for card in reply.cards if card.title == place.title)
    return any(place.address in {"", *(fact.value for fact in card.facts)} for card in of_place)


def _button(button: Button) -> str:
    target = button.url or button.phone
    return f"[{button.label}] {target}" if target else f"[{button.label}]"
