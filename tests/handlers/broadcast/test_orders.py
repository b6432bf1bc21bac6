from datetime import datetime
from typing import Any

import pytest

from handlers.broadcast.orders import order_in
from handlers.broadcast.whom import who
from handlers.notices import Notice, queue
from handlers.question import Question
from handlers.reply import Action
from handlers.tables import NoticeKind
from schedule_data.people import Role
from tests.build import beijing, member
from tests.handlers.talk_scene import NOON, Talk

LEADER = "정현수"


def _asked(talk: Talk, text: str, person: str = LEADER, **more: Any) -> Question:
    caller = talk.caller(person)
    assert caller.member is not None
    assert caller.revision is not None
    itinerary = talk.tours.open(talk.session, caller.member.tour, caller.revision).itinerary
    return Question(itinerary, caller.member, NOON, "ko", "", text=text, **more)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("공지: 10분 뒤 출발", {"audience": "all", "text": "10분 뒤 출발"}),
        ("전체 공지: 로비로", {"audience": "all", "text": "로비로"}),
        ("2호차에 알려줘: 로비로 와 주세요", {"audience": "bus-2", "text": "로비로 와 주세요"}),
        ("2호차에게 전해 주세요: 출발", {"audience": "bus-2", "text": "출발"}),
        ("긴급 공지: 모이세요", {"audience": "all", "text": "모이세요", "urgent": "1"}),
        ("스태프에게 전달: 회의", {"audience": "role:staff", "text": "회의"}),
        ("인솔자들에게 메시지: 회의", {"audience": "role:leader", "text": "회의"}),
        ("안 탄 사람에게 공지: 오세요", {"audience": "missing:d2-xiaomi", "text": "오세요"}),
        ("버스에 안 탄 사람한테 공지: 오세요", {"audience": "missing:d2-xiaomi", "text": "오세요"}),
        ("2호차 사람들에게 공지: 출발", {"audience": "bus-2", "text": "출발"}),
        ("채식하는 분들께 공지: 2층", {"audience": "diet:vegetarian", "text": "2층"}),
        ("2호차 채식하는 분들께 공지: 2층", {"audience": "bus-2+diet:vegetarian", "text": "2층"}),
        ("2호차 할랄 드시는 분들에게 알려줘: 2층", {"audience": "bus-2+diet:halal", "text": "2층"}),
        ("1호차 중 안 탄 사람에게 공지: 오세요", {"audience": "bus-1+missing:d2-xiaomi", "text": "오세요"}),
        ("tell the missing of bus 2: come", {"audience": "bus-2+missing:d2-xiaomi", "text": "come"}),
        ("通知2号车没上车的人：上车", {"audience": "bus-2+missing:d2-xiaomi", "text": "上车"}),
        ("미도착자에게 알림: 오세요", {"audience": "missing:d2-xiaomi", "text": "오세요"}),
        ("공지:\n첫 줄\n둘째 줄: 8시", {"audience": "all", "text": "첫 줄\n둘째 줄: 8시"}),
        ("tell bus 2: the bus leaves", {"audience": "bus-2", "text": "the bus leaves"}),
        ("notify the staff: meeting", {"audience": "role:staff", "text": "meeting"}),
        ("urgent notice: gather", {"audience": "all", "text": "gather", "urgent": "1"}),
        ("通知2号车：请上车", {"audience": "bus-2", "text": "请上车"}),
        ("通知大家：集合", {"audience": "all", "text": "集合"}),
        ("请通知大家：集合", {"audience": "all", "text": "集合"}),
        ("给2号车发通知：上车", {"audience": "bus-2", "text": "上车"}),
        ("please send a notice to bus 2: leave now", {"audience": "bus-2", "text": "leave now"}),
        ("please announce: leave now", {"audience": "all", "text": "leave now"}),
        ("그럼 2호차에 공지: 출발", {"audience": "bus-2", "text": "출발"}),
    ],
)
def test_an_order_says_to_whom_and_what(talk: Talk, text: str, slots: dict[str, str]) -> None:
    assert order_in(talk.session, _asked(talk, text)) == Action("notice.send", slots)


