import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, inspect, select, text
from sqlalchemy.orm import Session

from bot.database import Database
from handlers.identity import callers
from handlers.invitations import Joined, JoinProblem, hash_code, invite, take_up
from handlers.tables import AccountRow, InvitationRow, InvitationUseRow
from schedule_data.roster_file import read_roster
from schedule_data.roster_import import import_roster
from tests.build import BEFORE, ROSTER, account, document, load, load_sample, member, person

pytestmark = pytest.mark.both_databases

LATER = BEFORE + timedelta(days=1)


def _everything_stored(session: Session) -> str:
    tables = inspect(session.connection()).get_table_names()
    return "\n".join(str(session.execute(text(f"SELECT * FROM {name}")).all()) for name in tables)  # noqa: S608 - ours


def test_only_the_hash_of_a_code_is_stored(session: Session) -> None:
    load(session, document())
    code = invite(session, member(session).id, BEFORE)
    session.flush()
    assert session.scalars(select(InvitationRow.code_hash)).all() == [hash_code(code)]
    assert code not in _everything_stored(session)


def test_codes_fit_telegram_s_start_payload_and_differ(session: Session) -> None:
    load(session, document())
    codes = {invite(session, member(session, f"김{number}").id, BEFORE) for number in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", code) for code in codes)


def test_a_code_lets_its_member_in(session: Session) -> None:
    load(session, document())
    owner, phone = member(session), account(session)
    code = invite(session, owner.id, BEFORE)
    assert take_up(session, code, phone, LATER) == Joined(owner.id, phone.id)
    assert phone.member_id == owner.id
    use = session.scalars(select(InvitationUseRow)).one()
    assert (use.channel, use.account_id, use.used_at) == ("telegram", phone.id, LATER)


def test_the_same_account_may_bring_its_code_again(session: Session) -> None:
    load(session, document())
    owner, phone = member(session), account(session)
    code = invite(session, owner.id, BEFORE)
    take_up(session, code, phone, BEFORE)
    assert take_up(session, code, phone, LATER) == Joined(owner.id, phone.id, again=True)


def test_a_code_works_once_on_each_channel(session: Session) -> None:
    load(session, document())
    owner = member(session)
    code = invite(session, owner.id, BEFORE)
    telegram, web, another = account(session), account(session, channel="web"), account(session, address="another")
    assert take_up(session, code, telegram, BEFORE) == Joined(owner.id, telegram.id)
    assert take_up(session, code, web, BEFORE) == Joined(owner.id, web.id)
    assert take_up(session, code, another, BEFORE) is JoinProblem.USED
    assert another.member_id is None


def test_a_new_code_revokes_the_earlier_one(session: Session) -> None:
    load(session, document())
    owner = member(session)
    first, joined = invite(session, owner.id, BEFORE), account(session)
    take_up(session, first, joined, BEFORE)
    second, phone = invite(session, owner.id, LATER), account(session, address="new phone")
    assert take_up(session, first, phone, LATER) is JoinProblem.UNKNOWN
    assert take_up(session, second, phone, LATER) == Joined(owner.id, phone.id)
    assert (joined.member_id, phone.member_id) == (None, owner.id)


def test_a_new_code_leaves_those_of_others(session: Session) -> None:
    load(session, document())
    one, another = member(session, "김하나"), member(session, "이둘")
    code = invite(session, one.id, BEFORE)
    invite(session, another.id, BEFORE)
    phone = account(session)
    assert take_up(session, code, phone, LATER) == Joined(one.id, phone.id)


def test_nonsense_is_no_code(session: Session) -> None:
    phone = account(session)
    for code in ("", "x", "' OR 1=1 --", "코드", "A" * 10_000):
        assert take_up(session, code, phone, BEFORE) is JoinProblem.UNKNOWN


def test_an_account_of_another_member_of_the_tour_is_not_handed_over(session: Session) -> None:
    load(session, document())
    owner, other = member(session, "김하나"), member(session, "이둘")
    phone = account(session, owner)
    assert take_up(session, invite(session, other.id, BEFORE), phone, LATER) is JoinProblem.ACCOUNT_TAKEN
    assert phone.member_id == owner.id
    assert session.scalar(select(func.count()).select_from(InvitationUseRow)) == 0


def test_an_account_follows_its_owner_to_the_next_tour(session: Session) -> None:
    load(session, document())
    load(session, document(tour="city-2"))
    first, second = member(session), member(session, tour="city-2")
    phone = account(session, first, context={"tour": "city-1"})
    assert take_up(session, invite(session, second.id, BEFORE), phone, LATER) == Joined(second.id, phone.id)
    assert (phone.member_id, phone.context) == (second.id, None)


def test_who_left_the_tour_has_no_access_and_no_way_back_in(session: Session) -> None:
    load(session, document())
    owner, phone = member(session), account(session, address="7")
    code = invite(session, owner.id, BEFORE)
    take_up(session, code, phone, BEFORE)
    assert callers(session, "telegram", ["7"], BEFORE)["7"].member is not None
    owner.left_at = LATER
    session.flush()
    caller = callers(session, "telegram", ["7"], LATER)["7"]
    assert (caller.member, caller.revision) == (None, None)
    assert take_up(session, code, phone, LATER) is JoinProblem.UNKNOWN


def test_who_was_entered_anew_may_join_with_the_old_account(session: Session) -> None:
    load(session, document())
    wrong = member(session, phone="+82-10-0000-0001", left_at=BEFORE)
    right = member(session, phone="+82-10-0000-0002")
    phone = account(session, wrong)
    assert take_up(session, invite(session, right.id, BEFORE), phone, LATER) == Joined(right.id, phone.id)


def test_who_is_missing_from_the_roster_loses_access_until_back_on_it(session: Session) -> None:
    itinerary = load_sample(session)
    whole = read_roster(ROSTER, itinerary)
    owner = person(session, "이서연")
    account(session, owner, address="7")
    short = replace(whole, rows=tuple(row for row in whole.rows if row.name != "이서연"))
    import_roster(session, itinerary.tour, short, LATER)
    assert callers(session, "telegram", ["7"], LATER)["7"].member is not None
    import_roster(session, itinerary.tour, short, LATER, remove_missing=True)
    assert callers(session, "telegram", ["7"], LATER)["7"].member is None
    import_roster(session, itinerary.tour, whole, LATER)
    again = callers(session, "telegram", ["7"], LATER)["7"].member
    assert again is not None
    assert again.name == "이서연"


def test_of_two_accounts_at_once_one_joins(database: Database) -> None:
    with database.unit() as session:
        load(session, document())
        code = invite(session, member(session).id, BEFORE)
        phones = [account(session, address=str(number)).id for number in range(4)]
    together = Barrier(4)

    def join(phone: int) -> Joined | JoinProblem:
        together.wait()
        with database.unit() as session:
            return take_up(session, code, session.get_one(AccountRow, phone), LATER)

    with ThreadPoolExecutor(4) as threads:
        came = list(threads.map(join, phones))
    assert sorted(one is JoinProblem.USED for one in came) == [False, True, True, True]
    with database.reading() as session:
        joined = session.scalars(select(AccountRow).where(AccountRow.member_id.is_not(None))).all()
    assert len(joined) == 1
