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
_ROWS = [row.split(": ") for row in _TABLE.replace("\n  ", " ").strip().splitlines()]
_OCCASIONS = tuple(
    (frozenset(map(canonical, said.split())), tuple(form.replace("_", " ") for form in called.split()))
    for said, called in _ROWS
)
_AT_A_SITE = frozenset({StopKind.VISIT, StopKind.HOTEL})  # a welcome centre that is visited is no welcome


def called(stop: Stop) -> Iterator[str]:
    """Give what people call the occasion that a stop's title tells of."""
    titles = [canonical(title) for title in stop.title.words.values()] if stop.kind not in _AT_A_SITE else []
    for said, names in _OCCASIONS:
        if any(word in title for word in said for title in titles):
            yield from names
