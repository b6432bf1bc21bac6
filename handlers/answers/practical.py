"""Wi-Fi, money, power sockets, the time difference: what travellers need to know."""

from typing import Final
from zoneinfo import ZoneInfo

from handlers.answers.dates import today
from handlers.answers.fact_words import fact_label, known_label
from handlers.answers.next_steps import NEXT, TODAY, offer
from handlers.answers.not_known import not_known
from handlers.answers.sample import sampled
from handlers.answers.site_facts import told_by_site
from handlers.answers.stays import hotel_on
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Card, Fact, Reply
from handlers.wording import clock, duration, zone_name
from schedule_data.agenda import local_zone
from schedule_data.itinerary import Text

MOST_OFFERED = 3  # topics that are offered where one isn't known
TIME_TOPICS: Final = frozenset({"time", "timezone", "timediff", "time_difference", "clock", "hometime", "home_time"})


def practical(question: Question) -> Reply:
    """Answer a practical question from the tour's own notes; without a topic, give all of them."""
    topic = question.slots.get("topic", "").replace("-", "_")
    note = _note(question, topic)
    if note is None and topic in TIME_TOPICS:
        return Reply((_time_difference(question),), buttons=offer(question, NEXT, TODAY))
    if topic and note is None and not _hotel_fact(question, topic):
        return _not_noted(question, topic)
    reply = _one(question, topic) if topic else _all(question)
    return sampled(question.itinerary, question.language, reply)


def _note(question: Question, topic: str) -> Text | None:
    notes = question.itinerary.practical
    return notes.get(question.slots.get("topic", "")) or notes.get(topic)


def _not_noted(question: Question, topic: str) -> Reply:
    say, label = phrases(question.language), known_label(topic, question.language)
    words = say("{topic}: nothing is noted.", topic=label) if label else say("Nothing is noted about that.")
    known = (Action("practical", {"topic": one}) for one in question.itinerary.practical)
    return not_known(question, words, *tuple(known)[:MOST_OFFERED])


def _hotel_fact(question: Question, topic: str) -> str:
    site, language = hotel_on(question, today(question)), question.language
    fact = told_by_site(question, site, topic) if site else ""
    return phrases(language)("{name}: {fact}", name=site.name.to(language), fact=fact) if site and fact else ""


def _one(question: Question, topic: str) -> Reply:
    note = _note(question, topic)
    words = (note.to(question.language) if note else "", _hotel_fact(question, topic))
    others = (Action("practical", {"topic": other}) for other in question.itinerary.practical if other != topic)
    return Reply(tuple(filter(None, words)), buttons=offer(question, *tuple(others)[:2], NEXT))


def _all(question: Question) -> Reply:
    say, language = phrases(question.language), question.language
    notes = question.itinerary.practical
    if not notes:
        return not_known(question, say("There are no travel tips yet."), NEXT)
    facts = tuple(Fact(fact_label(topic, language), text.to(language)) for topic, text in notes.items())
    labels = " · ".join(fact.label for fact in facts)
    return Reply(
        (say("Travel tips: {topics}", topics=labels),),
        cards=(Card(say("Travel tips"), facts),),
        buttons=offer(question, Action("practical", {"topic": "time_difference"}), NEXT),
    )


def _time_difference(question: Question) -> str:
    """Tell how the tour's clocks stand to those at home, and what both show now."""
    itinerary, language = question.itinerary, question.language
    say, home = phrases(language), itinerary.home_timezone
    here = _here(question)
    ahead = _minutes_ahead(question, here, home)
    place, at_home = zone_name(here, home, language), zone_name(home, here, language)
    now, now_at_home = clock(question.at, here), clock(question.at, home)
    if ahead == 0:
        return say("There is no time difference. It is {now} now.", now=now)
    values = {
        "place": place,
        "home": at_home,
        "now": now,
        "home_now": now_at_home,
        "time": duration(abs(ahead), language),
    }
    if ahead > 0:
        return say("{place} is {time} ahead of {home}. It is {now} there now, {home_now} in {home}.", **values)
    return say("{place} is {time} behind {home}. It is {now} there now, {home_now} in {home}.", **values)


def _here(question: Question) -> str:
    """Give the zone to compare with home: where the tour is now, or the tour's own while it is at home."""
    itinerary = question.itinerary
    zone = str(local_zone(itinerary, question.at, question.member.group))
    return itinerary.timezone if _minutes_ahead(question, zone, itinerary.home_timezone) == 0 else zone


def _minutes_ahead(question: Question, zone: str, home: str) -> int:
    here, there = (question.at.astimezone(ZoneInfo(one)).utcoffset() for one in (zone, home))
    return int((here - there).total_seconds()) // 60 if here is not None and there is not None else 0
