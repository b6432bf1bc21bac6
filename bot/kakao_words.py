"""The few words that KakaoTalk itself makes necessary: labels of its buttons, and what is said when there is no answer.

Translations that nobody else needs stand in `handlers/locale/*/LC_MESSAGES/kakao.po`.
"""

from functools import lru_cache

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
NEXT_STOP = mark("Next stop")
ASK_STAFF = mark("Ask the staff")
# facts with these labels are repeated in copyable text, whatever their values look like
ESSENTIAL_LABELS = tuple(map(mark, ("Time", "Gathering", "Place", "Going to", "Address", "Phone")))


def in_language(words: str, language: str, **values: str) -> str:
    """Give the words in `language`, one of ko, en and zh; in Korean where it is none of them."""
    return phrases(language)(words, **values)


@lru_cache
def essential_labels(language: str) -> frozenset[str]:
    """Give the labels of the facts that a person must be able to read without a card."""
    return frozenset(in_language(label, language) for label in ESSENTIAL_LABELS)


def ways_on(language: str) -> tuple[Button, ...]:
    """Give the next steps that always work: the next stop, and a human."""
    return (
        Button(in_language(NEXT_STOP, language), action=Action("agenda.next")),
        Button(in_language(ASK_STAFF, language), action=Action("human")),
    )
