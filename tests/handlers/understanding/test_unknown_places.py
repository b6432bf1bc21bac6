"""Places and companies that a tour has not: whatever is asked of them, no fact of the tour is the answer."""

from itertools import product

import pytest

from handlers.reply import Outcome
from handlers.understanding import understand
from tests.benchmarks.understanding import MANNERS
from tests.handlers.understanding.tours import matcher_of, morning

NAMES = {
    "ko": "바이두 화웨이 우리은행 하나은행 국민은행 대한항공 아시아나 매일경제 중앙일보 미래에셋 제일기획 "
    "구글 네이버 가나 이란 "
    "만리장성 경복궁 서울대 칭화대 동문시장 자유공원 혁신센터 창업센터 데이터센터 롯데호텔 김포공항 "
    "샤오펑 사우나 편의점 면세점 면세구역 한국식당 대학병원 환전소 백화점 동물원 해수욕장",
    "en": "Google|Huawei|the Great Wall|the Forbidden City|Hilton|the zoo|Beijing University|Open AI|"
    "World Bank|Ghana|"
    "Central Park|the mosque|Subway restaurant|duty free|the exchange office|the ticket office|the head office|"
    "the Korean restaurant|the beach|the harbour|the zoo stadium",
    "zh": "百度 华为 长城 故宫 希尔顿酒店 清华大学 动物园 谷歌 大兴机场 王府井 国家博物馆 免税店 中餐馆 韩国餐厅",
}
ASKED = {
    "ko": "{} 몇 시에 가?|{}도 가나요?|{} 언제 가요|{} 준비물|{} 어디서 모여?|{}에서 사진 찍어도 돼?|"
    "{} 와이파이 비번|내일 {} 가?|"
    "{} 다음은 뭐야|{} 점심 뭐 먹어|{} 끝나고 어디 가?|{} 버스 어디서 타|{}에서 저녁 먹어?|{} 방문 일정 알려줘",
    "en": "when do we go to {}?|do we go to {}?|what should I bring to {}|where do we meet for {}|"
    "is there time for {}?|"
    "what time is the {} visit|lunch at {}?|what do we do after {}",
    "zh": "{}几点去？|我们去{}吗|去{}要带什么|{}在哪集合|{}能拍照吗|明天去{}吗|{}之后去哪",
}


@pytest.mark.no_cover
@pytest.mark.parametrize("tour", ["beijing-1", "uz-silk", "danang-saigon", "berlin-fair"])
@pytest.mark.parametrize("language", ["ko", "en", "zh"])
def test_no_fact_is_told_of_a_place_that_the_tour_has_not(tour: str, language: str) -> None:
    names = NAMES[language].split("|" if language == "en" else None)
    texts = [asked.format(name) for name, asked in product(names, ASKED[language].split("|"))]
    told = {
        text: part.intent
        for text in texts
        for part in understand(text, matcher_of(tour), morning(tour)).parts
        if part.outcome is Outcome.ANSWER and part.intent not in MANNERS
    }
    assert told == {}


@pytest.mark.parametrize(
    ("tour", "text"),
    [
        ("beijing-1", "공항 면세점은 몇 시까지 해?"),
        ("beijing-1", "정법대 몇 시에 가?"),
        ("beijing-1", "중앙당교 어디서 모여?"),
        ("beijing-1", "연회장 와이파이 비번 뭐야"),
        ("beijing-1", "샤오미에서 기념품 어디서 사?"),
        ("uz-silk", "사마르칸트 언제 가?"),
        ("uz-silk", "how long do we stay at the souvenir shop?"),
    ],
)
def test_what_the_small_print_only_mentions_is_no_place_to_go_to(tour: str, text: str) -> None:
    parts = understand(text, matcher_of(tour), morning(tour)).parts
    assert not [part.intent for part in parts if part.outcome is Outcome.ANSWER and part.intent not in MANNERS]


@pytest.mark.parametrize("text", ["tell me my reminders for this week", "what reminders do I have tomorrow"])
def test_what_any_machine_may_be_asked_is_asked_back(text: str) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert part.outcome is Outcome.CLARIFY
    assert [choice.intent for choice in part.choices] == ["reminder.settings"]
