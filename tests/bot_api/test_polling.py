"""Updates by long polling, through python-telegram-bot's own, unchanged client."""

import asyncio

import pytest
from telegram import Bot, Update
from telegram.error import Conflict
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from tests.bot_api import BotApiServer, Kind

KIM, LEE = 11, 12


async def test_offset_confirms_and_limit_limits(server: BotApiServer, bot: Bot) -> None:
    for text in "abc":
        await server.user(KIM).send(text)
    first = await bot.get_updates(limit=2)
    assert [update.message.text for update in first if update.message] == ["a", "b"]
    assert await bot.get_updates(limit=2) == first
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["c"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()
    assert await bot.get_updates(offset=-1) == ()


async def test_updates_older_than_a_day_are_gone(server: BotApiServer, bot: Bot) -> None:
    await server.user(KIM).send("a")
    server.advance(24 * 3600 - 1)
    await server.user(KIM).send("b")
    server.advance(2)
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["b"]


async def test_kinds_that_were_not_asked_for_do_not_come(server: BotApiServer, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["message"])
    await server.user(KIM).block()
    await server.user(KIM).send("hi")
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["hi"]


async def test_long_poll_ends_with_the_first_update(server: BotApiServer, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await server.wait_for(lambda: server.updates.polling)
    await server.user(KIM).send("hi")
    assert len(await polling) == 1


async def test_second_poller_ends_the_first(server: BotApiServer, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await server.wait_for(lambda: server.updates.polling)
    async with Bot(server.token, base_url=server.url + "/bot") as other:
        second = asyncio.create_task(other.get_updates(timeout=30))
        with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates request"):
            await first
        await server.user(KIM).send("hi")
        assert len(await second) == 1


async def test_updates_can_come_twice(server: BotApiServer, bot: Bot) -> None:
    await server.user(KIM).send("a")
    server.faults.add(Kind.DUPLICATE, method="getUpdates")
    first, second = await bot.get_updates()
    assert first == second


async def test_application_answers_everybody(server: BotApiServer) -> None:
    async def welcome(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(f"welcome {context.args}")

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG001  # the library's signature
        assert update.message is not None
        await update.message.reply_text(f"you said {update.message.text}")

    application = Application.builder().token(server.token).base_url(server.url + "/bot").build()
    application.add_handler(CommandHandler("start", welcome))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    kim, lee = server.user(KIM), server.user(LEE)
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        await kim.start("CODE")
        await lee.send("오늘 일정")
        await server.wait_for(lambda: kim.messages and lee.messages)
        await application.updater.stop()
        await application.stop()
    assert kim.last.text == "welcome ['CODE']"
    assert lee.last.text == "you said 오늘 일정"
