"""What a short follow-up refers to: the last answer, or a question that was asked back."""

import re
from dataclasses import replace

from handlers.reply import Action, Outcome
from handlers.understanding import stops_meant as meant
from handlers.understanding.concepts import bit, bits
from handlers.understanding.lexicon import Link
from handlers.understanding.normalise import canonical, plain
from handlers.understanding.question import Question
from handlers.understanding.slots import Scene
from handlers.understanding.values import Context, Understood

_YES = frozenset(
    map(
        canonical,
        [
            "네",
            "넵",
            "예",
            "응",
            "어",
            "맞아",
            "맞아요",
            "맞습니다",
            "그거",
            "그래",
            "네맞아요",
            "응맞아",
            "네그거요",
            "그거요",
            "ㅇㅇ",
            "어맞아",
            "맞음",
            "그렇습니다",
            "yes",
            "yeah",
            "yep",
            "sure",
            "right",
            "correct",
            "ok",
            "okay",
            "对",
            "是",
            "是的",
            "嗯",
            "对的",
            "好",
            "没错",
        ],
    )
)
_NO = frozenset(
    map(
        canonical,
        ["아니", "아니요", "아뇨", "아니야", "아닌데", "아닌데요", "다아니야", "no", "nope", "不是", "不", "不对"],
    )
)
_NUMBERED = (
    re.compile(
        r"^(?:1|1번|첫번째|첫째|첫번째꺼|첫번째거|첫번째요|1번이요|1번요|일번|첫번째로|맨위|위에거|the first one|first|first one|one|number one|number 1|option 1|第一个|第一|一|1号)(?:요|이요|꺼|거|것)?$"
    ),
    re.compile(
        r"^(?:2|2번|두번째|둘째|두번째꺼|두번째거|2번이요|이번|두번째요|the second one|second|second one|two|number two|number 2|option 2|第二个|第二|二)(?:요|이요|꺼|거|것)?$"
    ),
    re.compile(
        r"^(?:3|3번|세번째|셋째|세번째꺼|3번이요|삼번|the third one|third|third one|three|number 3|option 3|第三个|第三|三)(?:요|이요|꺼|거|것)?$"
    ),
    re.compile(r"^(?:4|4번|네번째|넷째|fourth|the fourth one|four|第四个|四)(?:요|이요|꺼|거|것)?$"),
    re.compile(r"^(?:5|5번|다섯번째|fifth|the fifth one|five|第五个|五)(?:요|이요|꺼|거|것)?$"),
)
_LAST = re.compile(r"^(?:마지막|마지막거|마지막꺼|the last one|last one|last|最后一个)(?:요|이요)?$")
# What makes a question speak of something of its own.
_SUBJECTS = bits(
    "SITE STOP KIND TOPIC SPOT LUNCH DINNER BREAKFAST BUFFET EAT HOTEL FLIGHT TRAIN BUS AIRPORT AGENDA WIFI ROOM GUIDE LEADER OFFICE SPEAKER MYGROUP NOW JUST GATHER LIST COUNT MISSING ROLLCALL "
    "MONEY POWER CONNECTIVITY WEATHER TIMEDIFF CLOCK FEE APPLY CHECKIN CHECKOUT REMIND LANGUAGE EMERGENCY HELP HUMAN EVENT TOUR WAKE HERE LATE ABSENT GROUP PERSON FLIGHTNO PLATE EVERYONE PEOPLE"
)
_ELLIPTIC = bits(
    "WHEN WHERE TIME ADDRESS MAP PHONE URL BRING DRESS PHOTO RULES ABOUT DURATION AREA FOUNDED APPROVED HOW WHAT WHO DEIXIS TAXI SIGNUP GATHER CHANGE CANCEL DELAY HOMETIME"
)
_MEAL_BITS = {"breakfast": "BREAKFAST", "lunch": "LUNCH", "dinner": "DINNER"}
_ROLE_BITS = {"guide": "GUIDE", "leader": "LEADER", "office": "OFFICE", "speaker": "SPEAKER"}
_CARRIED = frozenset({"agenda.when", "agenda.gathering", "stop.bring", "site.about", "site.where"})


