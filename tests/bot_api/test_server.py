"""The local Bot API server seen through python-telegram-bot's own, unchanged client."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, TimedOut
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from tests.bot_api import BotApiServer, Kind

KIM, LEE = 11, 12


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=server.url + "/bot") as running:
        yield running


async def test_message_reaches_the_person_with_its_formatting(server: BotApiServer, bot: Bot) -> None:
    kim = server.user(KIM)
    await kim.start()
    sent = await bot.send_message(KIM, "<b>집합</b> 08:20 &amp; 😀 <code>酒店</code>", parse_mode="HTML")
    assert sent.text == "집합 08:20 & 😀 酒店"
    assert kim.last.text == sent.text
    assert kim.last.marked("bold") == ["집합"]
    assert kim.last.marked("code") == ["酒店"]


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


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (" \n ", "^Message text is empty$"),
        ("가" * 4097, "^Message is too long$"),
        ("😀" * 2049, "^Message is too long$"),
        ("가<x>", 'Can\'t parse entities: unsupported start tag "x" at byte offset 3'),
        ("가<b", "unclosed start tag at byte offset 3"),
        ("<b>가", 'can\'t find end tag corresponding to start tag "b"'),
        ("가</b>", "unexpected end tag at byte offset 3"),
        ("<b>가</i>", 'unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<span>x</span>", 'tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_bad_text_is_refused(server: BotApiServer, bot: Bot, text: str, refusal: str) -> None:
    await server.user(KIM).start()
    with pytest.raises(BadRequest, match=f"(?i){refusal}"):
        await bot.send_message(KIM, text, parse_mode="HTML")
    assert server.user(KIM).messages == []


async def test_limit_counts_what_remains_after_entities(server: BotApiServer, bot: Bot) -> None:
    await server.user(KIM).start()
    sent = await bot.send_message(KIM, "<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML")
    assert sent.text == "&" * 4096


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        (InlineKeyboardButton("x", callback_data="가" * 21 + "ab"), "Button_data_invalid"),
        (InlineKeyboardButton("x", url="tel:+821012345678"), "Unsupported URL protocol"),
        (InlineKeyboardButton("x", url="nonsense"), "Wrong HTTP URL"),
        (InlineKeyboardButton(" ", callback_data="x"), "button text must be non-empty"),
        (InlineKeyboardButton("x"), "Text buttons are unallowed"),
    ],
)
async def test_bad_button_is_refused(
    server: BotApiServer, bot: Bot, button: InlineKeyboardButton, refusal: str
) -> None:
    await server.user(KIM).start()
    with pytest.raises(BadRequest, match=f"(?i){refusal}"):
        await bot.send_message(KIM, "x", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_nine_buttons_in_a_row_are_refused(server: BotApiServer, bot: Bot) -> None:
    await server.user(KIM).start()
    row = [InlineKeyboardButton(str(number), callback_data="가" * 21) for number in range(8)]
    await bot.send_message(KIM, "x", reply_markup=InlineKeyboardMarkup([row]))
    assert server.user(KIM).last.buttons == list("01234567")
    with pytest.raises(BadRequest, match=r"(?i)Reply_markup_too_long"):
        await bot.send_message(KIM, "x", reply_markup=InlineKeyboardMarkup([[*row, row[0]]]))


async def test_edit_and_delete_change_what_the_person_sees(server: BotApiServer, bot: Bot) -> None:
    kim = server.user(KIM)
    await kim.start()
    sent = await bot.send_message(KIM, "08:20")
    await bot.edit_message_text("08:50", KIM, sent.message_id)
    assert [(message.text, message.edited) for message in kim.messages] == [("08:50", True)]
    with pytest.raises(BadRequest, match=r"(?i)Message is not modified"):
        await bot.edit_message_text("08:50", KIM, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)Message to edit not found"):
        await bot.edit_message_text("x", KIM, 9999)
    await bot.delete_message(KIM, sent.message_id)
    assert kim.messages == []
    with pytest.raises(BadRequest, match=r"(?i)Message to delete not found"):
        await bot.delete_message(KIM, sent.message_id)


async def test_keyboard_can_be_taken_off(server: BotApiServer, bot: Bot) -> None:
    await server.user(KIM).start()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("왔어요", callback_data="here")]])
    sent = await bot.send_message(KIM, "왔나요?", reply_markup=keyboard)
    await bot.edit_message_reply_markup(KIM, sent.message_id)
    assert server.user(KIM).last.buttons == []
    with pytest.raises(BadRequest, match=r"(?i)Message is not modified"):
        await bot.edit_message_reply_markup(KIM, sent.message_id)


async def test_what_the_person_wrote_cannot_be_edited(server: BotApiServer, bot: Bot) -> None:
    theirs = await server.user(KIM).send("hello")
    with pytest.raises(BadRequest, match=r"(?i)Message can't be edited"):
        await bot.edit_message_text("x", KIM, theirs.id)
    venue = await bot.send_venue(KIM, 39.9, 116.4, "天坛", "北京")
    with pytest.raises(BadRequest, match=r"(?i)There is no text in the message to edit"):
        await bot.edit_message_text("x", KIM, venue.message_id)


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


async def test_places_and_files_arrive(server: BotApiServer, bot: Bot) -> None:
    kim = server.user(KIM)
    await kim.start()
    await bot.send_venue(KIM, 39.88, 116.4, "天坛", "北京市东城区")
    await bot.send_location(KIM, 39.88, 116.4)
    await bot.send_document(KIM, b"PK\x03\x04", filename="명단.xlsx", caption="<i>명단</i>", parse_mode="HTML")
    await bot.send_photo(KIM, b"\xff\xd8", caption="사진")
    await bot.send_voice(KIM, b"OggS")
    venue, location, document, photo, voice = kim.messages
    assert venue.raw["venue"]["address"] == "北京市东城区"
    assert location.raw["location"] == {"latitude": 39.88, "longitude": 116.4}
    assert document.raw["document"]["file_name"] == "명단.xlsx"
    assert server.world.files[document.raw["document"]["file_id"]] == b"PK\x03\x04"
    assert document.marked("italic") == ["명단"]
    assert (photo.text, "voice" in voice.raw) == ("사진", True)
    await bot.send_document(KIM, document.raw["document"]["file_id"])
    assert kim.last.raw["document"]["file_id"] == document.raw["document"]["file_id"]


async def test_bad_places_and_files_are_refused(server: BotApiServer, bot: Bot) -> None:
    await server.user(KIM).start()
    with pytest.raises(BadRequest, match=r"(?i)Venue address must be non-empty"):
        await bot.send_venue(KIM, 39.88, 116.4, "天坛", " ")
    with pytest.raises(BadRequest, match=r"(?i)Wrong latitude"):
        await bot.send_location(KIM, 116.4, 39.88)
    with pytest.raises(BadRequest, match=r"(?i)File must be non-empty"):
        await bot.send_document(KIM, b"", filename="x.txt")
    with pytest.raises(BadRequest, match=r"(?i)Message caption is too long"):
        await bot.send_photo(KIM, b"\xff\xd8", caption="가" * 1025)


async def test_commands_are_kept_per_scope_and_language(server: BotApiServer, bot: Bot) -> None:
    await bot.set_my_commands([("today", "오늘 일정")], language_code="ko")
    await bot.set_my_commands([("today", "Today")])
    assert [command.description for command in await bot.get_my_commands(language_code="ko")] == ["오늘 일정"]
    assert [command.description for command in await bot.get_my_commands()] == ["Today"]
    await bot.delete_my_commands(language_code="ko")
    assert await bot.get_my_commands(language_code="ko") == ()
    with pytest.raises(BadRequest, match=r"(?i)Bot_command_invalid"):
        await bot.set_my_commands([("오늘", "오늘 일정")])
    with pytest.raises(BadRequest, match=r"(?i)Bot_command_description_invalid"):
        await bot.set_my_commands([("today", "")])
    await bot.set_my_short_description("길잡이")
    await bot.set_my_description("여행 길잡이", language_code="ko")
    await bot.set_chat_menu_button()
    assert server.world.profile["description"] == {"ko": "여행 길잡이"}


async def test_unknown_tokens_and_methods(server: BotApiServer, bot: Bot) -> None:
    for token, answer in (("1:" + "x" * 35, "Unauthorized"), ("short", "Not Found")):
        async with HTTPXRequest() as http:
            with pytest.raises(InvalidToken, match=answer):
                await http.post(f"{server.url}/bot{token}/getMe")
    with pytest.raises(InvalidToken, match="Not Found"):
        async with HTTPXRequest() as http:
            await http.post(f"{server.url}/bot{server.token}/sendNothing")
    assert (await bot.get_me()).username == "giljabi_test_bot"
    assert (await bot.get_chat((await server.user(KIM).start()).raw["chat"]["id"])).first_name == "Kim"
    assert await bot.send_chat_action(KIM, "typing")


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


async def test_updates_can_come_twice(server: BotApiServer, bot: Bot) -> None:
    await server.user(KIM).send("a")
    server.faults.add(Kind.DUPLICATE, method="getUpdates")
    first, second = await bot.get_updates()
    assert first == second


async def test_faults_by_chance_repeat_with_the_seed() -> None:
    def struck(seed: int) -> list[bool]:
        faults = BotApiServer(seed=seed).faults
        faults.add(Kind.RESET, probability=0.5, times=None)
        return [faults.pick("sendMessage", 1) is not None for _ in range(40)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 5 < sum(struck(1)) < 35


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
