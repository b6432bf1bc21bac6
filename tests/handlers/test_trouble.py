from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from handlers.conversation import converse
from handlers.reply import Action, Outcome, Reply
from handlers.request import Attachment, Request
from handlers.tables import DeliveryRow, DeliveryState, LiveMessageRow, NoticeKind, NoticeRow, TroubleRow
from tests.build import account, person
from tests.handlers.talk_scene import ADDRESSES, NOON, Talk
from tests.handlers.told_scene import deliveries, edited, press, sent, told

pytestmark = pytest.mark.both_databases

PARTICIPANT, OTHER, LEADER, SECOND_LEADER, STAFF = "이서연", "전우진", "정현수", "윤세라", "김도현"
POINT = (39.90871, 116.39745)


def _locate(talk: Talk, who: str = PARTICIPANT, at: datetime = NOON) -> Reply:
    request = Request("telegram", ADDRESSES[who], at, attachment=Attachment.LOCATION, point=POINT)
    [reply] = converse(talk.session, "telegram", [request], talk.tours)
    talk.session.expire_all()
    assert reply is not None
    return reply


def _say(talk: Talk, words: str, at: datetime = NOON) -> Reply:
    reply = talk.converse(PARTICIPANT, words, at)
    assert reply is not None
    return reply


def _tap(talk: Talk, intent: str, **slots: str) -> None:
    request = Request("telegram", ADDRESSES[PARTICIPANT], NOON, action=Action(intent, slots))
    converse(talk.session, "telegram", [request], talk.tours)
    talk.session.expire_all()


def _trouble(talk: Talk) -> TroubleRow:
    talk.session.flush()
    talk.session.expire_all()
    return talk.session.scalars(select(TroubleRow)).one()


@pytest.mark.parametrize("words", ["도와주세요", "길을 잃었어요", "help me", "救命"])
def test_a_location_and_a_call_for_help_reach_leaders_and_staff_at_once(talk: Talk, words: str) -> None:
    offered = _locate(talk)
    assert talk.session.scalar(select(func.count()).select_from(TroubleRow)) == 0
    assert [one.label for one in offered.buttons][:1] == ["도와주세요"]
    _say(talk, words)
    trouble = _trouble(talk)
    assert (trouble.latitude, trouble.longitude, trouble.words) == (*POINT, words)
    for who in (LEADER, SECOND_LEADER, STAFF):
        alert = told(talk, NoticeKind.TROUBLE, who)[0]
        assert alert is not None
        assert alert.paragraphs[:2] == ("🆘 도움 요청 · 07:50", "이서연 · 1호차 · +82-10-0000-1002")
        assert alert.place is not None
        assert (alert.place.latitude, alert.place.longitude) == POINT
        assert [(one.label, one.phone) for one in alert.buttons][:2] == [
            ("제가 갈게요", None),
            ("이서연 전화", "+82-10-0000-1002"),
        ]
    assert deliveries(talk, NoticeKind.TROUBLE, OTHER) == []
    notices = talk.session.scalars(select(NoticeRow).where(NoticeRow.kind == NoticeKind.TROUBLE)).all()
    assert {notice.urgent for notice in notices} == {True}


def test_words_first_and_then_the_location_do_the_same(talk: Talk) -> None:
    numbers = _say(talk, "길을 잃었어요")
    assert "120" in " ".join(numbers.paragraphs) or any(one.phone == "120" for one in numbers.buttons)
    assert numbers.buttons[0].label == "인솔자에게 알리기"
    assert deliveries(talk, NoticeKind.TROUBLE) == []
    reply = _locate(talk)
    assert reply.paragraphs[0] == "지금 인솔자에게 연락처와 함께 알리고 있어요."
    assert _trouble(talk).latitude == POINT[0]


def test_a_question_for_the_hospital_alarms_nobody(talk: Talk) -> None:
    _say(talk, "병원 어디예요?")
    assert deliveries(talk, NoticeKind.TROUBLE) == []


def test_a_location_long_before_a_question_alarms_nobody(talk: Talk) -> None:
    _locate(talk)
    _say(talk, "도와주세요", NOON + timedelta(minutes=11))
    assert deliveries(talk, NoticeKind.TROUBLE) == []


def test_the_menu_after_a_location_alarms_nobody(talk: Talk) -> None:
    _locate(talk)
    _say(talk, "도움말")
    _locate(talk)
    converse(
        talk.session, "telegram", [Request("telegram", ADDRESSES[PARTICIPANT], NOON, action=Action("help"))], talk.tours
    )
    assert deliveries(talk, NoticeKind.TROUBLE) == []


