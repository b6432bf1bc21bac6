"""Orders in free words that name two stops, or a new one: '샤오미랑 주 파크 순서 바꿔', '15:00 커피 추가'."""

import re
from collections.abc import Iterator
from typing import Final

from handlers.changes.said import span_in
from handlers.reply import Action
from handlers.understanding import Moment
from handlers.understanding.concepts import bits
from handlers.understanding.matcher import Matcher
from handlers.understanding.new_values import new_value
from handlers.understanding.normalise import line_of, plain
from handlers.understanding.question import Question as Read
from handlers.understanding.question import question_of
from handlers.understanding.requests import as_ordered
from handlers.understanding.slots import Scene, slots_for
from handlers.understanding.tour_days import Days
from schedule_data.agenda import local_date
from schedule_data.people import Role

_NO_STOP: Final = bits("PEOPLE PERSON ME REMIND NOTICE COUNT ROLLCALL")  # what is added to something else
LONGEST_ORDER: Final = 120  # characters: two names and a verb, or an hour, a place and a title

_HISTORY: Final = re.compile(
    r"변경\s*(?:내역|이력|기록)|누가\s*.{0,10}(?:바꿨|바꾼|변경했)|(?:change|revision)\s*(?:history|log)|who changed|"
    r"(?:变更|修改|更改)(?:记录|历史)|谁改|"
    r"뭐\s*(?:가\s*)?바뀌었|(?:변경된|바뀐)\s*(?:거|것|게|일정)\s*(?:있|뭐|보여|알려)"
)
_TAKES_BACK: Final = re.compile(  # what was changed just now, whatever it was
    r"(?:아까|방금|(?:좀|조금)\s*전에?|마지막(?:으로|에)?|지금)\s*(?:제가\s*|내가\s*)?"
    r"(?:바꾼|바꿨던|변경한|변경했던|수정한|한)\s*(?:변경|거|것|걸|건|게|일정)?\S*\s*"
    r"(?:다시\s*)?(?:취소|되돌|원래대로|원상|없던|무효)|"
    r"(?:undo|revert|take back) (?:the |my |that )?(?:last )?change|撤销(?:刚才|上次)?的?(?:更改|变更|修改)"
)
_PAST: Final = ((_TAKES_BACK, "change.undo"), (_HISTORY, "change.history"))
_MENU: Final = re.compile(
    r"^(?:일정\s*(?:변경|수정|바꾸기)(?:하기|할래|하고 싶어|메뉴)?|change (?:the )?(?:plan|schedule|itinerary)|"
    r"(?:修改|更改|变更)(?:行程|日程|安排))[.!。]*$"
)
_NEW: Final = re.compile(r"^(?:새\s*)?일정\s*추가(?:하기|할래|하고 싶어)?$|^add a stop$|^(?:新增|添加|增加)行程$")
_SWAP: Final = re.compile(r"^(?:일정\s*)?순서\s*(?:바꾸기|변경|교체)$|^swap two stops$|^对调行程$")
_MAY_BE: Final = re.compile(
    r"바뀌|바뀐|바꿔|바꾸|바꿀|바꿨|바꾼|교체|추가|넣[어자을]|끼[워우]|변경|수정|swap|switch|exchange|add|insert|change|revision|"
    r"아까|방금|전에|마지막|undo|revert|撤销|换|对调|加|新增|变更|修改|更改|谁改"
)
_SWAPS: Final = (
    re.compile(
        r"^(?P<one>.+?)\s*(?:이랑|랑|하고|와|과|,)\s+(?P<other>.+?)\s*(?:의\s*)?"
        r"(?:순서|시간|일정|자리)(?:를|을)?\s*(?:서로\s*)?(?:맞바꿔|맞바꾸|바꿔|바꾸|바꿀|교체|변경)\S*(?:\s*(?:줘|주세요))?[.!]*$"
    ),
    re.compile(
        r"^(?P<one>.+?)\s*(?:이랑|랑|하고|와|과|,)\s+(?P<other>.+?)\s*(?:서로\s*|맞)(?:바꿔|바꾸|바꿀)\S*(?:\s*(?:줘|주세요))?[.!]*$"
    ),
    re.compile(r"^(?:please )?(?:swap|switch|exchange) (?P<one>.+?) (?:and|with) (?P<other>.+?)[.!]*$"),
    re.compile(
        r"^(?:请)?(?:把)?(?P<one>.+?)(?:和|与|跟)(?P<other>.+?)(?:的)?(?:顺序|时间|安排)?(?:对调|互换|调换|交换|换)(?:一下)?[。.!！]*$"
    ),
    re.compile(
        r"^(?P<one>.+?)\s*(?:이랑|랑|하고|와|과|,)\s+(?P<other>.+?)(?:을|를)?\s*"
        r"(?:바꿔|바꾸|바꿀|교체)(?:자|죠|게요?|[ㅂ합]시다|요)?(?:\s*(?:줘|주세요))?[.!]*$"
    ),
)
_SWAPS_BARELY: Final = _SWAPS[-1]  # 'A and B, change': only where both are stops
_SWAPS_UNJOINED: Final = re.compile(
    r"^(?P<both>.+?)\s*(?:순서|자리)(?:를|을)?\s*(?:서로\s*)?맞?(?:바꿔|바꾸|바꿉|교체|변경)\S*(?:\s*(?:줘|주세요))?[.!]*$"
)
_INSERTS: Final = (
    re.compile(
        r"^(?P<what>.+?)\s*(?:일정)?(?:을|를)?\s*(?:추가|넣[어자]|넣을게요?|끼워|끼우자)(?:\s*넣(?:자|읍시다|을게요?))?\s*(?:해|넣어)?\s*(?:줘|주세요|주라|할게요?|하자|합니다|요|함)?[.!]*$"
    ),
    re.compile(r"^(?:please )?(?:add|insert) (?:an? |the )?(?P<what>.+?)[.!]*$"),
    re.compile(r"^(?:请)?(?P<what>.+)$"),
)
_ADD_ZH: Final = re.compile(r"(?:增加|添加|加上|加入|加)(?:一个|一项|一场|个)?")
_TIME: Final = re.compile(
    r"(?:(?:오늘|내일|모레|첫째\s*날|둘째\s*날|셋째\s*날|마지막\s*날|\d{1,2}일차|\d{1,2}월\s*\d{1,2}일|\d{1,2}일)(?:에|\s)*)|"
    r"(?:today|tomorrow|on day \d+|day \d+|on the \d{1,2}(?:st|nd|rd|th)?)|"
    r"(?:今天|明天|后天|第[一二三四五]天|\d{1,2}[号日])|"
    r"(?:오전|오후|아침|저녁|밤|上午|下午|晚上|早上)?\s*\d{1,2}\s*(?:시(?!간)|点)\s*(?:반|半|\d{1,2}\s*[분分])?\s*(?:에|부터)?|"
    r"(?:at |from )?\d{1,2}:\d{2}\s*(?:[-–~]\s*\d{1,2}:\d{2})?\s*(?:에|부터|am|pm)?|(?:at )\d{1,2}\s*(?:am|pm)"
)
_ONESELF: Final = re.compile(r"(?<!\S)(?:저|나|저희|우리)(?:도|를|만)(?!\S)|\bme\b")  # who wants a place adds no stop
_BESIDE: Final = re.compile(r"^\S.*?(?:\s*(?:전|후|뒤|다음|사이)에|\s+(?:끝나고|마치고|보고))\s+(?P<title>.+)$")
_LASTS: Final = re.compile(r"\d{1,3}\s*분(?:만|정도|쯤|간)?(?=\s|$)|(?:한|두|세|\d)\s*시간(?:만|정도|쯤)?(?=\s|$)")
_PLACE: Final = (
    re.compile(r"^(?P<place>.{1,30}?)에서\s+(?P<title>.+)$"),
    re.compile(r"^(?P<title>.+?) (?:in|at) (?:the )?(?P<place>.{2,40})$"),
)


