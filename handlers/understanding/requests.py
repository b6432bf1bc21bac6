"""An order asked for politely, as the order that it is: '30분 미뤄줄 수 있어?' as '30분 미뤄줘'."""

import re
from typing import Final

_ORDERS: Final = re.compile(
    r"바꿔|바꾸|변경|옮겨|미뤄|늦춰|미룰|늦출|옮길|당길|바꿀|뺄|되돌릴|당겨|연기|지연|취소|빼|없애|되돌|공지|추가|넣어|수정|시작|마감|"
    r"(?:다들|전체|모두|전원|호차|참가자)\S*\s.*(?:알려|전해|말해)"
)
_ASKED: Final = re.compile(
    r"(?P<verb>\S*[해꿔려겨춰뤄줘애빼])\s*(?:줄래요?|주실래요?|줄\s*수\s*있\S*|주실\s*수\s*있\S*|주시겠\S*|주겠\S*|"
    r"주면\s*(?:안\s*)?[되돼될]\S*)\s*[?？!.~ㅋㅎㅠㅜ]*$"
)
_SHALL_WE: Final = {  # '취소할까요?' of who may do it
    "취소할": "취소해",
    "미룰": "미뤄",
    "늦출": "늦춰",
    "당길": "당겨",
    "앞당길": "앞당겨",
    "연기할": "연기해",
    "지연할": "지연해",
    "옮길": "옮겨",
    "바꿀": "바꿔",
    "변경할": "변경해",
    "뺄": "빼",
    "되돌릴": "되돌려",
}
_SHALL: Final = re.compile(rf"(?P<verb>{'|'.join(_SHALL_WE)})까요?\s*[?？!.~]*$")
_ASKS_WHAT: Final = re.compile(
    r"뭐|뭘|무엇|무슨|어떤|어느|어디|언제|왜|얼마|누구|몇|어떻게|어떨|(?:할|출|룰|꿀|길|뺄)까\S*\s*(?:말까|아니면)|아니면"
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
    if _SHALL.search(text) and not _ASKS_WHAT.search(text):
        return _SHALL.sub(lambda match: f"{_SHALL_WE[match['verb']]}줘", text.rstrip())
    return _ASKED.sub(lambda match: f"{match['verb']}줘", text.rstrip())
