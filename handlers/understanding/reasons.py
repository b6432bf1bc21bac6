"""An order with its reason beside it: '주 파크 40분 지연 기사님이 길을 잘못 듦', '시승 없앨게요, 공장에서 안 된대'.

The reason is in words that no plan explains, and changes nothing of the order, which is previewed all the same. Where
it may take the order back, or makes a rumour of it, the whole is asked back as anything else that isn't understood.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from handlers.reply import Outcome
from handlers.understanding.concepts import bits
from handlers.understanding.decide import decide
from handlers.understanding.normalise import line_of
from handlers.understanding.question import Question, question_of
from handlers.understanding.scene import Scene
from handlers.understanding.values import Understood

MOST_WORDS: Final = 12
_BIDDEN: Final = re.compile(  # by its verb, not as the heading '샤오미 취소', which may be what was heard
    r"(?:취소\s*(?:해|할|합|하|시켜|처리)|없애|없앨|빼|뺄|뺍|삭제)(?!\S*(?:했|됐|되|돼|면|까|지|나|대))\S*(?:\s*(?:줘요?|주세요))?\W*$"
)
_UNSAID: Final = re.compile(r"말고|아니|아님|농담|거짓|만약|혹시|소문|\?")
_HEARD: Final = re.compile(r"(?:대요?|던데요?|라며|다며|라던데|지요?|죠|나요?|까요?|니|냐|면|들었\S*|같\S*|ㅋ+)\W*$")
_CAUSE: Final = re.compile(
    r"(?:으로|로|때문에?|땜에|탓에?|여파|관계|문제|사정|이슈|고장|사고|정체|체증|지체|연착|결항|폭우|폭설|태풍|파업|공사|통제|검문|시위)\W*$"
)
_OF_THE_PLAN: Final = bits(
    "HOUR MINUTES DAY TOURDAY WEEKDAY KIND GATHER CANCEL CHANGE DELAY ADVANCE UNDO NOTICE ASKEND"
)


def order_beside_reason(scene: Scene, sentence: str) -> Understood | None:
    """Give the order of a sentence whose other words only say why; None where there is none."""
    words = sentence.split()
    if not scene.question.has("DELAY", "ADVANCE", "CANCEL"):
        return None  # reading it in parts takes many times as long as all the rest
    if not scene.question.unread or len(words) > MOST_WORDS or _is_taken_back(scene, sentence):
        return None
    for order, reason in _parted(words):
        found = _ordered(scene, order) if _is_reason(scene, reason) else None
        if found and (found.intent == "change.cancel" or not _HEARD.search(reason)):
            return found
    return None


def _is_taken_back(scene: Scene, sentence: str) -> bool:
    """Tell whether a sentence takes its order back, or is of what was, or of what somebody would like."""
    return _UNSAID.search(sentence) is not None or scene.question.has("BYGONE", "DREAM")


def _parted(words: list[str]) -> Iterator[tuple[str, str]]:
    for count in range(len(words) - 1, 0, -1):
        yield " ".join(words[:count]), " ".join(words[count:])
    for count in range(1, len(words)):
        yield " ".join(words[count:]), " ".join(words[:count])


def _ordered(scene: Scene, words: str) -> Understood | None:
    question = question_of(line_of(words), scene.matcher, scene.days)
    if question.unread or not question.has("DELAY", "ADVANCE", "CANCEL"):
        return None
    found = decide(replace(scene, question=question))[0]
    if found.outcome is not Outcome.ANSWER:
        return None
    delays = found.intent == "change.delay" and "minutes" in found.slots
    cancels = found.intent == "change.cancel" and "stop" in found.slots and _BIDDEN.search(words)
    return found if delays or cancels else None


def _is_reason(scene: Scene, words: str) -> bool:
    question = question_of(line_of(words), scene.matcher, scene.days)
    named = any(link.strength > 1 and link.what in {"site", "stop"} for link in question.links)
    return not named and not question.bits & _OF_THE_PLAN and not _may_be_a_name(question, words)


def _may_be_a_name(question: Question, words: str) -> bool:
    """Tell whether a single strange word may name the stop that is meant: '에펠탑 20분 늦춰줘'; a cause says so."""
    said = len(words.split()) == 1 and not question.has("OPENEND", "TELL", "PAST")
    return said and bool(question.unread) and _CAUSE.search(words) is None
