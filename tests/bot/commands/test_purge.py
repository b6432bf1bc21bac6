"""After a purge nothing is left of anybody: not in a row, and on SQLite not in a byte of the files."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, inspect, make_url, select, text
from sqlalchemy.orm import Session

from bot.database import Database
from bot.purge.certificate import is_genuine
from bot.tables import PushRow, UpdateRow, UpdateState, WebMessageRow, WebSessionRow
from bot.web.sessions import open_session
from handlers.invitations import invite
from handlers.notices import Notice, queue
from handlers.tables import (
    AccountRow,
    ApplicationRow,
    AttendanceRow,
    BusCodeRow,
    DeliveryRow,
    DeliveryState,
    DeliveryTryRow,
    InvitationUseRow,
    JoinRequestRow,
    KeptAnswerRow,
    LiveMessageRow,
    NoticeKind,
    OtherMembershipRow,
    PlannedReminderRow,
    ProposalRow,
    RatingRow,
    ReplacedBusCodeRow,
    StaffQuestionRow,
    TroubleRow,
)
from handlers.tables.files import FileRow
from schedule_data.members import members_of
from schedule_data.publishing import current_document, publish
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow, RevisionRow, Table
from tests.bot.commands.conftest import Giljabi
from tests.build import account, beijing, document, load, member, person, stop

TOUR = "beijing-1"
AT = beijing("09-23 07:50")
SECRET = "비밀-secret"
# tables that hold no word of or about a person, but for the ids of rows
HARMLESS = {
    "tours",
    "senders",
    "tour_codes",
    "invitations",
    "invitation_uses",
    "other_memberships",
    "wrong_codes",
    "access_log",
    "roll_calls",
    "sign_ups",
    "planned_reminders",
    "reminders",
    "planned_ratings",
    "ratings_asked",
    "web_sessions",
    "guess_budgets",
}
CLEARED = {
    "members",
    "accounts",
    "revisions",
    "updates",
    "web_messages",
    "pushes",
    "notices",
    "files",
    "deliveries",
    "delivery_tries",
    "live_messages",
    "proposals",
    "troubles",
    "staff_questions",
    "kept_answers",
    "ratings",
    "applications",
    "join_requests",
    "attendance",
    "bus_codes",
    "replaced_bus_codes",
}


def lived(session: Session) -> MemberRow:
    """Have somebody on three channels who left a word in every table, and two strangers who wanted in."""
    row = person(session, "박도윤")
    row.note, row.emergency_contact, row.room = SECRET, "아내 010-1111-2222", {"": SECRET}
    row.remind, row.muted_until = [5], AT
    telegram, web, kakao = (
        account(session, row, one, address=f"{SECRET}-{one}") for one in ("telegram", "web", "kakao")
    )
    telegram.context = {"tour": TOUR, "at": AT.isoformat(), "unanswered": SECRET}
    invite(session, row.id, AT)
    session.flush()
    session.add(InvitationUseRow(invitation_id=1, channel="telegram", account_id=telegram.id, used_at=AT))
    open_session(session, web.id, AT)
    _came_in(session, telegram, web)
    _was_told(session, row, kakao)
    _said(session, row)
    for number, rows in enumerate(_strangers(session)):
        stranger = account(session, address=f"{SECRET}-stranger-{number}")
        rows.account_id = stranger.id
        session.add(rows)
    _changed(session, row)
    return row


def _came_in(session: Session, telegram: AccountRow, web: AccountRow) -> None:
    for state in UpdateState:
        values = {"update_key": f"key-{state}", "sender": telegram.address, "body": {"text": SECRET}, "state": state}
        session.add(UpdateRow(channel="telegram", answer=[["show", {"text": SECRET}]], received_at=AT, **values))
    content = {"paragraphs": [SECRET]}
    session.add(WebMessageRow(key="in:1", account_id=web.id, direction="in", content=content, at=AT))


def _was_told(session: Session, row: MemberRow, kakao: AccountRow) -> None:
    people = [one for one in members_of(session, TOUR) if one.id == row.id]
    for kind in (NoticeKind.BROADCAST, NoticeKind.ANSWER):
        queue(session, Notice(TOUR, kind, {"text": SECRET, "by": "박도윤"}), people, AT)
    accepted, waiting = session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
    accepted.state, accepted.message_ref, accepted.account_id = DeliveryState.ACCEPTED, SECRET, kakao.id
    waiting.state = DeliveryState.QUEUED
    session.add_all(
        [
            DeliveryTryRow(delivery_id=1, account_id=kakao.id, reason="rejected", message_ref=SECRET, at=AT),
            LiveMessageRow(delivery_id=1, kind="broadcast", payload={"text": SECRET}),
            FileRow(
                tour_id=TOUR,
                member_id=row.id,
                channel="web",
                reference="1",
                kind="document",
                name=SECRET,
                media_type="text/plain",
                content=SECRET.encode(),
                created_at=AT,
            ),
            PushRow(
                message_key="delivery:1:0",
                delivery_id=1,
                channel="kakao",
                address=SECRET,
                task_id=SECRET,
                sent_at=AT,
                look_at=AT,
            ),
        ]
    )


def _said(session: Session, row: MemberRow) -> None:
    same: dict[str, Any] = {"tour_id": TOUR, "member_id": row.id}
    session.add_all(
        [
            AttendanceRow(**same, stop_id="d2-xiaomi", state="late", minutes=7, evidence="self", reason=SECRET, at=AT),
            TroubleRow(**same, words=SECRET, latitude=39.123456, longitude=116.654321, opened_at=AT),
            StaffQuestionRow(**same, words=SECRET, answer=SECRET, asked_at=AT),
            RatingRow(**same, stop_id="d1-4paradigm", stars=5, remark=SECRET, at=AT),
            ProposalRow(**same, intent="notice.send", payload={"slots": {"text": SECRET}}, revision=1, created_at=AT),
            BusCodeRow(tour_id=TOUR, group="bus-1", code=SECRET, created_at=AT),
            ReplacedBusCodeRow(code=f"{SECRET}-old", tour_id=TOUR, replaced_at=AT),
        ]
    )
    session.flush()
    session.add(KeptAnswerRow(tour_id=TOUR, question_id=1, form=SECRET, kept_by=row.id, kept_at=AT))


def _strangers(session: Session) -> Sequence[ApplicationRow | JoinRequestRow]:
    del session
    applied = {"name": "박지원", "company": SECRET, "phone": "010-9876-5432", "language": "ko", "consent": "동의해요"}
    return (
        ApplicationRow(tour_id=TOUR, consented_at=AT, sent_at=AT, **applied),
        JoinRequestRow(tour_id=TOUR, asked_at=AT),
    )


def _changed(session: Session, row: MemberRow) -> None:
    """Have a leader change the plan in words that name somebody, and stand among its contacts."""
    plan = dict(current_document(session, TOUR) or {})
    contact = {"role": "leader", "name": {"ko": "박 팀장"}, "phone": row.phone.replace("-", " ")}
    plan["contacts"] = [*plan["contacts"], contact]
    publish(session, plan, AT, reason="change.insert title=박도윤 송별회", author_id=row.id)


def secrets_of(session: Session) -> set[str]:
    """Give every name and number of the roster, and what was said."""
    columns = (MemberRow.name, MemberRow.name_en, MemberRow.phone, MemberRow.emergency_contact)
    roster = {
        word for one in session.execute(select(*columns).where(MemberRow.tour_id == TOUR)) for word in one if word
    }
    return roster | {SECRET, "박지원", "010-9876-5432", "박 팀장", "송별회"}


@pytest.fixture
def secrets(sample_url: str) -> set[str]:
    """Have the sample tour lived through, and give what must not be left of it."""
    database = Database(sample_url)
    with database.unit() as session:
        lived(session)
        session.flush()
        found = secrets_of(session)
    database.close()
    return found


def _dump(url: str) -> str:
    """Give every value of every table, as Python reads it."""
    database = Database(url)
    with database.reading() as session:
        names = inspect(session.connection()).get_table_names()
        every = [session.execute(text(f"SELECT * FROM {name}")).all() for name in names]  # noqa: S608
    database.close()
    return "\n".join(str([tuple(row) for row in rows]) for rows in every)  # a row itself prints no long values


def _left(words: set[str], dump: str) -> set[str]:
    escaped = {word: json.dumps(word)[1:-1] for word in words}  # as JSON is stored
    return {
        word for word in words if word in dump or escaped[word] in dump or escaped[word].replace("\\", "\\\\") in dump
    }


@pytest.mark.both_databases
def test_no_row_holds_a_name_or_number(on_sample: Giljabi, sample_url: str, secrets: set[str]) -> None:
    assert _left(secrets, _dump(sample_url)) == secrets
    ran = on_sample("purge", TOUR, "--yes")
    assert (ran.code, ran.error) == (0, "")
    dump = _dump(sample_url)
    assert _left(secrets, dump) == set()
    assert "39.123456" not in dump
    assert "none was found" in ran.out


def test_no_byte_of_the_files_holds_a_name_or_number(on_sample: Giljabi, sample_url: str, secrets: set[str]) -> None:
    path = Path(str(make_url(sample_url).database))

    def held() -> bytes:
        return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))

    def found() -> set[str]:
        content = held()
        forms = {word: {word.encode(), json.dumps(word)[1:-1].encode()} for word in secrets}
        return {word for word, written in forms.items() if any(one in content for one in written)}

    database = Database(sample_url)
    with database.unit() as session:  # rows of the past leave bytes, too
        person(session, "이서연").note = "지워진-기록"
    with database.unit() as session:
        person(session, "이서연").note = ""
    database.close()
    assert found() == secrets
    secrets.add("지워진-기록")
    assert on_sample("purge", TOUR, "--yes").code == 0
    assert found() == set()


def test_numbers_stay(on_sample: Giljabi, sample_url: str, secrets: set[str]) -> None:
    del secrets
    on_sample("purge", TOUR, "--yes")
    database = Database(sample_url)
    with database.reading() as session:
        people = members_of(session, TOUR)
        assert [(one.role, one.group) for one in people][:2] == [("participant", "bus-1")] * 2
        assert len({one.name for one in people}) == len(people) == 44
        assert session.execute(select(AttendanceRow.state, AttendanceRow.minutes)).all() == [("late", None)]
        assert session.scalars(select(RatingRow.stars)).all() == [5]
        states = session.scalars(select(DeliveryRow.state).order_by(DeliveryRow.id)).all()
        assert states == [DeliveryState.ACCEPTED, DeliveryState.SUPERSEDED]
        assert session.scalar(select(func.count()).select_from(PlannedReminderRow)) == 0
        plan = current_document(session, TOUR) or {}
        assert sum(map(len, plan["days"].values())) == 22
        assert len(plan["contacts"]) == 6
        assert session.scalars(select(RevisionRow.reason).order_by(RevisionRow.number)).all() == [
            "test",
            "change.insert",
            "purge",
        ]
        assert session.scalars(select(UpdateRow.update_key).order_by(UpdateRow.id)).all() == [
            "key-received",
            "key-answered",
            "key-done",
        ]
        assert set(session.scalars(select(UpdateRow.state))) == {UpdateState.DONE}
        assert session.scalars(select(WebSessionRow.revoked_at).where(WebSessionRow.revoked_at.is_(None))).all() == []
    database.close()


def test_no_process_goes_on_with_a_contact_that_was_erased(
    on_sample: Giljabi, secrets: set[str], sample_url: str
) -> None:
    database, snapshots = Database(sample_url), Snapshots()
    with database.reading() as session:
        before = snapshots.current(session, TOUR)
    assert on_sample("purge", TOUR, "--yes").code == 0
    with database.reading() as session:
        after = snapshots.current(session, TOUR)
    database.close()
    assert before is not None
    assert after is not None
    gone = {one.phone for one in before.contacts} - {one.phone for one in after.contacts}
    assert {phone.replace(" ", "-") for phone in gone} <= secrets
    assert (len(before.contacts) - len(after.contacts), len(after.stops)) == (1, len(before.stops))
    again = on_sample("purge", TOUR, "--yes")  # nobody is left to be erased
    assert "contacts" not in again.out


def test_the_certificate_counts_what_went(on_sample: Giljabi, secrets: set[str], tmp_path: Path) -> None:
    ran = on_sample("purge", TOUR, "--yes", "--certificate", "certificate.txt")
    assert (tmp_path / "certificate.txt").read_text() == ran.out
    assert is_genuine(ran.out)
    assert not is_genuine(ran.out.replace("people: 44", "people: 43"))
    counted = dict(line.strip().split(": ") for line in ran.out.splitlines() if line.startswith("  "))
    assert counted == {
        "people": "44",
        "accounts": "5",
        "invitations": "1",
        "invitations taken up": "1",
        "requests to join": "1",
        "applications": "1",
        "messages received": "3",
        "bubbles of the web chat": "1",
        "notices": "2",
        "files": "1",
        "live messages": "1",
        "pushes": "1",
        "references to messages sent": "2",
        "locations": "1",
        "calls for help": "1",
        "questions to the staff": "1",
        "answers kept for all": "1",
        "remarks on visits": "1",
        "remarks on presence": "1",
        "previews": "1",
        "codes of buses": "2",
        "contacts in the plan": "1",
        "reasons of changes": "1",
        "authors of changes": "1",
    }
    assert _left(secrets, ran.out) == set()


def test_a_second_purge_finds_nothing_left(on_sample: Giljabi, secrets: set[str]) -> None:
    del secrets
    on_sample("purge", TOUR, "--yes")
    ran = on_sample("purge", TOUR, "--yes")
    assert ran.code == 0
    assert "  nothing: there was nothing left to erase\n" in ran.out


@pytest.mark.both_databases
def test_who_is_on_another_tour_stays_there(on_sample: Giljabi, sample_url: str) -> None:
    database = Database(sample_url)
    with database.unit() as session:
        load(session, document(stop("walk", "09:20")))
        mine, theirs = person(session, "정현수"), member(session, "정현수", phone="+82-10-0000-1901", role="leader")
        web = account(session, mine, "web", address="member-1")
        session.add(OtherMembershipRow(account_id=web.id, member_id=theirs.id))
        queue(session, Notice(TOUR, NoticeKind.BROADCAST, {"text": "안내"}), members_of(session, TOUR)[:1], AT)
        bubbles = {
            "in:1": "안녕하세요",
            "update:7:0": "미확인: 박도윤",
            "delivery:1:0": "버스가 왔어요",
            "in:2": "010 0000",
        }
        for key, words in bubbles.items():
            row = WebMessageRow(key=key, account_id=web.id, direction="out", content={"paragraphs": [words]}, at=AT)
            session.add(row)
    ran = on_sample("purge", TOUR, "--yes")
    with database.reading() as session:
        assert session.scalars(select(WebMessageRow.key).order_by(WebMessageRow.id)).all() == ["in:1", "in:2"]
        assert session.execute(select(AccountRow.address, AccountRow.member_id)).all() == [("member-1", theirs.id)]
        assert session.scalars(select(OtherMembershipRow.member_id)).all() == []
        assert [one.name for one in members_of(session, "city-1")] == ["정현수"]
        assert "정현수" not in {one.name for one in members_of(session, TOUR)}
    database.close()
    assert "still found in rows of\n  people of other tours: 1\n" in ran.out


def test_every_table_is_known_to_the_purge() -> None:
    unknown = Table.metadata.tables.keys() - HARMLESS - CLEARED
    assert unknown == set(), "see whether bot/purge has to empty it, then enter it above"


def test_it_asks_first(on_sample: Giljabi, sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import io  # noqa: PLC0415 - only here

    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    ran = on_sample("purge", TOUR)
    assert ran.code == 1
    assert "Erase all personal data of beijing-1 (131 names and numbers)? It can't be undone. [y/N]" in ran.out
    assert "Nothing was erased." in ran.out
    assert "박도윤" in _dump(sample_url)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert on_sample("purge", TOUR).code == 0
    assert "박도윤" not in _dump(sample_url)


def test_a_tour_that_is_not_over_is_refused(giljabi: Giljabi, tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    days: dict[str, list[Any]] = {str(today + timedelta(days=days)): [] for days in (-1, 0)}
    plan = document(tour="now-1", starts=str(today - timedelta(days=1)), ends=str(today)) | {"days": days}
    (tmp_path / "now.yaml").write_text(json.dumps(plan))
    assert giljabi("load", "now.yaml").code == 0
    ran = giljabi("purge", "now-1", "--yes")
    assert (ran.code, ran.out) == (1, "")
    assert f"now-1 is not over: it ends on {today}" in ran.error
    assert f"Purge it from {today + timedelta(days=2)} on" in ran.error
    assert giljabi("purge", "now-1", "--yes", "--force").code == 0


def test_a_database_in_use_is_told(on_sample: Giljabi, sample_url: str, secrets: set[str]) -> None:
    reader = sqlite3.connect(str(make_url(sample_url).database))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM members").fetchone()
    ran = on_sample("purge", TOUR, "--yes")
    reader.close()
    assert (ran.code, ran.out) == (1, "")
    assert "All rows of beijing-1 are erased, but old bytes may lie in the database's files" in ran.error
    assert _left(secrets, _dump(sample_url)) == set()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere", "--yes"), "There is no tour 'nowhere'. Loaded are: beijing-1."),
        (
            (TOUR, "--yes", "--certificate", "no/such/c.txt"),
            "no/such/c.txt can't be written: there is no folder no/such.",
        ),
        ((TOUR, "--yes", "--certificate", "."), ". exists already. Name another file."),
    ],
)
def test_what_cannot_be_done_is_told_and_nobody_erased(
    on_sample: Giljabi, sample_url: str, words: tuple[str, ...], told: str
) -> None:
    ran = on_sample("purge", *words)
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.error
    assert "박도윤" in _dump(sample_url)
