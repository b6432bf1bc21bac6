from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from handlers.conversation import converse
from handlers.files import StoredFile, keep, stored_file
from handlers.own_data.erasing import erase_member
from handlers.passed_files import file_of
from handlers.proposals import LASTS as PREVIEW_LASTS
from handlers.relay.ask import MOST_OPEN
from handlers.reply import Action, Outcome, Reply, Shown
from handlers.request import Attachment, Enclosed, Request
from handlers.tables import AccountRow, FileRow, NoticeKind, NoticeRow, StaffQuestionRow
from handlers.trouble.call import LASTS
from schedule_data.members import member_of
from tests.build import person
from tests.handlers.talk_scene import ADDRESSES, NOON, Talk
from tests.handlers.told_scene import button, deliveries, told

pytestmark = pytest.mark.both_databases

PARTICIPANT, LEADER, STAFF = "이서연", "정현수", "김도현"
PHOTO = Enclosed("photo", "telegram", "AgAC-1")
WEB_PHOTO = Enclosed("photo", "web", "w-1", "p.png")
UNKNOWN = "호텔에 수영장 있나요?"
PASS_ON = "전해 주세요"


def _talk(talk: Talk, who: str, at: datetime = NOON, **what: object) -> Reply:
    """Send something as the inbox hands it over, with the context kept."""
    talk.session.expire_all()
    request = Request("telegram", ADDRESSES[who], at, **what)  # type: ignore[arg-type]
    (reply,) = converse(talk.session, "telegram", [request], talk.tours)
    assert reply is not None
    return reply


def _send(talk: Talk, file: Enclosed = PHOTO, words: str | None = None, at: datetime = NOON) -> Reply:
    """Send a file as a participant."""
    kinds = {"photo": Attachment.PHOTO, "voice": Attachment.VOICE}
    alone = None if words else kinds.get(file.kind, Attachment.OTHER)
    return _talk(talk, PARTICIPANT, at, text=words, attachment=alone, file=file)


def _press(talk: Talk, reply: Reply, label: str, at: datetime = NOON) -> Reply:
    intent, slots = button(reply, label)
    return _talk(talk, PARTICIPANT, at, action=Action(intent, slots))


def _question(talk: Talk, who: str = STAFF, at: datetime = NOON) -> Reply:
    first = told(talk, NoticeKind.QUESTION, who, at)[0]
    assert first is not None
    return first


def _uploaded(talk: Talk) -> None:
    """Have the participant's photo on the web page kept, as its upload does."""
    mine = person(talk.session, PARTICIPANT).id
    stored = StoredFile("photo", "p.png", "image/png", b"png")
    keep(talk.session, WEB_PHOTO, stored, tour="beijing-1", member=mine, at=NOON)


@pytest.mark.parametrize(
    ("kind", "unread", "words"),
    [("photo", "사진", "📎 사진"), ("voice", "음성", "📎 음성 메시지"), ("document", "이런 형식", "📎 파일")],
)
def test_a_file_alone_is_passed_on_once_its_sender_says_so(talk: Talk, kind: str, unread: str, words: str) -> None:
    offered = _send(talk, Enclosed(kind, "telegram", "AgAC-1", "x"))
    assert (offered.outcome, offered.intent) == (Outcome.CLARIFY, "staff.file")
    assert unread in offered.paragraphs[0]
    assert offered.paragraphs[-1] == "운영진에게 전해 드릴까요?"
    assert not deliveries(talk, NoticeKind.QUESTION)
    assert _press(talk, offered, PASS_ON).paragraphs[0] == f"운영진에게 전했어요: “{words}”"
    for who in (STAFF, LEADER):
        read = _question(talk, who)
        assert read.paragraphs == (f"❓ 이서연 · 1호차 · 다온테크: “{words}”",)
        assert read.shown is not None
        assert (read.shown.kind, read.shown.reference, read.shown.name) == (kind, "AgAC-1", "x")
        assert read.shown.notice > 0


def test_yes_passes_a_file_on_and_no_does_not(talk: Talk) -> None:
    _send(talk)
    _talk(talk, PARTICIPANT, text="아니요")
    assert not deliveries(talk, NoticeKind.QUESTION)
    _send(talk)
    assert _talk(talk, PARTICIPANT, text="네").paragraphs[0] == "운영진에게 전했어요: “📎 사진”"
    assert deliveries(talk, NoticeKind.QUESTION, STAFF)


def test_of_several_photos_each_button_passes_its_own_on_once(talk: Talk) -> None:
    first, second = (_send(talk, Enclosed("photo", "telegram", name)) for name in ("one", "two"))
    for offered in (second, first, first):
        _press(talk, offered, PASS_ON)
    said = [one for one in told(talk, NoticeKind.QUESTION, STAFF) if one and one.shown]
    assert [one.shown.reference for one in said if one.shown] == ["two", "one"]


def test_a_button_that_is_out_of_date_or_forged_passes_nothing_on(talk: Talk) -> None:
    late = _press(talk, _send(talk), PASS_ON, NOON + PREVIEW_LASTS + timedelta(minutes=1))
    forged = _talk(talk, PARTICIPANT, action=Action("staff.file", {"file": PHOTO.written()}))
    assert {late.outcome, forged.outcome} == {Outcome.UNKNOWN}
    assert not deliveries(talk, NoticeKind.QUESTION)


