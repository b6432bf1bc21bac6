"""A sentence of several clauses: two questions side by side, a remark before a question, a question at the end."""

import re
from dataclasses import replace

from handlers.reply import Outcome
from handlers.understanding import sentences
from handlers.understanding.beside_the_point import SOCIAL
from handlers.understanding.concepts import bits
from handlers.understanding.decide import decide
from handlers.understanding.normalise import line_of
from handlers.understanding.question import Question, question_of
from handlers.understanding.shape import WH
from handlers.understanding.slots import Scene
from handlers.understanding.values import Understood

_ASKED = WH | bits(
    "BRING DRESS PHOTO RULES ADDRESS MAP PHONE GATHER WIFI PASSWORD MEALISH AGENDA TICKET CHECKOUT CHECKIN ROOM"
)
# How a remark ends that says why something is asked.
_REASON = re.compile(r"(?:[는은인한던된]데요?|[가-힣](?<!에)서요?|거든요?|려고요?|니까요?)[\s.~!]*$")
_MOVES = bits("GO LAST_GO DEPART ARRIVE PLACE EVENT")
_STANDS_ALONE = bits("BUS FLIGHT TRAIN LUNCH DINNER BREAKFAST GUIDE LEADER OFFICE MONEY POWER MYGROUP")
_OF_ONESELF = (
    "i ",
    "im ",
    "ive ",
    "my ",
    "we ",
    "our ",
    "he ",
    "she ",
    "they ",
    "theres ",
    "there are ",
    "need it ",
    "need this ",
    "asking ",
    "我",
    "他",
    "她",
)
OWN_SUBJECT = bits(
    "SITE STOP KIND AGENDA GATHER LUNCH DINNER BREAKFAST HOTEL WIFI BUS FLIGHT TRAIN NOW CHECKOUT CHECKIN GUIDE LEADER "
    "OFFICE LATE EAT TIMEDIFF CLOCK HOMELAND HOMETIME PRICE MONEY POWER PLAIN ROOM PLATE MYGROUP FEE"
)


def asked_last(scene: Scene, sentence: str) -> tuple[Understood, ...]:
    """Read the question after a remark that leads up to it: '호텔에서 밥 먹고 있는데 버스는 어디로 오나요?'.

    Empty where the remark names what the question is about, or the question has no topic of its own.
    """
    if "데 " not in sentence or len(pieces := sentences.clauses(sentence)) == 1:
        return ()
    *remarks, last = (question_of(line_of(piece), scene.matcher, scene.days) for piece in pieces)
    if not (last.bits & _STANDS_ALONE and last.bits & WH) or any(map(_names_a_stop, remarks)):
        return ()
    found = decide(replace(scene, question=last))
    return found if all(part.outcome is Outcome.ANSWER and part.intent != SOCIAL for part in found) else ()


def _names_a_stop(remark: Question) -> bool:
    return remark.has("STOP", "KIND", "DATE") or (remark.has("SITE") and not remark.has("HOTEL"))


def asked_first(scene: Scene, sentence: str) -> tuple[Understood, ...]:
    """Read the question before a remark that says why it is asked: '참가비 얼마였더라 품의 올려야 되는데'.

    Empty where what follows is no remark, or what goes before it is no question with a topic of its own.
    """
    head, *rest = sentences.asked_first(sentence)
    if not rest:
        return ()
    asked, remark = (question_of(line_of(piece), scene.matcher, scene.days) for piece in (head, rest[0]))
    if not _REASON.search(rest[0]) or remark.bits & WH or _names_a_stop(remark) or not asked.bits & OWN_SUBJECT:
        return ()
    found = decide(replace(scene, question=replace(asked, line=replace(asked.line, asks=True))))
    return found if all(part.outcome is Outcome.ANSWER and part.intent != SOCIAL for part in found) else ()


