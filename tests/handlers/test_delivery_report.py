import pytest
from sqlalchemy.orm import Session

from handlers.delivery_reasons import CHANNEL_NAMES, Reason, channel_name, reason_words
from handlers.delivery_report import report
from handlers.delivery_standing import Stand, progress
from handlers.permissions import may
from handlers.phrases import LANGUAGES
from handlers.reply import Reply
from handlers.tables import DeliveryState, DeliveryTryRow
from schedule_data.people import Role
from tests.handlers.delivery_scene import AT, Party, party

pytestmark = pytest.mark.both_databases


@pytest.fixture
def tour(session: Session) -> Party:
    return party(session)


def _report(tour: Party, notice: int, language: str = "ko") -> Reply:
    tour.session.flush()
    return report(progress(tour.session, notice), language, notice)


def test_progress_counts_everybody_in_one_place(tour: Party) -> None:
    notice = tour.notice()
    tour.settle(notice, DeliveryState.ACCEPTED, DeliveryState.ACCEPTED, DeliveryState.FAILED)
    rows = tour.copies(notice)
    rows[0].acknowledged_at = AT
    rows[2].reason = Reason.REJECTED
    found = progress(tour.session, notice)
    assert found.by_stand == {Stand.CONFIRMED: 1, Stand.TAKEN: 1, Stand.FAILED: 1}
    assert found.by_channel == {"telegram": 2}
    told = _report(tour, notice)
    assert told.paragraphs == ("확인 1명 · 보냄, 확인 전 1명 · 닿지 않음 1명", "보낸 채널: 텔레그램: 2")
    assert [(fact.label, fact.value) for fact in told.cards[0].facts] == [
        ("박셋", "텔레그램이 메시지를 받아 주지 않았어요 · +82-10-0000-1002")
    ]


def test_what_is_under_way_missed_or_withdrawn_is_told_apart(tour: Party) -> None:
    notice = tour.notice()
    tour.settle(notice, DeliveryState.SENDING, DeliveryState.EXPIRED, DeliveryState.SUPERSEDED)
    told = _report(tour, notice, "en")
    assert told.paragraphs == ("Still being sent: 1 · Too late, not sent: 1 · Withdrawn before sending: 1",)
    assert [fact.value for fact in told.cards[0].facts] == [
        "was too late to send · +82-10-0000-1001",
        "is being sent · +82-10-0000-1000",
    ]


def test_a_connection_that_broke_is_told(tour: Party) -> None:
    notice = tour.notice()
    tour.settle(notice, *[DeliveryState.ACCEPTED] * 3)
    tour.session.add(
        DeliveryTryRow(delivery_id=tour.copies(notice)[1].id, reason=Reason.OUTCOME_UNKNOWN, at=AT, account_id=None)
    )
    assert "연결이 끊겨 1명은 두 번 받았을 수 있어요." in _report(tour, notice).paragraphs


def test_nobody_to_tell_is_said(tour: Party) -> None:
    assert _report(tour, 10**6).paragraphs == ("알릴 분이 없었어요.",)


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        ("Forbidden: bot was blocked by the user", "텔레그램에서 길잡이를 차단했어요"),
        ("blocked", "텔레그램에서 길잡이를 차단했어요"),
        ("Forbidden: user is deactivated", "텔레그램 계정을 삭제했어요"),
        ("Bad Request: chat not found", "텔레그램에서 아직 길잡이와 채팅을 시작하지 않았어요"),
        ("something new", "텔레그램에서 메시지가 닿지 않아요"),
    ],
)
def test_a_refusal_is_said_in_words_that_a_leader_understands(refusal: str, words: str) -> None:
    assert reason_words(Reason.UNREACHABLE, "telegram", refusal, "ko") == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words(language: str) -> None:
    said = {reason_words(reason, channel, "", language) for reason in Reason for channel in CHANNEL_NAMES}
    assert all(words and "{" not in words for words in said)
    assert reason_words("", "telegram", "", language) == ""
    assert channel_name("of-the-future", language) == "of-the-future"


def test_only_leaders_may_ask() -> None:
    assert [role for role in Role if may(role, "notice.progress")] == [Role.LEADER]
