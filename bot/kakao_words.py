"""The few words that KakaoTalk itself makes necessary: labels of its buttons, and what is said when there is no answer.

Their translations stand in `handlers/locale/*/LC_MESSAGES/kakao.po`.
"""

from handlers.phrases import mark, phrases
from handlers.reply import Action, Button

DEFAULT_LANGUAGE = "ko"
AMAP = mark("Amap")
APPLE_MAPS = mark("Apple Maps")
TAP_BELOW = mark("Tap a button below.")
DOCUMENT_ELSEWHERE = mark(
    "You can get the file “{name}” on the web page or in Telegram. If you need help, ask the staff."
)
SORRY = mark(
    "I could not get the answer just now. Please ask again in a moment. If it is urgent, call your tour leader."
)
WAIT = mark("Looking it up. One moment, please.")
NEXT_STOP = mark("What's next")
ASK_STAFF = mark("Ask the staff")
# labels that name a place or a time, whatever the value looks like: those facts are repeated in copyable text
ESSENTIAL_LABELS = frozenset(
    {"집합", "집합지", "장소", "주소", "시간", "시각", "전화", "Gather", "Meet", "Place", "Address", "Time", "Phone"}
) | frozenset({"集合", "集合地点", "地点", "地址", "时间", "电话"})


def in_language(words: str, language: str, **values: str) -> str:
    """Give the words in `language`, one of ko, en and zh; in Korean where it is none of them."""
    return phrases(language)(words, **values)


def ways_on(language: str) -> tuple[Button, ...]:
    """Give the next steps that always work: the next stop, and a human."""
    return (
        Button(in_language(NEXT_STOP, language), action=Action("agenda.next")),
        Button(in_language(ASK_STAFF, language), action=Action("human")),
    )
