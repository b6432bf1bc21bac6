"""What comes before and after a thing that is named, remarks around a question, rides, what is for the staff."""

import pytest

from handlers.reply import Outcome
from handlers.understanding import understand
from tests.handlers.understanding.tours import matcher_of, moment, morning

_MORNING = "2025-09-23T07:40+08:00"
_EVENING = "2025-09-22T19:30+08:00"


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("저녁 식사 후 일정", "agenda.next", {"stop": "d2-cbd", "topic": "after"}),
        ("점심 끝나고 뭐 해?", "agenda.next", {"stop": "d2-tusfiic"}),
        ("샤오미 다음엔 어디 가?", "agenda.next", {"stop": "d2-drive"}),
        ("식사 후 일정 알려줘", "agenda.next", {"stop": "d2-xiaomi"}),
        ("저녁 먹고 자유시간 있어요?", "agenda.next", {"stop": "d2-cbd"}),
        ("CBD 야경 다음은?", "agenda.next", {"stop": "d3-checkout"}),
        ("귀국 비행기 다음 일정은?", "agenda.next", {"stop": "d3-flight", "topic": "last"}),
        ("점심 전에 시간 있어?", "agenda.day", {"stop": "d2-lunch", "topic": "before"}),
        ("샤오미 가기 전에 뭐 해?", "agenda.day", {"stop": "d2-xiaomi", "topic": "before"}),
        ("저녁 식사 전 일정", "agenda.day", {"stop": "d2-dinner", "topic": "before"}),
        ("점심 식사 후 집합 장소", "agenda.gathering", {"stop": "d2-tusfiic"}),
        ("샤오미 끝나면 몇 시야?", "agenda.when", {"site": "xiaomi-factory"}),
        ("샤오미 견학 전에 뭐 준비해?", "stop.bring", {"stop": "d2-xiaomi"}),
        ("호텔 전화번호", "hotel", {"topic": "phone"}),
    ],
)
def test_what_comes_before_and_after(text: str, intent: str, slots: dict[str, str]) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), moment(_MORNING)).parts
    assert (part.outcome, part.intent) == (Outcome.ANSWER, intent)
    assert {name: part.slots.get(name) for name in slots} == slots


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("참가비 얼마였더라 품의 올려야 되는데", "programme", {"topic": "fee"}),
        ("안녕하세요, 내일 일정 알려주세요", "agenda.day", {"date": "2025-09-23"}),
        ("2호차는 지금 어디야?", "agenda.now", {"group": "bus-2"}),
        ("베이징 도착하면 몇 시야?", "transport", {"stop": "d1-flight"}),
        ("한국에는 몇 시에 도착해요?", "transport", {"stop": "d3-flight"}),
        ("돌아가는 비행기편명", "transport", {"stop": "d3-flight"}),
        ("내일 점심에 채식 되나요", "meal", {"meal": "lunch", "diet": "채식"}),
        ("오늘 일정 끝나면 몇 시예요?", "agenda.day", {"topic": "end"}),
        ("명함 몇 장 챙겨요?", "stop.bring", {"stop": "d2-zyw"}),
        ("화장실 들렀다 갈게요 5분만요", "attendance.late", {"minutes": "5"}),
        ("지금 공항철도인데 20분 정도 늦을 거 같아요", "attendance.late", {"minutes": "20"}),
        ("속이 안 좋아서 저녁은 빠질게요", "attendance.absent", {}),
        ("오늘 남은 일정", "agenda.day", {"topic": "rest"}),
        ("밥 다 먹었는데 이제 어디로 가요", "agenda.next", {}),
        ("방 키를 안에 두고 나왔어요", "human", {}),
        ("저 지금 로비예요", "attendance.here", {}),
        ("시승 저도 할래요!!", "signup", {"stop": "d2-drive"}),
        ("버스에 안경 두고 내렸어요", "human", {}),
        ("방에 에어컨이 고장났어요", "human", {}),
        ("자유시간은 언제예요?", "agenda.when", {"kind": "free"}),
    ],
)
def test_what_people_ask_on_the_way(text: str, intent: str, slots: dict[str, str]) -> None:
    part, *_ = understand(text, matcher_of("beijing-1"), moment(_EVENING)).parts
    assert (part.outcome, part.intent) == (Outcome.ANSWER, intent)
    assert {name: part.slots.get(name) for name in slots} == slots


@pytest.mark.parametrize(
    "text",
    [
        "호텔까지 택시비 얼마나 나와",
        "팁 줘야 하나",
        "오늘 환율 얼마야",
        "호텔까지 얼마나 걸려?",
        "근처에 약국 있나요",
        "CBD 안 가고 호텔로 가도 되나요?",
        "야경 보러 안 가면 어떻게 돌아가요?",
        "천단 입장료 따로 내요?",
        "기내에서 밥 나와요?",
        "면세점 들를 시간 돼요?",
    ],
)
def test_what_no_record_tells_offers_nothing_beside_the_point(text: str) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), moment(_EVENING)).parts
    assert (part.outcome, part.intent, part.choices) == (Outcome.UNKNOWN, None, ())


@pytest.mark.parametrize("text", ["땅콩 알레르기 있는데 괜찮을까요?", "고수 못 먹어요", "나 땅콩 알레르기 있어"])
def test_what_somebody_cannot_eat_is_for_the_staff(text: str) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.intent, dict(part.slots)) == ("me", {"topic": "allergy"})


def test_a_word_of_a_place_names_the_gathering_there() -> None:
    asked = understand("첫날 인천에 몇 시까지 가면 돼요?", matcher_of("beijing-1"), moment("2025-09-20T20:00+09:00"))
    assert (asked.parts[0].intent, asked.parts[0].slots["stop"]) == ("agenda.gathering", "d1-meet")


def test_a_common_word_is_no_slip_of_a_name() -> None:
    (part,) = understand("공장 주소가 뭐예요?", matcher_of("beijing-1"), morning("beijing-1")).parts
    assert {choice.slots.get("site") for choice in part.choices} != {"capital-airport"}
