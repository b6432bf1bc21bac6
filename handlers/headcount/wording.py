"""Counts and filters in words that fit a phone."""

from collections.abc import Mapping
from typing import Final

from handlers.answers.diets import diet_words
from handlers.headcount.counts import Counts
from handlers.headcount.filters import Filters
from handlers.headcount.selection import Scope
from handlers.phrases import Phrases, mark, phrases
from handlers.question import Question
from handlers.roll_call.states import STANDING_WORDS, Standing
from handlers.wording import clock
from schedule_data.agenda import local_zone
from schedule_data.people import Role

_REACH: Final[Mapping[str, str]] = {
    "no": mark("can't be reached by message"),
    "yes": mark("can be reached by message"),
    "telegram": mark("on Telegram"),
    "kakao": mark("on KakaoTalk"),
    "web": mark("on the web chat"),
}
_LANGUAGES: Final[Mapping[str, str]] = {"ko": mark("in Korean"), "en": mark("in English"), "zh": mark("in Chinese")}
_ORDER: Final = (Standing.PRESENT, Standing.LATE, Standing.ABSENT, Standing.EXCUSED, Standing.UNKNOWN)


def people(count: int, role: str, language: str) -> str:
    """Give a number of people of a role: '참가자 40명'."""
    say = phrases(language)
    if role == Role.LEADER:
        return say.plural("one leader", "{count} leaders", count)
    if role == Role.STAFF:
        return say.plural("one member of staff", "{count} members of staff", count)
    return say.plural("one participant", "{count} participants", count)


def chosen_by(question: Question, filters: Filters) -> str:
    """Give the filters in words, '2호차 · 채식'; '' where there are none but role, state, stop and time."""
    say, language = phrases(question.language), question.language
    group = question.itinerary.groups.get(filters.group or "")
    parts = (
        group.name.to(language) if group else filters.group,
        filters.company,
        diet_words(filters.diet, language) if filters.diet else None,
        say("room {room}", room=filters.room) if filters.room else None,
        say(_LANGUAGES[filters.language]) if filters.language and filters.language in _LANGUAGES else None,
        say(_REACH[filters.reach]) if filters.reach and filters.reach in _REACH else None,
        None if (filters.person or "").isdecimal() else filters.person,
    )
    return " · ".join(filter(None, parts))


def standings(counts: Counts, language: str) -> str:
    """Give how many stand where: '도착 12 · 늦음 1 · 미확인 7'."""
    say = phrases(language)
    return " · ".join(_number(say, one, counts) for one in _ORDER if counts.standing.get(one))


def _number(say: Phrases, standing: Standing, counts: Counts) -> str:
    return say("{name} {count}", name=say(STANDING_WORDS[standing]), count=counts.standing[standing])


def as_of(question: Question, scope: Scope) -> str:
    """Give what presence is told of: '샤오미 슈퍼공장 견학 · 15:00 기준'."""
    say, moment = phrases(question.language), scope.until or question.at
    zone = scope.stop.timezone if scope.stop else local_zone(question.itinerary, moment).key
    title = scope.stop.title.to(question.language) if scope.stop else ""
    time = say("as of {time}", time=clock(moment, zone))
    return " · ".join(filter(None, (title, time)))


def buses(question: Question, counts: Counts) -> str:
    """Give how many ride each bus; '' where there is only one, or none."""
    say, groups = phrases(question.language), question.itinerary.groups
    named = [(groups[one].name.to(question.language), counts.buses[one]) for one in groups if counts.buses.get(one)]
    other = sum(number for one, number in counts.buses.items() if one not in groups)
    named += [(say("no bus"), other)] if other else []
    return (
        " · ".join(say("{name} {count}", name=name, count=number) for name, number in named) if len(named) > 1 else ""
    )


def others(counts: Counts, language: str) -> str:
    """Give the leaders and staff beside the participants; '' where there are none."""
    roles = [people(counts.beside[role], role, language) for role in (Role.LEADER, Role.STAFF) if role in counts.beside]
    return phrases(language)("Not counted: {roles}", roles=" · ".join(roles)) if roles else ""
