import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.database import Database
from handlers.composing import compose
from handlers.copies import Copy
from handlers.identity import callers
from handlers.reply import Action, Outcome, Reply
from handlers.request import Request
from handlers.respond import respond
from handlers.signups import next_lapse, offer_freed
from handlers.signups.places import Places, places
from handlers.tables import AccountRow, DeliveryRow, NoticeKind, NoticeRow, SignUpRow
from schedule_data.members import member_of, members_of
from schedule_data.people import Role
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow
from tests.build import account, beijing, person
from tests.handlers.talk_scene import Talk
from tests.tours import open_tours

pytestmark = pytest.mark.both_databases

STOP = "d2-drive"  # twelve places, until the evening before
DAY_BEFORE = beijing("09-22 12:00")
CLOSED = beijing("09-22 21:00")
MINE, OTHER, STAFF, LEADER = "이서연", "전우진", "김도현", "정현수"


def _stand(talk: Talk) -> Places:
    itinerary = talk.tours.snapshots.current(talk.session, "beijing-1")
    assert itinerary is not None
    talk.session.flush()
    return places(talk.session, "beijing-1", itinerary.stop_by_id[STOP])


def _participants(talk: Talk) -> list[str]:
    ours = (MINE, OTHER)
    people = [one.name for one in members_of(talk.session, "beijing-1") if one.role is Role.PARTICIPANT]
    return [name for name in dict.fromkeys(people) if name not in ours]


def _as(talk: Talk, name: str, intent: str, at: datetime = DAY_BEFORE) -> Reply:
    session, address = talk.session, f"of-{name}"
    if not callers(session, "telegram", [address], at)[address].member:
        row = session.scalars(select(MemberRow).where(MemberRow.name == name)).all()[0]
        _own(talk, row, address)
    request = Request("telegram", address, at, action=Action(intent, {"stop": STOP}))
    return respond(session, request, callers(session, "telegram", [address], at)[address], talk.tours)


def _own(talk: Talk, row: MemberRow, address: str) -> None:
    talk.session.scalars(select(AccountRow).where(AccountRow.address == address)).one().member_id = row.id
    talk.session.flush()


def _fill(talk: Talk, count: int) -> None:
    for name in _participants(talk)[:count]:
        _as(talk, name, "signup.take")


def _offers(talk: Talk) -> list[tuple[str, NoticeRow]]:
    rows = talk.session.execute(
        select(MemberRow.name, NoticeRow)
        .join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .where(NoticeRow.kind == NoticeKind.SIGN_UP)
        .order_by(DeliveryRow.id)
    )
    return [(name, notice) for name, notice in rows]


def test_asking_shows_how_it_stands_and_signs_nobody_up(talk: Talk) -> None:
    reply = talk.say(MINE, "시승 신청", DAY_BEFORE)
    assert reply.paragraphs == (
        "SU7 시승: 정원 12명 중 0명 확정, 대기 0명이에요.",
        "9월 22일(월) 21:00 (한국 22:00)까지 신청할 수 있어요.",
    )
    assert [button.label for button in reply.buttons] == ["신청하기"]
    assert _stand(talk) == Places(12, (), (), ())


@pytest.mark.parametrize("words", ["시승하고 싶어요", "시승 해보고 싶어요"])
def test_who_wants_to_takes_a_place(talk: Talk, words: str) -> None:
    assert talk.say(MINE, "시승하고 뭐해요", DAY_BEFORE).intent == "agenda.next"
    reply = talk.say(MINE, words, DAY_BEFORE)
    assert (reply.intent, reply.slots) == ("signup", {"stop": STOP})
    assert len(_stand(talk).held) == 1


def test_a_tap_gives_a_place_once(talk: Talk) -> None:
    for _ in range(2):
        reply = talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    assert reply.paragraphs[0] == "SU7 시승 자리가 확정됐어요."
    assert _stand(talk).held == (person(talk.session, MINE).id,)
    assert _stand(talk).free == 11


