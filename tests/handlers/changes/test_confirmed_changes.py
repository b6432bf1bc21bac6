"""People confirm a change of plan, and who made it sees who has not."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from handlers.composing import compose
from handlers.copies import Copy
from handlers.failover import FailedOver, fail_over
from handlers.reply import Outcome, Reply
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, LiveMessageRow, NoticeKind, NoticeRow
from schedule_data.members import member_of
from schedule_data.tables import MemberRow
from tests.build import beijing
from tests.handlers.changes.talk import CHANNEL, Talk, labels

MORNING = beijing("09-22 07:40")
LATER = MORNING + timedelta(minutes=50) / 4  # the factory's bus left at 8:30 before it was delayed
STEPS = ["명단 보기", "다시 알리기", "전화할 분 명단", "변경 내역"]


def test_a_change_is_confirmed_by_its_button_and_its_author_sees_it(talk: Talk) -> None:
    change = _changed(talk, "factory")
    assert _report(talk).paragraphs[0] == "확인 0명 · 미확인 5명 · 닿지 않음 0명 (전체 5명)"
    _sent(talk)
    reply = talk.act(MORNING, "notice.seen", "하나", notice=str(change))
    assert reply.paragraphs == ("확인해 주셔서 고마워요. 인솔자에게도 보여요.",)
    report = _report(talk)
    assert report.paragraphs == (
        "확인 1명 · 미확인 4명 · 닿지 않음 0명 (전체 5명)",
        "공장 견학 시간이 바뀌었어요: 집합 08:30 → 08:40 (한국 09:40), 로비",
    )
    assert labels(report) == STEPS
    assert _behind(talk, NoticeKind.REPORT) == ["이끔이"]


def test_a_change_is_confirmed_in_words(talk: Talk) -> None:
    _changed(talk, "factory")
    _sent(talk)
    assert talk.say(MORNING, "확인했어요", "하나").intent == "notice.seen"
    assert talk.say(MORNING, "확인했어요", "하나").intent != "notice.seen"  # nothing waits any more


def test_only_who_was_told_confirms(talk: Talk) -> None:
    change = _changed(talk, "talk")  # of the first bus
    _sent(talk)
    assert talk.act(MORNING, "notice.seen", "둘", notice=str(change)).outcome is Outcome.UNKNOWN
    assert _confirmed(talk) == []


def test_names_numbers_and_nudges_of_a_change(talk: Talk) -> None:
    change = str(_changed(talk, "walk"))
    _sent(talk)
    talk.act(MORNING, "notice.seen", "둘", notice=change)
    names = talk.act(LATER, "notice.names", notice=change)
    assert [(card.title, card.note) for card in names.cards] == [
        ("미확인 (3)", "두리 (2호차), 살핌, 셋 (2호차)"),
        ("확인 (1)", "둘 (2호차)"),
    ]
    phones = talk.act(LATER, "notice.phones", notice=change)
    assert [fact.label for fact in phones.cards[0].facts] == ["두리 (2호차)", "살핌", "셋 (2호차)"]
    assert talk.act(LATER, "notice.nudge", notice=change).paragraphs == ("3명에게 다시 알려요.",)
    assert talk.act(LATER, "notice.nudge", notice=change).paragraphs[0].startswith("방금 알렸어요")
    (nudge,) = talk.told(LATER, "살핌", NoticeKind.NUDGE)
    assert nudge is not None
    assert nudge.paragraphs == (
        "📢 아직 확인 전인 공지예요",
        "산책 시간이 바뀌었어요: 13:00–14:00 → 13:10–14:10 (한국 14:10–15:10), 공원",
    )
    assert nudge.buttons[0].action is not None
    assert dict(nudge.buttons[0].action.slots) == {"notice": change}


def test_an_urgent_change_that_nobody_confirms_goes_to_the_leaders_to_call(talk: Talk) -> None:
    _changed(talk, "factory")  # gathers in less than two hours
    _sent(talk)
    change = _changed(talk, "museum")  # tomorrow
    _sent(talk)
    assert _fail_over(talk, LATER - timedelta(seconds=1)) == FailedOver()
    assert _fail_over(talk, LATER) == FailedOver(next_channel=0, to_call=5)
    with talk.database.reading() as session:
        lists = session.scalars(select(NoticeRow.payload).where(NoticeRow.kind == NoticeKind.CALL_LIST)).all()
    assert change not in {one["notice"] for one in lists}
    assert len(lists) == 2  # one for each leader


def test_an_urgent_change_goes_on_to_the_next_channel(talk: Talk) -> None:
    with talk.database.unit() as session:
        member = session.scalars(select(MemberRow).where(MemberRow.name == "하나")).one()
        session.add(AccountRow(channel="web", address="hana", member_id=member.id, created_at=MORNING))
    change = _changed(talk, "factory")
    _sent(talk)
    for who in ("두리", "살핌", "둘", "셋"):
        talk.act(MORNING, "notice.seen", who, notice=str(change))
    assert _fail_over(talk, LATER) == FailedOver(next_channel=1, to_call=0)
    assert talk.deliveries()["하나"] == [DeliveryState.QUEUED]


def test_a_newer_change_of_the_same_stop_asks_in_place_of_the_older(talk: Talk) -> None:
    older = _changed(talk, "factory")
    _sent(talk)
    newer = _changed(talk, "factory")
    _sent(talk)
    (told, _) = _shown(talk, "하나")
    assert told.paragraphs[0] == "공장 견학 시간이 바뀌었어요: 집합 08:30 → 08:50 (한국 09:50), 로비"
    assert labels(told) == ["다음 일정", "오늘 일정"]
    assert "하나" in _behind(talk, NoticeKind.CHANGE)
    tapped = talk.act(MORNING, "notice.seen", "하나", notice=str(older))
    assert tapped.paragraphs == ("그 뒤에 일정이 또 바뀌었어요. 새로 온 안내를 확인해 주세요.",)
    assert _confirmed(talk) == []
    assert talk.act(MORNING, "notice.nudge", notice=str(older)).outcome is Outcome.UNKNOWN
    assert _report(talk, older).paragraphs[0] == "그 뒤에 일정이 또 바뀌어서, 확인은 새 안내에서 받고 있어요."
    assert talk.say(MORNING, "확인했어요", "하나").intent == "notice.seen"
    assert _confirmed(talk) == [("하나", newer)]
    assert talk.say(MORNING, "확인했어요", "하나").intent != "notice.seen"
    later = LATER + timedelta(minutes=3)  # they know of 8:40
    assert _fail_over(talk, later) == FailedOver(to_call=4)  # of the newer one only


def test_every_message_of_a_stop_follows_each_change_of_it(talk: Talk) -> None:
    oldest = _changed(talk, "factory")
    _sent(talk)
    _changed(talk, "factory")
    _sent(talk)
    with talk.database.unit() as session:
        session.execute(update(LiveMessageRow).values(behind=0))  # all were edited
    talk.change(MORNING, "change.undo")
    with talk.database.reading() as session:
        behind = select(DeliveryRow.notice_id).join(LiveMessageRow, LiveMessageRow.delivery_id == DeliveryRow.id)
        assert oldest in session.scalars(behind.where(LiveMessageRow.behind > 0)).all()
    assert _shown(talk, "하나")[0].paragraphs[0].endswith("집합 08:30 → 08:40 (한국 09:40), 로비")


def test_a_notice_asks_until_each_of_its_stops_was_told_anew(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="factory", minutes="30")  # lunch follows by ten minutes
    older = _newest(talk)
    _sent(talk)
    talk.change(MORNING, "change.place", stop="factory", place="Hall")
    assert _asks(talk, older)
    talk.change(MORNING, "change.place", stop="lunch", place="Hall")
    assert not _asks(talk, older)


def test_what_people_were_sent_of_an_undone_change_says_so(talk: Talk) -> None:
    _changed(talk, "walk")
    _sent(talk)
    talk.change(MORNING, "change.undo")
    assert _shown(talk, "둘")[0].paragraphs == ("That change was taken back: the plan is as it was before.",)
    assert labels(_shown(talk, "둘")[1])[0] == "Got it"


def test_who_gets_a_newer_notice_instead_is_counted_there_only(talk: Talk) -> None:
    older = _changed(talk, "walk")
    _sent(talk, "셋")
    talk.change(MORNING, "change.insert", title="커피", time="14:20", place="-", group="bus-2")
    assert _report(talk, older).paragraphs[0] == "확인 0명 · 미확인 1명 · 닿지 않음 0명 (전체 1명)"
    assert _behind(talk, NoticeKind.REPORT) == ["이끔이"]


def test_a_notice_that_a_newer_one_took_with_it_is_reported_on_no_more(talk: Talk) -> None:
    older = _changed(talk, "walk")
    _changed(talk, "museum")
    assert labels(_report(talk, older)) == []
    assert _report(talk, older).paragraphs[0] == "그 뒤에 일정이 또 바뀌어서, 확인은 새 안내에서 받고 있어요."


def test_an_unsent_urgent_change_keeps_a_newer_notice_urgent_and_alive(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="museum", minutes="10")  # tomorrow
    _changed(talk, "factory")  # soon, and with it what was not sent
    third = _changed(talk, "dinner")  # tonight
    with talk.database.reading() as session:
        notice = session.get_one(NoticeRow, third)
    assert notice.urgent
    assert notice.expires_at == beijing("09-23 11:10")


def test_one_notice_tells_each_against_what_they_know(talk: Talk) -> None:
    _changed(talk, "walk")
    _sent(talk, "셋")
    change = _changed(talk, "walk")
    with talk.database.reading() as session:
        payload = session.get_one(NoticeRow, change).payload
        theirs = session.scalars(select(DeliveryRow.member_id).where(DeliveryRow.notice_id == change)).all()
        (third,) = session.scalars(select(MemberRow.id).where(MemberRow.name == "셋")).all()
    assert len(theirs) == 4
    assert [one["members"] for one in payload["knew"]] == [[third]]
    assert _shown(talk, "셋")[-1].paragraphs[0].startswith("Walk时间有变：13:10")
    assert [one.paragraphs[0][:24] for one in _shown(talk, "둘")][-1] == "Walk has moved: 13:00–14"


@pytest.mark.parametrize("who", ["하나", "살핌"])
def test_only_leaders_follow_up(talk: Talk, who: str) -> None:
    change = str(_changed(talk, "factory"))
    for intent in ("notice.names", "notice.phones", "notice.nudge"):
        assert talk.act(MORNING, intent, who, notice=change).outcome is Outcome.REFUSED


def test_a_change_is_neither_corrected_nor_withdrawn(talk: Talk) -> None:
    change = str(_changed(talk, "factory"))
    for intent in ("notice.correct", "notice.withdraw"):
        assert talk.act(MORNING, intent, notice=change, text="x").outcome is Outcome.UNKNOWN


def test_a_change_that_concerns_nobody_else_is_reported_on_by_nobody(talk: Talk) -> None:
    with talk.database.unit() as session:
        session.execute(update(MemberRow).where(MemberRow.name != "이끔이").values(left_at=MORNING))
    talk.change(MORNING, "change.delay", stop="factory", minutes="10")
    with talk.database.reading() as session:
        assert session.scalars(select(NoticeRow.id)).all() == []


def _changed(talk: Talk, stop: str) -> int:
    """Delay a stop by ten minutes; give the notice."""
    talk.change(MORNING, "change.delay", stop=stop, minutes="10")
    return _newest(talk)


def _newest(talk: Talk) -> int:
    with talk.database.reading() as session:
        changes = select(NoticeRow.id).where(NoticeRow.kind == NoticeKind.CHANGE).order_by(NoticeRow.id.desc())
        return session.scalars(changes).first() or 0


def _sent(talk: Talk, who: str | None = None) -> None:
    """Have the messenger accept what waits, of one person if named."""
    with talk.database.unit() as session:
        rows = select(DeliveryRow, AccountRow.id, MemberRow.name).join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        rows = rows.join(AccountRow, AccountRow.member_id == MemberRow.id).where(AccountRow.channel == CHANNEL)
        for row, account, name in session.execute(rows.where(DeliveryRow.state == DeliveryState.QUEUED)).all():
            if who in {None, name}:
                row.state, row.accepted_at, row.account_id = DeliveryState.ACCEPTED, MORNING, account
                row.message_ref = str(row.id)


def _shown(talk: Talk, who: str) -> list[Reply]:
    """Give what a person's notices of changes read as now, the oldest first."""
    with talk.database.reading() as session:
        rows = select(NoticeRow, MemberRow).join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        rows = rows.join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        rows = rows.where(MemberRow.name == who, NoticeRow.kind == NoticeKind.CHANGE).order_by(NoticeRow.id)
        copies = [
            Copy(NoticeKind.CHANGE, one.payload, member_of(row), row.language, one.id)
            for one, row in session.execute(rows)
        ]
        return [reply for copy in copies if (reply := compose(session, copy, MORNING, talk.tours))]


