"""What a short follow-up refers to: the last answer, or a question that was asked back."""

import re
from collections.abc import Mapping
from dataclasses import replace

from handlers.reply import Action, Outcome
from handlers.understanding import stops_meant as meant
from handlers.understanding.concepts import bit, bits
from handlers.understanding.lexicon import Link
from handlers.understanding.normalise import canonical, plain
from handlers.understanding.question import Question
from handlers.understanding.slots import Scene
from handlers.understanding.values import Context, Understood
from schedule_data.itinerary import Itinerary

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
_COUNTED = (
    "1 1번 첫번째 첫째 일번 첫번째로 맨위 the_first_one first first_one one number_one number_1 第一个 第一 一",
    "2 2번 두번째 둘째 이번 the_second_one second second_one two number_two number_2 第二个 第二 二",
    "3 3번 세번째 셋째 삼번 the_third_one third third_one three number_3 option_3 第三个 第三 三",
    "4 4번 네번째 넷째 the_fourth_one fourth four 第四个 第四 四",
    "5 5번 다섯번째 the_fifth_one fifth five 第五个 第五 五",
    "마지막 마지막거 마지막꺼 the_last_one last_one last 最后一个",
)
_PLACES = {form.replace("_", " "): place for place, forms in enumerate(_COUNTED) for form in forms.split()}
_POLITE_END = re.compile(r"(?<=[가-힣\d])(?:이요|요|꺼|거|것)$")
# What makes a question speak of something of its own.
_SUBJECTS = bits(
    "SITE STOP KIND TOPIC SPOT LUNCH DINNER BREAKFAST BUFFET EAT HOTEL FLIGHT TRAIN BUS AIRPORT AGENDA WIFI ROOM "
    "GUIDE LEADER OFFICE SPEAKER MYGROUP NOW JUST GATHER LIST COUNT MISSING ROLLCALL MONEY POWER CONNECTIVITY "
    "WEATHER TIMEDIFF CLOCK FEE APPLY CHECKIN CHECKOUT REMIND LANGUAGE EMERGENCY HELP HUMAN EVENT TOUR WAKE HERE "
    "LATE ABSENT GROUP PERSON FLIGHTNO PLATE EVERYONE PEOPLE"
)
_ELLIPTIC = bits(
    "WHEN WHERE TIME ADDRESS MAP PHONE URL BRING DRESS PHOTO RULES ABOUT DURATION AREA FOUNDED APPROVED HOW WHAT "
    "WHO DEIXIS TAXI SIGNUP GATHER CHANGE CANCEL DELAY HOMETIME"
)
# What a name asks with beside it: '호텔 주소' after a gathering asks for an address, '주 파크는?' for the same again.
_ASKS_OF_ITS_OWN = bits(
    "WHEN WHERE TIME ADDRESS MAP PHONE URL BRING DRESS PHOTO RULES ABOUT DURATION AREA FOUNDED APPROVED TAXI GATHER "
    "WIFI PASSWORD BUFFET BREAKFAST LUNCH DINNER CHECKIN CHECKOUT ROOM"
)
_MEAL_BITS = {"breakfast": "BREAKFAST", "lunch": "LUNCH", "dinner": "DINNER"}
_ROLE_BITS = {"guide": "GUIDE", "leader": "LEADER", "office": "OFFICE", "speaker": "SPEAKER"}
_A_FEW = 6  # words; that many after an answer ask on, though without a question mark
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
    place = _PLACES.get(form, _PLACES.get(_POLITE_END.sub("", form)))
    if place is None:
        return None
    if place == len(_COUNTED) - 1:
        return choices[-1]
    return choices[place] if place < len(choices) else None


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


def with_subject(scene: Scene, context: Context) -> Question:
    """Give a follow-up the subject of the last answer, where it has none of its own."""
    question, context = scene.question, _on_its_day(scene, context)
    own = question.bits & _SUBJECTS & ~(bit("GATHER") if question.has("GATHER") else 0)
    if own or question.unread or question.has("NEXT", "NEXT2", "LATER") or not question.bits & _ELLIPTIC:
        return _same_again(question, context)
    links, more, values = _subject(context)
    if not links and not more:
        return question
    asks = bits("ASK") if len(question.tokens) <= _A_FEW else 0
    return replace(
        question, links=question.links + links, bits=question.bits | more | asks, values=question.values + values
    )


def _on_its_day(scene: Scene, context: Context) -> Context:
    """Give the talk without its stop where another day is named: '내일 몇 시에 모여?' after tonight's hotel."""
    stop = scene.matcher.itinerary.stop_by_id.get(context.slots.get("stop", ""))
    days = scene.question.dates
    return context if stop is None or not days or stop.day in days else replace(context, slots={})


def _subject(context: Context) -> tuple[tuple[Link, ...], int, tuple[str, ...]]:
    """Give the links, concepts and values that the last answer lends to a question."""
    slots = context.slots
    for what in ("stop", "site"):
        if what in slots:
            return (Link(what, slots[what], 3),), bits(what.upper()), ()
    if "kind" in slots:
        return (), bits("KIND"), (f"KIND={slots['kind']}",)
    return (), bits(_concept_of(context)), ()


def _concept_of(context: Context) -> str:
    slots = context.slots
    if context.intent == "meal":
        return _MEAL_BITS.get(slots.get("meal", ""), "EAT")
    if context.intent == "people":
        return _ROLE_BITS.get(slots.get("role", ""), "")
    return {"hotel": "HOTEL", "agenda.gathering": "GATHER"}.get(context.intent or "", "")


def still_true(context: Context, itinerary: Itinerary) -> Context:
    """Give the talk without what the plan no longer has: a stop may have gone since it was spoken of."""

    def stands(slots: Mapping[str, str]) -> bool:
        stop, site = slots.get("stop"), slots.get("site")
        return (stop is None or stop in itinerary.stop_by_id) and (site is None or site in itinerary.sites)

    choices = tuple(choice for choice in context.choices if stands(choice.slots))
    return replace(context, slots=context.slots if stands(context.slots) else {}, choices=choices)


def _same_again(question: Question, context: Context) -> Question:
    """Read a bare name or day after an answer as the same question again: '주 파크는?', '내일은?'."""
    if not question.has("BARE") or question.unread:
        return question
    if question.has("SITE", "STOP") and context.intent in _CARRIED and not question.bits & _ASKS_OF_ITS_OWN:
        return replace(question, bits=question.bits | bits("ASK " + _CARRIED_BITS[context.intent]))
    if context.intent == "meal" and question.has("MORNING", "EVENING") and not question.has("AGENDA", "SITE", "STOP"):
        return replace(question, bits=question.bits | bits("EAT WHAT ASK"))
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