def order_in(text: str, matcher: Matcher, moment: Moment, role: Role) -> Action | None:
    """Read an order to swap two stops, to add one, or a wish for the history or the menu of changes; None else.

    A participant's order is read as one too, to be refused; their wishes are questions about the plan.
    """
    text = as_ordered(text)
    words = " ".join(plain(text).split()) if len(text) <= LONGEST_ORDER else ""
    if not _MAY_BE.search(words):
        return _curt(words, matcher, moment) if role is Role.LEADER and words else None
    if role is not Role.PARTICIPANT and (past := next((one for form, one in _PAST if form.search(words)), "")):
        return Action(past)
    if role is Role.LEADER and _MENU.match(words):
        return Action("change.menu")
    for form, intent in ((_NEW, "change.insert"), (_SWAP, "change.swap")):
        if form.match(words):
            return Action(intent)
    if words.endswith("?"):
        return None
    order = _swap(words, matcher, moment) or _insert(text, words, matcher, moment)
    return order or (_curt(words, matcher, moment) if role is Role.LEADER else None)


def _curt(words: str, matcher: Matcher, moment: Moment) -> Action | None:
    """Read a stop and its new hour or place side by side: from a leader '샤오미 집합 정문' is no question."""
    value = new_value(_scene(words, matcher, moment), words)
    return Action(value.intent, value.slots) if value and value.is_plain else None