def test_one_tap_calls_without_a_location_which_may_follow(talk: Talk) -> None:
    numbers = _say(talk, "길을 잃었어요")
    called = press(talk, PARTICIPANT, numbers, "인솔자에게 알리기")
    assert called.paragraphs[1] == "할 수 있으면 여기에 위치를 보내 주세요. 찾는 데 도움이 돼요."
    alert = told(talk, NoticeKind.TROUBLE, LEADER)[0]
    assert alert is not None
    assert (alert.place, alert.paragraphs[-1]) == (None, "위치는 아직 받지 못했어요.")
    sent(talk)
    before = len(deliveries(talk, NoticeKind.TROUBLE, LEADER))
    assert _locate(talk).paragraphs[0] == "인솔자가 이미 알고 있고, 이제 위치도 볼 수 있어요."
    fresh = told(talk, NoticeKind.TROUBLE, LEADER)
    assert len(fresh) == before + 1
    assert fresh[-1] is not None
    assert fresh[-1].place is not None
    assert edited(talk, LEADER) != []


def test_a_tap_carries_the_words_that_were_written_before_it(talk: Talk) -> None:
    for words in ("도와주세요 지갑을 잃어버렸어요", "도와주세요 다리도 다쳤어요"):
        _say(talk, words)
        _tap(talk, "location")  # how is it shared? the words are not forgotten meanwhile
        _tap(talk, "trouble.call")
    said = "남긴 말: “도와주세요 지갑을 잃어버렸어요\n도와주세요 다리도 다쳤어요”"
    for who in (LEADER, STAFF):
        alert = told(talk, NoticeKind.TROUBLE, who)[-1]
        assert alert is not None
        assert said in alert.paragraphs
    _tap(talk, "trouble.over", trouble=str(_trouble(talk).id))
    _tap(talk, "trouble.call")
    assert [row.words for row in talk.session.scalars(select(TroubleRow).order_by(TroubleRow.id))][1:] == [""]


def test_open_calls_for_help_are_listed(talk: Talk) -> None:
    words = "도움 요청 현황"
    assert talk.say(LEADER, words).paragraphs == ("지금 진행 중인 도움 요청이 없어요.",)
    _say(talk, "길을 잃었어요")
    _tap(talk, "trouble.call")
    reply = talk.say(STAFF, words)
    assert reply.intent == "trouble.open"
    assert reply.paragraphs == (
        "도움 요청 1건이 진행 중이에요.",
        "07:50 · 이서연 · 1호차 · +82-10-0000-1002\n“길을 잃었어요”\n아직 맡은 사람이 없어요.",
    )
    assert [one.label for one in reply.buttons][:2] == ["제가 갈게요: 이서연", "이서연 전화"]
    press(talk, STAFF, reply, "제가 갈게요: 이서연")
    (_, line) = talk.say(LEADER, "open calls for help").paragraphs
    assert line.endswith("김도현 is on the way.")
    talk.tap(STAFF, "trouble.over", trouble=str(_trouble(talk).id))
    assert talk.say(LEADER, words).paragraphs == ("지금 진행 중인 도움 요청이 없어요.",)


def test_tapping_again_makes_no_second_call(talk: Talk) -> None:
    for _ in range(3):
        reply = talk.tap(PARTICIPANT, "trouble.call", point="39.9,116.4")
    assert reply.paragraphs[0] == "인솔자가 이미 알고 있고, 이제 위치도 볼 수 있어요."
    assert talk.session.scalar(select(func.count()).select_from(TroubleRow)) == 1


def test_who_takes_it_first_has_it_and_everybody_is_told(talk: Talk) -> None:
    talk.tap(PARTICIPANT, "trouble.call", point="39.9,116.4")
    sent(talk)
    alert = told(talk, NoticeKind.TROUBLE, LEADER)[0]
    mine = press(talk, LEADER, alert, "제가 갈게요")
    assert mine.paragraphs == (
        "맡아 주셨다고 다른 분들과 이서연 님께 알렸어요.",
        "이서연 · 1호차 · +82-10-0000-1002",
    )
    assert mine.place is not None
    late = press(talk, STAFF, alert, "제가 갈게요")
    assert late.paragraphs == ("정현수 님이 이미 가고 있어요.",)
    assert _trouble(talk).taken_by == person(talk.session, LEADER).id
    others = told(talk, NoticeKind.TROUBLE, STAFF)[0]
    assert others is not None
    assert others.paragraphs[1] == "정현수 님이 가고 있어요."
    assert NoticeKind.TROUBLE in edited(talk, STAFF)
    [coming] = told(talk, NoticeKind.TROUBLE, PARTICIPANT)
    assert coming is not None
    assert coming.paragraphs == ("정현수 님이 가고 있어요. 그 자리에 계세요.",)
    assert coming.buttons[0].phone == "+82-10-0000-1901"


