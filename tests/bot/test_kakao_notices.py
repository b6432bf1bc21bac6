"""Messages of our own on KakaoTalk: in few calls, worded at the moment, and followed until they arrived."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.kakao_push_rows import LOOKS, PushOutcome
from bot.kakao_results import Results
from bot.tables import PushRow, WebMessageRow
from handlers.notices import Notice, queue
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, NoticeKind
from schedule_data.members import member_of, members_of
from tests.bot.kakao_scene import Scene, kakao_scene
from tests.build import BEFORE, beijing, person

TOUR = "beijing-1"
REMINDER = Notice(TOUR, NoticeKind.REMINDER, {"stop": "d2-xiaomi"})
KIM = "김민준"
LEE = "이서연"


@pytest.fixture
async def scene(sample_url: str) -> AsyncIterator[Scene]:
    async with kakao_scene(sample_url, BEFORE) as running:
        yield running


def give_accounts(session: Session, *names: str, channel: str = "kakao") -> int:
    """Give everybody on the tour, or those named, an account on a channel."""
    people = [person(session, name).id for name in names] or [one.id for one in members_of(session, TOUR)]
    session.add_all(
        AccountRow(channel=channel, address=f"{channel}-{one}", member_id=one, created_at=BEFORE, language="")
        for one in people
    )
    return len(people)


async def remind(scene: Scene, *names: str) -> int:
    """Queue a reminder for everybody, or those named; give the notice."""

    def work(session: Session) -> int:
        people = [member_of(person(session, name)) for name in names] or members_of(session, TOUR)
        return queue(session, REMINDER, people, BEFORE)

    notice = await scene.application.database.run(work)
    scene.application.ledger.wake()
    return notice


def all_are(notice: int, state: DeliveryState, count: int) -> Callable[[Session], bool]:
    """Tell whether so many deliveries of a notice, which are all, are in a state."""

    def look(session: Session) -> bool:
        query = select(DeliveryRow.state).where(DeliveryRow.notice_id == notice)
        return list(session.scalars(query)) == [state] * count

    return look


def outcomes(session: Session) -> Sequence[str]:
    return session.scalars(select(PushRow.outcome).order_by(PushRow.id)).all()


async def looked(scene: Scene, seconds: float = 3600) -> int:
    """Ask for results as if so much time had passed."""
    application = scene.application
    route = application.kakao.route
    assert route is not None
    later = datetime.now(UTC) + timedelta(seconds=seconds)
    results = Results(
        application.database,
        "kakao",
        route,
        scene.clock,
        application.ledger.wake,
        machine_time=lambda: later,
    )
    return await results.look()


@pytest.mark.both_databases
async def test_everybody_is_told_in_one_call_with_words_of_their_own(scene: Scene) -> None:
    people = await scene.application.database.run(give_accounts)
    notice = await remind(scene)
    await scene.until(all_are(notice, DeliveryState.ACCEPTED, people))
    assert [len(event["user"]) for event in scene.kakao.events] == [people]
    turns = scene.caller.turns
    assert len(turns) == people
    assert all("08:20" in turn.text() and turn.problems == () for turn in turns)
    with scene.application.database.reading() as session:
        rows = session.execute(select(DeliveryRow.message_ref, DeliveryRow.acknowledged_at)).all()
        tasks = set(session.scalars(select(PushRow.task_id)))
    assert {row.message_ref for row in rows} == tasks
    assert {row.acknowledged_at for row in rows} == {None}


async def test_more_than_a_call_takes_are_told_in_several_nobody_twice(sample_url: str) -> None:
    async with kakao_scene(sample_url, BEFORE) as scene:
        database = scene.application.database
        people = await database.run(give_accounts)
        notices = [await remind(scene) for _ in range(4)]
        for notice in notices:
            await scene.until(all_are(notice, DeliveryState.ACCEPTED, people))
        told = [
            (event["event"]["data"]["notice"], user["id"]) for event in scene.kakao.events for user in event["user"]
        ]
    assert len(told) == len(set(told)) == people * 4
    assert all(len(event["user"]) <= 100 for event in scene.kakao.events)
    assert len(scene.kakao.events) <= 16


async def test_who_is_no_friend_is_told_on_the_next_channel_and_the_leader_why(sample_url: str) -> None:
    async with kakao_scene(sample_url, BEFORE, friends=set()) as scene:
        database = scene.application.database
        await database.run(lambda session: give_accounts(session, KIM))
        await database.run(lambda session: give_accounts(session, KIM, channel="web"))
        notice = await remind(scene, KIM)
        await scene.until(all_are(notice, DeliveryState.ACCEPTED, 1))
        assert await looked(scene) == 1
        await scene.until(lambda session: session.scalar(select(WebMessageRow.id)))
        await scene.until(all_are(notice, DeliveryState.ACCEPTED, 1))
        assert scene.accounts()[0][2] == "is not a friend of the channel"
        await scene.say("다음 일정", scene.accounts()[0][0])
        assert scene.accounts()[0][2] == ""


async def test_who_has_no_other_channel_is_a_failure_to_see(sample_url: str) -> None:
    async with kakao_scene(sample_url, BEFORE, friends=set()) as scene:
        await scene.application.database.run(lambda session: give_accounts(session, KIM))
        notice = await remind(scene, KIM)
        await scene.until(all_are(notice, DeliveryState.ACCEPTED, 1))
        await looked(scene)
        await scene.until(all_are(notice, DeliveryState.FAILED, 1))
        with scene.application.database.reading() as session:
            assert session.scalars(select(DeliveryRow.reason)).all() == ["unreachable"]


@pytest.mark.both_databases
async def test_what_arrived_is_asked_for_once(scene: Scene) -> None:
    await scene.application.database.run(lambda session: give_accounts(session, KIM, LEE))
    notice = await remind(scene, KIM, LEE)
    await scene.until(all_are(notice, DeliveryState.ACCEPTED, 2))
    assert await looked(scene) == 0
    with scene.application.database.reading() as session:
        assert outcomes(session) == [PushOutcome.REACHED] * 2


async def test_a_result_that_is_never_told_is_given_up_and_nothing_is_sent_again(scene: Scene) -> None:
    await scene.application.database.run(lambda session: give_accounts(session, KIM))
    notice = await remind(scene, KIM)
    await scene.until(all_are(notice, DeliveryState.ACCEPTED, 1))
    for look in range(len(LOOKS)):
        scene.kakao.refuse(503)
        assert await looked(scene, 10**6 * (look + 1)) == 0
    with scene.application.database.reading() as session:
        assert outcomes(session) == [PushOutcome.UNTOLD]
    assert await scene.application.database.run(all_are(notice, DeliveryState.ACCEPTED, 1))


async def test_what_was_answered_by_the_person_stays_as_it_is(sample_url: str) -> None:
    async with kakao_scene(sample_url, BEFORE, friends=set()) as scene:
        await scene.application.database.run(lambda session: give_accounts(session, KIM))
        notice = await remind(scene, KIM)
        await scene.until(all_are(notice, DeliveryState.ACCEPTED, 1))

        def acknowledge(session: Session) -> None:
            session.scalars(select(DeliveryRow)).one().acknowledged_at = BEFORE

        await scene.application.database.run(acknowledge)
        assert await looked(scene) == 0
        assert await scene.application.database.run(all_are(notice, DeliveryState.ACCEPTED, 1))


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_trouble_at_kakao_delays_notices_and_no_answers(scene: Scene, status: int) -> None:
    user = await scene.joined()
    scene.kakao.refuse(status, {"Retry-After": "1"})
    notice = await remind(scene, KIM)
    assert "인천공항" in (await scene.say("다음 일정", user)).text()
    await scene.until(all_are(notice, DeliveryState.ACCEPTED, 1))
    assert len(scene.kakao.events) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_what_kakao_refuses_goes_to_the_next_channel(scene: Scene, status: int) -> None:
    database = scene.application.database
    await database.run(lambda session: give_accounts(session, KIM))
    await database.run(lambda session: give_accounts(session, KIM, channel="web"))
    scene.kakao.refuse(status)
    notice = await remind(scene, KIM)
    await scene.until(all_are(notice, DeliveryState.ACCEPTED, 1))
    with database.reading() as session:
        assert session.scalar(select(WebMessageRow.id)) is not None
    assert scene.accounts()[0][2] == ""  # our own fault: the account may be written to again


async def test_a_notice_that_is_over_says_so_when_its_block_is_called(scene: Scene) -> None:
    await scene.application.database.run(lambda session: give_accounts(session, KIM))
    notice = await remind(scene, KIM)
    await scene.until(all_are(notice, DeliveryState.ACCEPTED, 1))
    scene.clock.set(beijing("09-23 10:00"))
    assert (await scene.call(scene.caller.turns[-1].request)).text().startswith("지난 알림이에요.")


async def test_somebody_else_s_notice_is_not_told(scene: Scene) -> None:
    await scene.application.database.run(lambda session: give_accounts(session, KIM, LEE))
    notice = await remind(scene, KIM)
    await scene.until(all_are(notice, DeliveryState.ACCEPTED, 1))
    request = dict(scene.caller.turns[-1].request)
    own, other = (address for address, *_ in scene.accounts())
    asked = request["userRequest"]
    as_other = {**request, "userRequest": {**asked, "user": {**asked["user"], "id": other}}}
    assert own == asked["user"]["id"]
    assert (await scene.call(as_other)).text().startswith("지난 알림이에요.")
