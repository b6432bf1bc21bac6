from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from handlers.actions import decode, encode
from handlers.reply import Outcome, Reply, Shown
from handlers.request import Attachment, Enclosed, Request
from handlers.respond import respond
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow, ProposalRow
from schedule_data.people import Role
from schedule_data.tables import MemberRow
from tests.build import beijing, member
from tests.handlers.talk_scene import ADDRESSES, NOON, Talk
from tests.handlers.told_scene import button, deliveries, edited, press, sent, told

PARTICIPANT, OTHER_BUS, LEADER, STAFF = "이서연", "전우진", "정현수", "김도현"
TEXT = "10분 뒤 버스 출발해요"


def _broadcast(talk: Talk, order: str = f"공지: {TEXT}") -> Reply:
    """Order a notice and confirm it."""
    preview = talk.say(LEADER, order)
    confirmed = press(talk, LEADER, preview, "확인")
    assert confirmed.outcome is Outcome.ANSWER
    return confirmed


def _file(talk: Talk, who: str, kind: str = "photo", caption: str | None = None) -> Reply:
    attachment = None if caption else Attachment(kind)
    request = Request(
        "telegram", ADDRESSES[who], NOON, text=caption, attachment=attachment, file=Enclosed(kind, "telegram", "AgAC-1")
    )
    return respond(talk.session, request, talk.caller(who), talk.tours)


def test_a_preview_says_to_how_many_when_and_what_and_sends_nothing(talk: Talk) -> None:
    preview = talk.say(LEADER, f"공지: {TEXT}")
    assert preview.outcome is Outcome.ANSWER
    assert preview.paragraphs == (
        "전체 43명에게 지금 보내요.",
        f"“{TEXT}”",
        "확인 버튼이 함께 가요.",
        "이 중 40명은 메시지가 닿지 않아요. 전화로 알려 주세요.",
    )
    assert [one.label for one in preview.buttons][:2] == ["확인", "그만두기"]
    assert deliveries(talk, NoticeKind.BROADCAST) == []
    assert talk.session.scalar(select(func.count()).select_from(ProposalRow)) == 1


def test_a_participant_who_orders_a_notice_is_refused_and_nothing_happens(talk: Talk) -> None:
    for who in (PARTICIPANT, STAFF):
        assert talk.say(who, f"전체 공지: {TEXT}").outcome is Outcome.REFUSED
        for intent in ("notice.send", "notice.withdraw", "notice.nudge", "notice.names", "notice.phones"):
            assert talk.tap(who, intent, notice="1", text=TEXT).outcome is Outcome.REFUSED
    assert talk.session.scalar(select(func.count()).select_from(ProposalRow)) == 0
    assert talk.session.scalar(select(func.count()).select_from(NoticeRow)) == 0


def test_a_confirmed_notice_reaches_everyone_but_its_sender_with_a_report_for_them(talk: Talk) -> None:
    confirmed = _broadcast(talk)
    assert confirmed.paragraphs[0] == "43명에게 보내고 있어요."
    assert len(deliveries(talk, NoticeKind.BROADCAST)) == 43
    assert deliveries(talk, NoticeKind.BROADCAST, LEADER) == []
    [copy] = told(talk, NoticeKind.BROADCAST, PARTICIPANT)
    assert copy is not None
    assert copy.paragraphs == ("📢 공지", TEXT)
    assert [one.label for one in copy.buttons] == ["확인했어요"]
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    assert report is not None
    assert report.paragraphs == ("확인 0명 · 미확인 43명 · 닿지 않음 0명 (전체 43명)", f"“{TEXT}”")


def test_a_preview_is_confirmed_once(talk: Talk) -> None:
    preview = talk.say(LEADER, f"공지: {TEXT}")
    press(talk, LEADER, preview, "확인")
    press(talk, LEADER, preview, "확인")
    assert len(deliveries(talk, NoticeKind.BROADCAST)) == 43


def test_a_preview_that_is_let_go_sends_nothing(talk: Talk) -> None:
    preview = talk.say(LEADER, f"공지: {TEXT}")
    press(talk, LEADER, preview, "그만두기")
    press(talk, LEADER, preview, "확인")
    assert deliveries(talk, NoticeKind.BROADCAST) == []


