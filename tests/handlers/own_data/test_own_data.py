import pytest
from sqlalchemy import Column, func, select, text

from bot.claims import claim
from bot.tables import PushRow, UpdateRow, UpdateState, WebMessageRow, WebSessionRow
from bot.web.messages import Direction, add_message
from bot.web.sessions import open_session
from handlers.invitations import invite
from handlers.membership.web_sessions import WEB_SESSIONS
from handlers.notices import Notice, queue
from handlers.own_data.edge_rows import BUBBLES, PUSHES, UPDATES
from handlers.reply import Reply
from handlers.tables import (
    AccessRow,
    AttendanceRow,
    DeliveryRow,
    GuessBudgetRow,
    InvitationRow,
    Lane,
    NoticeKind,
    RatingRow,
    StaffQuestionRow,
    TroubleRow,
)
from schedule_data.members import member_of, members_of
from schedule_data.tables import MemberRow, Table
from tests.build import account, document, load, member
from tests.handlers.membership.chatting import LEADER, NOON, Chat

pytestmark = pytest.mark.both_databases

WHO = "박도윤"
SECRETS = (
    *("박도윤", "Park Doyun", "+82-10-0000-1003", "땅콩 빼고", "나루식품", "창가 자리", "아내 010-1111-2222"),
    *("길을 잃었", "멀미", "맛있었", "비밀 질문", "tg-박", "답변 박도윤"),
)


def _dump(chat: Chat) -> str:
    """Give every text of the database but the itinerary's."""
    chat.session.flush()
    tables = [one for one in Table.metadata.sorted_tables if one.name != "revisions"]
    rows = (row for one in tables for row in chat.session.execute(select(one)))  # read: SQLite's JSON is escaped
    return "\n".join(str(tuple(row)) for row in rows)  # a row itself is shortened where it is printed


def _lived(chat: Chat) -> MemberRow:
    """Have somebody on Telegram and the web who has checked in, asked, rated, got lost."""
    row, tour = chat.person(WHO), "beijing-1"
    row.company, row.diet, row.note, row.emergency_contact = "나루식품", "땅콩 빼고", "창가 자리", "아내 010-1111-2222"
    account(chat.session, row, address="tg-박")
    web = account(chat.session, row, channel="web", address=f"member-{row.id}")
    open_session(chat.session, web.id, NOON)
    content = {"text": "박도윤인데요"}
    add_message(chat.session, account_id=web.id, key="in:1", direction=Direction.IN, content=content, at=NOON)
    for state in UpdateState:
        update = UpdateRow(
            channel="telegram", update_key=state, sender="tg-박", body={"text": "박도윤"}, received_at=NOON
        )
        # of what waits to be handed over, what names somebody may stand far behind
        answer = [["sendMessage", {"text": "안내 " * 200 + "답변 박도윤"}]]
        update.state, update.answer = state, answer if state == UpdateState.ANSWERED else None
        chat.session.add(update)
    chat.session.add_all(
        [
            AttendanceRow(
                tour_id=tour,
                stop_id="d2-xiaomi",
                member_id=row.id,
                state="excused",
                evidence="leader",
                reason="멀미",
                at=NOON,
            ),
            RatingRow(tour_id=tour, stop_id="d2-xiaomi", member_id=row.id, stars=5, remark="맛있었어요", at=NOON),
            TroubleRow(
                tour_id=tour, member_id=row.id, words="길을 잃었어요", latitude=39.9, longitude=116.4, opened_at=NOON
            ),
            StaffQuestionRow(tour_id=tour, member_id=row.id, words="비밀 질문", asked_at=NOON),
        ]
    )
    invite(chat.session, row.id, NOON)
    delivered = queue(chat.session, Notice(tour, NoticeKind.BROADCAST, {}), [member_of(row)], NOON)
    chat.session.flush()
    pushed = chat.session.scalars(select(DeliveryRow.id).where(DeliveryRow.notice_id == delivered)).one()
    push = PushRow(message_key="m", delivery_id=pushed, channel="telegram", address="tg-박", task_id="t", sent_at=NOON)
    push.look_at = NOON
    chat.session.add(push)
    chat.session.flush()
    return row


def _values(reply: Reply) -> dict[str, str]:
    return {fact.label: fact.value for card in reply.cards for fact in card.facts}


def test_me_shows_all_that_is_stored(chat: Chat) -> None:
    _lived(chat)
    shown = _values(chat.say("tg-박", "내 정보 전부 보여줘"))
    assert shown["전화"] == "+82-10-0000-1003"
    assert shown["연락 채널"] == "텔레그램 → 웹 채팅"
    numbers = {"도착 기록": "1", "받은 알림": "1", "운영진에게 한 질문": "1", "도움 요청": "1", "평가": "1"}
    assert numbers.items() <= shown.items()
    assert shown["보관된 메시지"] == "3"


def test_one_topic_is_told_alone(chat: Chat) -> None:
    _lived(chat)
    assert not chat.tap("tg-박", "me", topic="diet").cards


