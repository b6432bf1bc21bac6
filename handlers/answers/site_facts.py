"""What is known of a site by topic: what a stop there says goes before what the site's own record says."""

from datetime import date
from typing import Final

from handlers.answers.fact_words import agrees
from handlers.answers.meal_kinds import meal_of
from handlers.answers.stop_words import dated_hours
from handlers.answers.stops_meant import nearest
from handlers.phrases import phrases
from handlers.question import Question
from schedule_data.itinerary import Site, Stop, StopKind

_LEAVING: Final = ("체크아웃", "퇴실", "checkout", "check-out", "check out", "退房")


def is_leaving(stop: Stop) -> bool:
    """Tell whether a hotel stop is the check-out."""
    titles = " ".join((stop.id, *stop.title.words.values())).lower()
    return any(word in titles for word in _LEAVING)


def _topic_of(stop: Stop) -> str:
    if stop.kind == StopKind.MEAL:
        return meal_of(stop)
    if stop.kind == StopKind.HOTEL:
        return "checkout" if is_leaving(stop) else "checkin"
    return ""


def stop_about(question: Question, site: Site, topic: str, day: date | None = None) -> Stop | None:
    """Give the stop at the site that tells of breakfast, check-in or check-out: the nearest to come of the asker's.

    Where a `day` is given, one of that day only.
    """
    group = question.member.group
    there = (stop for stop in question.itinerary.stops if stop.site == site.id and stop.is_for(group))
    telling = tuple(stop for stop in there if _topic_of(stop) == topic and day in {None, stop.day})
    return nearest(question, telling) if topic and telling else None


def told_by_stop(question: Question, stop: Stop) -> str:
    """Give what a stop says of its topic: '체크아웃은 9월 24일(수) 08:00예요.'."""
    language = question.language
    time = dated_hours(question.itinerary, stop, language)
    return phrases(language)("{title}: {time}.", title=stop.title.to(language), time=time)


def told_by_site(question: Question, site: Site, topic: str) -> str:
    """Give what the site's record says of a topic, '' where it says nothing or the plan has moved since."""
    fact, stop = site.facts.get(topic), stop_about(question, site, topic)
    if fact is None or (stop and not agrees(stop, fact, question.language)):
        return ""
    return fact.to(question.language)


def facts_of(question: Question, site: Site) -> dict[str, str]:
    """Give every topic that the site has a fact of, with what is known of it now."""
    known = {}
    for topic in site.facts:
        stop = stop_about(question, site, topic)
        known[topic] = told_by_site(question, site, topic) or (told_by_stop(question, stop) if stop else "")
    return known
