"""A person on a roll in words: the name, told apart from a namesake, how they stand, whose word it is, the number."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from handlers.phrases import phrases
from handlers.reply import Fact
from handlers.roll_call.roll import Entry
from handlers.roll_call.states import EVIDENCE_WORDS, REASON_WORDS, STANDING_WORDS, Reason, Standing
from handlers.understanding.script import language_of
from handlers.wording import duration, minutes_between, remarked
from schedule_data.itinerary import Itinerary


def names(entries: Sequence[Entry], language: str) -> list[str]:
    """Give what each is called, in order; namesakes with their company."""
    own = [_name(entry, language) for entry in entries]
    shared = Counter(own)
    return [
        remarked(name, entry.member.company, language) if shared[name] > 1 and entry.member.company else name
        for name, entry in zip(own, entries, strict=True)
    ]


def _name(entry: Entry, language: str) -> str:
    member = entry.member
    reads = language == "ko" or (language == "zh" and language_of(member.name, "zh") != "ko")
    return member.name if reads or not member.name_en else member.name_en


def stands(entry: Entry, language: str) -> str:
    """Give how a person stands: '5분 늦음', '불참 · 연락이 안 돼요'."""
    say = phrases(language)
    words = say(STANDING_WORDS[entry.standing])
    if entry.standing is Standing.LATE and entry.minutes:
        words = say("{minutes} late", minutes=duration(entry.minutes, language))
    reason = say(REASON_WORDS[Reason(entry.reason)]) if entry.reason in set(Reason) else ""
    return " · ".join(filter(None, (words, reason)))


def known_from(entry: Entry, language: str, at: datetime) -> str:
    """Give whose word it is and how old: '버스 QR · 3분 전'; '' where there is none."""
    if entry.evidence is None or entry.said_at is None:
        return ""
    say = phrases(language)
    minutes = minutes_between(entry.said_at, at)
    age = say("{time} ago", time=duration(minutes, language)) if minutes > 0 else say("just now")
    return f"{say(EVIDENCE_WORDS[entry.evidence])} · {age}"


def to_call(itinerary: Itinerary, entries: Sequence[Entry], language: str) -> tuple[Fact, ...]:
    """Give a line for each: the name, and bus, state where there is a word, and the number to call."""
    say = phrases(language)
    facts = []
    for name, entry in zip(names(entries, language), entries, strict=True):
        group = itinerary.groups.get(entry.bus)
        late = stands(entry, language) if entry.standing is Standing.LATE else ""
        parts = (group.name.to(language) if group else "", late, entry.member.phone or say("no number"))
        facts.append(Fact(name, " · ".join(filter(None, parts))))
    return tuple(facts)
