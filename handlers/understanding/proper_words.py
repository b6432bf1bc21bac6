"""Which words of a title or text are its own, and which everybody uses."""

import re
from collections.abc import Iterator
from functools import lru_cache

from handlers.understanding.lexicon import words
from handlers.understanding.normalise import canonical
from schedule_data.itinerary import Text

PARTICLE = re.compile(
    r"(?<=[가-힣]{2})(?:으로|에서|까지|부터|에는|에게|이며|하고|입니다|습니다|된|되는|하는|의|과|와|을|를|은|는|이|가|에|로|도)$"
)
_NUMBER = re.compile(r"\d+(?:년|월|일|시|분|박|월초|월말|月|日|年)?")  # a date or an hour names nothing
_COMMON_TABLE = """
센터 본사 공장 박물관 국제 대학 대학교 연구소 연구원 단지 공원 광장 타워 빌딩 시장 거리 역 기업 그룹 전시장 전시관
체험관 회사 국립 중앙 과학 기술 산업 도시 시티 스마트 그랜드 로비 정문 후문 동문 서문 남문 북문 입구 앞 인근 근처
자유 참가 현지식 현지 환영 송별 관광 시내 대표 세계 글로벌 캠퍼스 연구 개발 center centre factory museum
international university institute tower building market street station group hall park plaza company national
central beach science technology industry city smart grand lobby gate welcome farewell local house old new church
cathedral north south east west main river lake island bridge palace square garden temple ai it global world
headquarters office lab campus 北京大 中心 工厂 公园 国际 博物馆 广场 大学 大厦 해변 비치 海滩
"""
# Kinds of place that a proper name is built with; alone they are no name, and no word of a name either.
COMMON = frozenset(map(canonical, _COMMON_TABLE.split()))
_DESTINATIONS = """
센터 본사 박물관 대학 대학교 연구소 단지 공원 광장 타워 빌딩 시장 거리 기업 그룹 전시장 전시관 체험관 캠퍼스 공장 은행
병원 도서관 미술관 극장 경기장 성당 교회 사원 궁전 center centre factory museum university institute tower market
park plaza company cathedral river lake island bridge palace square garden temple headquarters campus city mosque
castle mall theatre theater library bank beach harbour harbor port pier zoo stadium gallery school shop 해변 비치
해수욕장 항구 부두 동물원 수족관 학교 고궁 유적지 온천 식물원 百货 海滩 港口 动物园 学校 寺庙 中心 工厂 公园 博物馆
广场 大学 大厦 银行 图书馆 美术馆
"""
# Kinds of place that one goes to: where the tour only mentions such a word, no place of the tour is meant by it.
DESTINATIONS = frozenset(map(canonical, _DESTINATIONS.split()))
# Kinds of place that follow a name: the Brandenburg Gate is not the Brandenburg Airport of the tour.
NAMESAKES = DESTINATIONS | frozenset(map(canonical, ["gate", "street", "road", "문"]))
_REMEMBERED = 1024  # words
_LEAST = 2  # letters; one tells nothing


@lru_cache(maxsize=_REMEMBERED)
def is_generic(word: str) -> bool:
    """Tell whether a word is a common one, in any language, and so names nothing by itself."""
    form = canonical(PARTICLE.sub("", word))
    return form in words() or form in COMMON or canonical(word) in words() or len(form) < _LEAST or form.isdigit()


def words_of(name: str) -> list[str]:
    """Give the words of a name or title."""
    return [word for word in re.findall(r"[^\s·:→()（）,/\-–]+", name) if canonical(word)]


def content_words(text: Text) -> Iterator[str]:
    """Give the words of a text that no dictionary has, without their particles."""
    for words_in in text.words.values():
        for word in re.findall(r"[^\W_]+", words_in):
            plain = PARTICLE.sub("", word)
            form = canonical(plain)
            if form not in words() and len(form) > 1 and not _NUMBER.fullmatch(form):
                yield plain
                if form != canonical(word):
                    yield word
