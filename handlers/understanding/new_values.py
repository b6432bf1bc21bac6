"""A stop's new hour or place, with a verb or without one: '샤오미 집합 정문으로', '점심 8시 말고 7시 반으로 바꿔줘'.

Only what tells somebody to change it is read so: a question, a hearsay or a past tense has another end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from handlers.understanding import stops_meant as meant
from handlers.understanding.concepts import bits
from handlers.understanding.normalise import line_of
from handlers.understanding.question import Question, question_of
from handlers.understanding.scene import Scene, Slots, filled
from handlers.understanding.slots_of_orders import move_slots, stop_slots
from schedule_data.itinerary import Stop

_DO = (
    r"해\s*(?:줘요?|주세요|주라|주십시오|주시기\s*바랍니다|달라고|요|야겠\S*)?|하(?:자|죠|기로|겠습니다|십시오|세요)|할게요?|할께요?|"
    r"합(?:니다|시다)|함|바람|바랍니다|부탁\S*|요망|처리\S*|ㄱㄱ?"
)
_VERB: Final = (
    rf"(?:변경|수정|정정|조정|이동|고정|확정)\s*(?:{_DO})?|"
    r"(?:바꿔|옮겨|당겨|앞당겨|미뤄|늦춰|고쳐|맞춰|잡아|정해)(?:\s*(?:놔|두|둘게))?\s*(?:줘요?|주세요|주라|주십시오|야겠\S*|요)?|"
    r"(?:바꾸|옮기|당기|앞당기|미루|늦추|고치|맞추|잡)(?:자|죠|겠습니다|기로|세요)|(?:바꿀|옮길|당길|앞당길|미룰|늦출|잡을|할|갈)[게께]요?|"
    r"(?:바꿉|옮깁|당깁|앞당깁|미룹|늦춥|갑)(?:니다|시다)|가(?:자|죠)|"
    rf"미룸|옮김|바꿈|당김|앞당김|늦춤|바뀜|(?:바뀝|변경됩)니다|변경됨|{_DO}"
)
_HOUR_WORD: Final = r"(?:\d{1,2}|열한|열두|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)"
_AT: Final = (
    r"(?:(?:오전|오후|새벽|밤|낮)\s*)?"
    rf"(?:\d{{1,2}}:\d{{2}}|{_HOUR_WORD}\s*시(?!\s*간)\s*(?:반|(?:\d{{1,2}}|[이삼사오]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구])\s*분)?)"
)
_INSTEAD: Final = r"\s*(?:에서|부터|말고|대신에?|가?\s*아니(?:라|고)|-?>|→|=>|⇒)\s*"
_END: Final = r"[\s.!~^]*$"
_HOUR: Final = re.compile(
    rf"^(?P<head>.*?)\s*(?:(?P<old>{_AT}){_INSTEAD})?(?P<new>{_AT})\s*(?:까지|정각|에)?\s*(?P<what>시작|출발|집합)?"
    rf"(?P<to>으로|로)?\s*(?P<verb>{_VERB})?{_END}"
)
_SHIFT: Final = re.compile(
    r"^(?P<head>.+?)\s*(?P<minutes>(?:\d{1,2}|한|두)\s*시간(?:\s*반|\s*\d{1,2}\s*분)?|반\s*시간|"
    r"(?:\d{1,3}|[이삼사오]?십오?|오)\s*분)"
    rf"\s*(?:씩|만|정도)?\s*(?P<way>뒤로|앞으로){_END}"
)
_BOTH: Final = re.compile(rf"^(?P<head>.*?)\s*(?P<new>{_AT})(?:에|,)?\s+(?P<place>\S{{2,}}(?:\s\S+)?)에서{_END}")
_PLACE: Final = re.compile(rf"^(?P<all>.+?)(?P<to>으로|로)\s*(?P<verb>{_VERB})?{_END}")
_MEETING: Final = r"(?:집합|집결|모이는|모임|만나는|미팅|픽업|승차|탑승|출발)"
_TO_MEET: Final = rf"{_MEETING}\s*(?:장소|지점|지|곳|위치|포인트)?|장소|위치|곳|식당|강의실"
_MARKED: Final = re.compile(
    rf"^(?P<head>.*(?:{_TO_MEET}))(?:은|는|을|를|이|가|만)?(?:\s*(?:변경|수정|정정|바뀜|바꿈))?(?:\s*[:：]\s*|\s+|$)(?P<place>.*)$"
)
_SPELT_OUT: Final = re.compile(  # '저녁 장소를 CBD 식당에서 왕푸징 식당으로': what stands before it is what is changed
    rf"^(?P<head>.*?(?:(?:{_MEETING}\s*)?(?:장소|위치|지점)))(?:은|는|을|를|이|가|만)?"
    r"(?:\s*(?:변경|수정|정정|바뀜|바꿈))?\s*(?:[:：]\s*|\s)(?P<place>.+)$"
)
_OLD: Final = re.compile(
    r"^(?P<old>[^,]{1,20}?)\s*(?:에서|말고|대신에?|가?\s*아니(?:라|고)|-?>|→|=>|⇒)\s*(?P<place>.+)$"
)
_INSTEAD_OF: Final = re.compile(
    r"^(?P<head>.*?)\s*\S+\s*(?:말고|대신에?|아니(?:라|고))\s*(?P<place>\S+(?:\s\S+)?)에서\s*"
    r"(?:모여|모이|모입|만나|만납|타|탑|봬|뵙|출발|집합)(?:요|자|죠|니다|ㅂ니다|시다|세요|해요|합니다|할게요)?(?=\s|[.!~]|$)(?P<tail>.*)$"
)
_IS_A_PLACE: Final = re.compile(
    r"(?:식당|층|홀|실|관|문|로비|호텔|레스토랑|뷔페|카페|센터|역|앞|옆|뒤|입구|출구|주차장|광장|룸|연회장|강당|빌딩|건물|"
    r"터미널|게이트|장|점|구역|데스크|프런트|프론트|카운터|정류장)$"
)
_GOING: Final = ("가", "갈", "갑")  # '로비로 갈게요' tells where somebody goes
_HINT: Final = re.compile(r"로|에서|->|→|=>|⇒|:")
_IS_A_ROOM: Final = re.compile(r"(?:\d\s*층|홀|룸|연회장|강당|회의실|세미나실)$")  # nobody travels there
_LONGEST_PLACE: Final = 30  # letters: what is longer is a sentence

_SUBJECTS: Final = bits("SITE STOP KIND LUNCH DINNER BREAKFAST BUFFET EAT FLIGHT TRAIN CHECKOUT CHECKIN NEXT NEXT2")
_ON_THE_WAY: Final = bits(
    "GATHER DEPART START MORNING EVENING FIRST FINAL"
)  # what a stop isn't named by, and an hour is set for
_BESIDE: Final = bits(
    "TIME NOUNPLACE WHERE PLACE DAY TOURDAY WEEKDAY WEEK DATEWORD AFTERNOON GO AGENDA FIRST FINAL ORDINAL GROUP "
    "POLITE GLUE HOTEL BUS RIDE EATERY EVERYONE ALL HOUR"
)
_NEVER: Final = bits("ME LATE ABSENT HERE LANGUAGE REMIND ROOM SIGNUP DIET DIETWORD WIFI PERSON ASKEND NOTICE")
_A_PLACE: Final = bits("PLACE SITE STOP HOTEL BUS EATERY TERMINAL AIRPORT ORDINAL")
_OF_NO_PLACE: Final = bits("HOUR MINUTES DIET DIETWORD LANGUAGE REMIND DAY TOURDAY WEEKDAY PERSON COUNT WHAT WHO HOW")
_PARTS_OF_DAY: Final = ("아침", "점심", "저녁")
_EXACT: Final = re.compile(r"오전|오후|새벽|밤|낮|0\d|1[3-9]|2\d")
_HALF_DAY, _DAY = 12 * 60, 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class NewValue:
    """What is to be changed, and to what. `is_plain` tells that neither 'to' nor a verb says that it is an order."""

    intent: str
    slots: Slots
    is_plain: bool


def new_value(scene: Scene, sentence: str) -> NewValue | None:
    """Read a new hour or place of a stop; None where `sentence` gives none, or says more than that."""
    if "?" in sentence or not (_HINT.search(sentence) or scene.question.has("HOUR", "PLACE")):
        return None
    if scene.question.bits & _NEVER:
        return None
    readers = (_shift, _both, _hour, _instead, _place)
    return next((found for read in readers if (found := read(scene, sentence))), None)


def _shift(scene: Scene, sentence: str) -> NewValue | None:
    """Read '집합 5분 앞으로': minutes without a verb, which by themselves are no order."""
    match = _SHIFT.match(sentence)
    head = _head(scene, match["head"]) if match else None
    if match is None or head is None:
        return None
    minutes = question_of(line_of(match["minutes"]), scene.matcher, scene.days).value("MINUTES")
    sign = "-" if match["way"] == "앞으로" else ""
    slots = filled(minutes=f"{sign}{minutes}") | stop_slots(replace(scene, question=head))
    return NewValue("change.delay", slots, is_plain=False) if minutes else None


def _both(scene: Scene, sentence: str) -> NewValue | None:
    match = _BOTH.match(sentence)
    if match is None or not (head := _head(scene, match["head"])) or not head.has("GATHER"):
        return None
    slots = _time_slots(scene, head, match["head"], match["new"])
    return NewValue("change.move", slots | {"place": match["place"]}, is_plain=True) if slots else None


def _hour(scene: Scene, sentence: str) -> NewValue | None:
    match = _HOUR.match(sentence)
    if match is None or not (match["to"] or not match["verb"]):
        return None
    what = match["what"] if match["what"] in {"출발", "집합"} else ""
    head = _head(scene, f"{match['head']} {what}")
    slots = _time_slots(scene, head, match["head"], match["new"]) if head else None
    return NewValue("change.move", slots, not (match["to"] or match["old"])) if slots else None


def _head(scene: Scene, words: str) -> Question | None:
    """Read the words before the new value; None where they hold anything but a stop, a day, and what is set there."""
    read = question_of(line_of(words), scene.matcher, scene.days)
    if read.unread or read.bad_date or not read.bits & (_SUBJECTS | _ON_THE_WAY):
        return None
    for token in read.tokens:
        word = token.word
        if word is None or (token.as_tail and not word.is_particle):
            return None
        named = any(link.strength > 1 for link in word.links)
        if not token.as_tail and not named and word.bits and not word.bits & (_SUBJECTS | _ON_THE_WAY | _BESIDE):
            return None
    return read


def _time_slots(scene: Scene, head: Question, words: str, new: str) -> Slots | None:
    """Give the hour, the date and the stop; None where no stop is meant."""
    told = " ".join(words.split()).endswith(_PARTS_OF_DAY)
    part = next((part for part in _PARTS_OF_DAY if told and words.rstrip().endswith(part)), "")
    value = question_of(line_of(part + new), scene.matcher, scene.days).value("HOUR")
    if value is None:
        return None
    gathers = head.has("GATHER", "DEPART")
    slots = move_slots(replace(scene, question=head)) | {"time": value}
    stop = scene.matcher.itinerary.stop_by_id.get(slots.get("stop", "")) or _gathering(
        scene, head, gathers=gathers or head.has("FIRST", "FINAL")
    )
    if stop is None:
        return None
    if not (part or _is_exact(new)):
        slots["time"] = nearest_half_day(value, stop, gathers=gathers)
    topic = {"topic": "gathering"} if stop.gather and gathers and not head.has("GATHER") else {}  # 집합 says it itself
    return dict(sorted({**slots, "stop": stop.id, **topic}.items()))


def _is_exact(hour: str) -> bool:
    """Tell whether an hour says itself which half of the day it is in: 오후 3시, 08:30, 15시."""
    return _EXACT.match(hour) is not None


def nearest_half_day(value: str, stop: Stop, *, gathers: bool) -> str:
    """Give HH:MM in the half of the day that is nearer to what the stop has now: dinner '6시 반' is 18:30."""
    now = stop.local_leaves_at() if gathers and stop.gather else stop.local_start()
    hour, minute = map(int, value.split(":"))
    first = (hour * 60 + minute) % _HALF_DAY
    nearest = min((first, first + _HALF_DAY), key=lambda one: abs(one - now.hour * 60 - now.minute))
    return f"{nearest % _DAY // 60:02}:{nearest % 60:02}"


def _gathering(scene: Scene, head: Question, *, gathers: bool) -> Stop | None:
    """Give the gathering that '집합 8시로' means: the first of the day that is named, else the next to come."""
    if not gathers or head.bits & _SUBJECTS:
        return None
    theirs = [stop for stop in meant.of_group(scene.matcher, scene.moment) if stop.gather]
    coming = [stop for stop in theirs if stop.leaves_at > scene.moment.at]
    found = meant.on_dates(coming, head.dates)
    return next(iter(found[-1:] if head.has("FINAL") else found), None)


def _place(scene: Scene, sentence: str) -> NewValue | None:
    match = _PLACE.match(sentence)
    if match and (match["verb"] or "").startswith(_GOING):
        return None
    words = match["all"] if match else sentence
    for head, place, old in _cuts(words):
        if match is None and not (
            old or _known_place(scene, place) or (_says_place(head) and _IS_A_PLACE.search(place))
        ):
            continue
        read = _head(scene, head)
        if read is None or not _can_be(scene, place) or not (_says_place(head) or _IS_A_PLACE.search(place)):
            continue
        if not (_says_place(head) or old or (match and match["verb"]) or _IS_A_ROOM.search(place)):
            continue  # '버스 정문으로' may be about going there
        named = stop_slots(replace(scene, question=read))
        stop = named.get("stop")
        if stop is None and not read.has("GATHER", "DEPART"):
            continue
        if stop is None and read.dates and (gathering := _gathering(scene, read, gathers=True)):
            stop = gathering.id
        return NewValue("change.place", filled(place=place, stop=stop, group=named.get("group")), match is None)
    return None


def _instead(scene: Scene, sentence: str) -> NewValue | None:
    """Read '버스 동문 아니고 남문에서 타요 천단': a place put right, without a verb that orders it."""
    match = _INSTEAD_OF.match(sentence)
    read = _head(scene, f"{match['head']} 집합 {match['tail']}") if match else None
    if match is None or read is None or scene.question.has("BYGONE", "DREAM"):
        return None
    place = question_of(line_of(match["place"]), scene.matcher, scene.days)
    if not _can_be(scene, match["place"]) or (place.has("GROUP") and len(place.tokens) == 1):  # 'bus 1, not bus 2'
        return None
    named = stop_slots(replace(scene, question=read))
    return NewValue("change.place", filled(place=match["place"], **named), is_plain=True)


def _cuts(words: str) -> Iterator[tuple[str, str, str]]:
    """Give the ways to part words into what is changed, its new place, and the old one where that is said."""
    forms = (_SPELT_OUT.match(words), _MARKED.match(words))
    heads = [(marked["head"], marked["place"]) for marked in forms if marked]
    pieces = words.split()
    heads += [(" ".join(pieces[:count]), " ".join(pieces[count:])) for count in range(len(pieces) - 1, 0, -1)]
    for head, rest in heads:
        old = _OLD.match(rest)
        place = old["place"] if old else rest
        if place and len(place) <= _LONGEST_PLACE:
            yield head, place.strip(), old["old"] if old else ""


def _says_place(head: str) -> bool:
    return re.search(rf"(?:{_TO_MEET})\S?(?:\s*(?:변경|수정|바뀜))?\s*$", head) is not None


def _known_place(scene: Scene, place: str) -> bool:
    """Tell whether words are nothing but a place: '정문', '호텔 로비'."""
    read = question_of(line_of(place), scene.matcher, scene.days)
    told = [token for token in read.tokens if token.word is None or token.as_tail or not token.word.bits & _A_PLACE]
    return not told and read.has("PLACE") and not read.has("WHERE", "GATHER")


def _can_be(scene: Scene, place: str) -> bool:
    """Tell whether words can be a place: no hour, no person, not the site of another stop."""
    read = question_of(line_of(place), scene.matcher, scene.days)
    if read.bits & _OF_NO_PLACE or re.search(rf"어디|어느|무슨|어떤|^(?:{_TO_MEET})$", place):
        return False
    hotels = {stop.site for stop in scene.matcher.itinerary.stops if stop.kind == "hotel"}
    return not any(len(read.tokens) == 1 and site not in hotels for site in read.ids("site", 3))
