"""What is on before a stop: what ends when, and when the stop begins, so that the time between them can be seen."""

from collections.abc import Sequence

from handlers.answers.next_steps import NEXT, TODAY, bring_for, offer
from handlers.answers.sample import sampled
from handlers.answers.stop_words import item, leaves, marked_title, meeting, meets, title
from handlers.answers.stops_meant import is_over
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Agenda, Reply
from handlers.wording import hour, sentences
from schedule_data.itinerary import Stop


def before(question: Question, stop: Stop, earlier: Sequence[Stop]) -> Reply:
    """Answer 'what is before lunch': the stops of that day until then that aren't over, and when the stop begins."""
    say, language = phrases(question.language), question.language
    coming = [one for one in earlier if not is_over(question, one)]
    steps = offer(question, *bring_for(question, stop), NEXT, TODAY)
    if not coming:
        words = say("Nothing is planned before {title}.", title=title(stop, language))
        return sampled(question.itinerary, language, Reply((_told(question, words, stop),), buttons=steps))
    words = _ends(question, coming[-1], stop)
    agenda = Agenda(say("Before {title}", title=title(stop, language)), tuple(item(question, one) for one in coming))
    reply = Reply((_told(question, words, stop),), agendas=(agenda,), buttons=steps)
    return sampled(question.itinerary, language, reply)


def _ends(question: Question, last: Stop, stop: Stop) -> str:
    say, language, home = phrases(question.language), question.language, question.itinerary.home_timezone
    names = {"title": title(stop, language), "last": marked_title(question.itinerary, last, language)}
    if last.end is None:
        return say("Just before {title} is {last}.", **names)
    time = hour(last.end, last.arrive_timezone, home, language)
    return say("Just before {title} is {last}, until {time}.", **names, time=time)


def _told(question: Question, words: str, stop: Stop) -> str:
    say, itinerary, language = phrases(question.language), question.itinerary, question.language
    if meets(stop):
        return sentences(
            (words, say("Gather at {meeting}.", meeting=meeting(itinerary, stop, language))), question.language
        )
    return sentences((words, say("The start is at {time}.", time=leaves(itinerary, stop, language))), language)
