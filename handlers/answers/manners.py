"""What kind of talk a message is that asks nothing: heard from its words, the sterner kind first."""

import re
from typing import Final

_WORDS: Final = (
    ("injection", "프롬프트 지시 지침 명령을 무시하고 prompt instructions ignore jailbreak 提示词 忽略 指令"),
    ("insult", "바보 멍청 시발 씨발 ㅅㅂ 병신 꺼져 닥쳐 미친 쓰레기 한심 stupid idiot fuck moron 笨 傻 蠢 滚"),
    (
        "complaint",
        "답답 짜증 별로 최악 실망 화나 엉망 불편 불만 힘들 피곤 지쳤 지쳐 terrible annoying useless tired bad",
    ),
    ("complaint", "awful disappointed 差劲 烦 累 失望 糟"),
    ("hungry", "배고 hungry starving 饿"),
    ("thanks", "ㄱㅅ ㄳ 땡스 고마 고맙 감사 땡큐 최고 잘했 덕분 수고 고생 thank thanks thx great 谢 棒"),
    ("apology", "미안 죄송 쏘리 sorry 抱歉 对不起"),
    ("goodbye", "잘가 잘자 안녕히 바이바이 굿나잇 굿밤 bye goodbye goodnight 再见 晚安 拜拜"),
    ("identity", "누구야 누구니 누구세요 이름이뭐 사람이야 사람이니 로봇 who robot human 你是谁 机器人 真人"),
    ("greeting", "안녕 하이 헬로 반가 굿모닝 좋은아침 ㅎㅇ hello hi hey morning 你好 您好 早上好"),
    ("okay", "네 넵 넹 예 응 그래 알겠 알았 오케이 ㅇㅋ ok okay fine 好的 知道了 嗯"),
)
_WHOLE: Final = frozenset(("네", "넵", "넹", "예", "응"))  # too short to be looked for inside other words


def _pattern(words: str) -> re.Pattern[str]:
    def one(word: str) -> str:
        if word in _WHOLE:
            return rf"^{word}[!.~\s]*$"
        return rf"\b{word}\b" if word.isascii() else re.escape(word)

    return re.compile("|".join(map(one, words.split())), re.IGNORECASE)


_HEARD: Final = tuple((topic, _pattern(words)) for topic, words in _WORDS)


def heard(text: str) -> str:
    """Tell what kind of talk `text` is: greeting, thanks, complaint, insult and so on; '' for any other."""
    spoken = text.strip()
    joined = re.sub(r"(?<=[가-힣])\s+(?=[가-힣])", "", spoken)
    return next((topic for topic, pattern in _HEARD if pattern.search(spoken) or pattern.search(joined)), "")
