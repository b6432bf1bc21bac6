"""A message taken apart into its sentences, and a sentence into its clauses."""

import re

MOST_SENTENCES = 12

_END = re.compile(
    r"(?<=안녕하세요)[\s,~]+|(?<=안녕하십니까)[\s,~]+|(?<=안녕)[,~]+\s*|(?<=수고하십니다)[\s,~]+|(?<=수고하세요),\s*|"
    r"(?<=[?!。;\n])+\s*|(?<=[^\d.])\.(?:\s+|$)|\s*(?:그리고|그리구|글구|그리고요|"
    r"(?<![近边里])还有(?!哪|什么|啥|没|多|别|其|几|吗|空|位)|另外|and also|also,|plus,)\s*"
)
_AFTERTHOUGHT = re.compile(r"[?!]+\s*(?P<bus>\d{1,2}\s*호차?|bus \d{1,2}|\d{1,2}号车)[.!~ ]*$")  # '누구 안 탔어? 1호'
_ASKED = re.compile(
    r"(?<=[가-힣](?:나요|까요|[어아와해돼가봐타]요|예요|에요|더라))\s+|"
    r"(?<=[몇되하있인었았였했](?:나|지|죠|니|냐))\s+|(?<=시(?:죠|야|지))\s+"
)
_CLAUSE = re.compile(
    r"(?<=[은는한던인운]데)\s+|(?<=니까)\s+|(?<![디에기로]서)(?<=[가-힣]서)\s+|(?<=지만)\s+|(?<=[가-힣]고)(?<!말고)\s+(?!싶|있|계)|\s*[,，、]\s*|\s+and\s+|\s+but\s+|\s+(?:그럼|그나저나|근데|그런데|아무튼|암튼|어쨌든)\s+|(?<=네요)\s+|(?<=습니다)\s+|(?<=[어아해와돼가봐타워려져켜에예]요)\s+|(?<=[나까]요)\s+|(?<=[가-힣]죠)\s+|(?<=거든요)\s+"
    r"|(?<=[一-鿿])\s+(?=[一-鿿])"
)


def sentences(text: str) -> list[str]:
    """Split a `plain` text where sentences end or a new question is begun; never empty, the last ones of many."""
    found = [
        piece.strip() for piece in _END.split(_AFTERTHOUGHT.sub(r" \g<bus>", text)) if piece and piece.strip(" .!,~?")
    ]
    return found[:2] + found[2:][-(MOST_SENTENCES - 2) :] if found else [text]


def asked_first(sentence: str) -> list[str]:
    """Split a sentence where a question in it ends: '참가비 얼마였더라 | 품의 올려야 되는데'; one where none does."""
    return [piece for piece in _ASKED.split(sentence, maxsplit=1) if piece and piece.strip()]


def clauses(sentence: str) -> list[str]:
    """Split a sentence at the joints of its clauses; one entry where it has none."""
    return [piece for piece in _CLAUSE.split(sentence) if piece and piece.strip()]
