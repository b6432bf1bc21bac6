"""Several questions in one message, answered in one reply."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.reply import Button, Reply

MOST_BUTTONS = 6


def together(replies: Sequence[Reply]) -> Reply:
    """Put replies into one, in the order asked; it counts as what the first one is."""
    first, *others = replies
    if not others:
        return first
    buttons: dict[str, Button] = {button.label: button for reply in replies for button in reply.buttons}
    return replace(
        first,
        paragraphs=tuple(words for reply in replies for words in reply.paragraphs),
        cards=tuple(card for reply in replies for card in reply.cards),
        agendas=tuple(agenda for reply in replies for agenda in reply.agendas),
        place=next((reply.place for reply in replies if reply.place), None),
        document=next((reply.document for reply in replies if reply.document), None),
        buttons=tuple(buttons.values())[:MOST_BUTTONS],
    )