def test_confirming_by_tap_and_in_words_moves_the_report(talk: Talk) -> None:
    _broadcast(talk)
    assert sent(talk) == 44
    [copy] = told(talk, NoticeKind.BROADCAST, PARTICIPANT)
    assert press(talk, PARTICIPANT, copy, "확인했어요").paragraphs == ("확인해 주셔서 고마워요. 인솔자에게도 보여요.",)
    assert talk.say(OTHER_BUS, "확인했어요").intent == "notice.seen"
    assert talk.say(OTHER_BUS, "확인했어요").intent != "notice.seen"  # nothing is left to confirm
    assert edited(talk, LEADER) == [NoticeKind.REPORT]
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    assert report is not None
    assert report.paragraphs[0] == "확인 2명 · 미확인 1명 · 닿지 않음 40명 (전체 43명)"
    first = deliveries(talk, NoticeKind.BROADCAST, PARTICIPANT)[0].acknowledged_at
    press(talk, PARTICIPANT, copy, "확인했어요", NOON + timedelta(minutes=3))
    assert deliveries(talk, NoticeKind.BROADCAST, PARTICIPANT)[0].acknowledged_at == first == NOON


def test_who_was_not_told_can_not_confirm(talk: Talk) -> None:
    _broadcast(talk, f"2호차에 공지: {TEXT}")
    [row] = deliveries(talk, NoticeKind.BROADCAST, OTHER_BUS)
    reply = talk.tap(PARTICIPANT, "notice.seen", notice=str(row.notice_id))
    assert reply.outcome is Outcome.UNKNOWN
    assert {one.acknowledged_at for one in deliveries(talk, NoticeKind.BROADCAST)} == {None}


def test_names_phones_and_nudge_follow_who_has_not_confirmed(talk: Talk) -> None:
    _broadcast(talk)
    sent(talk)
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    press(talk, PARTICIPANT, told(talk, NoticeKind.BROADCAST, PARTICIPANT)[0], "확인했어요")
    names = press(talk, LEADER, report, "명단 보기")
    assert [card.title for card in names.cards] == ["미확인 (2)", "닿지 않음 (40)", "확인 (1)"]
    assert names.cards[0].note == "전우진 (2호차), 김도현"
    phones = press(talk, LEADER, report, "전화할 분 명단")
    numbers = {fact.label: fact.value for fact in phones.cards[0].facts}
    assert len(numbers) == 42
    assert numbers["김도현"] == "+82-10-0000-1903"
    assert "이서연 (1호차)" not in numbers
    later = NOON + timedelta(minutes=5)
    assert press(talk, LEADER, report, "다시 알리기", later).paragraphs == ("2명에게 다시 알려요.",)
    assert [row.member_id for row in deliveries(talk, NoticeKind.NUDGE)] == [
        row.member_id for who in (OTHER_BUS, STAFF) for row in deliveries(talk, NoticeKind.BROADCAST, who)
    ]
    [nudge] = told(talk, NoticeKind.NUDGE, STAFF, later)
    assert nudge is not None
    assert nudge.paragraphs == ("📢 아직 확인 전인 공지예요", TEXT)
    press(talk, STAFF, nudge, "확인했어요", later)
    assert deliveries(talk, NoticeKind.BROADCAST, STAFF)[0].acknowledged_at == later
    assert deliveries(talk, NoticeKind.NUDGE, STAFF)[0].acknowledged_at == later


def test_nobody_is_nudged_twice_in_a_breath(talk: Talk) -> None:
    _broadcast(talk)
    sent(talk)
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    press(talk, LEADER, report, "다시 알리기")
    assert deliveries(talk, NoticeKind.NUDGE) == []  # the notice itself went out this minute
    later = NOON + timedelta(minutes=3)
    press(talk, LEADER, report, "다시 알리기", later)
    press(talk, LEADER, report, "다시 알리기", later + timedelta(seconds=30))
    assert len(deliveries(talk, NoticeKind.NUDGE, OTHER_BUS)) == 1


