"""Whether every answer is true: `python -m tests.benchmarks.answers_true [--questions N] [--seed S] [--processes P]`.

Questions are generated in three languages with names of the tour and of places that it has not, asked at any moment by
members of any group about tours whose plans, places and records were changed at random. Every number, time and name of
every answer must stand in a record of the tour asked about. Exit 1 on any that does not.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.answers import ANSWERS
from handlers.answers.clarify import clarify
from handlers.answers.not_understood import unknown
from handlers.question import Question
from handlers.reply import Outcome, Reply
from handlers.understanding import Moment, Understood, compile_matcher, understand
from schedule_data.itinerary import Gathering, Itinerary, Stop, Text
from schedule_data.itinerary_file import build_itinerary
from schedule_data.itinerary_file.read import read_itinerary
from schedule_data.people import Member
from tests.handlers.answers.facts import strays

LEAST_QUESTIONS = 50_000
_TESTS = Path(__file__).parent.parent
_FILES = (
    *sorted((_TESTS.parent / "schedule_data" / "tours").glob("*.yaml")),
    *sorted((_TESTS / "questions" / "tours").glob("*.yaml")),
)
_OF_ONE_TOUR = 125  # questions asked about one changed tour, so that its matcher is compiled once for them
_LONGEST_DELAY = 300  # minutes
_KEPT = 0.8  # the chance that a record stays when a tour is changed
_NAMED = {
    "ko": "{} 언제 가요?|{} 몇 시야|{} 어디야|{} 주소 알려줘|{} 준비물|{} 뭐 입어|{} 소개해줘|"
    "{} 집합 장소|{}에서 사진 찍어도 돼?|"
    "{} 다음은 뭐야|{} 전화번호|{} 끝나고 뭐해?|{} 와이파이|{} 신청할래|{} 얼마나 걸려",
    "en": "when do we go to {}?|where is {}|address of {}|what should I bring to {}|tell me about {}|"
    "where do we meet for {}|what comes after {}?|phone number of {}|sign me up for {}",
    "zh": "{}几点去？|{}在哪里|{}地址|去{}要带什么|介绍一下{}|{}在哪集合|{}之后去哪里|{}电话",
}
_PLAIN = {
    "ko": "오늘 일정|내일 뭐 해?|모레 일정|전체 일정|지금 뭐 하는 시간이야|다음 일정|점심 뭐 먹어|"
    "내일 아침은 몇 시|저녁 어디서 먹어?|"
    "몇 시에 모여?|호텔 주소|호텔 와이파이 비번|체크아웃 몇 시|비행기 몇 시|기차 몇 시|버스 번호판|"
    "내 방 어디야|나 몇 호차야|"
    "가이드 연락처|인솔자 전화번호|강사 누구야|한국 시간으로 몇 시에 출발해?|시차|환전|콘센트|"
    "날씨 어때|참가비 얼마|첫날 일정|"
    "마지막 날 몇 시에 끝나?|둘째 날 점심|셋째 날 어디 가?|여기 몇 시까지 있어?|방금 간 데 주소|"
    "다다음 일정|경찰 번호|준비물 뭐야",
    "en": "today's plan|what's next|what about tomorrow?|whole schedule|what's for lunch|"
    "where do we meet?|hotel wifi|"
    "flight number|which bus am I on|my room|guide's number|time difference|when is checkout|what to bring|emergency",
    "zh": "今天的行程|下一站|明天几点集合|全部行程|晚饭吃什么|酒店地址|酒店wifi密码|航班几点|领队电话|"
    "时差|需要带什么|我几号车",
}
_ELSEWHERE = {
    "ko": ("바이두", "우리은행", "대한항공", "가나", "혁신센터", "경복궁", "매일경제", "롯데호텔"),
    "en": ("Google", "the Great Wall", "Hilton", "Open AI", "the university"),
    "zh": ("百度", "长城", "希尔顿酒店", "清华大学"),
}


@cache
def _tours() -> Sequence[Itinerary]:
    return tuple(build_itinerary(read_itinerary(path).document, 1) for path in _FILES)


def changed(itinerary: Itinerary, chance: random.Random) -> Itinerary:
    """Give a tour with stops moved, emptied and gone, and with records of it gone."""
    stops = [_changed_stop(stop, chance) for stop in itinerary.stops if chance.random() < _KEPT]
    keep = partial(_some, chance=chance)
    sites = {
        site.id: replace(
            site,
            facts=keep(site.facts),
            phone=site.phone if chance.random() < _KEPT else None,
            address=site.address if chance.random() < _KEPT else None,
            about=site.about if chance.random() < _KEPT else None,
        )
        for site in itinerary.sites.values()
    }
    return replace(
        itinerary,
        stops=tuple(sorted(stops, key=lambda stop: (stop.leaves_at, stop.start))),
        sites=sites,
        practical=keep(itinerary.practical),
        contacts=tuple(one for one in itinerary.contacts if chance.random() < _KEPT),
    )


def _some(records: Mapping[str, Text], chance: random.Random) -> dict[str, Text]:
    return {name: value for name, value in records.items() if chance.random() < _KEPT}


def _changed_stop(stop: Stop, chance: random.Random) -> Stop:
    later = timedelta(minutes=chance.choice((0, 0, chance.randint(1, _LONGEST_DELAY))))
    gather = stop.gather and Gathering(stop.gather.at + later, stop.gather.place if chance.random() < _KEPT else None)
    return replace(
        stop,
        start=stop.start + later,
        end=stop.end and stop.end + later,
        gather=gather,
        bring=stop.bring if chance.random() < _KEPT else None,
        place=stop.place if chance.random() < _KEPT else None,
    )


def _names(itinerary: Itinerary, language: str) -> list[str]:
    sites = [name for site in itinerary.sites.values() for name in (site.name.to(language), *site.aliases)]
    return [*sites, *(stop.title.to(language) for stop in itinerary.stops)]


def _text(itinerary: Itinerary, language: str, chance: random.Random) -> str:
    kind = chance.random()
    plain = chance.choice(_PLAIN[language].split("|"))
    if kind < 1 / 3:
        return plain
    names = _ELSEWHERE[language] if kind > 5 / 6 else _names(itinerary, language)
    asked = chance.choice(_NAMED[language].split("|")).format(chance.choice(names or _ELSEWHERE[language]))
    return asked if chance.random() < _KEPT else f"{asked} {plain}"


def _member(itinerary: Itinerary, chance: random.Random) -> Member:
    group = chance.choice((*itinerary.groups, None))
    return Member(1, itinerary.tour, "김하늘", group=group, room={"": "805"}, diet=chance.choice(("", "채식")))


def _moment(itinerary: Itinerary, chance: random.Random) -> datetime:
    zone = ZoneInfo(itinerary.timezone)
    first = datetime.combine(itinerary.starts, datetime.min.time(), zone).astimezone(UTC)
    length = (itinerary.ends - itinerary.starts).days + 5
    return first + timedelta(days=-2, minutes=chance.randrange(length * 1440))


def _replies(question: Question, part: Understood) -> Reply | None:
    """Give what is answered from the plan alone; None for what needs a database."""
    asked = replace(question, intent=part.intent or "", slots=part.slots)
    if part.outcome is Outcome.CLARIFY:
        return clarify(asked, part.choices, ())
    if part.outcome is Outcome.UNKNOWN or part.intent is None:
        return unknown(asked, ())
    return ANSWERS[part.intent](asked) if part.intent in ANSWERS else None


def asked_about_one_tour(seed: int) -> tuple[Counter[str], list[str]]:
    """Ask about one changed tour: give how many ended how, and what no record says."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible choice, no secret
    itinerary = changed(chance.choice(_tours()), chance)
    matcher = compile_matcher(itinerary)
    counted: Counter[str] = Counter()
    found: list[str] = []
    for _ in range(_OF_ONE_TOUR):
        language = chance.choice(("ko", "ko", "ko", "en", "zh"))
        text, member, at = _text(itinerary, language, chance), _member(itinerary, chance), _moment(itinerary, chance)
        understanding = understand(text, matcher, Moment(at, member.group, language))
        question = Question(itinerary, member, at, understanding.language, "", text=text)
        counted["questions"] += 1
        for part in understanding.parts:
            reply = _replies(question, part)
            counted[part.outcome.value if reply else "not from the plan"] += 1
            asked = replace(question, intent=part.intent or "", slots=part.slots)
            found += (
                [f"{itinerary.tour} seed {seed}: {text}: {stray}" for stray in strays(reply, asked)] if reply else []
            )
    return counted, found


def _all(questions: int, seed: int, processes: int) -> Iterator[tuple[Counter[str], list[str]]]:
    seeds = range(seed, seed - (-questions // _OF_ONE_TOUR))
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(asked_about_one_tour, seeds, chunksize=4)


def main(arguments: list[str]) -> int:
    """Ask, count, and give the exit code."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.answers_true", description=__doc__)
    options.add_argument("--questions", type=int, default=LEAST_QUESTIONS)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=2)
    chosen = options.parse_args(arguments)
    began = time.monotonic()
    counted: Counter[str] = Counter()
    found: list[str] = []
    for part, strange in _all(chosen.questions, chosen.seed, chosen.processes):
        counted += part
        found += strange
    print(*(f"{name:<20}{count}" for name, count in counted.items()), sep="\n")
    print(f"{'seconds':<20}{time.monotonic() - began:.0f}\n{'said by no record':<20}{len(found)}")
    print(*found[:20], sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
