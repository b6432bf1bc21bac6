"""Telegram as a channel: its updates and calls through the two translators, its errors as outcomes."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from typing import Any

import structlog
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot import telegram_in, telegram_out
from bot.channel import Call, Update
from bot.files import Files
from bot.outcomes import CallProblem, Moved, OutcomeUnknown, Paused, Rejected, Unavailable, Unreachable
from bot.telegram_bot import TelegramBot
from bot.telegram_files import TelegramFiles, kept_in
from bot.telegram_http import NotSentError, pause_of
from bot.telegram_menu import menu_call
from bot.telegram_references import edited_reference, reference_of
from handlers.reply import Reply
from handlers.request import Request

log = structlog.get_logger()

# Descriptions of error 400 that speak of the chat, not of the message (github.com/tdlib/telegram-bot-api, Client.cpp)
GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "bot was blocked", "have no rights to send")
UNREADABLE_MARKUP = "can't parse entities"
UNCHANGED = "message is not modified"
_TAG = re.compile(r"<[^>]+>")


class TelegramChannel:
    """Implements `bot.channel.Channel`."""

    name = telegram_in.CHANNEL

    def __init__(self, bot: TelegramBot, files: Files | None = None) -> None:
        """Talk through `bot`; `files` are those that other channels brought."""
        self._bot = bot
        self._files = TelegramFiles(files) if files else None

    def read(self, update: Update) -> Request | None:
        """Say what a person wants; None where there is nothing to answer."""
        arrival = telegram_in.read_update(update.body, update.at, self._bot.known_name)
        if arrival is None:
            return None
        if arrival.membership is not None:
            reachable = arrival.membership is telegram_in.Membership.UNBLOCKED
            return Request(self.name, str(arrival.chat_id), update.at, reachable=reachable)
        return arrival.request

    def write(self, reply: Reply, update: Update | None) -> Sequence[Call]:
        """Give the calls that show a reply."""
        calls = telegram_out.calls(reply)
        if reply.menu is None or update is None:
            return calls
        return (*calls, menu_call(*reply.menu, int(update.sender)))

    def rewrite(self, reply: Reply, reference: str) -> Sequence[Call]:
        """Give the calls that change the words of a message; maps and files that came with it stay as they are."""
        return telegram_out.edit(reply, reference)

    async def make(self, address: str, call: Call, key: str) -> str:
        """Make one call; gives what `bot.telegram_references` calls the message.

        Words that Telegram can't read as HTML are sent again plain; those of a file that it doesn't take, alone.
        """
        del key
        try:
            return await self._made(address, call)
        except Rejected as problem:
            alone = telegram_out.words_alone(call)
            if alone is None:
                raise
            log.warning("a file was not taken, its words go alone", method=call.method, why=str(problem))
            return await self._made(address, alone)

    async def _made(self, address: str, call: Call) -> str:
        params = {"chat_id": int(address), **call.params}
        try:
            return reference_of(await self._make(call.method, params))
        except BadRequest as error:
            if UNREADABLE_MARKUP in error.message.lower():
                return await self._make_plain(call.method, params)
            if UNCHANGED in error.message.lower():
                return edited_reference(call.method, call.params.get("message_id", ""))
            raise _outcome(error) from error
        except TelegramError as error:
            raise _outcome(error) from error

    async def _make(self, method: str, params: Mapping[str, Any]) -> Any:
        file = kept_in(params)
        if file is None:
            return await self._bot.call(method, params)
        if self._files is None:
            raise Rejected("files of other channels are not kept here")
        return await self._files.send(file, params, self._bot.call)

    async def _make_plain(self, method: str, params: Mapping[str, Any]) -> str:
        plain = {name: value for name, value in params.items() if name != "parse_mode"}
        plain |= {name: unescape(_TAG.sub("", plain[name])) for name in ("text", "caption") if name in plain}
        try:
            return reference_of(await self._make(method, plain))
        except TelegramError as error:
            raise _outcome(error) from error


def _outcome(error: TelegramError) -> CallProblem:
    """Say what an error of python-telegram-bot means for a message."""
    return next(meaning(error) for kind, meaning in _MEANINGS if isinstance(error, kind))


def _meaning_of_400(error: TelegramError) -> CallProblem:
    words = error.message.lower()
    return Unreachable(words) if any(one in words for one in GONE) else Rejected(words)


def _meaning_of_network(error: TelegramError) -> CallProblem:
    """Tell a server that said it is in trouble (5xx: not accepted) from a connection that broke on the way."""
    words = error.message.lower()
    refused = any(one in words for one in ("bad gateway", "internal server error", "service unavailable", "gateway"))
    return Unavailable(words) if refused else OutcomeUnknown(words)


_Meaning = Callable[[Any], CallProblem]
_MEANINGS: Sequence[tuple[type[TelegramError], _Meaning]] = (  # the first that fits: BadRequest is a NetworkError too
    (RetryAfter, lambda error: Paused(pause_of(error))),
    (ChatMigrated, lambda error: Moved(str(error.new_chat_id))),
    (Forbidden, lambda error: Unreachable(error.message)),
    (BadRequest, _meaning_of_400),
    (NotSentError, lambda error: Unavailable(error.message)),
    (TimedOut, lambda error: OutcomeUnknown(error.message)),
    (NetworkError, _meaning_of_network),
    (TelegramError, lambda error: Unavailable(error.message)),
)