def test_when_all_have_confirmed_nobody_is_nudged_or_called(talk: Talk) -> None:
    _broadcast(talk, "이서연에게 공지: 여권 챙기세요")
    sent(talk)
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    press(talk, PARTICIPANT, told(talk, NoticeKind.BROADCAST, PARTICIPANT)[0], "확인했어요")
    later = NOON + timedelta(minutes=5)
    nudge, phones = (press(talk, LEADER, report, label, later) for label in ("다시 알리기", "전화할 분 명단"))
    assert nudge.paragraphs == ("메시지가 닿는 분은 모두 확인했어요.",)
    assert phones.paragraphs == ("모두 확인해서 전화할 분이 없어요.",)
    [now] = told(talk, NoticeKind.REPORT, LEADER)
    assert now is not None
    assert [one.label for one in now.buttons] == ["명단 보기", "공지 고치기", "공지 취소"]


def test_a_correction_is_asked_for_previewed_and_changes_what_was_sent(talk: Talk) -> None:
    _broadcast(talk)
    sent(talk)
    press(talk, PARTICIPANT, told(talk, NoticeKind.BROADCAST, PARTICIPANT)[0], "확인했어요")
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    _, slots = button(report, "공지 고치기")
    asked = talk.tap(LEADER, "notice.correct", notice=slots["notice"])
    assert asked.outcome is Outcome.CLARIFY
    assert asked.awaits is not None
    preview = talk.tap(LEADER, "notice.correct", notice=slots["notice"], text="20분 뒤 버스 출발해요")
    assert preview.paragraphs[1:3] == (f"이전 공지: “{TEXT}”", "새 공지: “20분 뒤 버스 출발해요”")
    press(talk, LEADER, preview, "확인")
    [copy] = told(talk, NoticeKind.BROADCAST, PARTICIPANT)
    assert copy is not None
    assert copy.paragraphs == ("📢 정정된 공지예요", "20분 뒤 버스 출발해요")
    assert edited(talk, PARTICIPANT) == [NoticeKind.BROADCAST]
    assert deliveries(talk, NoticeKind.BROADCAST, PARTICIPANT)[0].acknowledged_at is None
    [notice] = talk.session.scalars(select(NoticeRow).where(NoticeRow.kind == NoticeKind.BROADCAST))
    assert [one["text"] for one in notice.payload["history"]] == [TEXT]


def test_a_correction_says_that_the_file_stays(talk: Talk) -> None:
    press(talk, LEADER, _file(talk, LEADER, "photo", "공지: 여기로 오세요"), "확인")
    [notice] = talk.session.scalars(select(NoticeRow).where(NoticeRow.kind == NoticeKind.BROADCAST))
    preview = talk.tap(LEADER, "notice.correct", notice=str(notice.id), text="정문으로 오세요")
    assert preview.paragraphs[2:4] == ("새 공지: “정문으로 오세요”", "함께 보낸 파일은 그대로예요.")


def test_a_withdrawn_notice_is_not_sent_to_the_rest_and_says_so_to_those_who_have_it(talk: Talk) -> None:
    _broadcast(talk)
    waiting = deliveries(talk, NoticeKind.BROADCAST, OTHER_BUS)[0]
    waiting.next_try_at = NOON + timedelta(minutes=1)
    sent(talk)
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    preview = press(talk, LEADER, report, "공지 취소")
    assert preview.paragraphs[0] == "이 공지를 취소할까요?"
    assert deliveries(talk, NoticeKind.BROADCAST, OTHER_BUS)[0].state == DeliveryState.QUEUED
    press(talk, LEADER, preview, "확인")
    assert deliveries(talk, NoticeKind.BROADCAST, OTHER_BUS)[0].state == DeliveryState.SUPERSEDED
    [copy] = told(talk, NoticeKind.BROADCAST, PARTICIPANT)
    assert copy is not None
    assert copy.paragraphs == ("취소된 공지예요. 따르지 않으셔도 돼요.", f"취소된 내용: “{TEXT}”")
    assert copy.buttons == ()
    assert set(edited(talk, PARTICIPANT) + edited(talk, LEADER)) == {NoticeKind.BROADCAST, NoticeKind.REPORT}
    seen = talk.tap(PARTICIPANT, "notice.seen", notice=str(waiting.notice_id))
    assert seen.paragraphs == ("취소된 공지예요. 따르지 않으셔도 돼요.",)
    [after] = told(talk, NoticeKind.REPORT, LEADER)
    assert after is not None
    assert (after.paragraphs[0], after.buttons) == ("취소한 공지예요.", ())
    for label in ("다시 알리기", "공지 고치기", "공지 취소"):
        assert press(talk, LEADER, report, label).outcome is Outcome.UNKNOWN