def test_beyond_the_capacity_people_wait_in_order(talk: Talk) -> None:
    _fill(talk, 12)
    assert talk.tap(MINE, "signup", DAY_BEFORE, stop=STOP).buttons[0].label == "대기 신청하기"
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    reply = talk.tap(OTHER, "signup.take", DAY_BEFORE, stop=STOP)
    assert reply.paragraphs[0] == "대기 2번이에요. 자리가 나면 바로 알려 드릴게요."
    stand = _stand(talk)
    assert (len(stand.held), stand.waiting) == (12, (person(talk.session, MINE).id, person(talk.session, OTHER).id))


def test_a_freed_place_is_offered_to_the_next_with_a_deadline(talk: Talk) -> None:
    _fill(talk, 12)
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    _as(talk, _participants(talk)[3], "signup.leave")
    stand = _stand(talk)
    assert (len(stand.held), stand.offered, stand.free) == (11, (person(talk.session, MINE).id,), 0)
    ((name, notice),) = _offers(talk)
    assert (name, notice.expires_at) == (MINE, DAY_BEFORE + timedelta(minutes=30))
    copy = Copy(NoticeKind.SIGN_UP, notice.payload, member_of(person(talk.session, MINE)))
    told = compose(talk.session, copy, DAY_BEFORE, talk.tours)
    assert told is not None
    assert told.paragraphs == ("SU7 시승 자리가 났어요.", "12:30까지 비워 둘게요. 그 뒤에는 다음 분께 드려요.")
    assert talk.tap(MINE, "signup", DAY_BEFORE, stop=STOP).paragraphs[0] == "SU7 시승 자리가 났어요."
    assert talk.press(MINE, told.buttons[0], DAY_BEFORE).paragraphs[0] == "SU7 시승 자리가 확정됐어요."
    assert compose(talk.session, copy, DAY_BEFORE, talk.tours) is None


def _lapsed(talk: Talk, at: datetime) -> tuple[str, ...] | None:
    copy = Copy(NoticeKind.SIGN_UP, {"stop": STOP, "lapsed": True}, member_of(person(talk.session, MINE)))
    told = compose(talk.session, copy, at, talk.tours)
    return told.paragraphs if told else None


def test_an_offer_that_lapses_goes_to_the_next(talk: Talk) -> None:
    _fill(talk, 12)
    for name in (MINE, OTHER):
        talk.tap(name, "signup.take", DAY_BEFORE, stop=STOP)
    _as(talk, _participants(talk)[0], "signup.leave")
    lapses = DAY_BEFORE + timedelta(minutes=30)
    assert next_lapse(talk.session) == lapses
    assert offer_freed(talk.session, lapses - timedelta(seconds=1), Snapshots()) == 0
    assert offer_freed(talk.session, lapses, Snapshots()) == 1
    assert [name for name, _ in _offers(talk)] == [MINE, MINE, OTHER]
    assert _lapsed(talk, lapses) == ("SU7 시승 자리를 받는 시간이 지났어요.",)
    assert _stand(talk).offered == (person(talk.session, OTHER).id,)
    assert offer_freed(talk.session, lapses + timedelta(minutes=30), Snapshots()) == 0
    assert (_stand(talk).offered, _stand(talk).waiting, next_lapse(talk.session)) == ((), (), None)
    talk.tap(MINE, "signup.take", DAY_BEFORE + timedelta(hours=2), stop=STOP)
    assert _lapsed(talk, DAY_BEFORE + timedelta(hours=2)) is None


def test_an_offer_that_is_let_go_goes_to_the_next(talk: Talk) -> None:
    _fill(talk, 12)
    for name in (MINE, OTHER):
        talk.tap(name, "signup.take", DAY_BEFORE, stop=STOP)
    _as(talk, _participants(talk)[0], "signup.leave")
    reply = talk.tap(MINE, "signup.leave", DAY_BEFORE, stop=STOP)
    assert reply.paragraphs == ("SU7 시승 신청을 취소했어요.",)
    assert [name for name, _ in _offers(talk)] == [MINE, OTHER]


