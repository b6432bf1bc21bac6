"""Counts and filters in words that fit a phone."""

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from handlers.answers.diets import diet_words
from handlers.headcount.counts import Counts
from handlers.headcount.filters import Filters
from handlers.headcount.selection import Scope
from handlers.phrases import Phrases, mark, phrases
from handlers.question import Question
from handlers.roll_call.states import STANDING_WORDS, Standing
from handlers.wording import clock, dated, labelled
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
        say("signed up") if filters.signup else None,
    )
    return " · ".join(filter(None, parts))


def standings(counts: Counts, language: str) -> str:
    """Give how many stand where: '도착 12명 · 늦음 1명 · 미확인 7명'."""
    say = phrases(language)
    return " · ".join(_number(say, one, counts) for one in _ORDER if counts.standing.get(one))


def _number(say: Phrases, standing: Standing, counts: Counts) -> str:
    return say("{name} {count}", name=say(STANDING_WORDS[standing]), count=counts.standing[standing])


def as_of(question: Question, scope: Scope) -> str:
    """Give what presence is told of: '샤오미 슈퍼공장 견학 · 15:00 기준'."""
    say, moment = phrases(question.language), scope.until or question.at
    zone = scope.stop.timezone if scope.stop else local_zone(question.itinerary, moment).key
    title = scope.stop.title.to(question.language) if scope.stop else ""
    day, today = (one.astimezone(ZoneInfo(zone)).date() for one in (moment, question.at))
    told = clock(moment, zone) if day == today else dated(day, clock(moment, zone), question.language)
    time = say("as of {time}", time=told)
    return " · ".join(filter(None, (title, time)))


def buses(question: Question, counts: Counts, state: Standing | None) -> str:
    """Give each bus: how many of its people stand so, or how many are assigned to it; '' where there is only one."""
    say, groups = phrases(question.language), question.itinerary.groups
    known = [one for one in groups if counts.buses.get(one)]
    apart = [one for one in counts.buses if one not in groups]
    named = [(groups[one].name.to(question.language), [one]) for one in known]
    named += [(say("no bus"), apart)] if apart else []
    if len(named) < 2:  # noqa: PLR2004 - one bus is everybody, who are told above
        return ""
    told = " · ".join(_of_bus(say, name, ids, counts, state) for name, ids in named)
    label = say("assigned") if state is None else standing_words(state, question.language)
    return labelled(label, told, question.language)


def _of_bus(say: Phrases, name: str, ids: Sequence[str], counts: Counts, state: Standing | None) -> str:
    if state is None:
        return say("{name} {count}", name=name, count=sum(counts.buses[one] for one in ids))
    on_roll = [counts.by_bus.get(one, {}) for one in ids]
    there, everybody = sum(standing_in(one, state) for one in on_roll), sum(sum(one.values()) for one in on_roll)
    return say("{name} {count} of {all}", name=name, count=there, all=everybody)


def standing_in(standing: Mapping[Standing, int], state: Standing) -> int:
    """Give how many stand so; whoever comes late isn't there yet."""
    late = standing.get(Standing.LATE, 0) if state is Standing.UNKNOWN else 0
    return standing.get(state, 0) + late


def standing_asked(question: Question, filters: Filters) -> str:
    """Give the state that filters choose; '' where they choose none."""
    state = next((one for one in Standing if one == filters.state), None)
    return standing_words(state, question.language) if state else ""


def standing_words(state: Standing, language: str) -> str:
    """Give a state as it is asked for."""
    return phrases(language)("still missing" if state is Standing.UNKNOWN else STANDING_WORDS[state])


def others(counts: Counts, language: str) -> str:
    """Give the leaders and staff beside the participants; '' where there are none."""
    roles = [people(counts.beside[role], role, language) for role in (Role.LEADER, Role.STAFF) if role in counts.beside]
    return phrases(language)("Not counted: {roles}", roles=" · ".join(roles)) if roles else ""