def test_an_order_may_name_people(talk: Talk) -> None:
    order = order_in(talk.session, _asked(talk, "이서연님, 전우진에게 알려줘: 여권"))
    ids = [member.id for name in ("이서연", "전우진") if (member := talk.caller(name).member)]
    assert order == Action("notice.send", {"audience": f"people:{ids[0]},{ids[1]}", "text": "여권"})


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("10분 뒤에 공지: 출발", "09-23 08:00"),
        ("오후 3시에 2호차에 공지: 출발", "09-23 15:00"),
        ("내일 7시 30분에 공지: 조식", "09-24 07:30"),
        ("tell everyone at 15:00: gather", "09-23 15:00"),
        ("20:30에 공지: 자유 시간", "09-23 20:30"),
    ],
)
def test_an_order_may_say_when(talk: Talk, text: str, moment: str) -> None:
    order = order_in(talk.session, _asked(talk, text))
    assert order is not None
    assert datetime.fromisoformat(order.slots["time"]) == beijing(moment)


@pytest.mark.parametrize(
    "text",
    ["다음 일정은?", "집합 시간 알려줘: 내일", "8:20에 모이나요", "버스 출발 몇 분 전", ""],
)
def test_other_words_are_no_order(talk: Talk, text: str) -> None:
    assert order_in(talk.session, _asked(talk, text)) is None


@pytest.mark.parametrize(
    "text", ["예약된 공지", "공지 예약 목록", "예약한 공지 뭐 있어?", "scheduled notices", "定时通知", "查看定时通知"]
)
def test_what_is_set_for_later_is_asked_for(talk: Talk, text: str) -> None:
    assert order_in(talk.session, _asked(talk, text)) == Action("notice.scheduled")


@pytest.mark.parametrize("text", ["공지", "공지하기", "공지 보내줘", "notice", "公告"])
def test_the_bare_word_begins_a_notice(talk: Talk, text: str) -> None:
    assert order_in(talk.session, _asked(talk, text)) == Action("notice.send")


def test_only_leaders_order(talk: Talk) -> None:
    for person in ("이서연", "김도현"):
        assert order_in(talk.session, _asked(talk, "공지: 출발", person)) is None


@pytest.mark.both_databases
def test_the_unconfirmed_are_those_of_the_latest_notice(talk: Talk) -> None:
    asked = _asked(talk, "")
    notices = [queue(talk.session, Notice("beijing-1", NoticeKind.BROADCAST), [asked.member], NOON) for _ in range(2)]
    assert who(talk.session, asked, "확인 안 한 사람에게") == f"unconfirmed:{notices[1]}"
    assert who(talk.session, asked, "2호차 중 확인 안 한 분") == f"bus-2+unconfirmed:{notices[1]}"
    assert who(talk.session, asked, "2호차 홍길동") is None


def test_a_name_that_two_share_names_nobody(talk: Talk) -> None:
    member(talk.session, "이서연", "beijing-1", company="다른 회사", role=Role.PARTICIPANT)
    assert who(talk.session, _asked(talk, ""), "이서연") is None


@pytest.mark.parametrize(
    ("text", "whom", "words"),
    [
        ("홍길동에게 알려줘: 여권", "홍길동", "여권"),
        ("9호차에 공지: 출발", "9호차", "출발"),
        ("미확인자에게 공지: 확인", "미확인자", "확인"),
        ("엄마한테 오라고 전해줘", "엄마", "오"),
        ("이서연에게 로비로 오라고 전해줘", "이서연", "로비로 오"),
        ("이서연에게 조금 늦는다고 전해줘", "이서연", "조금 늦는"),
        ("전우진, 이서연에게 공지: 여권", "전우진, 이서연", "여권"),
    ],
)
def test_who_is_named_but_not_known_is_asked_back_and_never_everyone(
    talk: Talk, text: str, whom: str, words: str
) -> None:
    member(talk.session, "이서연", "beijing-1", company="다른 회사", role=Role.PARTICIPANT)
    assert order_in(talk.session, _asked(talk, text)) == Action("notice.send", {"whom": whom, "text": words})