def test_after_closing_nobody_signs_up_but_freed_places_are_passed_on(talk: Talk) -> None:
    _fill(talk, 12)
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    for intent in ("signup", "signup.take"):
        assert talk.tap(OTHER, intent, CLOSED, stop=STOP).paragraphs[0] == "SU7 시승 신청은 마감됐어요."
    _as(talk, _participants(talk)[0], "signup.leave", CLOSED)
    assert talk.tap(MINE, "signup.take", CLOSED, stop=STOP).paragraphs[0] == "SU7 시승 자리가 확정됐어요."
    assert person(talk.session, OTHER).id not in (*_stand(talk).held, *_stand(talk).waiting)


def test_once_it_has_begun_no_place_is_offered(talk: Talk) -> None:
    _fill(talk, 12)
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    _as(talk, _participants(talk)[0], "signup.leave", beijing("09-23 12:00"))
    assert _offers(talk) == []


def test_who_leaves_the_tour_frees_their_place(talk: Talk) -> None:
    _fill(talk, 12)
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    person(talk.session, _participants(talk)[1]).left_at = DAY_BEFORE
    talk.session.flush()
    _as(talk, _participants(talk)[13], "signup.take")
    assert _stand(talk).offered == (person(talk.session, MINE).id,)


@pytest.mark.parametrize("who", [LEADER, STAFF])
def test_leaders_and_staff_see_the_list_and_take_no_place(talk: Talk, who: str) -> None:
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    reply = talk.say(who, "시승 신청", DAY_BEFORE)
    assert [(card.title, [fact.label for fact in card.facts]) for card in reply.cards] == [("확정 (1)", [MINE])]
    assert talk.tap(who, "signup.take", DAY_BEFORE, stop=STOP).outcome is Outcome.REFUSED
    assert len(_stand(talk).held) == 1


def test_participants_do_not_see_the_list(talk: Talk) -> None:
    reply = talk.tap(MINE, "signup.list", DAY_BEFORE, stop=STOP)
    assert (reply.outcome, reply.cards) == (Outcome.REFUSED, ())


@pytest.mark.parametrize(("intent", "stop"), [("signup.take", "d2-xiaomi"), ("signup.leave", "x"), ("signup.take", "")])
def test_what_has_no_places_can_not_be_taken(talk: Talk, intent: str, stop: str) -> None:
    assert talk.tap(MINE, intent, DAY_BEFORE, stop=stop).outcome is Outcome.UNKNOWN
    assert talk.tap(MINE, "signup", DAY_BEFORE, stop="d2-xiaomi").paragraphs[0] == "거기에는 따로 신청할 일정이 없어요."


def test_giving_up_what_one_does_not_have_is_said(talk: Talk) -> None:
    assert talk.tap(MINE, "signup.leave", DAY_BEFORE, stop=STOP).paragraphs == ("신청하신 기록이 없어요.",)


def test_only_holders_are_expected_at_the_stop(talk: Talk) -> None:
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    talk.session.flush()
    reply = talk.tap(STAFF, "missing", DAY_BEFORE, stop=STOP)
    assert reply.paragraphs[0] == "미도착: 1명 중 1명"


def test_many_at_once_never_get_more_than_there_are_places(sample: Database) -> None:
    with sample.unit() as session:
        people = [one for one in members_of(session, "beijing-1") if one.role is Role.PARTICIPANT][:24]
        for one in people:
            account(session, session.get_one(MemberRow, one.id), address=f"of-{one.id}")
    tours = open_tours()

    def take(member: int) -> None:
        with sample.unit() as session:
            address = f"of-{member}"
            request = Request("telegram", address, DAY_BEFORE, action=Action("signup.take", {"stop": STOP}))
            respond(session, request, callers(session, "telegram", [address], DAY_BEFORE)[address], tours)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(take, [one.id for one in people]))
    with sample.reading() as session:
        rows = session.scalars(select(SignUpRow).where(SignUpRow.place.is_not(None))).all()
        assert sorted(row.place or 0 for row in rows) == list(range(1, 13))
        assert len(session.scalars(select(SignUpRow)).all()) == 24