def test_a_notice_for_later_waits_and_can_be_withdrawn_before(talk: Talk) -> None:
    preview = talk.say(LEADER, "내일 오전 8시에 공지: 조식 드세요")
    assert preview.paragraphs[0] == "전체 43명에게 9월 24일(수) 08:00에 보내요."
    confirmed = press(talk, LEADER, preview, "확인")
    morning = beijing("09-24 08:00")
    assert {row.next_try_at for row in deliveries(talk, NoticeKind.BROADCAST)} == {morning}
    sent(talk)
    assert {row.state for row in deliveries(talk, NoticeKind.BROADCAST)} == {DeliveryState.QUEUED}
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    assert report is not None
    assert report.paragraphs[0] == "9월 24일(수) 08:00에 43명에게 나가는 공지예요."
    preview = press(talk, LEADER, confirmed, "공지 취소")
    assert preview.paragraphs[1] == "아직 아무도 받지 않았어요. 43명에게 보내지 않을게요."
    withdrawn = press(talk, LEADER, preview, "확인")
    assert withdrawn.paragraphs == ("취소했어요. 이 공지는 아무에게도 보내지 않아요.",)
    assert {row.state for row in deliveries(talk, NoticeKind.BROADCAST)} == {DeliveryState.SUPERSEDED}


def test_of_a_notice_for_later_nothing_is_said_to_be_sent(talk: Talk) -> None:
    _broadcast(talk, "내일 오전 8시에 공지: 조식 드세요")
    [row] = deliveries(talk, NoticeKind.BROADCAST, PARTICIPANT)
    waits = ("9월 24일(수) 08:00에 43명에게 나가는 공지예요.", "아직 아무에게도 보내지 않았어요.")
    for intent in ("notice.names", "notice.phones", "notice.nudge", "notice.progress"):
        reply = talk.tap(LEADER, intent, notice=str(row.notice_id))
        assert (reply.paragraphs, [one.label for one in reply.buttons]) == (waits, ["공지 고치기", "공지 취소"])
    assert deliveries(talk, NoticeKind.NUDGE) == []
    [names] = talk.tap(LEADER, "notice.names", notice=str(row.notice_id)).cards
    assert names.title == "보내기 전 (43)"
    preview = talk.tap(LEADER, "notice.correct", notice=str(row.notice_id), text="조식은 9시예요")
    assert preview.paragraphs == (
        "9월 24일(수) 08:00에 43명에게 나갈 공지를 이렇게 바꿀까요?",
        "이전 공지: “조식 드세요”",
        "새 공지: “조식은 9시예요”",
        "아직 아무에게도 보내지 않았어요.",
    )
    changed = press(talk, LEADER, preview, "확인")
    assert changed.paragraphs == ("바꿨어요. 9월 24일(수) 08:00에 새 문구로 보내요.",)
    [copy] = told(talk, NoticeKind.BROADCAST, PARTICIPANT, beijing("09-24 08:00"))
    assert copy is not None
    assert copy.paragraphs == ("📢 공지", "조식은 9시예요")


def test_a_notice_that_was_set_for_later_is_confirmed_in_words_when_it_has_come(talk: Talk) -> None:
    _broadcast(talk, "내일 오전 8시에 공지: 조식 드세요")
    assert talk.say(PARTICIPANT, "확인했어요").intent != "notice.seen"
    morning = beijing("09-24 08:00")
    sent(talk, morning)
    assert talk.say(PARTICIPANT, "확인했어요", morning + timedelta(minutes=1)).intent == "notice.seen"


