"""Which of the words that nothing explains may be said back: names, and no pieces of verbs."""

import re
from collections.abc import Iterator, Sequence

from handlers.understanding.jamo import take_apart

# How Korean verbs and adverbs end.
_VERBAL = re.compile(
    r"(?:[아어여해]야|[아어여해]도|[아어여해]서|[아어여해돼]요|[해돼됐져셔]|으면|[가-힣]면(?:서)?|[는은던인한된]데요?|지만|니까|으?려[고면]|하[고는면죠지나]|"
    r"[했었았였겠됐셨왔갔](?:어요?|나요?|는데|다|죠|지|음|는지|고|던)?|(?:을|할|될|볼|갈|올|일|줄)까요?|습니[다까]|ㅂ니[다까]|세요|네요|잖아요?|거든요?|"
    r"[가-힣]게요?|[가-힣]지[요마]?|[가-힣]나요|[가-힣]죠|도록|면서|다가|라고|다고|냐고|자고|[가-힣]줘요?|[가-힣]는|[가-힣]?어떡[가-힣]*|어따[가-힣]*|"
    # 두고, 먹고, but 창고, 광고; 묻기, 보기, but 세탁기; 사러, 먹으러, but 달러
    r"(?<![창광사재최보참경금차신원권서장동외여과남냉문])고요?|(?:묻|보|하|찾|쓰|받|타|먹|놀|걷|가|바꾸|고르|고치|보내|알리|지우)기|(?<=[사보하타놀으지리추])러|"
    r"[눠춰봐놔둬켜꺼쳐껴펴])$"
)
# 잡아, 넣어; nouns end like 연어, 영어, names like 진아
_NO_NOUNS_FINALS = frozenset("ㄲㄵㄶㄷㄺㄻㄼㄿㅀㅂㅄㅅㅆㅈㅊㅌㅍㅎ")
_PARTICLE = re.compile(
    r"(?:은|는|이|가|을|를|에|의|도|만|로|으로|와|과|랑|이랑|에서|에서는|에는|에도|까지|부터|보다|처럼|이나|나|라도|요|이요|이야|야|"
    r"이에요|예요|에요|인가요?|인데요?|이죠|죠|이지|님|씨|쯤|정도|하고|한테)$"
)
_MUST = re.compile(r"[아어여]야$")  # '깔아야' is no name with a particle
_HANGUL = re.compile(r"[가-힣]")
_LEAST = 2  # letters; one says nothing


def said_back(text: str | None, unresolved: Sequence[str]) -> Iterator[str]:
    """Give those of `unresolved` that read as names in `text`, the whole message."""
    for word in unresolved:
        if len(word) < _LEAST or (_HANGUL.search(word) and _is_verbal(text or "", word)):
            continue
        yield word


def _is_verbal(text: str, word: str) -> bool:
    """Tell whether a word is, or begins, a verb where it stands in the message."""
    if _VERBAL.search(word) or _joins_verbs(word):
        return True
    written = next((one.strip("?!.,~…") for one in text.split() if word in one), word)
    rest = written.partition(word)[2]
    is_verb = bool(rest) and bool(_VERBAL.search(written))
    return is_verb and (not _PARTICLE.match(rest) or bool(_MUST.search(written)))


def _joins_verbs(word: str) -> bool:
    """Tell whether a word is a verb that leads to another one: '잡아 (주세요)', '넣어 (주세요)'."""
    return word.endswith(("아", "어")) and take_apart(word[-2:-1])[2:] in _NO_NOUNS_FINALS
