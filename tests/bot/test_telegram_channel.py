"""What Telegram's answers mean for a message."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram.error import TelegramError

from bot.channel import Call, Update
from bot.outcomes import CallProblem, Moved, OutcomeUnknown, Paused, Rejected, Unavailable, Unreachable
from bot.telegram_bot import TelegramBot
from bot.telegram_channel import TelegramChannel
from handlers.reply import Action, Button, Reply, Shown
from handlers.request import Attachment
from schedule_data.people import Role
from tests.bot_api import BotApiServer

KIM = 5
AT = datetime(2025, 9, 22, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        running.user(KIM).chat.started = True
        yield running


@pytest.fixture
async def channel(server: BotApiServer) -> AsyncIterator[TelegramChannel]:
    async with TelegramBot(server.token, server.url + "/") as bot:
        yield TelegramChannel(bot)


def say(words: str, **more: Any) -> Call:
    return Call("sendMessage", {"text": words, "parse_mode": "HTML", **more})


async def test_message_is_shown_and_referred_to(server: BotApiServer, channel: TelegramChannel) -> None:
    reference = await channel.make(str(KIM), say("<b>hello</b>"), "k:0")
    assert (server.user(KIM).last.text, server.user(KIM).last.id) == ("hello", int(reference))
    assert await channel.make(str(KIM), Call("sendChatAction", {"action": "typing"}), "k:1") == ""


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ({"kind": "forbidden"}, Unreachable),
        ({"kind": "bad_request", "description": "chat not found"}, Unreachable),
        ({"kind": "bad_request", "description": "message text is empty"}, Rejected),
        ({"kind": "too_many", "retry_after": 7}, Paused),
        ({"kind": "migrated", "new_chat_id": -99}, Moved),
        ({"kind": "server_error", "status": 502}, Unavailable),
        ({"kind": "server_error", "status": 500}, Unavailable),
        ({"kind": "reset"}, OutcomeUnknown),
        ({"kind": "answer_lost"}, OutcomeUnknown),
    ],
)
async def test_refusal_is_told_as_what_it_means(
    server: BotApiServer, channel: TelegramChannel, fault: dict[str, Any], problem: type[CallProblem]
) -> None:
    server.faults.add(fault.pop("kind"), method="sendMessage", **fault)
    with pytest.raises(problem) as told:
        await channel.make(str(KIM), say("hello"), "k:0")
    if isinstance(told.value, Paused):
        assert told.value.wait == timedelta(seconds=7)
    if isinstance(told.value, Moved):
        assert told.value.address == "-99"


async def test_server_that_is_away_got_nothing(server: BotApiServer) -> None:
    async with BotApiServer() as gone:
        url = gone.url
    elsewhere = TelegramBot(server.token, url)
    await elsewhere.request.initialize()
    with pytest.raises(Unavailable):
        await TelegramChannel(elsewhere).make(str(KIM), say("hello"), "k:0")
    await elsewhere.request.shutdown()


async def test_words_that_are_no_markup_are_sent_plain(server: BotApiServer, channel: TelegramChannel) -> None:
    await channel.make(str(KIM), say("<b>2 &lt; 3"), "k:0")
    assert server.user(KIM).last.text == "2 < 3"
    server.faults.add("bad_request", method="sendMessage", description="can't parse entities", times=2)
    with pytest.raises(Rejected):
        await channel.make(str(KIM), say("<b>"), "k:1")


async def test_edit_that_changes_nothing_is_done(server: BotApiServer, channel: TelegramChannel) -> None:
    reference = await channel.make(str(KIM), say("hello"), "k:0")
    (same,) = channel.rewrite(Reply(("hello",)), reference)
    server.faults.add("bad_request", method="editMessageText", description="message is not modified: ...")
    assert await channel.make(str(KIM), same, "k:1") == reference


async def test_words_of_a_file_are_its_caption_in_every_way(server: BotApiServer, channel: TelegramChannel) -> None:
    (sent,) = channel.write(Reply(("hello",), shown=Shown("photo", "AgAC")), None)
    reference = await channel.make(str(KIM), sent, "k:0")
    photo = server.user(KIM).last
    assert (reference, photo.text) == (f"c:{photo.id}", "hello")
    (same,) = channel.rewrite(Reply(("hello",)), reference)
    assert await channel.make(str(KIM), same, "k:1") == reference  # nothing is changed, and nothing is wrong
    server.faults.add("bad_request", method="editMessageCaption", description="can't parse entities")
    (changed,) = channel.rewrite(Reply(("2 < 3",)), reference)
    assert await channel.make(str(KIM), changed, "k:2") == reference
    assert [message.text for message in server.user(KIM).messages] == ["2 < 3"]


async def test_words_go_alone_where_their_file_is_refused(server: BotApiServer, channel: TelegramChannel) -> None:
    ok = Button("OK", action=Action("help"))
    (sent,) = channel.write(Reply(("hello",), shown=Shown("voice", "AwAC"), buttons=(ok,)), None)
    server.faults.add("bad_request", method="sendVoice", description="VOICE_MESSAGES_FORBIDDEN")
    reference = await channel.make(str(KIM), sent, "k:0")
    words = server.user(KIM).last
    assert (reference, words.text, words.buttons) == (str(words.id), "hello", ["OK"])
    server.faults.add("bad_request", method="sendVoice", description="chat not found")
    with pytest.raises(Unreachable):
        await channel.make(str(KIM), sent, "k:1")
    bare = Call("sendVoice", {"voice": "AwAC"})
    server.faults.add("bad_request", method="sendVoice", description="VOICE_MESSAGES_FORBIDDEN")
    with pytest.raises(Rejected):
        await channel.make(str(KIM), bare, "k:2")


async def test_rewriting_edits_the_message(server: BotApiServer, channel: TelegramChannel) -> None:
    reference = await channel.make(str(KIM), say("hello"), "k:0")
    (changed,) = channel.rewrite(Reply(("good bye",)), reference)
    await channel.make(str(KIM), changed, "k:1")
    assert [(message.text, message.edited) for message in server.user(KIM).messages] == [("good bye", True)]


def test_menu_follows_the_answer(channel: TelegramChannel) -> None:
    update = Update("telegram", "1", str(KIM), {}, AT)
    answer, menu = channel.write(Reply(("welcome",), menu=(Role.LEADER, "en")), update)
    assert answer.method == "sendMessage"
    assert menu.method == "setMyCommands"
    assert menu.params["scope"] == {"type": "chat", "chat_id": KIM}
    assert "rollcall" in {command["command"] for command in menu.params["commands"]}
    assert len(channel.write(Reply(("notice",), menu=(Role.LEADER, "en")), None)) == 1


def test_updates_become_requests(channel: TelegramChannel) -> None:
    chat, sender = {"id": KIM, "type": "private"}, {"id": KIM, "is_bot": False}

    def read(**body: Any) -> Any:
        return channel.read(Update("telegram", "1", str(KIM), {"update_id": 1, **body}, AT))

    asked = read(message={"chat": chat, "from": sender, "text": "hi"})
    assert (asked.text, asked.at, asked.sender) == ("hi", AT, str(KIM))
    assert read(message={"chat": chat, "from": sender, "sticker": {}, "photo": [{}]}).attachment is Attachment.PHOTO
    assert read(my_chat_member={"chat": chat, "new_chat_member": {"status": "kicked"}}).reachable is False
    assert read(my_chat_member={"chat": chat, "new_chat_member": {"status": "member"}}).reachable is True
    assert read(channel_post={"text": "hi"}) is None


async def test_plain_call_gives_telegrams_own_errors(server: BotApiServer) -> None:
    async with TelegramBot(server.token, server.url) as bot:
        with pytest.raises(TelegramError, match="Chat_id is empty"):
            await bot.call("sendMessage", {"text": "to nobody"})