def test_notices_for_later_are_listed_the_next_first_with_ways_to_withdraw_and_change_them(talk: Talk) -> None:
    assert talk.say(LEADER, "예약된 공지").paragraphs == ("예약된 공지가 없어요.",)
    _broadcast(talk, "내일 오전 8시에 공지: 조식 드세요")
    _broadcast(talk, "10분 뒤에 2호차에 공지: 출발해요")
    _broadcast(talk)
    listed = talk.say(LEADER, "예약된 공지 보여줘")
    assert listed.paragraphs == ("예약된 공지가 2건 있어요.",)
    assert [(card.title, card.note) for card in listed.cards] == [
        ("1. 10분 뒤 08:00 · 2호차 21명", "“출발해요”"),
        ("2. 9월 24일(수) 08:00 · 전체 43명", "“조식 드세요”"),
    ]
    press(talk, LEADER, press(talk, LEADER, listed, "1번 취소"), "확인")
    assert {row.state for row in deliveries(talk, NoticeKind.BROADCAST, OTHER_BUS)[1:2]} == {DeliveryState.SUPERSEDED}
    assert press(talk, LEADER, listed, "2번 문구 바꾸기").awaits is not None
    assert talk.say(LEADER, "예약된 공지").paragraphs == ("예약된 공지가 1건 있어요.",)
    assert talk.say(PARTICIPANT, "예약된 공지").intent != "notice.scheduled"
    assert talk.tap(PARTICIPANT, "notice.scheduled").outcome is Outcome.REFUSED


def test_every_part_of_a_preview_can_be_changed(talk: Talk) -> None:
    preview = talk.say(LEADER, f"공지: {TEXT}")
    names = press(talk, LEADER, preview, "받는 사람 보기")
    assert names.paragraphs[0].startswith("김민준, 이서연, ")
    urgent = press(talk, LEADER, preview, "긴급으로")
    assert "긴급 공지예요. 확인 버튼이 함께 가요." in urgent.paragraphs
    plain = press(talk, LEADER, urgent, "확인 버튼 빼기")
    assert "긴급 공지예요. 확인 버튼 없이 보내요." in plain.paragraphs
    audiences = press(talk, LEADER, plain, "받는 사람 바꾸기")
    assert [one.label for one in audiences.buttons][:3] == ["전체 (43)", "1호차 (20)", "2호차 (21)"]
    bus = press(talk, LEADER, audiences, "2호차 (21)")
    times = press(talk, LEADER, bus, "나중에 보내기")
    assert [one.label for one in times.buttons] == ["10분 뒤", "30분 뒤", "1시간 뒤"]
    later = press(talk, LEADER, times, "10분 뒤")
    assert later.paragraphs[0] == "2호차 21명에게 08:00에 보내요."
    assert press(talk, LEADER, later, "문구 바꾸기").awaits is not None
    proposal = button(later, "문구 바꾸기")[1]["proposal"]
    new = talk.tap(LEADER, "notice.draft", proposal=proposal, text="로비로 오세요")
    assert "“로비로 오세요”" in new.paragraphs
    press(talk, LEADER, new, "확인")
    [copy] = told(talk, NoticeKind.BROADCAST, OTHER_BUS)
    assert copy is not None
    assert (copy.paragraphs, copy.buttons) == (("📢 공지", "로비로 오세요"), ())
    assert talk.tap(LEADER, "notice.draft", proposal=proposal, urgent="1").outcome is Outcome.UNKNOWN


def test_a_time_that_can_not_be_read_is_asked_for_again(talk: Talk) -> None:
    preview = talk.say(LEADER, f"공지: {TEXT}")
    proposal = button(preview, "문구 바꾸기")[1]["proposal"]
    again = talk.tap(LEADER, "notice.draft", proposal=proposal, time="언젠가")
    assert again.outcome is Outcome.CLARIFY
    assert again.awaits is not None
    assert again.awaits.slot == "time"


def test_nobody_elses_draft_can_be_changed(talk: Talk) -> None:
    preview = talk.say(LEADER, f"공지: {TEXT}")
    row = talk.session.scalars(select(ProposalRow)).one()
    row.member_id += 1
    assert press(talk, LEADER, preview, "긴급으로").outcome is Outcome.UNKNOWN


def test_the_text_may_come_after_the_order(talk: Talk) -> None:
    asked = talk.converse(LEADER, "공지")
    assert asked is not None
    assert asked.outcome is Outcome.CLARIFY
    audiences = talk.converse(LEADER, "오늘 저녁은\n자유예요. 질문 있나요?")
    assert audiences is not None
    preview = press(talk, LEADER, audiences, "전체 (43)")
    assert "“오늘 저녁은\n자유예요. 질문 있나요?”" in preview.paragraphs