def test_alerts_are_repeated_until_somebody_takes_it(talk: Talk) -> None:
    talk.tap(PARTICIPANT, "trouble.call", point="39.9,116.4")
    first = sent(talk)
    assert first == 4  # of whom two have no account: the ledger tells the others once
    assert [sent(talk, NOON + timedelta(minutes=minutes)) for minutes in (1, 2, 5)] == [0, 2, 2]
    press(talk, LEADER, told(talk, NoticeKind.TROUBLE, LEADER)[0], "제가 갈게요", NOON + timedelta(minutes=6))
    states = [row.state for row in deliveries(talk, NoticeKind.TROUBLE, STAFF)]
    assert states.count(DeliveryState.SUPERSEDED) == 2
    assert sent(talk, NOON + timedelta(hours=1)) == 1  # that help is coming


def test_it_is_over_when_the_person_or_who_helps_says_so(talk: Talk) -> None:
    called = talk.tap(PARTICIPANT, "trouble.call", point="39.9,116.4")
    sent(talk)
    assert press(talk, PARTICIPANT, called, "이제 괜찮아요").paragraphs == ("다행이에요. 인솔자에게도 알렸어요.",)
    alert = told(talk, NoticeKind.TROUBLE, LEADER)[0]
    assert alert is not None
    assert (alert.paragraphs[0], alert.buttons) == ("✅ 도움 요청이 끝났어요.", ())
    assert sent(talk, NOON + timedelta(hours=1)) == 0
    again = talk.tap(LEADER, "trouble.take", trouble=str(_trouble(talk).id))
    assert again.paragraphs == ("이미 끝난 도움 요청이에요.",)
    talk.tap(PARTICIPANT, "trouble.call")
    assert talk.session.scalar(select(func.count()).select_from(TroubleRow)) == 2


def test_a_leader_closes_it(talk: Talk) -> None:
    talk.tap(PARTICIPANT, "trouble.call")
    mine = press(talk, LEADER, told(talk, NoticeKind.TROUBLE, LEADER)[0], "제가 갈게요")
    assert press(talk, LEADER, mine, "상황 종료").paragraphs == ("끝난 것으로 표시했어요. 다른 분들께도 보여요.",)
    assert told(talk, NoticeKind.TROUBLE, PARTICIPANT) == [None]  # nobody is on the way any more


@pytest.mark.parametrize("words", ["이제 괜찮아요", "괜찮아졌어요!", "해결됐어요 감사합니다", "I'm fine now", "没事了"])
def test_who_called_ends_it_in_words(talk: Talk, words: str) -> None:
    assert _say(talk, words).intent != "trouble.over"  # nothing is open
    _tap(talk, "trouble.call")
    assert _say(talk, words).intent == "trouble.over"
    assert _trouble(talk).over_at is not None


def test_a_leader_ends_it_by_name(talk: Talk) -> None:
    _tap(talk, "trouble.call")
    assert talk.say(LEADER, "전우진 찾았어요").intent != "trouble.over"
    assert talk.say(OTHER, "이서연 찾았어요").intent != "trouble.over"
    assert _trouble(talk).over_at is None
    assert talk.say(STAFF, "이서연님 찾았어요").intent == "trouble.over"
    assert _trouble(talk).over_at is not None


def test_where_nothing_can_be_changed_each_is_told_once_more_but_not_who_did_it(talk: Talk) -> None:
    _tap(talk, "trouble.call")
    sent(talk)
    _say(talk, "큰 분수 앞이에요")
    sent(talk)
    anew = select(DeliveryRow.member_id).join(LiveMessageRow, LiveMessageRow.delivery_id == DeliveryRow.id)
    assert talk.session.scalars(anew.where(LiveMessageRow.follow_up)).all() == []  # the fresh alert tells it
    talk.tap(LEADER, "trouble.take", trouble=str(_trouble(talk).id))
    assert talk.session.scalars(anew.where(LiveMessageRow.follow_up)).all() == [person(talk.session, STAFF).id]
    edits = select(func.count()).select_from(LiveMessageRow).where(LiveMessageRow.behind > 0)
    assert (talk.session.scalar(edits) or 0) > 1