def _erased(chat: Chat) -> Reply:
    asked = chat.say("tg-박", "내 정보 삭제")
    assert "되돌릴 수 없어요" in asked.paragraphs[0]
    assert "메시지 3개" in asked.paragraphs[1]
    return chat.press("tg-박", asked, "네, 지울게요")


def test_erasing_leaves_no_personal_word(chat: Chat) -> None:
    _lived(chat)
    before = _dump(chat)
    assert [one for one in SECRETS if one not in before] == []
    reply = _erased(chat)
    after = _dump(chat)
    left = [one for one in SECRETS if one in after]
    assert left == ["tg-박"]  # of an update that is being answered the address stays
    assert reply.farewell
    assert reply.paragraphs[0].startswith("지운 것: 이름, 소속")
    rows = chat.session.execute(select(UpdateRow.sender, UpdateRow.body, UpdateRow.state)).all()
    assert {(row.sender, str(row.body)) for row in rows if row.state == "done"} == {("", "{}")}
    assert {str(row.body) for row in rows} == {"{}"}
    assert not any(chat.session.scalars(select(UpdateRow.answer)))


def test_erasing_forgets_how_often_a_model_was_asked(chat: Chat) -> None:
    row = _lived(chat)
    chat.session.add(GuessBudgetRow(member_id=row.id, day=NOON.date(), asked=3))
    _erased(chat)
    assert chat.session.scalars(select(GuessBudgetRow)).all() == []


def test_browsers_are_shut_out_and_nothing_reaches_them_any_more(chat: Chat) -> None:
    row = _lived(chat)
    _erased(chat)
    chat.session.expire_all()
    assert chat.session.scalars(select(WebSessionRow.revoked_at)).one() == NOON
    assert not chat.session.scalars(select(WebMessageRow)).all()
    assert not claim(chat.session, Lane.NOTICE, 10, NOON, 1).claims
    assert chat.session.scalars(select(InvitationRow.revoked_at)).one() == NOON
    assert "샤오미" not in "".join(chat.say("tg-박", "다음 일정?").paragraphs)
    assert chat.session.scalars(select(DeliveryRow.state).where(DeliveryRow.member_id == row.id)).all() == [
        "superseded"
    ]


def test_the_person_stays_counted_and_the_audit_stays(chat: Chat) -> None:
    row = _lived(chat)
    before = len(members_of(chat.session, "beijing-1"))
    counted = chat.session.scalar(select(func.count()).select_from(AttendanceRow))
    _erased(chat)
    chat.session.expire_all()
    people = members_of(chat.session, "beijing-1")
    assert len(people) == before
    (erased,) = (one for one in people if one.id == row.id)
    assert (erased.name, erased.group) == (f"—{row.id}", "bus-1")
    assert chat.session.scalar(select(func.count()).select_from(AttendanceRow)) == counted
    log = chat.session.scalars(select(AccessRow)).one()
    assert (log.what, log.member_id) == ("data.erased", row.id)


def test_who_changes_their_mind_keeps_all(chat: Chat) -> None:
    _lived(chat)
    chat.say("tg-박", "내 정보 삭제")
    chat.say("tg-박", "아니요")
    assert chat.person(WHO).phone == "+82-10-0000-1003"


def test_another_tour_of_the_account_is_left_alone(chat: Chat) -> None:
    row = _lived(chat)
    load(chat.session, document())
    other = member(chat.session, "박도윤", phone="+82-10-9999-0000")
    chat.send("tg-박", code=invite(chat.session, other.id, NOON))
    asked = chat.say("tg-박", "내 정보 삭제")
    kept = chat.press("tg-박", asked, "네, 지울게요")
    chat.session.expire_all()
    assert chat.session.get_one(MemberRow, other.id).name == f"—{other.id}"
    assert chat.session.get_one(MemberRow, row.id).name == WHO
    assert not kept.farewell
    assert chat.account("tg-박").address == "tg-박"
    switched = chat.say("tg-박", "여행 바꾸기")
    chat.press("tg-박", switched, switched.buttons[0].label)
    assert chat.account("tg-박").member_id == row.id


def test_own_reminders_are_planned_no_more(chat: Chat) -> None:
    _lived(chat)
    chat.tap("tg-박", "reminder.settings", topic="15")
    _erased(chat)
    planned = chat.session.execute(text("SELECT minutes FROM planned_reminders")).scalars().all()
    assert 15 not in planned


@pytest.mark.parametrize("named", [UPDATES, BUBBLES, PUSHES, WEB_SESSIONS])
def test_the_rows_of_the_edges_are_named_rightly(named: object) -> None:
    real = Table.metadata.tables[named.name]  # type: ignore[attr-defined]
    columns: list[Column[object]] = list(named.c)  # type: ignore[attr-defined]
    assert {one.name for one in columns} <= set(real.c.keys())


def test_a_leader_counts_as_many_as_before(chat: Chat) -> None:
    _lived(chat)
    before = chat.say(LEADER, "1호차 몇 명이야?")
    _erased(chat)
    after = chat.say(LEADER, "1호차 몇 명이야?")
    assert after.intent == "headcount"
    assert after.paragraphs == before.paragraphs
