"""Listening, serving, and letting go of the port."""

import asyncio
from urllib.request import urlopen

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from bot.errors import GiljabiError
from bot.web_server import WebServer


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("hello")(scope, receive, send)


def fetch(url: str) -> bytes:
    with urlopen(url, timeout=5) as answer:  # noqa: S310 - our own server's address
        content: bytes = answer.read()
        return content


async def test_application_is_served_until_it_is_stopped() -> None:
    server = WebServer("127.0.0.1", 0)
    serving = asyncio.create_task(server.run(hello))
    url = server.url
    assert await asyncio.to_thread(fetch, url) == b"hello"
    await server.stop()
    await serving
    server.close()
    with pytest.raises(OSError, match="refused"):
        await asyncio.to_thread(fetch, url)


async def test_request_under_way_is_finished_before_it_has_stopped() -> None:
    begun, may_go_on = asyncio.Event(), asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        begun.set()
        await may_go_on.wait()
        await hello(scope, receive, send)

    server = WebServer("127.0.0.1", 0)
    serving = asyncio.create_task(server.run(slow))
    asked = asyncio.create_task(asyncio.to_thread(fetch, server.url))
    await begun.wait()
    stopping = asyncio.create_task(server.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    may_go_on.set()
    await stopping
    serving.cancel()  # as the application does with whatever still runs
    assert await asked == b"hello"


def test_busy_port_is_told_with_what_to_do() -> None:
    first = WebServer("127.0.0.1", 0)
    with pytest.raises(GiljabiError, match="GILJABI_PORT"):
        WebServer("127.0.0.1", first.port)
    first.close()


async def test_port_that_was_never_served_is_let_go() -> None:
    server = WebServer("127.0.0.1", 0)
    port = server.port
    await server.stop()
    server.close()
    again = WebServer("127.0.0.1", port)
    assert again.url == f"http://127.0.0.1:{port}"
    again.close()