def test_participants_neither_take_nor_close_the_call_of_another(talk: Talk) -> None:
    talk.tap(PARTICIPANT, "trouble.call")
    number = str(_trouble(talk).id)
    assert talk.tap(OTHER, "trouble.take", trouble=number).outcome is Outcome.REFUSED
    assert talk.tap(OTHER, "trouble.over", trouble=number).outcome is Outcome.UNKNOWN
    assert _trouble(talk).over_at is None
    for forged in ("", "x", "99", "99999999999999999999"):
        assert talk.tap(LEADER, "trouble.take", trouble=forged).outcome is Outcome.UNKNOWN


def test_leaders_are_told_on_every_channel_they_have(talk: Talk) -> None:
    account(talk.session, person(talk.session, LEADER), "web", address="web-1")
    talk.tap(PARTICIPANT, "trouble.call")
    now = [row for row in deliveries(talk, NoticeKind.TROUBLE, LEADER) if row.next_try_at == NOON]
    channels = [talk.session.get_one(NoticeRow, row.notice_id).payload["channel"] for row in now]
    assert channels == ["telegram", "web"]
    for who in (STAFF, SECOND_LEADER):  # with one account, and with none: told once
        assert len([row for row in deliveries(talk, NoticeKind.TROUBLE, who) if row.next_try_at == NOON]) == 1


def test_a_place_that_is_none_is_not_believed(talk: Talk) -> None:
    for forged in ("91,0", "0,181", "x,y", "39.9", "nan,0"):
        talk.tap(PARTICIPANT, "trouble.call", point=forged)
    assert _trouble(talk).latitude is None


def test_a_leader_in_trouble_is_helped_by_the_others(talk: Talk) -> None:
    request = Request("telegram", ADDRESSES[LEADER], NOON, action=Action("trouble.call", {"point": "39.9,116.4"}))
    converse(talk.session, "telegram", [request], talk.tours)
    assert deliveries(talk, NoticeKind.TROUBLE, LEADER) == []
    assert deliveries(talk, NoticeKind.TROUBLE, SECOND_LEADER) != []


def test_who_called_without_a_location_writes_what_is_to_be_seen(talk: Talk) -> None:
    _say(talk, "길을 잃었어요")
    called = talk.tap(PARTICIPANT, "trouble.call")
    assert [one.label for one in called.buttons][:2] == ["내 위치 보내기", "이제 괜찮아요"]
    assert called.awaits is not None
    before = len(deliveries(talk, NoticeKind.TROUBLE, LEADER))
    trouble = dict(called.awaits.slots)
    said = talk.tap(PARTICIPANT, called.awaits.intent, NOON, **trouble, text="왕푸징 서점 정문이에요")
    assert said.paragraphs[0] == "인솔자에게 전했어요: “왕푸징 서점 정문이에요”"
    assert _trouble(talk).words.splitlines()[-1] == "왕푸징 서점 정문이에요"
    alerts = told(talk, NoticeKind.TROUBLE, LEADER)
    assert len(alerts) == before + 1
    assert alerts[-1] is not None
    assert "왕푸징 서점 정문이에요" in "\n".join(alerts[-1].paragraphs)


def test_what_is_to_be_seen_is_told_of_an_own_open_call_only(talk: Talk) -> None:
    talk.tap(PARTICIPANT, "trouble.call")
    number = str(_trouble(talk).id)
    for who, slots in ((OTHER, {"trouble": number, "text": "여기예요"}), (PARTICIPANT, {"trouble": number})):
        assert talk.tap(who, "trouble.where", NOON, **slots).outcome is Outcome.UNKNOWN
    talk.tap(PARTICIPANT, "trouble.over", trouble=number)
    assert talk.tap(PARTICIPANT, "trouble.where", trouble=number, text="여기예요").outcome is Outcome.UNKNOWN
    assert _trouble(talk).words == ""


def test_the_button_to_share_a_location_says_how(talk: Talk) -> None:
    reply = talk.tap(PARTICIPANT, "location")
    assert reply.paragraphs[0] == "입력창 옆 📎를 누르고 ‘위치’를 골라 현재 위치를 보내 주세요."
    assert reply.buttons[0].action == Action("trouble.call")
    assert deliveries(talk, NoticeKind.TROUBLE) == []


@pytest.mark.parametrize("words", ["도와주세요", "help", "救命"])
def test_help_in_words_and_then_the_location_reach_the_leaders(talk: Talk, words: str) -> None:
    menu = _say(talk, words)
    assert [one.action for one in menu.buttons][:2] == [Action("trouble.call"), Action("location")]
    assert deliveries(talk, NoticeKind.TROUBLE) == []
    _locate(talk)
    assert _trouble(talk).latitude == POINT[0]
    assert len(told(talk, NoticeKind.TROUBLE, LEADER)) > 0
