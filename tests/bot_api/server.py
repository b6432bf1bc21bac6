"""A local Telegram Bot API server that behaves as Telegram does where it matters to a bot."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, NoReturn, Self, TypeVar

from aiohttp import web

from tests.bot_api import control, profile, sending
from tests.bot_api.calls import Call, Calls
from tests.bot_api.changes import Changes
from tests.bot_api.errors import RefusedError, not_found, unauthorized
from tests.bot_api.faults import BEFORE, Fault, Faults, Kind
from tests.bot_api.flood import COUNTED, Flood
from tests.bot_api.params import Params, read_params
from tests.bot_api.people import Group, Person
from tests.bot_api.updates import Updates
from tests.bot_api.webhook import Webhook
from tests.bot_api.world import BOT_ID, Chat, World

T = TypeVar("T")
TOKEN = f"{BOT_ID}:AAF-local-token-for-tests-only_0123456"
MAX_BODY = 64 * 1024 * 1024
_FILE = re.compile(r"/file/bot([^/]+)/files/(.+)")
_PATH = re.compile(r"/bot([^/]+)/(?:test/)?([A-Za-z]+)/?")
_TOKEN_SHAPE = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")

METHODS: dict[str, Callable[[World, Params], Any]] = {
    "getMe": profile.get_me,
    "getChat": profile.get_chat,
    "answerCallbackQuery": profile.answer_callback_query,
    "setMyCommands": profile.set_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "getMyCommands": profile.get_my_commands,
    "setChatMenuButton": profile.set_chat_menu_button,
    "setMyDescription": profile.set_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "sendMessage": sending.send_message,
    "sendVenue": sending.send_venue,
    "sendLocation": sending.send_location,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVoice": sending.send_voice,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageCaption": sending.edit_message_caption,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "getFile": sending.get_file,
}


class BotApiServer:
    """Listens on 127.0.0.1 while entered; `url` is what a bot takes as its API server.

    `latency` seconds pass before every answer. `advance` moves its clock. All state may be read and changed from the
    same event loop; other processes do so through `/control/…` (see `control`).
    """

    def __init__(self, token: str = TOKEN, *, port: int = 0, latency: float = 0.0, seed: int = 0) -> None:
        self.token = token
        self.latency = latency
        self.url = ""
        self._port = port
        self._ahead = 0.0
        self._runner: web.ServerRunner | None = None
        self.changes = Changes()
        self.world = World(clock=self.now)
        self.calls = Calls()
        self.faults = Faults(seed)
        self.flood = Flood(self.now)
        self.updates = Updates(self.world, self.changes)
        self.webhook = Webhook(self.updates, self.faults, self.changes)
        self._people: dict[int, Person] = {}
        self.background: set[asyncio.Task[None]] = set()
        self._asynchronous: dict[str, Callable[[Params], Awaitable[Any]]] = {
            "setWebhook": self.webhook.set,
            "deleteWebhook": self.webhook.remove,
        }

    async def __aenter__(self) -> Self:
        server = web.Server(self._handle, handler_cancellation=True, request_factory=_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=1024)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self.background:
            task.cancel()
        await asyncio.gather(*self.background, return_exceptions=True)
        await self.webhook.stop()
        if self._runner:
            await self._runner.cleanup()

    def now(self) -> float:
        """Give the server's time in seconds since 1970."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass for flood limits, taps and kept updates."""
        self._ahead += seconds

    def user(self, user_id: int, first_name: str = "Kim", language_code: str | None = "ko") -> Person:
        """Give the person of this id, new or known. A new one has never written to the bot."""
        if user_id not in self._people:
            chat = Chat(user_id, "private", first_name, language_code)
            self.world.chats[user_id] = chat
            self._people[user_id] = Person(self.world, self.updates, chat)
        return self._people[user_id]

    def group(self, group_id: int, title: str = "Tour", members: tuple[Person, ...] = ()) -> Group:
        """Make a group (negative id) that the bot is in."""
        chat = Chat(group_id, "group", title, members={member.id for member in members})
        self.world.chats[group_id] = chat
        return Group(chat)

    def migrate(self, group: Group, new_id: int) -> Group:
        """Turn a group into a supergroup: calls to the old id are told the new one."""
        group.chat.migrated_to = new_id
        self.world.chats[new_id] = Chat(new_id, "supergroup", group.chat.name, members=set(group.chat.members))
        return Group(self.world.chats[new_id])

    async def wait_for(self, predicate: Callable[[], T], timeout: float | None = 5.0) -> T:  # noqa: ASYNC109  # callers read better so
        """Give the predicate's first truthy value, looked at after every change; raises TimeoutError."""
        return await self.changes.wait_for(predicate, timeout)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.rel_url.raw_path
        if path.startswith("/control/"):
            return await control.handle(self, request, path.removeprefix("/control/"))
        if path.startswith("/file/"):
            return self._hand_over(path.replace("%3A", ":"))
        match = _PATH.fullmatch(path.replace("%3A", ":"))
        try:
            params = await read_params(request)
            if match is None or not _TOKEN_SHAPE.fullmatch(match[1]):
                raise not_found()
            if match[1] != self.token:
                raise unauthorized()
        except RefusedError as refused:
            return _answer(json.dumps(refused.body()), refused.status)
        return await self._serve(request, match[2], params)

    def _hand_over(self, path: str) -> web.StreamResponse:
        """Give a file by the path that getFile told."""
        match = _FILE.fullmatch(path)
        if match is None or match[1] != self.token or match[2] not in self.world.files:
            return _answer(json.dumps(not_found().body()), 404)
        return web.Response(body=self.world.files[match[2]], content_type="application/octet-stream")

    async def _serve(self, request: web.BaseRequest, method: str, params: Params) -> web.StreamResponse:
        at, chat = self.now(), _chat_id(params)
        fault = self.faults.pick(method, chat)
        if fault and fault.kind in (Kind.RESET, Kind.TIMEOUT):
            self._note(Call(at, method, chat, 0, params, fault.kind))
            await _no_answer(request, fault)
        try:
            body, status, description = await self._result(method, chat, params, fault), 200, ""
        except RefusedError as refused:
            body, status, description = _refusal(refused), refused.status, refused.description
        lost = fault is not None and fault.kind in (Kind.ANSWER_LOST, Kind.ANSWER_HANGS)
        self._note(Call(at, method, chat, 0 if lost else status, params, description))
        if fault and lost:
            await _no_answer(request, fault)
        if delay := self.latency + (fault.delay if fault else 0.0):
            await asyncio.sleep(delay)
        return _answer(body, status)

    async def _result(self, method: str, chat: int | None, params: Params, fault: Fault | None) -> str:
        if fault and fault.kind in BEFORE:
            raise fault.refusal()
        if method == "getUpdates":
            texts = await self.updates.poll(params, twice=bool(fault and fault.kind is Kind.DUPLICATE))
            return f'{{"ok":true,"result":{texts}}}'
        if method == "getWebhookInfo":
            return _success(self.webhook.info())
        if asynchronous := self._asynchronous.get(method):
            return _success(await asynchronous(params))
        if (synchronous := METHODS.get(method)) is None:
            raise not_found()
        if chat is not None:
            self.flood.check(method, chat)
        result = synchronous(self.world, params)
        if chat is not None and method in COUNTED and method.startswith("send"):
            self.calls.stored_per_chat[chat] += 1
        return _success(result)

    def _note(self, call: Call) -> None:
        self.calls.add(call)
        self.changes.notify()


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MAX_BODY)


def _chat_id(params: Params) -> int | None:
    try:
        return int(params["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None


async def _no_answer(request: web.BaseRequest, fault: Fault) -> NoReturn:
    """Cut the connection or keep it silent; either way the handler ends when the connection does."""
    if fault.kind in (Kind.RESET, Kind.ANSWER_LOST) and request.transport:
        request.transport.abort()
    await asyncio.get_running_loop().create_future()
    raise AssertionError("nothing resolves that future")


def _success(result: Any) -> str:
    return f'{{"ok":true,"result":{json.dumps(result, separators=(",", ":"))}}}'


def _refusal(refused: RefusedError) -> str:
    return json.dumps(refused.body()) if refused.description else "<html>Bad Gateway</html>"


def _answer(body: str, status: int) -> web.Response:
    return web.Response(body=body.encode(), status=status, content_type="application/json")
