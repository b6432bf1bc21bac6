"""Who may be written to, and what people do, through python-telegram-bot's own, unchanged client."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.bot_api import BotApiServer

KIM, LEE = 11, 12


async def test_stranger_cannot_be_written_to(server: BotApiServer, bot: Bot) -> None:
    server.user(KIM)
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await bot.send_message(KIM, "hello")
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await bot.send_message(999, "hello")


async def test_person_known_from_a_group_only_cannot_be_written_to(server: BotApiServer, bot: Bot) -> None:
    kim = server.user(KIM)
    server.group(-100, members=(kim,))
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(KIM, "hello")


async def test_tap_is_answered_in_time_or_never(server: BotApiServer, bot: Bot) -> None:
    kim = server.user(KIM)
    await kim.start()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("왔어요", callback_data="here")]])
    await bot.send_message(KIM, "왔나요?", reply_markup=keyboard)
    first, second = await kim.tap(kim.last, "왔어요"), await kim.tap(kim.last, "here")
    assert kim.answer(first) is None
    await bot.answer_callback_query(first, "고마워요")
    assert kim.answer(first) == {"text": "고마워요"}
    server.advance(15.1)
    with pytest.raises(BadRequest, match=r"(?i)query is too old and response timeout expired or query id is invalid"):
        await bot.answer_callback_query(second)
    with pytest.raises(BadRequest, match=r"(?i)Message_too_long"):
        await bot.answer_callback_query(await kim.tap(kim.last, "here"), "가" * 201)
    with pytest.raises(LookupError):
        await kim.tap(kim.last, "no such button")


async def test_blocked_and_deactivated_people(server: BotApiServer, bot: Bot) -> None:
    kim, lee = server.user(KIM), server.user(LEE)
    await kim.start()
    await lee.start()
    await kim.block()
    lee.deactivate()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(KIM, "x")
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(LEE, "x")
    await kim.start("CODE")
    updates = await bot.get_updates()
    statuses = [update.my_chat_member.new_chat_member.status for update in updates if update.my_chat_member]
    assert statuses == ["kicked", "member"]
    assert updates[-1].message is not None
    assert updates[-1].message.text == "/start CODE"


async def test_group_that_became_a_supergroup(server: BotApiServer, bot: Bot) -> None:
    group = server.group(-5, members=(server.user(KIM),))
    await bot.send_message(-5, "before")
    moved = server.migrate(group, -1000)
    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(-5, "after")
    await bot.send_message(refused.value.new_chat_id, "after")
    assert [message.text for message in moved.messages] == ["after"]


async def test_bots_read_only_what_is_addressed_to_them_in_groups(server: BotApiServer, bot: Bot) -> None:
    kim = server.user(KIM)
    group = server.group(-5, members=(kim,))
    sent = await bot.send_message(-5, "x")
    await kim.send("just talking", group=group)
    await kim.send("@giljabi_test_bot today?", group=group)
    await kim.send("/today", group=group)
    await kim.send("yes", group=group, reply_to=group.messages[0])
    texts = [update.message.text for update in await bot.get_updates() if update.message]
    assert texts == ["@giljabi_test_bot today?", "/today", "yes"]
    assert sent.message_id == group.messages[0].id


async def test_attachments_and_edits_become_updates(server: BotApiServer, bot: Bot) -> None:
    kim = server.user(KIM)
    typed = await kim.send("낼")
    await kim.edit(typed, "내일")
    await kim.send_photo("a")
    await kim.send_sticker()
    await kim.send_location(39.9, 116.4)
    await kim.send_voice()
    first, edited, photo, sticker, location, voice = await bot.get_updates()
    assert first.message is not None
    assert edited.edited_message is not None
    assert edited.edited_message.text == "내일"
    messages = [update.message for update in (photo, sticker, location, voice)]
    assert all(isinstance(message, Message) for message in messages)
    kinds = [message.effective_attachment for message in messages if message]
    assert len(kinds) == 4