def test_words_that_are_answered_are_answered_as_without_a_file(talk: Talk) -> None:
    with_file, without = _send(talk, words="다음 일정?"), _talk(talk, PARTICIPANT, text="다음 일정?")
    assert with_file == without
    assert with_file.outcome is Outcome.ANSWER
    assert not deliveries(talk, NoticeKind.QUESTION)


def test_words_that_are_not_known_go_to_the_staff_with_the_file(talk: Talk) -> None:
    assert _send(talk, words=UNKNOWN).outcome is Outcome.UNKNOWN
    passed_on = _talk(talk, PARTICIPANT, text="운영진에게 묻기")
    assert passed_on.paragraphs[0] == f"운영진에게 전했어요: “{UNKNOWN} 📎 사진”"
    read = _question(talk)
    assert read.shown == Shown("photo", "AgAC-1", notice=read.shown.notice if read.shown else 0)
    chased = told(talk, NoticeKind.QUESTION, STAFF, NOON + timedelta(minutes=10))[1]
    assert chased is not None
    assert chased.shown is None


def test_a_file_does_not_go_with_the_words_of_another_message(talk: Talk) -> None:
    _send(talk, words=UNKNOWN)
    _talk(talk, PARTICIPANT, text="사우나 있나요?")
    passed_on = _talk(talk, PARTICIPANT, text="운영진에게 묻기")
    assert "📎" not in passed_on.paragraphs[0]
    assert _question(talk).shown is None


def test_an_answer_about_a_file_is_kept_for_nobody_else(talk: Talk) -> None:
    _send(talk, words=UNKNOWN)
    _talk(talk, PARTICIPANT, text="운영진에게 묻기")
    preview = _talk(talk, STAFF, action=Action("staff.answer", {"question": "1", "text": "네"}))
    assert [one.label for one in preview.buttons] == ["보내기", "그만두기"]
    sent = _talk(talk, STAFF, action=preview.buttons[0].action)
    assert not [one for one in sent.buttons if one.action and one.action.intent == "staff.keep"]
    assert _talk(talk, STAFF, action=Action("staff.keep", {"question": "1"})).outcome is Outcome.UNKNOWN


def test_with_too_many_questions_open_nothing_is_said_to_be_passed_on(talk: Talk) -> None:
    replies = [_press(talk, _send(talk), PASS_ON) for _ in range(MOST_OPEN + 1)]
    assert [one.paragraphs[0].startswith("운영진에게 전했어요") for one in replies] == [True] * MOST_OPEN + [False]
    assert len(talk.session.scalars(select(StaffQuestionRow)).all()) == MOST_OPEN


def test_a_file_that_is_kept_here_stays_and_one_that_is_gone_is_not_said_to_go(talk: Talk) -> None:
    _uploaded(talk)
    _press(talk, _send(talk, WEB_PHOTO), PASS_ON)
    assert talk.session.scalars(select(FileRow.sent_at)).all() == [NOON]
    gone = Enclosed("photo", "web", "w-2")
    assert _press(talk, _send(talk, gone), PASS_ON).outcome is Outcome.UNKNOWN
    _send(talk, gone, words=UNKNOWN)
    assert "📎" not in _talk(talk, PARTICIPANT, text="운영진에게 묻기").paragraphs[0]


def test_after_a_call_for_help_a_file_goes_to_the_leaders_at_once(talk: Talk) -> None:
    _talk(talk, PARTICIPANT, action=Action("trouble.call"))
    reply = _send(talk, at=NOON + timedelta(minutes=1))
    assert reply.paragraphs[:2] == ("인솔자가 이미 알고 있어요.", "사진도 함께 전했어요.")
    newest = told(talk, NoticeKind.TROUBLE, LEADER)[-1]
    assert newest is not None
    assert newest.shown is not None
    assert newest.shown.reference == "AgAC-1"
    assert _send(talk, at=NOON + LASTS + timedelta(minutes=1)).intent == "staff.file"


def test_a_file_after_words_of_need_calls_the_leaders(talk: Talk) -> None:
    _talk(talk, PARTICIPANT, text="길을 잃었어요 도와주세요")
    assert _send(talk).paragraphs[1] == "사진도 함께 전했어요."
    with_file = [one.shown for one in told(talk, NoticeKind.TROUBLE, LEADER) if one and one.shown]
    assert [one.reference for one in with_file] == ["AgAC-1"]  # not again with each reminder of the call


def test_a_file_that_came_with_words_of_need_goes_with_the_call(talk: Talk) -> None:
    asked = _send(talk, words="길을 잃었어요 도와주세요")
    assert not deliveries(talk, NoticeKind.TROUBLE)
    assert "사진도 함께 전했어요." in _press(talk, asked, "인솔자에게 알리기").paragraphs
    alert = told(talk, NoticeKind.TROUBLE, LEADER)[0]
    assert alert is not None
    assert alert.shown is not None


def test_what_somebody_passed_on_is_erased_with_them(talk: Talk) -> None:
    _uploaded(talk)
    _press(talk, _send(talk, WEB_PHOTO), PASS_ON)
    _talk(talk, PARTICIPANT, action=Action("trouble.call"))
    _send(talk)
    row = person(talk.session, PARTICIPANT)
    asking = talk.session.scalars(select(AccountRow).where(AccountRow.member_id == row.id)).one()
    erase_member(talk.session, member_of(row), asking, NOON)
    assert stored_file(talk.session, WEB_PHOTO) is None
    assert not any(one.get("file") for one in talk.session.scalars(select(NoticeRow.payload)))
    assert file_of(talk.session, talk.session.scalars(select(StaffQuestionRow)).one()) is None
