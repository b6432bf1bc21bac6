"""The occasions that every tour names in its own way: a farewell dinner is 송별회 to whoever asks for it."""

from collections.abc import Iterator

from handlers.understanding.normalise import canonical
from schedule_data.itinerary import Stop, StopKind

# What a title says of an occasion: what people call it.
_TABLE = """
송별 환송 farewell goodbye 欢送 送别 告别: 송별회 환송회 송별식 송별연 송별만찬 환송만찬 송별파티 farewell
  farewell_party farewell_dinner farewell_banquet goodbye_dinner goodbye_party 欢送会 欢送晚宴 欢送宴 告别晚宴 送别宴
환영 welcome 欢迎: 환영회 환영식 환영만찬 환영파티 welcome_party welcome_dinner welcome_banquet welcome_reception 欢迎会
  欢迎晚宴 欢迎宴
오리엔테이션 orientation 说明会: 오리엔테이션 오티 설명회 orientation 说明会
"""
# What a title tells people to do, in the languages that it is not written in.
_DOINGS = """
야경 by_night night_view night_walk 夜景: 야경 night_view night_tour night_walk 夜景 夜游
시승 test_drive 试驾: 시승 시승식 test_drive test_ride 试驾 试乘
유람선 승선 boat_ride cruise 游船 巡逻艇: 유람선 보트 boat boat_ride boat_trip cruise 游船 坐船 乘船
"""


def _rows(table: str) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    rows = (row.split(": ") for row in table.replace("\n  ", " ").strip().splitlines())
    return tuple(
        (
            frozenset(canonical(word.replace("_", " ")) for word in said.split()),
            tuple(form.replace("_", " ") for form in called.split()),
        )
        for said, called in rows
    )


_OCCASIONS, _ACTIVITIES = _rows(_TABLE), _rows(_DOINGS)
_AT_A_SITE = frozenset({StopKind.VISIT, StopKind.HOTEL})  # a welcome centre that is visited is no welcome


def called(stop: Stop) -> Iterator[str]:
    """Give what people call the occasion, or the activity, that a stop's title tells of."""
    titles = [canonical(title) for title in stop.title.words.values()]
    for said, names in (*(_OCCASIONS if stop.kind not in _AT_A_SITE else ()), *_ACTIVITIES):
        if any(word in title for word in said for title in titles):
            yield from names
