"""What goes wrong on the wire, in leaping time."""

import asyncio
from datetime import timedelta

import pytest

from bot.dispatch import Ended, Lane
from bot.outcomes import CallProblem, Moved, OutcomeUnknown, Paused, Rejected, Unavailable, Unreachable
from bot.pacing import Pace
from tests.bot.dispatch_scene import Scene, job, play


@pytest.mark.parametrize("problem", [Unreachable("blocked"), Rejected("too long"), Moved("-100")])
def test_refusal_for_good_ends_the_job_and_not_the_chat(problem: CallProblem) -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.say = lambda _, key: problem if key == "a:1" else None
        scene.begin()
        scene.send(job("a", texts=("one", "two", "three")), job("b"))
        await scene.until_ended(2)

    scene = play(act)
    assert scene.final[0] == Ended(job("a", texts=("one", "two", "three")), ("ref-a:0",), problem, 2, retrying=False)
    assert scene.messenger.order == ["a:0", "b:0"]


def test_messages_follow_a_chat_that_moved_in_their_order() -> None:
    async def act(scene: Scene) -> None:
        def follow(end: Ended) -> None:
            if isinstance(end.problem, Moved):
                scene.send(job(end.job.key, end.problem.address))

        scene.messenger.say = lambda address, _: Moved("-100") if address == "-1" else None
        scene.on_end = follow
        scene.begin()
        scene.send(*[job(str(number), "-1") for number in range(4)])
        await scene.until_ended(8)

    scene = play(act)
    assert [(arrival.address, arrival.key) for arrival in scene.messenger.accepted] == [
        ("-100", f"{number}:0") for number in range(4)
    ]


def test_outage_of_minutes_loses_nothing_and_keeps_the_order_within_chats() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.say = lambda *_: Unavailable("no network") if 1 < scene.seconds() < 200 else None
        scene.begin()
        scene.send(*[job(f"{number}", str(number % 20 + 1)) for number in range(100)])
        await asyncio.sleep(100)
        assert scene.dispatcher.waiting()["telegram"].down == pytest.approx(99, abs=1)
        scene.send(*[job(f"{number}", str(number % 20 + 1)) for number in range(100, 140)])
        await scene.until_ended(140)
        assert scene.dispatcher.waiting()["telegram"].down == 0

    scene = play(act)
    assert set(scene.outcome.values()) == {"accepted"}
    for chat in range(20):
        keys = [int(arrival.key[:-2]) for arrival in scene.messenger.accepted if arrival.address == str(chat + 1)]
        assert keys == list(range(chat, 140, 20))
    # One probe at a time, further and further apart: far fewer than the seconds that it lasted.
    during = [arrival for arrival in scene.messenger.refused if arrival.at > 1.1]
    assert 3 < len(during) < 25
    assert scene.seconds() < 200 + 60 + 10


def test_all_go_on_after_one_probe() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.latency = 2.0
        scene.messenger.say = lambda *_: Unavailable() if scene.seconds() < 30 else None
        scene.begin()
        scene.send(*[job(str(number), str(number + 1)) for number in range(50)])
        await scene.until_ended(50)

    scene = play(act, Pace.unlimited())
    arrivals = [arrival.at for arrival in scene.messenger.accepted]
    assert arrivals[0] > 30
    # The first comes alone: its answer is awaited before the others leave.
    assert arrivals[-1] - arrivals[0] < 2 * scene.messenger.latency + 0.1
    assert len([arrival for arrival in scene.messenger.refused if arrival.at > 2]) < 10


def test_calls_that_fail_together_are_one_outage() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.say = lambda *_: Unavailable() if scene.seconds() < 0.5 else None
        scene.begin()
        scene.send(*[job(str(number), str(number + 1)) for number in range(80)])
        await scene.until_ended(80)

    scene = play(act, Pace.unlimited())
    assert scene.seconds() < 1 + 2 + 1
    assert set(scene.outcome.values()) == {"accepted"}


def test_any_answer_ends_an_outage() -> None:
    async def act(scene: Scene) -> None:
        problems: list[CallProblem] = [Unavailable(), Paused(timedelta(seconds=1)), Unavailable(), Unreachable()]
        scene.messenger.say = lambda *_: problems.pop(0) if problems else None
        scene.begin()
        scene.send(job("a", "1"))
        await scene.until_ended(1)
        assert scene.dispatcher.waiting()["telegram"].down == 0

    scene = play(act)
    assert scene.outcome == {"a": "Unreachable"}
    assert scene.final[0].attempts == 4


