"""What is going on now, and what comes next."""

from handlers.answers.agenda_when import when as when_is
from handlers.answers.dates import today
from handlers.answers.next_steps import GATHERING, HUMAN, NEXT, TODAY, TOUR, bring_for, call_someone, offer
from handlers.answers.sample import sampled
from handlers.answers.stop_words import card, is_ride, marked_title, meeting_place, meets, title, where
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Reply
from handlers.wording import hour, sentences, when
from schedule_data.agenda import current_stop, for_everyone, next_stops
from schedule_data.itinerary import Stop, StopKind


def now(question: Question) -> Reply:
    """Answer 'what is on now': the stop under way and until when, then the next one."""
    stop = current_stop(question.itinerary, question.at, question.member.group)
    if stop is None:
        return _between(question)
    say, language = phrases(question.language), question.language
    words = say(
        "Now: {title}. {until}",
        title=marked_title(question.itinerary, stop, language),
        until=_until(question, stop),
    ).rstrip()
    following = _following(question)
    then = tuple(_briefly(question, one) for one in _first_and_for_everyone(following))
    steps = offer(question, NEXT, *bring_for(question, stop), TODAY)
    return sampled(question.itinerary, language, Reply((words, *then), cards=(card(question, stop),), buttons=steps))


def next_(question: Question) -> Reply:
    """Answer 'what comes next': when and where to gather; after an optional stop, the one for everyone too."""
    asked_after = _asked_after(question)
    if question.slots.get("topic") == "last" and asked_after:
        return _nothing_after(question, asked_after[0])
    if asked_after and asked_after[0].leaves_at <= question.at:
        return when_is(question)
    following = asked_after or _following(question)
    if not following:
        return _nothing_follows(question)
    words = [_invitation(question, following[0])]
    words += [_briefly(question, stop) for stop in _first_and_for_everyone(following)[1:]]
    if ahead := _last_of_its_day(question, following[0]) or _days_to_go(question):
        words.insert(0, ahead)
    steps = offer(question, *bring_for(question, following[0]), GATHERING, TODAY)
    reply = Reply(tuple(words), cards=(card(question, following[0]),), buttons=steps)
    return sampled(question.itinerary, question.language, reply)


def _asked_after(question: Question) -> tuple[Stop, ...]:
    """Give the stop that a question asks for by what comes before it: the one after next, the one after lunch."""
    stop = question.itinerary.stop_by_id.get(question.slots.get("stop", ""))
    if stop is None or for_everyone(stop):
        return (stop,) if stop else ()
    later = (one for one in question.itinerary.stops if one.is_for(question.member.group) and one.start > stop.start)
    return (stop, *(one for one in [next(filter(for_everyone, later), None)] if one and one.day == stop.day))


def _last_of_its_day(question: Question, stop: Stop) -> str | None:
    """Say that the stop asked about is the last of its day, where what follows it is on another one."""
    if question.slots.get("topic") != "after":
        return None
    earlier = [one for one in question.itinerary.stops if one.is_for(question.member.group) and one.start < stop.start]
    if not earlier or earlier[-1].day == stop.day:
        return None
    name = title(earlier[-1], question.language)
    return phrases(question.language)("{title} is the last stop of that day.", title=name)


def _nothing_after(question: Question, stop: Stop) -> Reply:
    say, language = phrases(question.language), question.language
    words = say("{title} is the last stop of the tour. {until}", title=title(stop, language), until="").rstrip()
    reply = Reply((words,), cards=(card(question, stop),), buttons=offer(question, TODAY, TOUR))
    return sampled(question.itinerary, language, reply)


def _following(question: Question) -> tuple[Stop, ...]:
    return next_stops(question.itinerary, question.at, question.member.group)


def _first_and_for_everyone(following: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """Give what comes first and, where that is optional, what comes first for everyone."""
    return tuple(stop for stop in following if stop is following[0] or for_everyone(stop))


def _until(question: Question, stop: Stop) -> str:
    say, language, home = phrases(question.language), question.language, question.itinerary.home_timezone
    if question.at < stop.start:
        return say("It starts at {time}.", time=hour(stop.start, stop.timezone, home, language))
    if stop.end:
        return say("It lasts until {time}.", time=hour(stop.end, stop.arrive_timezone, home, language))
    return ""


def _when(question: Question, stop: Stop) -> str:
    home = question.itinerary.home_timezone
    return when(question.at, stop.leaves_at, stop.timezone, home, question.language)


def _briefly(question: Question, stop: Stop) -> str:
    say = phrases(question.language)
    words = marked_title(question.itinerary, stop, question.language)
    return say("After that, {when}: {title}.", title=words, when=_when(question, stop))


def _invitation(question: Question, stop: Stop) -> str:
    say, language = phrases(question.language), question.language
    comes = say("Next: {title}.", title=marked_title(question.itinerary, stop, language))
    return sentences((comes, _be_there(question, stop)), language)


def _be_there(question: Question, stop: Stop) -> str:
    say, language, moment = phrases(question.language), question.language, _when(question, stop)
    if not meets(stop):
        place = where(question.itinerary, stop, language)
        if is_ride(stop):
            return say("It leaves {when}.", when=moment)
        if stop.kind == StopKind.HOTEL:
            return say("It is {when}.", when=moment)
        if place:
            return say("It starts {when}, {place}.", when=moment, place=place)
        return say("It starts {when}.", when=moment)
    place = meeting_place(question.itinerary, stop, language)
    if place:
        return say("Gather {when}, {place}.", when=moment, place=place)
    return say("Gather {when}. The meeting point isn't known yet.", when=moment)


def _days_to_go(question: Question) -> str | None:
    """Say how far off the tour is, None once its first date has come."""
    left = (question.itinerary.starts - today(question)).days
    if left <= 0:
        return None
    return phrases(question.language).plural("The tour starts tomorrow.", "{count} days to go until the tour.", left)


def _between(question: Question) -> Reply:
    following = _following(question)
    if not following or _days_to_go(question):
        return next_(question)
    words = phrases(question.language)("Nothing is on right now.")
    steps = offer(question, NEXT, TODAY, GATHERING)
    opening = sentences((words, _invitation(question, following[0])), question.language)
    then = tuple(_briefly(question, stop) for stop in _first_and_for_everyone(following)[1:])
    reply = Reply((opening, *then), buttons=steps)
    return sampled(question.itinerary, question.language, reply)


def _nothing_follows(question: Question) -> Reply:
    itinerary, say = question.itinerary, phrases(question.language)
    stop = current_stop(itinerary, question.at, question.member.group)
    if stop is not None and stop.day == itinerary.ends:
        words = say(
            "{title} is the last stop of the tour. {until}",
            title=title(stop, question.language),
            until=_until(question, stop),
        )
        return sampled(itinerary, question.language, Reply((words.rstrip(),), buttons=offer(question, TODAY, TOUR)))
    planned_to_the_end = any(one.day == itinerary.ends for one in itinerary.stops)
    if planned_to_the_end or today(question) > itinerary.ends:
        return Reply((say("The tour is over. Thank you for joining us."),), buttons=offer(question, TOUR, HUMAN))
    unplanned = say("What comes next isn't planned yet.")
    words = sentences((_days_to_go(question) or "", unplanned), question.language)
    return Reply((words,), buttons=(*offer(question, TOUR), *call_someone(question)))
