"""Whether all that a reply says stands in a record: in the itinerary, the asker's own, or a catalogue.

`strays(reply, question)` cuts each text of a reply into pieces, each of which is a whole value of a record, a date or
time of a record in one of the tour's zones, a number that can be counted from the records, or words of the catalogue.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import lru_cache
from string import Formatter
from zoneinfo import ZoneInfo

from handlers.answers.label_words import OWN_NAMES
from handlers.question import Question
from handlers.reply import Reply
from handlers.wording import country
from schedule_data.agenda import local_date
from schedule_data.itinerary import Itinerary
from schedule_data.people import Member
from tests.handlers.catalogues import held, said

PARTICLES = ("은", "는", "이", "가", "을", "를", "과", "와", "으로", "로", "이에요", "예요", "으")
WEEKDAYS = {"ko": "월화수목금토일", "zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def texts(reply: Reply) -> Iterator[str]:
    """Give everything that a reply shows."""
    yield from reply.paragraphs
    for card in reply.cards:
        yield card.title
        yield from (part for fact in card.facts for part in (fact.label, fact.value))
        yield card.note or ""
    for agenda in reply.agendas:
        yield agenda.title
        yield from (part or "" for item in agenda.items for part in (item.when, item.title, item.where))
    yield from (reply.place.title, reply.place.address) if reply.place else ()
    for button in reply.buttons:
        yield from (button.label, button.phone or "")


def strays(reply: Reply, question: Question) -> list[str]:
    """Give the texts of a reply that say something no record holds, cut off where it begins."""
    known = (
        _catalogue_pieces(question.language)
        | _record_pieces(question.itinerary)
        | set(_member_pieces(question.member))
        | _date_pieces(question)
        | set(_times(question))
        | set(_numbers(question))
        | {country(zone, question.language, city=city) for zone in _zones(question.itinerary) for city in (True, False)}
    )
    longest = max(map(len, known))
    return [stray for text in texts(reply) if (stray := _first_stray(text, known, longest))]


def _first_stray(text: str, known: AbstractSet[str], longest: int) -> str:
    reachable = [True] + [False] * len(text)
    for start in range(len(text)):
        if not reachable[start]:
            continue
        if not text[start].isalnum():
            reachable[start + 1] = True
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            if text[start:end] in known and not _cuts_a_number(text, start, end):
                reachable[end] = True
    if reachable[-1]:
        return ""
    return text[max(index for index, reached in enumerate(reachable) if reached) :]


def _cuts_a_number(text: str, start: int, end: int) -> bool:
    return any(text[edge - 1 : edge + 1].isdigit() and 0 < edge < len(text) for edge in (start, end))


@lru_cache(maxsize=8)
def _catalogue_pieces(language: str) -> frozenset[str]:
    sentences = {words for msgid in said() for words in ((msgid,) if isinstance(msgid, str) else msgid)}
    if language != "en":
        sentences = {words for translated in held(language).values() for words in translated}
    literals = {literal.strip() for sentence in sentences for literal, *_ in Formatter().parse(sentence)}
    return frozenset(literals | set(PARTICLES if language == "ko" else ()) | set(OWN_NAMES.values()))


def _record_pieces(itinerary: Itinerary) -> set[str]:
    held_texts = [
        itinerary.title,
        itinerary.operator,
        *itinerary.programme.topics.values(),
        *itinerary.practical.values(),
    ]
    held_texts += [group.name for group in itinerary.groups.values()]
    held_texts += [contact.name for contact in itinerary.contacts]
    words = {contact.phone for contact in itinerary.contacts} | set(itinerary.practical)
    words |= {group.plate for group in itinerary.groups.values() if group.plate}
    for site in itinerary.sites.values():
        held_texts += [site.name, site.address, site.about, *site.facts.values()]
        words |= {*site.aliases, *site.topics, *site.facts, site.phone or ""}
    for stop in itinerary.stops:
        held_texts += [stop.title, stop.place, stop.bring, stop.dress, stop.rules, stop.speaker]
        held_texts += [stop.gather.place] if stop.gather else []
        words.add(stop.number or "")
    return words | {word for text in held_texts if text for word in text.words.values()}


def _member_pieces(member: Member) -> Iterator[str]:
    yield from (member.name, member.name_en, member.company, member.diet, *member.room.values())


def _moments(question: Question) -> list[datetime]:
    found = [question.at, *([question.member.muted_until] if question.member.muted_until else [])]
    found += question.itinerary.changed.values()
    for stop in question.itinerary.stops:
        found += [stop.start, stop.leaves_at, *([stop.end] if stop.end else [])]
        found += [stop.signup.closes] if stop.signup and stop.signup.closes else []
    return found


def _zones(itinerary: Itinerary) -> set[str]:
    stops = {zone for stop in itinerary.stops for zone in (stop.timezone, stop.arrive_timezone)}
    return stops | {itinerary.timezone, itinerary.home_timezone}


def _times(question: Question) -> Iterator[str]:
    for zone in map(ZoneInfo, _zones(question.itinerary)):
        yield from (f"{moment.astimezone(zone):%H:%M}" for moment in _moments(question))


def _date_pieces(question: Question) -> set[str]:
    days = {*question.itinerary.days, local_date(question.itinerary, question.at, question.member.group)}
    days |= {
        moment.astimezone(ZoneInfo(zone)).date() for zone in _zones(question.itinerary) for moment in _moments(question)
    }
    if "date" in question.slots:
        days.add(date.fromisoformat(question.slots["date"]))
    return {words(day, question.language) for day in days for words in (_day_words, _short_day_words)}


def _day_words(day: date, language: str) -> str:
    weekday = WEEKDAYS[language][day.weekday()]
    if language == "en":
        return f"{weekday} {day.day} {MONTHS[day.month - 1]}"
    if language == "zh":
        return f"{day.month}月{day.day}日（周{weekday}）"
    return f"{day.month}월 {day.day}일({weekday})"


def _short_day_words(day: date, language: str) -> str:
    if language == "en":
        return f"{day.day} {MONTHS[day.month - 1]}"
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day.month}월 {day.day}일"


def _numbers(question: Question) -> Iterator[str]:
    """Give what can be counted: stops, days, capacities, the fee, and the parts of every length of time."""
    itinerary = question.itinerary
    yield from map(str, range(1, len(itinerary.stops) + 1))
    yield str(len(itinerary.days))
    yield str((itinerary.starts - local_date(itinerary, question.at, question.member.group)).days)
    yield from (str(stop.signup.capacity) for stop in itinerary.stops if stop.signup)
    yield f"{itinerary.programme.fee.amount:,}" if itinerary.programme.fee else ""
    yield itinerary.programme.fee.currency if itinerary.programme.fee else ""
    for minutes in _lengths(question):
        yield from (str(minutes // 1440),) if minutes >= 1440 else (str(minutes // 60), str(minutes % 60))


def _lengths(question: Question) -> Iterator[int]:
    yield from (round((stop.leaves_at - question.at).total_seconds() / 60) for stop in question.itinerary.stops)
    yield from (int((stop.leaves_at - question.at).total_seconds() + 30) // 60 for stop in question.itinerary.stops)
    yield from (*question.itinerary.remind, *(question.member.remind or ()), 1)
    offsets = [question.at.astimezone(ZoneInfo(zone)).utcoffset() for zone in _zones(question.itinerary)]
    yield from (abs(int((one - other).total_seconds())) // 60 for one in offsets if one for other in offsets if other)