def _report(talk: Talk, notice: int | None = None, at: datetime = MORNING) -> Reply:
    """Give the report on a change, the newest if none is named, as its author reads it."""
    with talk.database.reading() as session:
        row = session.scalars(select(MemberRow).where(MemberRow.name == "이끔이")).one()
        copy = Copy(NoticeKind.REPORT, {"notice": notice or _newest(talk)}, member_of(row), "ko")
        reply = compose(session, copy, at, talk.tours)
    assert reply is not None
    return reply


def _behind(talk: Talk, kind: NoticeKind) -> list[str]:
    """Give whose messages of a kind are to be edited."""
    with talk.database.reading() as session:
        rows = select(MemberRow.name).join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
        rows = rows.join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id).where(NoticeRow.kind == kind)
        rows = rows.join(LiveMessageRow, LiveMessageRow.delivery_id == DeliveryRow.id).where(LiveMessageRow.behind > 0)
        return list(session.scalars(rows.distinct()))


def _confirmed(talk: Talk) -> list[tuple[str, int]]:
    """Give who has confirmed which change."""
    with talk.database.reading() as session:
        rows = select(MemberRow.name, DeliveryRow.notice_id).join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
        rows = rows.where(DeliveryRow.acknowledged_at.is_not(None))
        return [(name, notice) for name, notice in session.execute(rows)]


def _asks(talk: Talk, notice: int) -> bool:
    with talk.database.reading() as session:
        return not session.get_one(NoticeRow, notice).payload.get("overtaken")


def _fail_over(talk: Talk, at: datetime) -> FailedOver:
    with talk.database.unit() as session:
        return fail_over(session, at, talk.tours.snapshots)
