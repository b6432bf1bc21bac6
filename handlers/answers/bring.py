"""What to bring, to wear and to mind."""

from datetime import date

from handlers.answers.agenda_when import remarks
from handlers.answers.dates import asked_date, is_outside, outside_the_tour
from handlers.answers.next_steps import NEXT, TODAY, call_someone, offer
from handlers.answers.sample import sampled
from handlers.answers.stop_words import dated_leaves, preparation, title
from handlers.answers.stops_meant import stops_meant
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Card, Reply
from handlers.wording import day_words, labelled
from schedule_data.agenda import stops_on
from schedule_data.itinerary import Stop


def bring(question: Question) -> Reply:
    """Answer 'what do I need': for the stop or the date that is named, else for the next stop that needs anything."""
    day = asked_date(question)
    if day is not None and is_outside(question, day):
        return outside_the_tour(question, day)
    if question.slots.keys() & {"stop", "site", "kind"}:
        return _for_stops(question, stops_meant(question), day)
    if day:
        return _for_stops(question, stops_on(question.itinerary, day, question.member.group), day)
    group = question.member.group
    ahead = [stop for stop in question.itinerary.stops if stop.is_for(group) and stop.start > question.at]
    needing = next((stop for stop in ahead if preparation(question.itinerary, stop, question.language)), None)
    return _for_stops(question, (needing,) if needing else (), None)


def _for_stops(question: Question, stops: tuple[Stop, ...], day: date | None) -> Reply:
    itinerary, language = question.itinerary, question.language
    needing = [(stop, facts) for stop in stops if (facts := preparation(itinerary, stop, language))]
    if not needing:
        return _nothing_written(question, stops, day)
    stop, facts = needing[0]
    words = "\n".join((title(stop, language), *(labelled(fact.label, fact.value, language) for fact in facts)))
    hints = remarks(question, stop) or (_be_there(question, stop),)
    cards = tuple(Card(title(one, language), theirs) for one, theirs in needing[1:])
    steps = offer(
        question,
        Action("agenda.gathering" if stop.gather else "agenda.when", {"stop": stop.id}),
        NEXT,
        TODAY,
    )
    told = {} if cards else {"stop": stop.id}
    return sampled(itinerary, language, Reply((words, *hints), cards=cards, buttons=steps, slots=told))


def _be_there(question: Question, stop: Stop) -> str:
    language = question.language
    return phrases(language)("Be there by {time}.", time=dated_leaves(question.itinerary, stop, language))


def _nothing_written(question: Question, stops: tuple[Stop, ...], day: date | None) -> Reply:
    say, language = phrases(question.language), question.language
    if len(stops) == 1:
        words = say("Nothing special is noted for {name}.", name=title(stops[0], language))
    elif day:
        words = say("Nothing special is noted for {name}.", name=day_words(day, language))
    else:
        words = say("Nothing special to bring is noted.")
    return Reply((words,), buttons=(*offer(question, NEXT, TODAY), *call_someone(question)))
