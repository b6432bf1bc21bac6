"""Numbers and hours in words: Korean in both ways of counting, Chinese, English."""

from collections.abc import Mapping

_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "유": 6, "칠": 7, "팔": 8, "구": 9, "십": 10}
_NATIVE = {
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "열한": 11,
    "열두": 12,
}
_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
ENGLISH = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
} | {
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty five": 45,
    "a": 1,
    "an": 1,
}
_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "열흘": 10,
    "보름": 15,
    "일주일": 7,
}
_LATE_PARTS = frozenset(["오후", "저녁", "밤", "낮", "점심", "下午", "晚上", "中午", "今晚", "pm", "p"])


def number(words: str) -> int:
    """Read a number in digits, or in Korean (both ways), Chinese or English words."""
    if words.isdigit():
        return int(words)
    if words.endswith("주일") and words[0].isdigit():
        return int(words[0]) * 7
    for table in (_NATIVE, ENGLISH, _DAYS):
        if words in table:
            return table[words]
    return _counted(words.replace("十", "십"), _SINO | _HAN)


_TENS = {"십": 10, "백": 100, "천": 1000}


def _counted(words: str, digits: Mapping[str, int]) -> int:
    total, last = 0, 0
    for letter in words:
        if letter in _TENS:
            total, last = total + (last or 1) * _TENS[letter], 0
        else:
            last = digits.get(letter, 0)
    return total + last


_HOURS, _LAST_MINUTE, _NOON = 24, 59, 12
_DAYBREAK = 5  # 밤 2시 is at night, 밤 9시 in the evening
SMALL_HOURS = 6  # a bare 1 to 6 o'clock is in the afternoon, when tours are under way


def clock(hour: int, minute: int, part: str | None) -> str | None:
    """Give HH:MM; a bare 1 to 6 is taken as the afternoon, when tours are under way."""
    if hour > _HOURS or minute > _LAST_MINUTE:
        return None
    if part in _LATE_PARTS and hour < _NOON and not (part == "밤" and hour < _DAYBREAK):
        hour += _NOON
    elif part in {"오전", "am", "a", "上午", "새벽", "밤", "凌晨"} and hour == _NOON:
        hour = 0
    elif part is None and 1 <= hour <= SMALL_HOURS:
        hour += _NOON
    return f"{hour % _HOURS:02}:{minute:02}"
