import asyncio

import pytest

from bot.dispatch import Ended, Job, Lane
from bot.outcomes import Expired, Rejected
from bot.pacing import Pace
from tests.bot.dispatch_scene import Scene, job, play


def test_job_ends_with_the_references_of_its_calls() -> None:
    async def act(scene: Scene) -> None:
        scene.begin()
        scene.send(job("a", texts=("one", "two")))
        await scene.until_ended(1)

    scene = play(act)
    assert [(arrival.key, arrival.text) for arrival in scene.messenger.accepted] == [("a:0", "one"), ("a:1", "two")]
    assert scene.ends == [Ended(job("a", texts=("one", "two")), ("ref-a:0", "ref-a:1"), None, 2, retrying=False)]


def test_job_without_calls_ends_at_once() -> None:
    async def act(scene: Scene) -> None:
        scene.begin()
        scene.send(job("a", texts=()))
        await scene.until_ended(1)

    scene = play(act)
    assert scene.ends == [Ended(job("a", texts=()), (), None, 0, retrying=False)]
    assert scene.messenger.arrivals == []


def test_order_within_a_chat_is_kept() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.latency = 0.5
        scene.begin()
        scene.send(*[job(str(number), texts=("x", "y")) for number in range(6)])
        await scene.until_ended(6)

    scene = play(act, Pace.unlimited())
    assert scene.messenger.order == [f"{number}:{part}" for number in range(6) for part in (0, 1)]


def test_one_call_at_a_time_reaches_a_chat_and_chats_go_side_by_side() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.latency = 0.5
        scene.begin()
        scene.send(*[job(f"{chat}.{number}", str(chat)) for number in range(4) for chat in range(1, 6)])
        await scene.until_ended(20)

    assert play(act, Pace.unlimited()).messenger.most_under_way == 5


def test_reply_overtakes_notices_of_its_chat_but_no_half_sent_message() -> None:
    async def act(scene: Scene) -> None:
        scene.begin()
        scene.send(job("notice", texts=("one", "two")), job("later"))
        await asyncio.sleep(0.001)
        scene.send(job("reply", lane=Lane.REPLY), job("second-reply", lane=Lane.REPLY))
        await scene.until_ended(4)

    assert play(act).messenger.order == ["notice:0", "notice:1", "reply:0", "second-reply:0", "later:0"]


def test_lanes_go_in_their_order_whatever_the_order_of_submission() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.latency = 0
        lanes = {"notice": Lane.NOTICE, "reminder": Lane.REMINDER, "reply": Lane.REPLY}
        for chat, (key, lane) in enumerate(lanes.items(), start=1):
            scene.send(job(key, str(chat), lane))
        scene.begin()
        await scene.until_ended(3)

    assert play(act).messenger.order == ["reply:0", "reminder:0", "notice:0"]


def test_notice_before_a_reminder_of_its_chat_is_as_urgent_as_the_reminder() -> None:
    async def act(scene: Scene) -> None:
        scene.messenger.latency = 0
        scene.send(*[job(f"bulk{chat}", str(chat)) for chat in range(10, 20)])
        scene.send(job("notice", "1"), job("reminder", "1", Lane.REMINDER))
        scene.begin()
        await scene.until_ended(12)

    order = play(act).messenger.order
    assert order[0] == "notice:0"
    # What may leave before the notice is answered comes in between, no more.
    assert order.index("reminder:0") <= 4


def test_reply_does_not_wait_for_places_that_bulk_holds() -> None:
    async def act(scene: Scene) -> None:
        scene.most_under_way = 10
        scene.messenger.latency = 60
        scene.begin()
        scene.send(*[job(f"bulk{chat}", str(chat)) for chat in range(1, 100)])
        await asyncio.sleep(0.001)
        assert scene.messenger.under_way == 8
        scene.send(*[job(f"reply{chat}", str(chat), Lane.REPLY) for chat in range(200, 210)])
        await asyncio.sleep(0.001)
        assert scene.messenger.under_way == 10

    play(act, Pace.unlimited())


def test_expired_message_is_not_sent() -> None:
    async def act(scene: Scene) -> None:
        scene.begin()
        scene.send(*[job(str(number), expires_in=3.5) for number in range(10)])
        await scene.until_ended(10)

    scene = play(act)
    sent = [end for end in scene.final if end.problem is None]
    expired = [end for end in scene.final if end.expired]
    assert (len(sent), len(expired)) == (6, 4)
    assert scene.messenger.accepted[-1].at < 3.5 + scene.messenger.latency
    assert all(isinstance(end.problem, Expired) and end.attempts == 0 for end in expired)


def test_message_that_has_begun_is_finished_after_its_time() -> None:
    async def act(scene: Scene) -> None:
        scene.begin()
        scene.send(job("a", texts=("x",) * 6, expires_in=1.5))
        await scene.until_ended(1)

    scene = play(act)
    assert scene.final[0].problem is None
    assert scene.seconds() > 2


def test_message_resubmitted_while_its_end_is_told_keeps_its_place() -> None:
    async def act(scene: Scene) -> None:
        def send_plain(end: Ended) -> None:
            if isinstance(end.problem, Rejected):
                scene.send(job(end.job.key, texts=("plain",)))

        scene.messenger.say = lambda _, key: Rejected("can't parse") if key == "a:0" and not scene.ends else None
        scene.on_end = send_plain
        scene.begin()
        scene.send(job("a"), job("b"))
        await scene.until_ended(3)

    scene = play(act)
    assert [(arrival.key, arrival.text) for arrival in scene.messenger.accepted] == [("a:0", "plain"), ("b:0", "hello")]


def test_waiting_tells_how_much_and_how_old() -> None:
    async def act(scene: Scene) -> None:
        scene.send(job("a", "1"), job("b", "2"), job("c", "3", Lane.REMINDER))
        await asyncio.sleep(5)
        scene.send(job("d", "4", Lane.REPLY))
        await asyncio.sleep(2)
        waiting = scene.dispatcher.waiting()["telegram"]
        assert waiting.jobs == {Lane.REPLY: 1, Lane.REMINDER: 1, Lane.NOTICE: 2}
        assert waiting.oldest == pytest.approx({Lane.REPLY: 2, Lane.REMINDER: 7, Lane.NOTICE: 7})
        assert (waiting.under_way, waiting.rate, waiting.paused, waiting.down) == (0, 30, 0, 0)
        scene.begin()
        await scene.until_ended(4)
        assert sum(scene.dispatcher.waiting()["telegram"].jobs.values()) == 0

    play(act)


def test_unknown_channel_is_refused() -> None:
    async def act(scene: Scene) -> None:
        with pytest.raises(KeyError):
            scene.send(Job("a", Lane.REPLY, "pager", "1", ()))

    play(act)


def test_idle_dispatcher_wakes_up_for_a_submission() -> None:
    async def act(scene: Scene) -> None:
        scene.begin()
        await asyncio.sleep(100)
        scene.send(job("a"))
        await scene.until_ended(1)

    assert play(act).messenger.accepted[0].at == pytest.approx(100, abs=0.01)


def test_same_seed_gives_the_same_course() -> None:
    async def act(scene: Scene) -> None:
        scene.begin()
        scene.send(*[job(str(number), str(number % 7 + 1)) for number in range(40)])
        await scene.until_ended(40)

    assert play(act).messenger.arrivals == play(act).messenger.arrivals