@pytest.mark.parametrize("words", ["시승 취소할래", "시승 신청 취소"])
def test_a_participant_who_cancels_the_test_drive_is_asked_about_their_own_place(talk: Talk, words: str) -> None:
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    reply = talk.say(MINE, words, DAY_BEFORE)
    assert (reply.outcome, reply.paragraphs) == (Outcome.CLARIFY, ("SU7 시승 신청을 취소할까요?",))
    assert Action("signup.leave", {"stop": STOP}) in [button.action for button in reply.buttons]


@pytest.mark.parametrize(("words", "held"), [("네", 0), ("아니요", 1), ("네, 취소할게요", 0)])
def test_a_yes_after_the_question_cancels(talk: Talk, words: str, held: int) -> None:
    talk.converse(MINE, "시승 신청할래요", DAY_BEFORE)
    assert len(_stand(talk).held) == 1
    talk.converse(MINE, "시승 취소", DAY_BEFORE)
    talk.converse(MINE, words, DAY_BEFORE)
    assert len(_stand(talk).held) == held


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("시승 신청할래요", "SU7 시승 자리가 확정됐어요."),
        ("시승 신청 어떻게 해요?", "SU7 시승: 정원 12명 중 0명 확정, 대기 0명이에요."),
        ("시승 신청할 수 있어요?", "SU7 시승: 정원 12명 중 0명 확정, 대기 0명이에요."),
        ("시승 신청 취소해 주세요", "신청하신 기록이 없어요."),
    ],
)
def test_who_says_that_they_want_it_is_signed_up_and_who_asks_is_told(talk: Talk, words: str, first: str) -> None:
    assert talk.say(MINE, words, DAY_BEFORE).paragraphs[0] == first


@pytest.mark.parametrize(("words", "held"), [("네 할게요", 12), ("안 할게요", 11), ("할게요!", 12)])
def test_words_take_the_place_that_is_offered_or_let_it_go(talk: Talk, words: str, held: int) -> None:
    _fill(talk, 12)
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    talk.say(MINE, words, DAY_BEFORE)
    assert len(_stand(talk).waiting) == 1  # nothing is offered yet
    _as(talk, _participants(talk)[0], "signup.leave")
    talk.say(MINE, words, DAY_BEFORE)
    assert (len(_stand(talk).held), _stand(talk).offered) == (held, ())


@pytest.mark.parametrize("words", ["네", "괜찮아요"])
def test_a_word_that_may_be_for_something_else_shows_the_offer_again(talk: Talk, words: str) -> None:
    _fill(talk, 12)
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    _as(talk, _participants(talk)[0], "signup.leave")
    assert talk.say(MINE, words, DAY_BEFORE).paragraphs[0] == "SU7 시승 자리가 났어요."
    assert len(_stand(talk).offered) == 1


@pytest.mark.parametrize("words", ["엑셀로 줘", "시승 신청자 명단 엑셀로"])
def test_the_file_of_those_who_signed_up_has_nobody_else(talk: Talk, words: str) -> None:
    _fill(talk, 12)
    talk.tap(MINE, "signup.take", DAY_BEFORE, stop=STOP)
    talk.converse(STAFF, "시승 신청 명단", DAY_BEFORE)
    reply = talk.converse(STAFF, words, DAY_BEFORE)
    assert reply is not None
    assert reply.document is not None
    page = load_workbook(io.BytesIO(reply.document.content)).active
    assert page is not None
    rows = list(page.iter_rows(values_only=True))[1:]
    assert (len(rows), sum(row[-1] == "확정" for row in rows)) == (13, 12)
    assert [row[0] for row in rows if row[-1] == "대기"] == [MINE]


def test_a_leader_who_cancels_the_test_drive_means_the_stop(talk: Talk) -> None:
    assert talk.say(LEADER, "시승 취소", DAY_BEFORE).intent == "change.cancel"
