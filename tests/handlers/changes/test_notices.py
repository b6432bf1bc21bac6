import pytest
from sqlalchemy import select

from handlers.reminders import fire
from handlers.reply import Reply
from handlers.tables import DeliveryRow, DeliveryState, LiveMessageRow, NoticeKind, NoticeRow, PlannedReminderRow
from schedule_data.tables import MemberRow
from tests.build import beijing
from tests.handlers.changes.talk import Talk, labels, lines

pytestmark = pytest.mark.both_databases

MORNING = beijing("09-22 07:40")
QUEUED, SUPERSEDED = DeliveryState.QUEUED, DeliveryState.SUPERSEDED


def _one(replies: list[Reply | None]) -> Reply:
    (reply,) = replies
    assert reply is not None
    return reply


def test_everyone_concerned_is_told_except_the_author(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="walk", minutes="10")
    assert talk.deliveries() == {name: [QUEUED] for name in ("두리", "살핌", "둘", "셋")}


@pytest.mark.parametrize(
    ("who", "sentences", "others"),
    [
        (
            "하나",
            ("공장 견학 시간이 바뀌었어요: 집합 08:30 → 09:00 (한국 10:00), 로비",),
            ["11:20–12:20 → 11:30–12:30 · 점심"],
        ),
        (
            "둘",
            ("Factory has moved: gather 08:30 → 09:00 (Korea 10:00), Lobby",),
            ["11:20–12:20 → 11:30–12:30 · Lunch"],
        ),
        (
            "셋",
            ("Factory时间有变：集合 08:30 → 09:00（韩国 10:00），Lobby",),
            ["11:20–12:20 → 11:30–12:30 · Lunch"],
        ),
    ],
)
def test_a_notice_tells_old_and_new_in_each_language(
    talk: Talk, who: str, sentences: tuple[str, ...], others: list[str]
) -> None:
    talk.change(MORNING, "change.delay", stop="factory", minutes="30")
    reply = _one(talk.told(MORNING, who))
    assert (reply.paragraphs, lines(reply)) == (sentences, others)


def test_each_person_hears_only_of_what_is_theirs(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="lunch", minutes="50")
    told = {who: _one(talk.told(MORNING, who)) for who in ("하나", "둘", "살핌")}
    assert {who: len(lines(reply)) for who, reply in told.items()} == {"하나": 1, "둘": 1, "살핌": 2}
    assert lines(told["둘"]) == ["13:00–14:00 → 13:10–14:10 · Walk"]


@pytest.mark.parametrize(
    ("intent", "slots", "sentence"),
    [
        ("change.cancel", {"stop": "walk"}, "Walk is cancelled (13:00–14:00)."),
        (
            "change.place",
            {"stop": "factory", "place": "Gate 2"},
            "Factory, 08:30 (Korea 09:30): at Gate 2 now, not at Lobby.",
        ),
        (
            "change.insert",
            {"title": "커피", "time": "14:20", "place": "공원"},
            "New stop: 커피, 14:20 (Korea 15:20), Park.",
        ),
        (
            "change.insert",
            {"title": "커피", "time": "14:20", "place": "-"},
            "New stop: 커피, 14:20 (Korea 15:20).",
        ),
        (
            "change.delay",
            {"stop": "museum", "minutes": "15"},
            "Museum has moved: Tue 23 Sep 10:00–11:00 → Tue 23 Sep 10:15–11:15 (Korea 11:15–12:15)",
        ),
    ],
)
def test_each_kind_of_change_has_its_sentence(talk: Talk, intent: str, slots: dict[str, str], sentence: str) -> None:
    talk.change(MORNING, intent, **slots)
    assert _one(talk.told(MORNING, "둘")).paragraphs[0] == sentence


def test_a_change_within_two_hours_is_urgent(talk: Talk) -> None:
    assert talk.act(MORNING, "change.delay", stop="factory", minutes="10").paragraphs[-1].endswith("바로 알려요.")
    talk.tap(MORNING, "확인")
    for who in ("두리", "살핌", "하나", "둘", "셋"):
        _deliver(talk, who)
    talk.change(MORNING, "change.delay", stop="museum", minutes="10")
    with talk.database.reading() as session:
        changes = select(NoticeRow.urgent, NoticeRow.expires_at).where(NoticeRow.kind == NoticeKind.CHANGE)
        rows = session.execute(changes.order_by(NoticeRow.id)).all()
    assert (rows[0].urgent, rows[-1].urgent) == (True, False)
    assert rows[-1].expires_at == beijing("09-23 11:10")


