"""Messages, files, buttons and commands, through python-telegram-bot's own, unchanged client."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, InvalidToken
from telegram.request import HTTPXRequest

from tests.bot_api import BotApiServer

KIM = 11


async def test_message_reaches_the_person_with_its_formatting(server: BotApiServer, bot: Bot) -> None:
    kim = server.user(KIM)
    await kim.start()
    sent = await bot.send_message(KIM, "<b>집합</b> 08:20 &amp; 😀 <code>酒店</code>", parse_mode="HTML")
    assert sent.text == "집합 08:20 & 😀 酒店"
    assert kim.last.text == sent.text
    assert kim.last.marked("bold") == ["집합"]
    assert kim.last.marked("code") == ["酒店"]


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
    with pytest.raises(BadRequest, match=r"(?i)There is no caption in the message to edit"):
        await bot.edit_message_caption(KIM, venue.message_id, caption="x")


async def test_captions_are_edited_apart_from_texts(server: BotApiServer, bot: Bot) -> None:
    await server.user(KIM).start()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("확인했어요", callback_data="ok")]])
    sent = await bot.send_photo(KIM, b"\xff\xd8", caption="이 문", reply_markup=keyboard)
    with pytest.raises(BadRequest, match=r"(?i)There is no text in the message to edit"):
        await bot.edit_message_text("x", KIM, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)Message caption is too long"):
        await bot.edit_message_caption(KIM, sent.message_id, caption="가" * 1025)
    await bot.edit_message_caption(KIM, sent.message_id, caption="<b>저 문</b>", parse_mode="HTML")
    photo = server.user(KIM).last
    assert (photo.text, photo.marked("bold"), photo.buttons, photo.edited) == ("저 문", ["저 문"], [], True)
    with pytest.raises(BadRequest, match=r"(?i)Message is not modified"):
        await bot.edit_message_caption(KIM, sent.message_id, caption="<b>저 문</b>", parse_mode="HTML")
    await bot.edit_message_caption(KIM, sent.message_id)
    assert "caption" not in server.user(KIM).last.raw


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
