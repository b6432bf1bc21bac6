"""Leaders' and staff's free wording, with all its slots."""

import pytest

from handlers.reply import Outcome
from handlers.understanding import understand
from handlers.understanding.orders import new_place
from tests.handlers.understanding.tours import matcher_of, morning


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("30분 지연", "change.delay", {"minutes": "30"}),
        ("샤오미 20분 늦춰줘", "change.delay", {"minutes": "20", "stop": "d2-xiaomi"}),
        ("다음 일정 15분 앞당겨줘", "change.delay", {"minutes": "-15", "stop": "d2-xiaomi"}),
        ("점심 한 시간 미뤄줘", "change.delay", {"minutes": "60", "stop": "d2-lunch"}),
        ("내일 집합 시간 30분 앞당겨줘", "change.delay", {"minutes": "-30", "stop": "d3-zgc"}),
        ("2호차만 20분 늦게 출발", "change.delay", {"minutes": "20", "group": "bus-2"}),
        ("delay ZYW-PARK by 20 minutes", "change.delay", {"minutes": "20", "stop": "d2-zyw"}),
        ("小米推迟20分钟", "change.delay", {"minutes": "20", "stop": "d2-xiaomi"}),
        ("주 파크 16:40으로 변경", "change.move", {"stop": "d2-zyw", "time": "16:40"}),
        ("샤오미 집합 8시 10분으로 변경", "change.move", {"stop": "d2-xiaomi", "time": "08:10"}),
        ("집합 장소 로비에서 정문으로", "change.place", {"place": "정문"}),
        ("천단 집합 장소를 주차장으로 변경", "change.place", {"place": "주차장", "stop": "d3-temple"}),
        ("change the meeting point to the north gate", "change.place", {"place": "north gate"}),
        ("集合地点改到正门", "change.place", {"place": "正门"}),
        ("주 파크 취소", "change.cancel", {"stop": "d2-zyw"}),
        ("귀국 비행기 취소", "change.cancel", {"stop": "d3-flight"}),
        ("2호차만 천단 취소", "change.cancel", {"stop": "d3-temple", "group": "bus-2"}),
        (
            "2호차 천단 집합 장소 남문으로 변경",
            "change.place",
            {"place": "남문", "stop": "d3-temple", "group": "bus-2"},
        ),
        ("되돌려줘", "change.undo", {}),
        ("취소한 거 다시 살려줘", "change.undo", {}),
        ("길 잃었어요 살려줘 버스가 취소됐어요", "emergency", {}),
        ("전체 공지: 10분 뒤 출발합니다", "notice.send", {"audience": "all", "text": "10분 뒤 출발합니다"}),
        ("2호차에 로비로 모이라고 전해줘", "notice.send", {"audience": "bus-2", "text": "로비로 모이"}),
        ("tell everyone to come to the lobby", "notice.send", {"audience": "all", "text": "come to the lobby"}),
        ("通知大家到大堂集合", "notice.send", {"audience": "all", "text": "到大堂集合"}),
        ("샤오미 출석 체크 시작", "rollcall.open", {"stop": "d2-xiaomi"}),
        ("2호차 점호", "rollcall.open", {"group": "bus-2"}),
        ("출석 현황", "rollcall.status", {}),
        ("다 모였어?", "rollcall.status", {}),
        ("출석 마감", "rollcall.close", {}),
        ("2호차 몇 명 탔어?", "headcount", {"group": "bus-2", "state": "present"}),
        ("3시 기준 인원", "headcount", {"time": "15:00"}),
        ("채식 몇 명", "headcount", {"diet": "채식"}),
        ("how many vegetarians?", "headcount", {"diet": "채식"}),
        ("미도착 누구", "missing", {}),
        ("1호차 누가 안 왔어?", "missing", {"group": "bus-1"}),
        ("805호 누구야?", "members.list", {"room": "805"}),
        ("늦는 사람 누구야?", "members.list", {"state": "late"}),
        ("명단 엑셀로 줘", "export", {}),
        ("need the rooming list as a spreadsheet", "export", {}),
        ("2호 출첵ㄱㄱ", "rollcall.open", {"group": "bus-2"}),
        ("2호차 몇", "headcount", {"group": "bus-2"}),
        ("천단 캔슬", "change.cancel", {"stop": "d3-temple"}),
        ("누구 안탐?", "missing", {}),
        ("중국어 하시는 분", "members.list", {"language": "zh"}),
        ("veggie count pls", "headcount", {"diet": "채식"}),
        ("how many vegetarians across the coaches", "headcount", {"diet": "채식"}),
        ("吃素的是哪几位", "members.list", {"diet": "채식"}),
        ("2호차만 알림 우산챙기세요", "notice.send", {"audience": "bus-2", "text": "우산챙기세요"}),
        ("2호차 분들께만 전해줘 5분 뒤 출발", "notice.send", {"audience": "bus-2", "text": "5분 뒤 출발"}),
    ],
)
def test_orders_and_counts(text: str, intent: str, slots: dict[str, str]) -> None:
    part = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts[0]
    assert (part.outcome, part.intent, dict(part.slots)) == (Outcome.ANSWER, intent, slots)


@pytest.mark.parametrize(
    "text",
    [
        "샤오미 취소됐어요?",
        "일정 바뀐 거 있어요?",
        "샤오미 시간 바뀌었어요?",
        "전체 일정 알려줘",
        "공지 뭐 있어?",
        "9호차에 모이라고 전해줘",
        "어제도 30분 늦었는데 오늘은 제발",
        "지난번엔 1시간이나 늦췄는데",
        "훠궈 취소하고 라면이나 먹고싶다ㅋㅋㅋ",
        "샤오미 빼고 잠이나 자고 싶네",
        "천단 취소했어야 했는데",
        "다음번에는 취소하고 쉬자",
        "천단 캔슬이면 좋겠다ㅋㅋ",
        "10분 늦을 뻔했어요",
        "아까 30분 늦었지만 따라잡았어요",
        "모두에게 알려줘 몇 시에 모이는지",
        "어제 동문 아니고 남문에서 탔어요",
    ],
)
def test_questions_about_changes_are_no_orders(text: str) -> None:
    parts = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert not any(part.intent and part.intent.startswith(("change.", "notice.", "attendance.late")) for part in parts)


def test_an_hour_is_no_place() -> None:
    assert new_place("집합 장소를 정문으로 바꿔줘") == "정문"
    assert new_place("xiaomi meeting point -> main gate instead of lobby") == "main gate"
    assert new_place("meet at the east exit instead") == "east exit"
    assert new_place("集合地点→东门") == "东门"
    assert new_place("내일 뭐 해?") is None
