import asyncio
from datetime import timedelta

from bot.outcomes import OutcomeUnknown, Paused
from tests.bot.dispatch_scene import Scene, job, play


def test_drain_finishes_what_is_under_way_and_half_sent_and_begins_nothing() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.latency = 1.0
        running = scene.begin()
        scene.send(job("half", "1", texts=("one", "two", "three")), job("next", "1"), job("other", "2"))
        await asyncio.sleep(0.001)
        scene.send(job("late", "3"))
        await scene.dispatcher.drain(60)
        scene.send(job("too-late", "4"))
        await running
        assert sum(scene.dispatcher.waiting()["telegram"].jobs.values()) == 3

    scene = play(act)
    assert scene.outcome == {"half": "accepted", "other": "accepted"}
    assert scene.messenger.under_way == 0


def test_drain_lets_go_of_what_takes_too_long() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.latency = 1000.0
        running = scene.begin()
        scene.send(job("a", "1"))
        await asyncio.sleep(0.001)
        await scene.dispatcher.drain(5)
        await running
        assert scene.seconds() < 5.1

    scene = play(act)
    assert scene.final == []
    assert [(end.job.key, type(end.problem)) for end in scene.attempts] == [("a", OutcomeUnknown)]


def test_drain_does_not_wait_for_a_pause_that_is_longer() -> None:
    async def act(scene: Scene) -> None:
        pause = Paused(timedelta(hours=1))
        scene.messenger.say = lambda _, key: pause if key == "a:1" else None
        running = scene.begin()
        scene.send(job("a", "1", texts=("one", "two")))
        await asyncio.sleep(1)
        await scene.dispatcher.drain(5)
        await running
        assert 5 < scene.seconds() < 7

    assert play(act).final == []


def test_drain_of_an_idle_dispatcher_takes_no_time() -> None:
    async def act(scene: Scene) -> None:
        await scene.dispatcher.drain(5)
        running = scene.begin()
        await running
        assert scene.seconds() == 0

    assert play(act).ends == []


def test_cancelled_dispatcher_tells_what_was_under_way() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.latency = 10.0
        scene.begin()
        scene.send(job("a", "1"), job("b", "1"))
        await asyncio.sleep(0.001)
        await scene.stop()

    scene = play(act)
    assert [(end.job.key, end.retrying, type(end.problem)) for end in scene.ends] == [("a", True, OutcomeUnknown)]
    assert scene.messenger.under_way == 0