def chosen(text: str, context: Context) -> Understood | None:
    """Complete a question that was asked back: '네', '첫 번째', '2번'; None where `text` chooses nothing."""
    form = canonical(plain(text))
    if not context.choices or not form:
        return None
    if form in _NO:
        return Understood(Outcome.UNKNOWN, None)
    choice = context.choices[0] if form in _YES else _counted(form, context.choices)
    return Understood(Outcome.ANSWER, choice.intent, choice.slots, 1.0) if choice else None


def _counted(form: str, choices: tuple[Action, ...]) -> Action | None:
    if _LAST.match(form):
        return choices[-1]
    for place, pattern in enumerate(_NUMBERED):
        if pattern.match(form):
            return choices[place] if place < len(choices) else None
    return None


def narrowed(question: Question, context: Context) -> Action | None:
    """Give the choice that a bare name picks: 'SU7 시승' after 'which of these?'."""
    named = {*question.ids("site"), *question.ids("stop")}
    if not question.has("BARE") or not named:
        return None
    return next((choice for choice in context.choices if named & set(choice.slots.values())), None)


def next_after(question: Question, context: Context, scene: Scene) -> Understood | None:
    """Read '그 다음은?' as the stop after the one that was spoken of."""
    stop = context.slots.get("stop")
    own = question.bits & _SUBJECTS & ~bits("AGENDA")
    if not stop or own or not question.has("NEXT", "NEXT2") or question.dates or question.unread:
        return None
    if context.intent not in {"agenda.next", "agenda.now", "agenda.when", "agenda.gathering"}:
        return None
    following = meant.following(scene.matcher, scene.moment, stop)
    return Understood(Outcome.ANSWER, "agenda.next", {"stop": following.id}, 0.9) if following else None


def with_subject(question: Question, context: Context) -> Question:
    """Give a follow-up the subject of the last answer, where it has none of its own."""
    own = question.bits & _SUBJECTS & ~(bit("GATHER") if question.has("GATHER") else 0)
    if own or question.unread or question.has("NEXT", "NEXT2", "LATER") or not question.bits & _ELLIPTIC:
        return _same_again(question, context)
    links, more, values = _subject(context)
    if not links and not more:
        return question
    asks = bits("ASK") if len(question.tokens) <= 6 else 0
    return replace(
        question, links=question.links + links, bits=question.bits | more | asks, values=question.values + values
    )


def _subject(context: Context) -> tuple[tuple[Link, ...], int, tuple[str, ...]]:
    slots = context.slots
    if "stop" in slots:
        return (Link("stop", slots["stop"], 3),), bits("STOP"), ()
    if "site" in slots:
        return (Link("site", slots["site"], 3),), bits("SITE"), ()
    if "kind" in slots:
        return (), bits("KIND"), (f"KIND={slots['kind']}",)
    if context.intent == "hotel":
        return (), bits("HOTEL"), ()
    if context.intent == "meal":
        return (), bits(_MEAL_BITS.get(slots.get("meal", ""), "EAT")), ()
    if context.intent == "people" and slots.get("role") in _ROLE_BITS:
        return (), bits(_ROLE_BITS[slots["role"]]), ()
    return (), 0, ()


def _same_again(question: Question, context: Context) -> Question:
    """Read a bare name or day after an answer as the same question again: '주 파크는?', '내일은?'."""
    if not question.has("BARE") or question.unread:
        return question
    if question.has("SITE", "STOP") and context.intent in _CARRIED:
        return replace(question, bits=question.bits | bits("ASK " + _CARRIED_BITS[context.intent]))
    if question.dates and context.intent == "meal" and not question.has("AGENDA", "SITE", "STOP", "KIND"):
        return replace(question, bits=question.bits | bits(_MEAL_BITS.get(context.slots.get("meal", ""), "EAT")))
    return question


_CARRIED_BITS = {
    "agenda.when": "WHEN",
    "agenda.gathering": "GATHER",
    "stop.bring": "BRING",
    "site.about": "ABOUT",
    "site.where": "WHERE",
}