@pytest.mark.parametrize(
    "words",
    [
        "누가 확인 안 했어?",
        "누가 확인했어?",
        "공지 확인 안 한 사람",
        "확인 안 한 사람 누구야",
        "공지 누가 안 읽었어",
        "공지 확인 현황",
        "who hasn't confirmed?",
        "谁没确认？",
    ],
)
def test_a_leader_who_asks_who_has_not_confirmed_gets_the_names_of_the_latest_notice(talk: Talk, words: str) -> None:
    asked = _asked(talk, words)
    assert order_in(talk.session, asked) is None
    first, last = (
        queue(talk.session, Notice("beijing-1", NoticeKind.BROADCAST, {"asks": asks}), [asked.member], NOON)
        for asks in (True, False)
    )
    assert (order_in(talk.session, asked), last > first) == (Action("notice.names", {"notice": str(first)}), True)


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("아직 확인 안 한 분들께 다시 알려줘", "notice.nudge", {"notice": "{notice}"}),
        ("미확인한 사람에게 공지: 오세요", "notice.send", {"audience": "unconfirmed:{notice}", "text": "오세요"}),
        (
            "아직 확인 못 한 분들께 로비로 오라고 해줘",
            "notice.send",
            {"audience": "unconfirmed:{notice}", "text": "로비로 오"},
        ),
    ],
)
def test_who_has_not_confirmed_is_told_in_words(talk: Talk, text: str, intent: str, slots: dict[str, str]) -> None:
    asked = _asked(talk, text)
    notice = queue(talk.session, Notice("beijing-1", NoticeKind.BROADCAST, {"asks": True}), [asked.member], NOON)
    to_come = {"asks": True, "sent_at": beijing("09-24 08:00").isoformat()}
    queue(talk.session, Notice("beijing-1", NoticeKind.BROADCAST, to_come), [asked.member], NOON)
    assert order_in(talk.session, asked) == Action(
        intent, {slot: value.format(notice=notice) for slot, value in slots.items()}
    )


@pytest.mark.parametrize("words", ["점호 확인 안 했어?", "누가 안 왔어?", "여권 확인 안 한 사람", "확인했어?"])
def test_other_questions_of_who_are_not_about_the_notice(talk: Talk, words: str) -> None:
    asked = _asked(talk, words)
    queue(talk.session, Notice("beijing-1", NoticeKind.BROADCAST, {"asks": True}), [asked.member], NOON)
    assert order_in(talk.session, asked) is None


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("다들 로비로 모이라고 해줘", {"audience": "all", "text": "로비로 모이"}),
        ("다들 버스로 와달라고 해", {"audience": "all", "text": "버스로 와"}),
        ("2호차만 정문으로 오라고 해", {"audience": "bus-2", "text": "정문으로 오"}),
        ("1호차 사람들한테 버스 타라고 알려줘", {"audience": "bus-1", "text": "버스 타"}),
        ("참가자들한테 여권 챙기라고 뿌려줘", {"audience": "role:participant", "text": "여권 챙기"}),
        ("안 온 사람들한테 빨리 오라고 해", {"audience": "missing:d2-xiaomi", "text": "빨리 오"}),
        ("8시까지 로비로 모두 모이라고 전해줘", {"audience": "all", "text": "8시까지 로비로 모두 모이"}),
        ("여권 챙기라고 다들한테 알려줘", {"audience": "all", "text": "여권 챙기"}),
        ("버스 곧 출발한다고 공지 좀 해줘", {"audience": "all", "text": "버스 곧 출발한"}),
        ("공지해줘 버스 10분 뒤 출발", {"audience": "all", "text": "버스 10분 뒤 출발"}),
        ("스텝들한테 생수 40개 준비 전달", {"audience": "role:staff", "text": "생수 40개 준비"}),
        ("공지 30분 뒤 출발합니다", {"audience": "all", "text": "30분 뒤 출발합니다"}),
        ("1호차 공지 10분 뒤 출발", {"audience": "bus-1", "text": "10분 뒤 출발"}),
        ("우리 팀원들한테 버스로 오라고 해줘", {"audience": "all", "text": "버스로 오"}),
        ("모든 분들께 여권 챙기라고 전해줘", {"audience": "all", "text": "여권 챙기"}),
        ("여러분 10분 뒤에 출발합니다", {"audience": "all", "text": "10분 뒤에 출발합니다"}),
        ("2호차 분들 정문으로 오세요", {"audience": "bus-2", "text": "정문으로 오세요"}),
        ("전체문자 우산 챙겨라", {"audience": "all", "text": "우산 챙겨라"}),
        ("전원 버스로 복귀", {"audience": "all", "text": "버스로 복귀"}),
        ("긴급! 모두 버스로 돌아와 주세요", {"audience": "all", "text": "버스로 돌아와 주세요", "urgent": "1"}),
        ("다들 들으라고 해 로비에 가방이 하나 있어요", {"audience": "all", "text": "로비에 가방이 하나 있어요"}),
        ("다들 로비로 모이라고 전해줄 수 있어?", {"audience": "all", "text": "로비로 모이"}),
        ("2호차에 공지해줘 버스 10분 뒤 출발", {"audience": "bus-2", "text": "버스 10분 뒤 출발"}),
        ("공지해줘 2호차만 10분 뒤 출발", {"audience": "bus-2", "text": "10분 뒤 출발"}),
        ("아직 안 온 사람들에게 빨리 오라고 해줘", {"audience": "missing:d2-xiaomi", "text": "빨리 오"}),
        ("1호차에 공지 보내줘", {"audience": "bus-1"}),
        ("안 온 사람들한테 공지할게", {"audience": "missing:d2-xiaomi"}),
        ("버스 출발 10분 전", {"template": "bus10"}),
    ],
)
def test_an_order_needs_no_colon(talk: Talk, text: str, slots: dict[str, str]) -> None:
    assert order_in(talk.session, _asked(talk, text)) == Action("notice.send", slots)