@pytest.mark.parametrize(
    ("template", "language", "words"),
    [
        ("버스 출발 10분 전", "ko", "버스가 08:00에 출발해요. 그 전에 타 주세요."),
        ("버스 출발 10분 전", "en", "The bus leaves at 08:00. Please get on by then."),
        ("잠시 대기", "zh", "会稍晚开始，请在原地等候。"),
    ],
)
def test_a_template_speaks_each_readers_language(talk: Talk, template: str, language: str, words: str) -> None:
    asked = talk.say(LEADER, "공지")
    audiences = press(talk, LEADER, asked, template)
    preview = press(talk, LEADER, audiences, "1호차 (20)")
    press(talk, LEADER, preview, "확인")
    [copy] = told(talk, NoticeKind.BROADCAST, PARTICIPANT, language=language)
    assert copy is not None
    assert copy.paragraphs[1] == words


def test_a_template_with_a_place_asks_for_it(talk: Talk) -> None:
    asked = talk.tap(LEADER, "notice.send", audience="bus-1", template="place")
    assert asked.awaits is not None
    assert (asked.awaits.slot, asked.awaits.slots["template"]) == ("place", "place")
    preview = talk.tap(LEADER, "notice.send", audience="bus-1", template="place", place="정문")
    assert "“집합 장소가 바뀌었어요. 이곳으로 와 주세요: 정문”" in preview.paragraphs


def test_a_bus_that_has_left_is_not_announced_any_more(talk: Talk) -> None:
    preview = talk.tap(LEADER, "notice.send", audience="bus-1", template="bus10")
    press(talk, LEADER, preview, "확인")
    [notice] = talk.session.scalars(select(NoticeRow).where(NoticeRow.kind == NoticeKind.BROADCAST))
    assert notice.expires_at == NOON + timedelta(minutes=10)


@pytest.mark.parametrize(("kind", "word"), [("photo", "사진"), ("voice", "음성"), ("document", "파일")])
def test_a_file_goes_out_with_its_notice_on_every_channel(talk: Talk, kind: str, word: str) -> None:
    audiences = _file(talk, LEADER, kind) if kind != "document" else _file(talk, LEADER, kind, "일정표")
    preview = press(talk, LEADER, audiences, "1호차 (20)")
    assert any(f"{word}" in words for words in preview.paragraphs)
    press(talk, LEADER, preview, "확인")
    [here] = told(talk, NoticeKind.BROADCAST, PARTICIPANT)
    [elsewhere] = told(talk, NoticeKind.BROADCAST, PARTICIPANT, channel="web")
    assert here is not None
    assert elsewhere is not None
    notice = talk.session.scalars(select(NoticeRow.id).where(NoticeRow.kind == NoticeKind.BROADCAST)).one()
    assert here.shown == elsewhere.shown == Shown(kind, "AgAC-1", "telegram", "", notice)


def test_a_photo_with_an_order_as_its_caption_is_previewed_at_once(talk: Talk) -> None:
    preview = _file(talk, LEADER, "photo", "2호차에 공지: 여기로 오세요")
    assert preview.paragraphs[:2] == ("2호차 21명에게 지금 보내요.", "“여기로 오세요”")


def test_a_photo_of_a_participant_is_no_notice(talk: Talk) -> None:
    assert _file(talk, PARTICIPANT).intent == "staff.file"
    assert talk.session.scalars(select(ProposalRow.intent)).all() == ["staff.file"]


def test_a_leaders_location_can_be_told_to_people(talk: Talk) -> None:
    request = Request("telegram", ADDRESSES[LEADER], NOON, attachment=Attachment.LOCATION, point=(39.9, 116.4))
    offered = respond(talk.session, request, talk.caller(LEADER), talk.tours)
    audiences = press(talk, LEADER, offered, "이 위치 공지하기")
    press(talk, LEADER, press(talk, LEADER, audiences, "1호차 (20)"), "확인")
    [copy] = told(talk, NoticeKind.BROADCAST, PARTICIPANT)
    assert copy is not None
    assert copy.place is not None
    assert (copy.place.latitude, copy.place.longitude) == (39.9, 116.4)


