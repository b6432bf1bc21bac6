"""The control endpoint for other processes: `/control/<what>` with a JSON body, answered with JSON.

| call | body | does |
|---|---|---|
| `messages` | `{"messages": [{"user", "text"}, …]}` | people write |
| `crowd` | `{"people", "each", "text", "first", "rate"}` | many people write in turn, `rate` per second, else at once |
| `join` | `{"people", "first"}` | many people who may be written to, without an update |
| `tap` | `{"user", "button"}`, `message` optional | a tap on the latest message with that button |
| `block`, `unblock` | `{"user"}` | |
| `limits` | the fields of `flood.Limits` | sets the flood limits |
| `fault` | the fields of `faults.Fault` | adds a fault rule |
| `clear` | | forgets faults and the log |
| `latency` | `{"seconds"}` | |
| `advance` | `{"seconds"}` | moves the clock |
| `counts` | | calls by method and status, stored messages per chat, updates |
| `calls` | `{"method", "since"}` | the log from index `since` |
| `seen` | `{"user"}` | the bot's messages on that person's screen |
| `wait` | `{"method", "count", "timeout"}`, or `{"pending", "timeout"}` | answers when reached; 408 when not in time |
"""

import asyncio
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.bot_api.flood import Limits

if TYPE_CHECKING:
    from tests.bot_api.server import BotApiServer

Body = dict[str, Any]


async def handle(server: "BotApiServer", request: web.BaseRequest, what: str) -> web.Response:
    """Do what is asked; 400 tells what was wrong with it."""
    try:
        body: Body = json.loads(await request.read() or b"{}")
        if what == "wait":
            await _wait(server, body)
            return web.json_response(counts(server, {}))
        return web.json_response(ACTIONS[what](server, body))
    except TimeoutError:
        return web.json_response(counts(server, {}), status=408)
    except (KeyError, TypeError, ValueError, LookupError) as error:
        return web.json_response({"error": repr(error)}, status=400)


async def _wait(server: "BotApiServer", body: Body) -> None:
    method, timeout = body.get("method"), float(body.get("timeout", 30))
    if method:
        await server.wait_for(lambda: server.calls.count(method) >= body["count"], timeout)
    else:
        await server.wait_for(lambda: len(server.updates.queue) <= body.get("pending", 0), timeout)


def _messages(server: "BotApiServer", body: Body) -> Body:
    for each in body["messages"]:
        server.user(int(each["user"])).write(_typed(each["text"]))
    return {"created": server.updates.created}


def _typed(text: str) -> Body:
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    entities = [{"type": "bot_command", "offset": 0, "length": len(command)}]
    return {"text": text} | ({"entities": entities} if command else {})


def _crowd(server: "BotApiServer", body: Body) -> Body:
    first, people = int(body.get("first", 1000)), int(body["people"])
    ids = [first + index % people for index in range(people * int(body.get("each", 1)))]
    if rate := body.get("rate"):
        task = asyncio.create_task(_trickle(server, ids, body["text"], float(rate)))
        server.background.add(task)
        task.add_done_callback(server.background.discard)
    else:
        for user_id in ids:
            server.user(user_id).write(_typed(body["text"]))
    return {"created": server.updates.created, "planned": len(ids)}


async def _trickle(server: "BotApiServer", ids: list[int], text: str, rate: float) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    for index, user_id in enumerate(ids):
        await asyncio.sleep(max(0.0, began + index / rate - loop.time()))
        server.user(user_id).write(_typed(text))


def _join(server: "BotApiServer", body: Body) -> Body:
    first = int(body.get("first", 1000))
    for user_id in range(first, first + int(body["people"])):
        server.user(user_id).chat.started = True
    return {"chats": len(server.world.chats)}


def _tap(server: "BotApiServer", body: Body) -> Body:
    person, button = server.user(int(body["user"])), str(body["button"])
    for message in reversed(person.messages):
        data = {each.get("callback_data") for row in message.rows for each in row if each["text"] == button}
        if body.get("message") in (None, message.id) and data - {None}:
            return {"query": person.tap_data(message, str(data.pop()))}
    raise LookupError(f"no button {button!r}")


def _block(server: "BotApiServer", body: Body) -> Body:
    server.user(int(body["user"])).set_blocked(blocked=True)
    return {}


def _unblock(server: "BotApiServer", body: Body) -> Body:
    server.user(int(body["user"])).set_blocked(blocked=False)
    return {}


def _limits(server: "BotApiServer", body: Body) -> Body:
    server.flood.set(Limits(**body))
    return {}


def _fault(server: "BotApiServer", body: Body) -> Body:
    server.faults.add(**body)
    return {}


def _clear(server: "BotApiServer", body: Body) -> Body:  # noqa: ARG001  # every action takes the same
    server.faults.clear()
    server.calls.clear()
    return {}


def _latency(server: "BotApiServer", body: Body) -> Body:
    server.latency = float(body["seconds"])
    return {}


def _advance(server: "BotApiServer", body: Body) -> Body:
    server.advance(float(body["seconds"]))
    return {}


def counts(server: "BotApiServer", body: Body) -> Body:  # noqa: ARG001  # likewise
    """Count calls, stored messages and updates."""
    by_method: dict[str, dict[str, int]] = {}
    for (method, status), number in server.calls.counts.items():
        by_method.setdefault(method, {})[str(status)] = number
    return {
        "calls": by_method,
        "stored": {str(chat): number for chat, number in server.calls.stored_per_chat.items()},
        "updates_created": server.updates.created,
        "updates_pending": len(server.updates.queue),
        "webhook_posts": server.webhook.posted,
    }


def _calls(server: "BotApiServer", body: Body) -> Body:
    records = server.calls.records[int(body.get("since", 0)) :]
    wanted = body.get("method")
    return {"calls": [call.as_json() for call in records if wanted in (None, call.method)]}


def _seen(server: "BotApiServer", body: Body) -> Body:
    return {"messages": [message.raw for message in server.user(int(body["user"])).messages]}


ACTIONS: dict[str, Callable[["BotApiServer", Body], Body]] = {
    "messages": _messages,
    "crowd": _crowd,
    "join": _join,
    "tap": _tap,
    "block": _block,
    "unblock": _unblock,
    "limits": _limits,
    "fault": _fault,
    "clear": _clear,
    "latency": _latency,
    "advance": _advance,
    "counts": counts,
    "calls": _calls,
    "seen": _seen,
}
