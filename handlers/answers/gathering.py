"""Where and when people gather."""

from dataclasses import replace
from datetime import date

from handlers.answers.agenda_now import next_
from handlers.answers.agenda_when import remarks, when
from handlers.answers.dates import asked_date, is_outside, nothing_planned, outside_the_tour
from handlers.answers.maps import meeting_point
from handlers.answers.next_steps import NEXT, TODAY, TOUR, bring_for, call_someone, offer
from handlers.answers.sample import sampled
from handlers.answers.stop_words import (
    card,
    dated_leaves,
    is_ride,
    item,
    marked_title,
    meeting,
    meeting_place,
    meets,
    where,
)
from handlers.answers.stops_meant import nearest, stops_meant
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Agenda, Reply
from handlers.wording import day_words, sentences
from schedule_data.agenda import stops_on
from schedule_data.itinerary import Stop, StopKind


def gathering(question: Question) -> Reply:
    """Answer 'where do we meet': for the stop that is named, on the date that is named, else for what comes next."""
    day = asked_date(question)
    if is_outside(question, day):
        return outside_the_tour(question, day) if day else when(question)
    if question.slots.keys() & {"stop", "site", "kind"}:
        stops = stops_meant(question)
        return _for_stop(question, nearest(question, stops)) if stops else when(question)
    if day:
        return _on(question, day)
    return _to_come(question)


def _for_stop(question: Question, stop: Stop) -> Reply:
    words = (_told(question, stop), *remarks(question, stop))
    steps = offer(question, *bring_for(question, stop), NEXT, TODAY)
    place = meeting_point(question.itinerary, stop, question.language)
    reply = Reply(words, cards=(card(question, stop),), place=place, buttons=steps, slots={"stop": stop.id})
    return sampled(question.itinerary, question.language, reply)


def _told(question: Question, stop: Stop) -> str:
    itinerary, language = question.itinerary, question.language
    say, name = phrases(language), marked_title(itinerary, stop, language)
    time = dated_leaves(itinerary, stop, language)
    if meets(stop):
        place = meeting_place(itinerary, stop, language)
        if place and stop.kind == StopKind.GATHERING:
            return say("{title}: {time}, {place}.", title=name, time=time, place=place)
        if place:
            return say("{title}: gather on {time}, {place}.", title=name, time=time, place=place)
        return say("{title}: gather on {time}. The meeting point isn't known yet.", title=name, time=time)
    words = say("No gathering is set for {title}.", title=name)
    place = where(itinerary, stop, language)
    if is_ride(stop):
        return sentences((words, say("It leaves on {time}.", time=time)), language)
    starts = (
        say("It starts on {time}, {place}.", time=time, place=place)
        if place
        else say("It starts on {time}.", time=time)
    )
    return sentences((words, starts), language)


def _on(question: Question, day: date) -> Reply:
    stops = stops_on(question.itinerary, day, question.member.group)
    if not stops:
        return nothing_planned(question, day)
    gatherings = tuple(stop for stop in stops if meets(stop))
    if len(gatherings) <= 1:
        return _for_stop(question, (gatherings or stops)[0])
    say, language = phrases(question.language), question.language
    first = gatherings[0]
    words = say.plural(
        "{day}: one gathering, at {meeting}.",
        "{day}: {count} gatherings. The first is at {meeting}.",
        len(gatherings),
        day=day_words(day, language),
        meeting=meeting(question.itinerary, first, language),
    )
    agenda = Agenda(day_words(day, language), tuple(item(question, stop) for stop in gatherings))
    reply = Reply((words,), agendas=(agenda,), buttons=offer(question, NEXT, TOUR))
    return sampled(question.itinerary, language, reply)


def _to_come(question: Question) -> Reply:
    """Tell the gathering people are at or on the way to; if what comes first has none, the next one after it too."""
    theirs = [stop for stop in question.itinerary.stops if stop.is_for(question.member.group)]
    if not theirs:
        return next_(question)  # nothing is planned yet, rather than all over
    waiting = [stop for stop in theirs if stop.start > question.at]
    if not waiting:
        words = phrases(question.language)("There are no more gatherings.")
        return Reply((words,), buttons=(*offer(question, TODAY, TOUR), *call_someone(question)))
    first = waiting[0]
    reply = _for_stop(question, first)
    following = next((stop for stop in waiting if meets(stop)), None)
    if following is None or meets(first):
        return reply
    words = phrases(question.language)("The next gathering: {told}", told=_told(question, following))
    return replace(reply, paragraphs=(reply.paragraphs[0], words, *reply.paragraphs[1:]))