def _swap(words: str, matcher: Matcher, moment: Moment) -> Action | None:
    for form in _SWAPS:
        if match := form.match(words):
            stops = (_stop(match["one"], matcher, moment), _stop(match["other"], matcher, moment))
            named = {slot: stop for slot, stop in zip(("stop", "other"), stops, strict=True) if stop}
            if form is not _SWAPS_BARELY or len(named) == len(stops):
                return Action("change.swap", named)
    return _swap_unjoined(words, matcher, moment)


def _swap_unjoined(words: str, matcher: Matcher, moment: Moment) -> Action | None:
    """Read two stops side by side: '투스픽 주 파크 순서 바꿔'."""
    match = _SWAPS_UNJOINED.match(words)
    pieces = match["both"].split() if match else []
    for count in range(1, len(pieces)):
        one, other = (_stop(" ".join(part), matcher, moment) for part in (pieces[:count], pieces[count:]))
        if one and other and one != other:
            return Action("change.swap", {"stop": one, "other": other})
    return None


def _insert(text: str, words: str, matcher: Matcher, moment: Moment) -> Action | None:
    what = next(_what(words), None)
    span = span_in(text)
    if what is None or _ONESELF.search(what):
        return None
    if span is None:
        return _between(what, matcher, moment)
    start, end = span
    read = _read(words, matcher, moment)
    slots = {"time": f"{start:%H:%M}" + (f"-{end:%H:%M}" if end else ""), **_named(what)}
    if read.dates:
        slots["date"] = read.dates[0].isoformat()
    if groups := read.ids("group"):
        slots["group"] = groups[0]
    return Action("change.insert", slots)


def _between(what: str, matcher: Matcher, moment: Moment) -> Action | None:
    """Read a stop that is to be added before or after another, without an hour: that is asked for."""
    match = _BESIDE.match(what)
    title = " ".join(_LASTS.sub(" ", match["title"]).split()) if match else ""
    is_a_stop = title and not _read(title, matcher, moment).bits & _NO_STOP
    return Action("change.insert", {"title": title}) if is_a_stop else None


def _what(words: str) -> Iterator[str]:
    """Give what is to be added, with its hour, in each form that fits."""
    korean, english, chinese = (form.match(words) for form in _INSERTS)
    yield from (match["what"] for match in (korean, english) if match)
    if chinese and _ADD_ZH.search(words):
        yield _ADD_ZH.sub(" ", chinese["what"], count=1)


def _named(what: str) -> dict[str, str]:
    """Take the hour out of what is added; give its title, and its place where that is said."""
    rest = " ".join(_TIME.sub(" ", what).split()).removeprefix("的").strip(" ,的")
    for form in _PLACE:
        if match := form.match(rest):
            return {"title": match["title"], "place": match["place"]}
    return {"title": rest} if rest else {}


def _stop(words: str, matcher: Matcher, moment: Moment) -> str | None:
    return (slots_for("change.cancel", _scene(words, matcher, moment)) or {}).get("stop")


def _scene(words: str, matcher: Matcher, moment: Moment) -> Scene:
    return Scene(matcher, moment, _days(matcher, moment), _read(words, matcher, moment))


def _read(words: str, matcher: Matcher, moment: Moment) -> Read:
    return question_of(line_of(words), matcher, _days(matcher, moment))


def _days(matcher: Matcher, moment: Moment) -> Days:
    itinerary = matcher.itinerary
    return Days(itinerary.starts, itinerary.ends, local_date(itinerary, moment.at, moment.group))
