"""KakaoTalk's limits, and how long a text is on its scale.

GUIDE is Kakao's chatbot guide (kakaobusiness.gitbook.io, tool/chatbot/skill_guide/answer_json_format), CALLBACK its
ai_chatbot_callback_guide, GROUP the group chatbot Quick Start v1.11.1 (2026-04). Texts are counted in UTF-16 units: how
emoji count is not said, and this is the larger count. Times are seconds.
"""

# GUIDE, 'SkillTemplate' and 'QuickReplies'
VERSION = "2.0"
OUTPUTS_MAX = 3
QUICK_REPLIES_MAX = 10
# GUIDE, 'SimpleText': longer ones are refused; over 500 the rest hides behind 'show all'
SIMPLE_TEXT_MAX = 1000
SIMPLE_TEXT_FOLD = 500
# GUIDE, 'SimpleImage' and 'Thumbnail'
ALT_TEXT_MAX = 50
# GUIDE, 'TextCard'
TEXT_CARD_TITLE_MAX = 50
TEXT_CARD_BODY_MAX = 400
TEXT_CARD_BODY_MAX_IN_CAROUSEL = 128
# GUIDE, 'BasicCard'
BASIC_CARD_TITLE_MAX = 50
BASIC_CARD_DESCRIPTION_MAX = 230
# GUIDE, 'ListCard'
LIST_ITEMS_MAX = 5
LIST_ITEMS_MAX_IN_CAROUSEL = 4
LIST_CARD_BUTTONS_MAX = 2
# GUIDE, 'ItemCard'
ITEMS_MAX = 10
ITEMS_MAX_IN_CAROUSEL = 5
ITEM_TITLE_MAX = 6
ITEM_CARD_BODY_MAX = 200
ITEM_CARD_BODY_MAX_IN_CAROUSEL = 100
ITEM_CARD_LINES_MAX = 12
# GUIDE, 'Button' and 'buttonLayout'; GROUP for the last
BUTTONS_MAX = 3
BUTTONS_MAX_HORIZONTAL = 2
BUTTONS_MAX_IN_GROUP = 5
LABEL_MAX = 14
LABEL_MAX_SIDE_BY_SIDE = 8
# GUIDE, 'Carousel'
CAROUSEL_MAX = 10
CAROUSEL_MAX_LIST_CARDS = 5
# Skill guide: after 5 s the user sees a failure. CALLBACK: callbackUrl lives a minute. Budgets leave room for the wire.
SKILL_TIMEOUT = 5.0
SKILL_BUDGET = 4.0
CALLBACK_LIFETIME = 60.0
CALLBACK_BUDGET = 50.0
# Event API guide: users in one call
EVENT_USERS_MAX = 100
# Event API guide: ids of users
USER_ID_MAX = 70

ELLIPSIS = "…"
JOINER = "\u200d"
# what clings to the character before it: joiners, variation selectors, skin tones, combining marks of emoji and keycaps
CLINGING = frozenset({JOINER, "\ufe0e", "\ufe0f", "\u20e3", *map(chr, range(0x1F3FB, 0x1F400))})
# a cut looks for a word's end in the last part of what fits; languages without spaces are cut where they are full
WORD_SEARCH = 0.4


def width(text: str) -> int:
    """Count a text as conservatively as Kakao may: in UTF-16 units (a flag is 4, a family of three 8)."""
    return len(text) + sum(character > "\uffff" for character in text)


def head(text: str, limit: int) -> str:
    """Give the longest start of `text` within `limit` units that splits no emoji."""
    if width(text) <= limit:
        return text
    used = end = 0
    for character in text:
        used += width(character)
        if used > limit:
            break
        end += 1
    while end and (text[end] in CLINGING or text[end - 1] == JOINER or _splits_flag(text, end)):
        end -= 1
    return text[:end]


def at_word(text: str, limit: int) -> str:
    """Give the longest start of `text` within `limit` units that ends at a word's end, where one is near."""
    start = head(text, limit)
    if start == text or text[len(start)].isspace():
        return start.rstrip()
    edge = max(start.rfind(space) for space in " \n")
    return start[:edge].rstrip() if edge > len(start) * (1 - WORD_SEARCH) else start.rstrip()


def cut(text: str, limit: int) -> str:
    """Fit `text` into `limit` units: whole, else cut at a word's end and marked with '…'."""
    return text if width(text) <= limit else at_word(text, limit - width(ELLIPSIS)) + ELLIPSIS


def _splits_flag(text: str, end: int) -> bool:
    """Tell whether a cut at `end` would part the two letters that make a flag."""
    letters = 0
    while letters < end and _is_flag_letter(text[end - 1 - letters]):
        letters += 1
    return letters % 2 == 1 and _is_flag_letter(text[end])


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
