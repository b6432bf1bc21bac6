"""Which gathering is meant by a word of its place that names nothing by itself: '첫날 인천에 몇 시까지 가요?'."""

from dataclasses import replace

from handlers.understanding import stops_meant as meant
from handlers.understanding.concepts import bits
from handlers.understanding.jamo import is_hangul
from handlers.understanding.lexicon import Link
from handlers.understanding.name_senses import OWN
from handlers.understanding.scene import Scene
from schedule_data.itinerary import Stop, StopKind


def with_gathering(scene: Scene) -> Scene:
    """Give the scene with the one gathering to come named, whose title or place has a word that is only mentioned."""
    question = scene.question
    if not question.has("ASIDE") or question.has("SITE", "STOP", "KIND", "ELSEWHERE") or not _asks_until_when(scene):
        return scene
    line = question.line.text
    words = ((line[token.start : token.end], token.word) for token in question.tokens if not token.as_tail)
    said = [text for text, word in words if word and word.links and all(one.strength == 0 for one in word.links)]
    theirs = [stop for stop in meant.of_group(scene.matcher, scene.moment) if _meets(stop)]
    coming = [stop for stop in meant.on_dates(theirs, question.dates) if stop.leaves_at > scene.moment.at]
    if not all(map(is_hangul, "".join(said))):
        return scene
    fitting = [stop for stop in coming if all(word in _places(stop) for word in said)]
    if len(fitting) != 1:
        return scene
    link = Link("stop", fitting[0].id, OWN)
    named = question.bits & ~bits("ASIDE") | bits("STOP GATHER")
    return replace(scene, question=replace(question, links=(*question.links, link), bits=named))


def _asks_until_when(scene: Scene) -> bool:
    question = scene.question
    return question.has("GATHER") or (question.has("WHEN", "WHERE") and question.has("DEADLINE"))


def _meets(stop: Stop) -> bool:
    return stop.gather is not None or stop.kind == StopKind.GATHERING


def _places(stop: Stop) -> str:
    texts = (stop.title, stop.place, stop.gather.place if stop.gather else None)
    return " ".join(word for text in texts if text for word in text.words.values()).lower()
