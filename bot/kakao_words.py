"""The few words that KakaoTalk itself makes necessary: labels of its buttons, and what is said when there is no answer.

Translations that nobody else needs stand in `handlers/locale/*/LC_MESSAGES/kakao.po`.
"""

import re
from functools import lru_cache

from handlers.phrases import mark, phrases
from handlers.reply import Action, Button, Reply

DEFAULT_LANGUAGE = "ko"
_HANGUL = re.compile(r"[가-힣]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
AMAP = mark("Amap")
APPLE_MAPS = mark("Apple Maps")
TAP_BELOW = mark("Tap a button below.")
DOCUMENT_ELSEWHERE = mark(
    "You can get the file “{name}” on the web page or in Telegram. If you need help, ask the staff."
)
PHOTO = mark("Photo")
OPEN = {"photo": mark("Open the photo"), "document": mark("Open the file"), "voice": mark("Play the voice")}
FILE_ELSEWHERE = {
    "photo": mark("A photo belongs to this notice. See it on the web page or in Telegram, or ask your tour leader."),
    "document": mark("A file belongs to this notice. Get it on the web page or in Telegram, or from your tour leader."),
    "voice": mark(
        "A voice message belongs to this notice. Hear it on the web page or in Telegram, or ask your tour leader."
    ),
}
SORRY = mark(
    "I could not get the answer just now. Please ask again in a moment. If it is urgent, call your tour leader."
)
WAIT = mark("Looking it up. One moment, please.")
SLOW = mark("This takes longer than usual. Tap below to see the answer. If it is urgent, call your tour leader.")
SEE_ANSWER = mark("See the answer")
OVER = mark("That notice is over. Ask for the next stop to see what applies now.")
NEXT_STOP = mark("Next stop")
ASK_STAFF = mark("Ask the staff")
# facts with these labels are repeated in copyable text, whatever their values look like
ESSENTIAL_LABELS = tuple(map(mark, ("Time", "Gathering", "Place", "Going to", "Address", "Phone")))


def in_language(words: str, language: str, **values: str) -> str:
    """Give the words in `language`, one of ko, en and zh; in Korean where it is none of them."""
    return phrases(language)(words, **values)


def spoken_in(reply: Reply) -> str:
    """Tell which language a reply is in, by the script of its steps, else of its words.

    Names are written in their own script in every language, so the script that there is most of counts.
    """
    steps = " ".join(button.label for button in reply.buttons if button.action)
    words = steps or " ".join(reply.paragraphs)
    letters = {"ko": _HANGUL, "zh": _HAN, "en": _LATIN_WORD}
    return max(letters, key=lambda language: len(letters[language].findall(words)))


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
