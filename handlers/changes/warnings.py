"""What a leader should know before confirming: what now overlaps, what is fixed, what is too late to tell."""

from collections.abc import Iterator

from handlers.answers.stop_words import title
from handlers.changes.old_new import Telling, day_beside
from handlers.phrases import phrases
from handlers.question import Question
from handlers.wording import duration
from schedule_data.clashes import Clash, Squeeze, clashes, gone_by, squeezes
from schedule_data.itinerary import Itinerary, Stop

TIGHT = 60  # minutes: with more than that ahead of it, nobody hurries to a stop


def warnings(question: Question, telling: Telling, after: Itinerary) -> Iterator[str]:
    """Give a sentence for each thing that a changed plan runs into."""
    before = question.itinerary
    yield from (_clash(telling, one) for one in clashes(before, after))
    yield from (_squeeze(telling, one) for one in squeezes(before, after) if one.stop.fixed or one.left < TIGHT)
    for stop in gone_by(before, after, question.at):
        words = phrases(telling.language)("{title}: {time} is in the past already.", **_named(telling, stop))
        yield words


def _clash(telling: Telling, clash: Clash) -> str:
    say = phrases(telling.language)
    values = _named(telling, clash.later) | {
        "earlier": title(clash.earlier, telling.language),
        "minutes": duration(clash.minutes, telling.language),
    }
    if clash.later.fixed:
        return say("Conflict: {title} {time} is fixed, and {earlier} runs {minutes} into it.", **values)
    return say("Conflict: {earlier} runs {minutes} into {title} {time}.", **values)


def _squeeze(telling: Telling, squeeze: Squeeze) -> str:
    say = phrases(telling.language)
    was, left = (duration(minutes, telling.language) for minutes in (squeeze.was, squeeze.left))
    values = _named(telling, squeeze.stop) | {"was": was}
    if squeeze.stop.fixed and not squeeze.left:
        return say("Fixed: {title} {time}. No time to spare (it was {was}).", **values)
    if squeeze.stop.fixed and squeeze.left < TIGHT:
        return say("Fixed: {title} {time}. Only {left} to spare (it was {was}).", left=left, **values)
    if squeeze.stop.fixed:
        return say("Fixed: {title} {time}. {left} to spare (it was {was}).", left=left, **values)
    if not squeeze.left:
        return say("No time is left before {title} {time} (it was {was}).", **values)
    return say("Only {left} to get to {title} {time} (it was {was}).", left=left, **values)


def _named(telling: Telling, stop: Stop) -> dict[str, str]:
    return {
        "title": title(stop, telling.language),
        "time": day_beside(telling, stop.leaves_at, stop.timezone),
    }
