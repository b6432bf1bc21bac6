"""Notices that are needed every day, said to each reader in their own language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from handlers.broadcast.reader import Reader
from handlers.phrases import LANGUAGES, mark, phrases
from handlers.understanding.normalise import canonical, plain
from handlers.wording import clock
from schedule_data.agenda import local_zone


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence: `label` is its button, `words` a msgid. `minutes` is how long after sending {time} is."""

    label: str
    words: str
    minutes: int | None = None
    asks_place: bool = False


TEMPLATES: Final[Mapping[str, Template]] = {
    "bus10": Template(mark("Bus in 10 min"), mark("The bus leaves at {time}. Please get on by then."), minutes=10),
    "place": Template(
        mark("New meeting place"), mark("The meeting place has changed. Please come to: {place}"), asks_place=True
    ),
    "gather": Template(mark("Gather now"), mark("Please gather now: {place}"), asks_place=True),
    "back": Template(mark("Back to the bus"), mark("Please come back to the bus now.")),
    "wait": Template(mark("Wait a moment"), mark("We start a little later. Please wait where you are.")),
}


def template_called(text: str) -> str:
    """Give the template whose button's label the words are, in any language; else ''."""
    said = canonical(plain(text))
    return next((name for name, one in TEMPLATES.items() if said in _labels(one)), "")


@cache
def _labels(template: Template) -> frozenset[str]:
    return frozenset(canonical(plain(phrases(language)(template.label))) for language in LANGUAGES)


def sentence(template: str, place: str, sent_at: datetime, reader: Reader) -> str:
    """Give the sentence as it is read; '' where there is no such template."""
    known = TEMPLATES.get(template)
    if known is None:
        return ""
    values = {"place": place} if known.asks_place else {}
    if known.minutes is not None:
        zone = local_zone(reader.itinerary, sent_at, reader.group)
        values["time"] = clock(sent_at + timedelta(minutes=known.minutes), zone.key)
    return phrases(reader.language)(known.words, **values)


def holds_until(template: str, sent_at: datetime) -> datetime | None:
    """Give the moment from which the sentence is no longer true; None where it has none."""
    known = TEMPLATES.get(template)
    return sent_at + timedelta(minutes=known.minutes) if known and known.minutes is not None else None
