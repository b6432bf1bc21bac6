"""When a stop, a site's visit or a kind of stop is."""

from handlers.answers.dates import asked_date, is_outside, outside_the_tour
from handlers.answers.next_steps import NEXT, TOUR, bring_for, call_someone, offer
from handlers.answers.sample import sampled
from handlers.answers.stop_words import card, changed_at, dated_hours, group_names, item, marked_title, meeting
from handlers.answers.stops_meant import KIND_WORDS, is_over, nearest, stops_meant
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Agenda, Reply
from handlers.wording import day_words, sentences
from schedule_data.itinerary import Stop


def when(question: Question) -> Reply:
    """Answer 'when is it': the date, the hours and where to gather; of several, all."""
    day = asked_date(question)
    if day is not None and is_outside(question, day):
        return outside_the_tour(question, day)
    stops = stops_meant(question)
    if not stops:
        return _not_in_the_plan(question)
    reply = _one(question, stops[0]) if len(stops) == 1 else _several(question, stops)
    return sampled(question.itinerary, question.language, reply)


def subject(question: Question) -> str:
    """Give what the question is about in words: a stop's title, a site's name or a kind; '' where none is known."""
    itinerary, slots, language = question.itinerary, question.slots, question.language
    if stop := itinerary.stop_by_id.get(slots.get("stop", "")):
        return stop.title.to(language)
    if site := itinerary.sites.get(slots.get("site", "")):
        return site.name.to(language)
    kind = next((words for kind, words in KIND_WORDS.items() if kind == slots.get("kind")), None)
    return phrases(language)(kind) if kind else ""


def remarks(question: Question, stop: Stop) -> tuple[str, ...]:
    """Say what is particular about a stop: it is another group's, it was changed, it is over."""
    say = phrases(question.language)
    words = []
    if not stop.is_for(question.member.group):
        words.append(say("It is for {groups}.", groups=group_names(question.itinerary, stop, question.language)))
    if changed := changed_at(question.itinerary, stop, question.language):
        words.append(say("Changed: this is as of {time}.", time=changed))
    if is_over(question, stop):
        words.append(say("It is over already."))
    return tuple(words)


def told(question: Question, stop: Stop) -> str:
    """Say in a line when a stop is and where people gather for it."""
    itinerary, language = question.itinerary, question.language
    say = phrases(language)
    words = say(
        "{title}: {time}.",
        title=marked_title(itinerary, stop, language),
        time=dated_hours(itinerary, stop, language),
    )
    if not stop.gather:
        return words
    gathering = say("Gather at {meeting}.", meeting=meeting(itinerary, stop, language))
    return sentences((words, gathering), language)


def _one(question: Question, stop: Stop) -> Reply:
    site = (Action("site.where", {"site": stop.site}),) if stop.site else ()
    steps = offer(question, *bring_for(question, stop), *site, NEXT)
    words = (told(question, stop), *remarks(question, stop))
    return Reply(words, cards=(card(question, stop),), buttons=steps, slots={"stop": stop.id})


def _several(question: Question, stops: tuple[Stop, ...]) -> Reply:
    say = phrases(question.language)
    lines = tuple(item(question, stop, with_date=True) for stop in stops)
    agenda = Agenda(say("{name}: {count} stops", name=subject(question), count=len(stops)), lines)
    first = nearest(question, stops)
    return Reply(
        (told(question, first), *remarks(question, first)), agendas=(agenda,), buttons=offer(question, NEXT, TOUR)
    )


def _not_in_the_plan(question: Question) -> Reply:
    say, language, day, name = phrases(question.language), question.language, asked_date(question), subject(question)
    if not name:
        words = say("That stop isn't in the itinerary now. It may have been cancelled or changed.")
    elif day:
        words = say("{name}: not in the plan of {day}.", name=name, day=day_words(day, language))
    else:
        words = say("{name}: not in the itinerary so far.", name=name)
    return Reply((words,), buttons=(*offer(question, NEXT, TOUR), *call_someone(question)))
