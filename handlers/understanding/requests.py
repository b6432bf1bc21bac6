"""An order asked for politely, as the order that it is: '30분 미뤄줄 수 있어?' as '30분 미뤄줘'."""

import re
from typing import Final

_ORDERS: Final = re.compile(
    r"바꿔|바꾸|변경|옮겨|미뤄|늦춰|당겨|연기|지연|취소|빼|없애|되돌|공지|추가|넣어|수정|시작|마감|"
    r"(?:다들|전체|모두|전원|호차|참가자)\S*\s.*(?:알려|전해|말해)"
)
_ASKED: Final = re.compile(
    r"(?P<verb>\S*[해꿔려겨춰뤄줘애빼])\s*(?:줄래요?|주실래요?|줄\s*수\s*있\S*|주실\s*수\s*있\S*|주시겠\S*|주겠\S*|"
    r"주면\s*(?:안\s*)?[되돼될]\S*)\s*[?？!.~]*$"
)
_ENGLISH: Final = re.compile(
    r"^(?:can|could|would|will) you (?:please )?(?P<order>"
    r"(?:delay|postpone|push|move|cancel|swap|reschedule|undo|announce|(?:tell|notify) (?!me|us)).+?)[?.! ]*$",
    re.IGNORECASE,
)


def as_ordered(text: str) -> str:
    """Give a polite request to change or to tell something as an order; any other text as it is."""
    if match := _ENGLISH.match(text.strip()):
        return match["order"]
    if not _ORDERS.search(text):
        return text
    return _ASKED.sub(lambda match: f"{match['verb']}줘", text.rstrip())