def test_of_people_who_share_a_name_the_leader_chooses_one(talk: Talk) -> None:
    other = member(talk.session, PARTICIPANT, "beijing-1", company="다른 회사", role=Role.PARTICIPANT)
    asked = talk.say(LEADER, f"{PARTICIPANT}, {OTHER_BUS}에게 로비로 오라고 전해줘")
    assert asked.outcome is Outcome.CLARIFY
    assert asked.paragraphs == ("이름이 같은 분이 여러 분 계세요. 어느 분께 알릴까요?",)
    assert [one.label for one in asked.buttons][1:] == [f"{PARTICIPANT} · 다른 회사", "받는 사람 바꾸기"]
    preview = press(talk, LEADER, asked, f"{PARTICIPANT} · 다른 회사")
    assert preview.paragraphs[:2] == (f"{OTHER_BUS}, {PARTICIPANT} 2명에게 지금 보내요.", "“로비로 오세요.”")
    press(talk, LEADER, preview, "확인")
    assert {row.member_id for row in deliveries(talk, NoticeKind.BROADCAST)} == {
        other.id,
        *(row.member_id for row in deliveries(talk, NoticeKind.BROADCAST, OTHER_BUS)),
    }


def test_however_many_are_named_a_button_has_room_for_who_is_chosen(talk: Talk) -> None:
    other = member(talk.session, PARTICIPANT, "beijing-1", company="다른 회사", role=Role.PARTICIPANT)
    unshared = select(MemberRow.name).where(MemberRow.tour_id == "beijing-1", MemberRow.role == Role.PARTICIPANT)
    names = talk.session.scalars(unshared.group_by(MemberRow.name).having(func.count() == 1).limit(8)).all()
    asked = talk.say(LEADER, f"{', '.join([*names, PARTICIPANT])}에게 공지: 여권")
    [choice] = [one.action for one in asked.buttons if one.label == f"{PARTICIPANT} · 다른 회사" and one.action]
    assert choice.slots["chosen"] == str(other.id)
    assert decode(encode(choice)) == choice
    preview = press(talk, LEADER, asked, f"{PARTICIPANT} · 다른 회사")
    press(talk, LEADER, preview, "확인")
    assert [row.member_id for row in deliveries(talk, NoticeKind.BROADCAST)][-1] == other.id
    assert len(deliveries(talk, NoticeKind.BROADCAST)) == len(names) + 1


def test_an_audience_that_is_not_known_is_chosen_or_written_again(talk: Talk) -> None:
    asked = talk.converse(LEADER, "9호차에 공지: 출발")
    assert asked is not None
    assert asked.paragraphs[0] == "‘9호차’에 맞는 분을 명단에서 찾지 못했어요. 누구에게 알릴까요?"
    assert [one.label for one in asked.buttons][:2] == ["전체 (43)", "1호차 (20)"]
    preview = talk.converse(LEADER, OTHER_BUS)
    assert preview is not None
    assert preview.paragraphs[:2] == (f"{OTHER_BUS} 1명에게 지금 보내요.", "“출발”")


def test_who_has_not_confirmed_the_latest_notice_can_be_chosen(talk: Talk) -> None:
    _broadcast(talk, f"2호차에 공지: {TEXT}")
    audiences = press(talk, LEADER, talk.say(LEADER, "공지: 오세요"), "받는 사람 바꾸기")
    assert audiences.buttons[-1].label == "확인하지 않은 분 (21)"


def test_an_audience_of_nobody_is_asked_for_again(talk: Talk) -> None:
    reply = talk.tap(LEADER, "notice.send", audience="role:leader", text=TEXT)
    assert reply.paragraphs[0] == "인솔자 1명에게 지금 보내요."
    other = talk.tap(LEADER, "notice.send", audience="unconfirmed:99", text=TEXT)
    assert other.outcome is Outcome.CLARIFY


def test_who_left_meanwhile_is_not_told(talk: Talk) -> None:
    preview = talk.say(LEADER, "이서연에게 공지: 여권 챙기세요")
    person = talk.caller(PARTICIPANT).member
    assert person is not None
    talk.session.get_one(MemberRow, person.id).left_at = NOON
    talk.session.flush()
    confirmed = press(talk, LEADER, preview, "확인")
    assert confirmed.outcome is Outcome.CLARIFY
    assert deliveries(talk, NoticeKind.BROADCAST) == []