def side_by_side(scene: Scene, sentence: str, found: tuple[Understood, ...]) -> tuple[Understood, ...]:
    """Take two questions of one sentence apart: '내일 몇 시에 모이고 뭘 챙겨야 하나요?'; empty where it is only one."""
    if scene.question.has("AFTERWARD", "AFTERTHAT", "BEFORETHAT"):
        return ()  # 'after lunch, where do we meet?' doesn't ask about lunch
    asks = scene.question.line.asks or scene.question.has("REQUEST", "BARE", "ASKWH")
    pieces = sentences.clauses(sentence) if asks else []
    if len(pieces) == 1 or not pieces:
        return ()
    parts: list[Understood] = []
    for piece in pieces:
        question = question_of(line_of(piece), scene.matcher, scene.days)
        asked = replace(
            question, dates=question.dates or scene.question.dates, links=question.links or scene.question.links
        )
        asked = replace(asked, line=replace(asked.line, asks=True), bits=asked.bits | bits("ASK"))
        part = decide(replace(scene, question=asked))[0]
        if not question.bits & _ASKED or part.outcome is not Outcome.ANSWER or part.intent == SOCIAL:
            return ()
        parts.append(part)
    distinct = len({part.intent for part in parts}) == len(parts)
    return tuple(parts) if distinct and found[0].intent in {part.intent for part in parts} else ()


def by_clause(scene: Scene, sentence: str) -> tuple[Understood, ...]:
    """Find the question at the end of a long sentence, unless what precedes it names something unknown to go to."""
    pieces = sentences.clauses(sentence)
    if len(pieces) == 1 or not pieces or scene.question.has("HEARD"):
        return ()  # '30분 지연이라고 들었는데' orders no delay
    read = [question_of(line_of(piece), scene.matcher, scene.days) for piece in pieces]
    found: list[Understood] = []
    reasons = False
    for question in read:
        asked = replace(question, line=replace(question.line, asks=question.line.asks or scene.question.line.asks))
        parts = decide(replace(scene, question=asked))
        if all(
            part.outcome is Outcome.ANSWER and part.intent != SOCIAL for part in parts
        ) and question.bits & OWN_SUBJECT & ~bits("NOW"):
            found.extend(parts)
        elif question.unread and not _only_talks(question, is_last=question is read[-1], answered=bool(found)):
            if not _says_why(question):
                return ()
            reasons = True
    if reasons or all(map(_is_told, read)):
        return tuple(found) if _tells_of_oneself(found) else ()
    return tuple(found)


def _is_told(question: Question) -> bool:
    """Tell whether a clause only tells something: '입을 옷도 없는데' asks for no dress code."""
    goes_on = question.has("TELL", "OPENEND") or question.line.text.endswith("는데")
    return goes_on and question.has("STATEMENT") and not question.line.asks


def _says_why(question: Question) -> bool:
    """Tell whether a clause with strange words asks nothing and names nothing of the plan."""
    return question.has("STATEMENT") and not question.bits & WH and not _names_a_stop(question)


def _tells_of_oneself(found: list[Understood]) -> bool:
    """Tell whether somebody says that they don't come or come late: why needs no dictionary."""
    return bool(found) and all(part.intent in {"attendance.absent", "attendance.late"} for part in found)


def _only_talks(question: Question, *, is_last: bool, answered: bool) -> bool:
    """Tell whether a clause with strange words only leads up to the question, or says why it was asked."""
    return (answered and _is_an_aside(question)) or (not is_last and _is_mere_talk(question))


def _is_an_aside(question: Question) -> bool:
    """Tell whether a clause after the question only says why, or what one would like: '…, my boss will ask me'."""
    own = question.line.text.startswith(_OF_ONESELF) or (question.has("TELL") and question.has("STATEMENT"))
    return own and not question.bits & (WH | _MOVES) and not question.has("SITE", "STOP", "KIND", "DATE", "ASKEND")


def _is_mere_talk(question: Question) -> bool:
    """Tell whether a clause with unread words only leads up to the question: it goes nowhere and names no time."""
    return question.has("OPENEND", "TELL", "PAST") and not question.bits & _MOVES and not question.has("WHEN", "WHERE")
