"""What can be made to go wrong."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TimedOut

from tests.bot_api import BotApiServer, Kind

KIM = 11


@pytest.mark.parametrize(
    ("kind", "rule", "error"),
    [
        (Kind.FORBIDDEN, {}, Forbidden),
        (Kind.BAD_REQUEST, {"description": "odd"}, BadRequest),
        (Kind.SERVER_ERROR, {"status": 502}, NetworkError),
        (Kind.MIGRATED, {"new_chat_id": -9}, ChatMigrated),
        (Kind.RESET, {}, NetworkError),
    ],
)
async def test_fault_refuses_once_and_stores_nothing(
    server: BotApiServer, bot: Bot, kind: Kind, rule: dict[str, object], error: type[Exception]
) -> None:
    kim = server.user(KIM)
    await kim.start()
    fault = server.faults.add(kind, method="sendMessage", chat=KIM, skip=1, **rule)
    await bot.send_message(KIM, "1")
    with pytest.raises(error):
        await bot.send_message(KIM, "2")
    await bot.send_message(KIM, "3")
    assert [message.text for message in kim.messages] == ["1", "3"]
    assert fault.hits == 1


async def test_answer_can_be_lost_after_the_message_arrived(server: BotApiServer, bot: Bot) -> None:
    await server.user(KIM).start()
    server.faults.add(Kind.ANSWER_LOST, method="sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(KIM, "1")
    server.faults.add(Kind.ANSWER_HANGS, method="sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(KIM, "2", read_timeout=0.05)
    server.faults.add(Kind.TIMEOUT, method="sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(KIM, "3", read_timeout=0.05)
    assert [message.text for message in server.user(KIM).messages] == ["1", "2"]
    assert [call.status for call in server.calls.of("sendMessage")] == [0, 0, 0]
    assert server.calls.stored_per_chat == {KIM: 2}


async def test_slow_answer_comes_late(server: BotApiServer, bot: Bot) -> None:
    await server.user(KIM).start()
    server.faults.add(Kind.SLOW, delay=0.1, times=2)
    with pytest.raises(TimedOut):
        await bot.send_message(KIM, "1", read_timeout=0.02)
    assert (await bot.send_message(KIM, "2")).text == "2"


async def test_faults_by_chance_repeat_with_the_seed() -> None:
    def struck(seed: int) -> list[bool]:
        faults = BotApiServer(seed=seed).faults
        faults.add(Kind.RESET, probability=0.5, times=None)
        return [faults.pick("sendMessage", 1) is not None for _ in range(40)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 5 < sum(struck(1)) < 35