def test_who_has_not_heard_of_a_change_is_told_the_next_one_against_what_they_know(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="walk", minutes="10")
    _deliver(talk, "셋")
    talk.change(MORNING, "change.delay", "두리", stop="walk", minutes="10")

    assert talk.deliveries() | {"이끔이": []} == {
        "이끔이": [],
        "두리": [QUEUED],
        "살핌": [SUPERSEDED, QUEUED],
        "둘": [SUPERSEDED, QUEUED],
        "셋": [DeliveryState.ACCEPTED, QUEUED],
    }
    assert _one(talk.told(MORNING, "둘")).paragraphs[0].startswith("Walk has moved: 13:00–14:00 → 13:20")
    assert _one(talk.told(MORNING, "셋")).paragraphs[0].startswith("Walk时间有变：13:10–14:10 → 13:20")


def test_a_change_undone_before_it_was_heard_is_never_told(talk: Talk) -> None:
    talk.change(MORNING, "change.cancel", stop="walk")
    _deliver(talk, "셋")
    talk.change(MORNING, "change.undo")
    assert talk.told(MORNING, "둘") == [None]
    assert _one(talk.told(MORNING, "셋")).paragraphs[0].startswith("新增行程：Walk")


def test_a_change_told_with_an_unheard_one_is_told_with_it(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="walk", minutes="10")
    talk.change(MORNING, "change.delay", stop="museum", minutes="10")
    assert lines(_one(talk.told(MORNING, "둘"))) == ["Tue 23 Sep 10:00–11:00 → 10:10–11:10 · Museum"]
    assert lines(_one(talk.told(MORNING, "하나"))) == []


def test_reminders_follow_the_plan(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="factory", minutes="40")
    talk.change(MORNING, "change.cancel", stop="walk")
    with talk.database.reading() as session:
        planned = session.execute(select(PlannedReminderRow.stop_id, PlannedReminderRow.leaves_at).distinct()).all()
    leaves = dict(planned)
    assert leaves["factory"] == beijing("09-22 09:10")
    assert "walk" not in leaves


def test_a_queued_reminder_of_a_cancelled_stop_is_taken_back(talk: Talk) -> None:
    _remind(talk)
    talk.change(beijing("09-22 08:21"), "change.cancel", stop="factory")
    assert set(map(tuple, talk.deliveries(NoticeKind.REMINDER).values())) == {(SUPERSEDED,)}


def test_a_queued_reminder_expires_with_its_stop_s_new_hour(talk: Talk) -> None:
    _remind(talk)
    talk.change(beijing("09-22 08:21"), "change.delay", stop="factory", minutes="30")
    with talk.database.reading() as session:
        expires = session.scalars(select(NoticeRow.expires_at).where(NoticeRow.kind == NoticeKind.REMINDER)).all()
    assert set(expires) == {beijing("09-22 09:00")}
    reminder = _one(talk.told(beijing("09-22 08:22"), "하나", NoticeKind.REMINDER))
    assert "09:00 (한국 10:00) 로비" in reminder.paragraphs[0]


@pytest.mark.parametrize(
    ("intent", "slots", "kind"),
    [
        ("change.delay", {"minutes": "30"}, NoticeKind.REMINDER),
        ("change.cancel", {}, NoticeKind.CHANGE),
    ],
)
def test_a_delivered_reminder_is_made_to_read_as_things_are(
    talk: Talk, intent: str, slots: dict[str, str], kind: NoticeKind
) -> None:
    _remind(talk)
    _deliver(talk, "하나", NoticeKind.REMINDER)
    talk.change(beijing("09-22 08:21"), intent, stop="factory", **slots)
    with talk.database.reading() as session:
        rows = session.scalars(
            select(LiveMessageRow).join(DeliveryRow).where(DeliveryRow.state == DeliveryState.ACCEPTED)
        ).all()
    assert [(row.kind, row.behind) for row in rows] == [(kind, 1)]


def test_a_notice_has_the_next_steps(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="lunch", minutes="10")
    assert labels(_one(talk.told(MORNING, "하나"))) == ["확인했어요", "다음 일정", "오늘 일정"]


def _remind(talk: Talk) -> None:
    """Let the ten-minute reminder of the factory fall due; the hour's has."""
    with talk.database.unit() as session:
        fire(session, beijing("09-22 08:20"), talk.tours.snapshots)


def _deliver(talk: Talk, who: str, kind: NoticeKind = NoticeKind.CHANGE) -> None:
    """Have a person's copies accepted by the messenger."""
    with talk.database.unit() as session:
        theirs = select(DeliveryRow).join(NoticeRow).join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        for row in session.scalars(theirs.where(NoticeRow.kind == kind, MemberRow.name == who)):
            row.state, row.accepted_at = DeliveryState.ACCEPTED, MORNING
