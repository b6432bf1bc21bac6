"""A browser without a screen: cookies, the headers that browsers send, and the chat that it joined."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx
from starlette.types import ASGIApp

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
OTHER_SITE = {"Sec-Fetch-Site": "cross-site"}
Event = tuple[str, Any]


def browser(app: ASGIApp, address: str = "127.0.0.1", url: str = "http://127.0.0.1") -> httpx.AsyncClient:
    """Give a browser at a client address, connected straight to the application."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 50000))
    return httpx.AsyncClient(transport=transport, base_url=url, headers={"Accept-Language": "ko"})


async def join(client: httpx.AsyncClient, link: str) -> str:
    """Press the button of a personal link; give the path of the chat."""
    answer = await client.post(link, headers=SAME_SITE)
    assert answer.status_code == 303
    return answer.headers["location"]


async def send(client: httpx.AsyncClient, chat: str, number: int = 1, **body: Any) -> httpx.Response:
    """Send what the page would: `number` makes its id."""
    return await client.post(f"{chat}/messages", json={"id": str(UUID(int=number)), **body}, headers=SAME_SITE)


@asynccontextmanager
async def stream(
    client: httpx.AsyncClient, chat: str, after: int = 0, headers: Mapping[str, str] | None = None
) -> AsyncIterator[AsyncIterator[Event]]:
    """Open the stream of a chat; iterate its events, each a name and its data."""
    path = f"{chat}/events?after={after}"
    async with client.stream("GET", path, headers=dict(headers or {}), timeout=10) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _events(answer)


async def until(events: AsyncIterator[Event], name: str) -> list[Any]:
    """Read until an event of that name; give the messages before it, and it."""
    read = []
    async for kind, data in events:
        read.append(data)
        if kind == name:
            return read
    raise AssertionError(f"the stream ended before '{name}'")


async def _events(answer: httpx.Response) -> AsyncIterator[Event]:
    kind = ""
    async for line in answer.aiter_lines():
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, json.loads(line.removeprefix("data: "))
