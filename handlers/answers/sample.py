"""The mark that hours, places and numbers of a tour are made up: a tour says so with `sample: true`."""

from dataclasses import replace

from handlers.phrases import phrases
from handlers.reply import Outcome, Reply
from schedule_data.itinerary import Itinerary


def sampled(itinerary: Itinerary, language: str, reply: Reply) -> Reply:
    """Give an answer with one short line at its end where the tour's values are samples."""
    if not itinerary.sample or reply.outcome != Outcome.ANSWER:
        return reply
    words = phrases(language)("These are sample values; the real ones may differ.")
    if reply.cards and not reply.agendas and reply.cards[-1].note is None:
        return replace(reply, cards=(*reply.cards[:-1], replace(reply.cards[-1], note=words)))
    return replace(reply, paragraphs=(*reply.paragraphs, words))
