"""Which flight or train is meant by where it goes: '베이징 도착 몇 시야?', '한국엔 언제 도착해요?'."""

import re

from handlers.understanding import stops_meant as meant
from handlers.understanding.scene import Scene
from schedule_data.itinerary import Stop, StopKind

_RIDES = frozenset({StopKind.FLIGHT, StopKind.TRAIN})
_FROM = re.compile(r"에서|\bfrom\b|从|自")
_ENDS = re.compile(r"\s*(?:→|⇒|->|–|—|~|\bto\b|至|到)\s*")  # what parts where a ride leaves from where it goes


def ride_meant(scene: Scene) -> Stop | None:
    """Give the ride that arrives at, or leaves, the place that is named; None where no title tells of one."""
    question = scene.question
    if not question.has("ARRIVE", "DEPART") or not question.has("WHEN", "TIME"):
        return None
    theirs = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.kind in _RIDES]
    place = -1 if question.has("ARRIVE") else 0
    said = _said(scene)
    named = [stop for stop in theirs if any(one in _end(stop, place) for one in said)]
    fitting = named or [stop for stop in theirs if _is_at_home(scene, stop, place)]
    return meant.nearest(scene.matcher, scene.moment, meant.on_dates(fitting, question.dates))


def ride_to(scene: Scene) -> Stop | None:
    """Give the nearest ride that ends at the place that is named."""
    said = _said(scene)
    theirs = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.kind in _RIDES]
    fitting = [stop for stop in theirs if any(one in _end(stop, -1) for one in said)]
    return meant.nearest(scene.matcher, scene.moment, fitting)


def ride_of_way(scene: Scene, kind: StopKind) -> Stop | None:
    """Give the ride home, or the one that leaves home, where the question says which way."""
    question, home = scene.question, scene.matcher.itinerary.home_timezone
    theirs = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.kind == kind]
    if question.has("HOMEWARD") or _goes_home(scene):
        return next((stop for stop in reversed(theirs) if stop.arrive_timezone == home), None)
    if question.has("OUTWARD"):
        return next((stop for stop in theirs if stop.timezone == home), None)
    return None


def _goes_home(scene: Scene) -> bool:
    """Tell whether the city or country of home is where a ride goes: '回首尔的航班', '서울 가는 비행기'."""
    question = scene.question
    return question.has("HOMELAND") and question.has("ARRIVE", "GO") and not _FROM.search(question.line.text)


def _said(scene: Scene) -> list[str]:
    """Give the words of the question that the tour only mentions: the cities of its title and of its rides."""
    line = scene.question.line.text
    words = ((line[token.start : token.end], token.word) for token in scene.question.tokens if not token.as_tail)
    return [text for text, word in words if word and word.links and all(one.strength == 0 for one in word.links)]


def _is_at_home(scene: Scene, stop: Stop, place: int) -> bool:
    zone = stop.arrive_timezone if place else stop.timezone
    return scene.question.has("HOMELAND") and zone == scene.matcher.itinerary.home_timezone


def _end(stop: Stop, place: int) -> str:
    """Give where a ride begins (0) or ends (-1), in the words of its title; '' where the title doesn't tell."""
    parted = (_ENDS.split(title) for title in stop.title.words.values())
    return " ".join(ends[place] for ends in parted if len(ends) > 1).lower()
