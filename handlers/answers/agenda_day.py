"""A day, and the whole tour at a glance."""

from datetime import date

from handlers.answers.before_stop import before
from handlers.answers.dates import asked_date, is_outside, nothing_planned, outside_the_tour, today
from handlers.answers.next_steps import BRING, NEXT, TODAY, TOUR, call_someone, offer
from handlers.answers.sample import sampled
from handlers.answers.stop_words import item, leaves, marked_title, meeting, meets
from handlers.answers.stops_meant import is_over
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Agenda, Button, Item, Reply
from handlers.wording import day_words, hour, listing, sentences
from schedule_data.agenda import stops_on
from schedule_data.itinerary import Stop, StopKind

HIGHLIGHTS = frozenset({StopKind.VISIT, StopKind.LECTURE, StopKind.ACTIVITY, StopKind.FLIGHT, StopKind.TRAIN})
MOST_HIGHLIGHTS = 4  # of a day; more is read in the day itself


def day(question: Question) -> Reply:
    """Answer 'what is on that day': the first gathering, then every stop."""
    asked = asked_date(question) or today(question)
    if is_outside(question, asked):
        return outside_the_tour(question, asked)
    stops = stops_on(question.itinerary, asked, question.member.group)
    if not stops:
        return nothing_planned(question, asked)
    until = question.itinerary.stop_by_id.get(question.slots.get("stop", ""))
    if until is not None and question.slots.get("topic") == "before":
        return before(question, until, [stop for stop in stops if stop.start < until.start])
    if question.slots.get("topic") == "rest":
        stops = tuple(stop for stop in stops if not is_over(question, stop)) or stops
    agenda = Agenda(day_words(asked, question.language), tuple(item(question, stop) for stop in stops))
    reply = Reply((_first_line(question, asked, stops),), agendas=(agenda,), buttons=_steps(question, asked))
    return sampled(question.itinerary, question.language, reply)


def _first_line(question: Question, asked: date, stops: tuple[Stop, ...]) -> str:
    say, language, first = phrases(question.language), question.language, stops[0]
    if question.slots.get("topic") == "end":
        return _last_line(question, stops[-1])
    if question.slots.get("topic") == "rest":
        return _rest_line(question, asked, stops)
    count = say.plural("{day}: one stop.", "{day}: {count} stops.", len(stops), day=day_words(asked, language))
    words = [count]
    if not meets(first):
        time = leaves(question.itinerary, first, language)
        words.append(
            say("It begins at {time}: {title}.", time=time, title=marked_title(question.itinerary, first, language))
        )
    gathering = next((stop for stop in stops if meets(stop)), None)
    if gathering:
        words.append(
            say("The first gathering is at {meeting}.", meeting=meeting(question.itinerary, gathering, language))
        )
    return sentences(words, language)


def _rest_line(question: Question, asked: date, stops: tuple[Stop, ...]) -> str:
    """Say how many stops of a day are left; where none is, that all of them are over."""
    say, day = phrases(question.language), day_words(asked, question.language)
    if all(is_over(question, stop) for stop in stops):
        return say("{day}: everything is over.", day=day)
    return say.plural("{day}: one stop is left.", "{day}: {count} stops are left.", len(stops), day=day)


def _last_line(question: Question, last: Stop) -> str:
    """Say what a day ends with and when, for whoever asks when it is over."""
    say, language, home = phrases(question.language), question.language, question.itinerary.home_timezone
    name = marked_title(question.itinerary, last, language)
    if last.end is None:
        return say("The last stop is {title}, at {time}.", title=name, time=leaves(question.itinerary, last, language))
    time = hour(last.end, last.arrive_timezone, home, language)
    return say("The last stop is {title}, which ends at {time}.", title=name, time=time)


def _steps(question: Question, asked: date) -> tuple[Button, ...]:
    days = question.itinerary.days
    following = days[days.index(asked) + 1 :][:1]
    tomorrow = (Action("agenda.day", {"date": date.isoformat(one)}) for one in following)
    return offer(question, NEXT, *tomorrow, BRING, TOUR)


def tour(question: Question) -> Reply:
    """Answer 'what is the whole plan': every date with what it is about; a tap opens the day."""
    itinerary, language = question.itinerary, question.language
    say = phrases(language)
    words = say.plural(
        "{title}: one day, {first}.",
        "{title}: {count} days, from {first} to {last}.",
        len(itinerary.days),
        title=itinerary.title.to(language),
        first=day_words(itinerary.starts, language),
        last=day_words(itinerary.ends, language),
    )
    if not itinerary.stops:
        unplanned = say("Its days aren't planned yet.")
        return Reply((words, unplanned), buttons=(*offer(question, Action("programme")), *call_someone(question)))
    lines = tuple(_glance(question, one) for one in itinerary.days)
    return Reply((words,), agendas=(Agenda(say("Whole tour"), lines),), buttons=offer(question, TODAY, NEXT))


def _glance(question: Question, one: date) -> Item:
    say, language = phrases(question.language), question.language
    stops = stops_on(question.itinerary, one, question.member.group)
    chosen = [stop for stop in stops if stop.kind in HIGHLIGHTS] or list(stops)
    titles = [stop.title.to(language) for stop in chosen[:MOST_HIGHLIGHTS]]
    if len(chosen) > len(titles):
        titles.append(say.plural("{count} more", "{count} more", len(chosen) - len(titles)))
    words = listing(titles, language) if titles else say("Not planned yet")
    return Item(day_words(one, language), words, action=Action("agenda.day", {"date": one.isoformat()}))