@pytest.mark.parametrize("number", ["", "1", "99", "x", "99999999999999999999"])
@pytest.mark.parametrize(
    "intent", ["notice.names", "notice.phones", "notice.nudge", "notice.correct", "notice.withdraw"]
)
def test_a_number_of_no_notice_does_nothing(talk: Talk, intent: str, number: str) -> None:
    assert talk.tap(LEADER, intent, notice=number, text=TEXT).outcome is Outcome.UNKNOWN
    assert talk.tap(PARTICIPANT, "notice.seen", notice=number).outcome is Outcome.UNKNOWN


def test_a_notice_withdrawn_meanwhile_is_neither_corrected_nor_withdrawn_again(talk: Talk) -> None:
    _broadcast(talk)
    sent(talk)
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    number = button(report, "공지 고치기")[1]["notice"]
    correction = talk.tap(LEADER, "notice.correct", notice=number, text="다른 말")
    twice = [press(talk, LEADER, report, "공지 취소") for _ in range(2)]
    press(talk, LEADER, twice[0], "확인")
    for stale in (correction, twice[1]):
        assert press(talk, LEADER, stale, "확인").outcome is Outcome.UNKNOWN
    [notice] = talk.session.scalars(select(NoticeRow).where(NoticeRow.kind == NoticeKind.BROADCAST))
    assert (notice.payload["text"], notice.payload["withdrawn"]) == (TEXT, True)


def test_a_notice_without_a_button_reports_what_was_delivered(talk: Talk) -> None:
    preview = press(talk, LEADER, talk.say(LEADER, f"공지: {TEXT}"), "확인 버튼 빼기")
    press(talk, LEADER, preview, "확인")
    sent(talk)
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    assert report is not None
    assert report.paragraphs[0] == "보냄 3명 · 닿지 않음 40명 (전체 43명)"


def test_a_preview_from_before_a_change_of_plan_is_shown_anew(talk: Talk) -> None:
    preview = talk.say(LEADER, f"공지: {TEXT}")
    row = talk.session.scalars(select(ProposalRow)).one()
    row.revision -= 1
    anew = press(talk, LEADER, preview, "확인")
    assert anew.paragraphs[1] == "전체 43명에게 지금 보내요."
    assert deliveries(talk, NoticeKind.BROADCAST) == []
    press(talk, LEADER, anew, "확인")
    assert len(deliveries(talk, NoticeKind.BROADCAST)) == 43


def test_withdrawing_counts_the_rest_only_where_there_is_one(talk: Talk) -> None:
    _broadcast(talk)
    sent(talk)
    [report] = told(talk, NoticeKind.REPORT, LEADER)
    talk.session.execute(update(DeliveryRow).values(state=DeliveryState.ACCEPTED))
    assert "나머지" not in press(talk, LEADER, report, "공지 취소").paragraphs[1]
    deliveries(talk, NoticeKind.BROADCAST, OTHER_BUS)[0].state = DeliveryState.QUEUED
    assert "나머지 1명에게는 보내지 않아요." in press(talk, LEADER, report, "공지 취소").paragraphs[1]


def test_the_last_notice_is_taken_back_in_words_then_the_one_before_it(talk: Talk) -> None:
    _broadcast(talk)
    _broadcast(talk, "공지: 로비로 오세요")
    for words in ("로비로 오세요", TEXT):
        preview = talk.say(LEADER, "방금 공지 취소")
        assert (preview.paragraphs[0], preview.paragraphs[-1]) == ("이 공지를 취소할까요?", f"“{words}”")
        press(talk, LEADER, preview, "확인")
    rows = talk.session.scalars(select(NoticeRow).where(NoticeRow.kind == NoticeKind.BROADCAST))
    assert [notice.payload.get("withdrawn") for notice in rows] == [True, True]
    assert talk.say(LEADER, "방금 공지 취소").paragraphs == ("바꾸거나 취소할 공지가 없어요.",)


def test_the_last_notice_is_corrected_in_words(talk: Talk) -> None:
    _broadcast(talk)
    preview = talk.say(LEADER, "방금 공지 수정: 20분 뒤 출발해요")
    assert preview.paragraphs[1:3] == (f"이전 공지: “{TEXT}”", "새 공지: “20분 뒤 출발해요”")