def test_people_are_told_by_name(talk: Talk) -> None:
    order = order_in(talk.session, _asked(talk, "이서연님이랑 전우진님께 로비로 오라고 전해주세요"))
    ids = [member.id for name in ("이서연", "전우진") if (member := talk.caller(name).member)]
    assert order == Action("notice.send", {"audience": f"people:{ids[0]},{ids[1]}", "text": "로비로 오"})


@pytest.mark.parametrize(
    "text",
    [
        "이서연 늦는다고 해",
        "샤오미 취소됐다고 해",
        "다들 모였다고 해",
        "다들 뭐라고 해?",
        "엄마한테 늦는다고 전해줘",
        "샤오미 10시라고 알려줬어",
        "공지 취소하면 어떻게 돼",
        "몇 시에 모이라고 알려줘",
        "모두 알려주세요",
        "다들 안녕하세요",
        "다들 어디로 가세요",
        "전체 일정 보여주세요",
        "공지 확인 현황 보여주세요",
    ],
)
def test_what_somebody_heard_or_asks_is_no_order(talk: Talk, text: str) -> None:
    assert order_in(talk.session, _asked(talk, text)) is None


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("방금 공지 취소", "notice.withdraw", {}),
        ("아까 보낸 공지 지워줘", "notice.withdraw", {}),
        ("방금 공지 잘못 보냈어 취소", "notice.withdraw", {}),
        ("공지 오타 수정할게", "notice.correct", {}),
        ("withdraw the last notice", "notice.withdraw", {}),
        ("撤回刚才的通知", "notice.withdraw", {}),
        ("방금 보낸 공지 고쳐줘", "notice.correct", {}),
        ("방금 공지 수정: 8시까지 와주세요", "notice.correct", {"text": "8시까지 와주세요"}),
        ("correct the last notice: Bus at 8:00", "notice.correct", {"text": "Bus at 8:00"}),
    ],
)
def test_the_last_notice_is_amended_in_words(talk: Talk, text: str, intent: str, slots: dict[str, str]) -> None:
    assert order_in(talk.session, _asked(talk, text)) == Action(intent, {"notice": "last", **slots})