@pytest.mark.parametrize("lane", [Lane.REPLY, Lane.NOTICE])
def test_message_that_fails_alone_backs_off_alone_and_ends(lane: Lane) -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.say = lambda _, key: Unavailable("500") if key == "poison:0" else None
        scene.begin()
        scene.send(job("poison", "1", lane), *[job(str(number), str(number + 2)) for number in range(6000)])
        await scene.until_ended(6001)

    scene = play(act)
    poison = next(end for end in scene.final if end.job.key == "poison")
    assert isinstance(poison.problem, Unavailable)
    assert poison.attempts == 9
    assert len(scene.messenger.accepted) == 6000
    # What one message suffers costs the others little.
    assert scene.seconds() < 1.07 * 6000 / 30


def test_messages_that_never_pass_do_not_stop_the_others() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.say = lambda _, key: Unavailable("500") if key.startswith("poison") else None
        scene.begin()
        scene.send(*[job(f"poison{number}", str(number + 1), Lane.REPLY) for number in range(3)])
        await asyncio.sleep(60)
        assert scene.dispatcher.waiting()["telegram"].down > 55
        scene.send(*[job(str(number), str(number + 10)) for number in range(300)])
        await asyncio.sleep(200)
        assert len(scene.messenger.accepted) == 300

    play(act)


def test_reply_does_not_wait_for_a_failing_notice_of_its_chat() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.say = lambda _, key: OutcomeUnknown() if key == "notice:0" else None
        scene.begin()
        scene.send(job("notice", "1"))
        await asyncio.sleep(0.5)
        scene.send(job("reply", "1", Lane.REPLY))
        await scene.until_ended(2)

    scene = play(act)
    assert scene.messenger.accepted[0].at < 0.6
    assert scene.outcome == {"reply": "accepted", "notice": "OutcomeUnknown"}


def test_unknown_outcome_is_tried_again_and_told_each_time() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.say = lambda _, key: OutcomeUnknown("timed out") if key == "a:0" else None
        scene.begin()
        scene.send(job("a", "1"), job("b", "2"))
        await scene.until_ended(2)

    scene = play(act)
    assert scene.outcome == {"b": "accepted", "a": "OutcomeUnknown"}
    assert [(end.job.key, end.attempts, type(end.problem)) for end in scene.attempts] == [
        ("a", 1, OutcomeUnknown),
        ("a", 2, OutcomeUnknown),
    ]
    assert scene.final[-1].attempts == 3
    assert 4 < scene.seconds() < 4.1


def test_unknown_outcome_once_is_accepted_in_the_end() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.say = lambda _, key: OutcomeUnknown() if key == "a:1" and not scene.attempts else None
        scene.begin()
        scene.send(job("a", texts=("one", "two")), job("b"))
        await scene.until_ended(2)

    scene = play(act)
    assert scene.messenger.order == ["a:0", "a:1", "b:0"]
    assert set(scene.outcome.values()) == {"accepted"}


def test_messenger_that_hangs_does_not_use_up_the_tries_of_all() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.say = lambda *_: OutcomeUnknown("timed out") if scene.seconds() < 300 else None
        scene.begin()
        scene.send(*[job(str(number), str(number + 1)) for number in range(200)])
        await scene.until_ended(200)

    scene = play(act)
    # Everyone takes a turn at trying, so nobody's tries run out.
    assert set(scene.outcome.values()) == {"accepted"}
    assert max(end.attempts for end in scene.final) == 2


def test_channel_that_raises_what_it_should_not_is_taken_as_of_unknown_outcome() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.say = lambda _, key: ZeroDivisionError() if key == "a:0" and not scene.attempts else None
        scene.begin()
        scene.send(job("a"), job("b"))
        await scene.until_ended(2)

    scene = play(act)
    assert isinstance(scene.attempts[0].problem, OutcomeUnknown)
    assert scene.outcome == {"a": "accepted", "b": "accepted"}


def test_owner_that_fails_to_note_an_end_does_not_stop_the_others() -> None:
    async def act(scene: Scene) -> None:
        def fail(end: Ended) -> None:
            if end.job.key == "a":
                raise ZeroDivisionError

        scene.on_end = fail
        scene.begin()
        scene.send(job("a"), job("b"))
        await scene.until_ended(2)

    assert play(act).messenger.order == ["a:0", "b:0"]
