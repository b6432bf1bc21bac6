"""An OpenAI-compatible endpoint on 127.0.0.1, down to the bytes: it does what real ones never admit to.

    async with LlmServer() as llm:
        llm.will(chooses("agenda.now"), stalls(), breaks(500))
        ...
        assert llm.asked[0]["words"] == "다들 어디 있어요?"

What it was not told it answers with 'nothing fits'.
"""

import asyncio
import json
import socket
import struct
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

Json = dict[str, Any]
Deed = Callable[["LlmServer", asyncio.StreamWriter], Awaitable[None]]
TRICKLE_SECONDS = 0.02


class LlmServer:
    """Keeps the bodies and headers of what it was asked, and does one deed for each."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.paths: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.written = 0
        self.most_at_once = 0
        self._at_once = 0
        self.url = ""
        self.released = asyncio.Event()
        self._deeds: deque[Deed] = deque()
        self._news = asyncio.Condition()
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()
        self._lines: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._begin, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop, whatever is under way."""
        if self._server:
            self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        for line in self._lines:
            line.transport.abort()
        await asyncio.gather(*(line.wait_closed() for line in self._lines), return_exceptions=True)

    def will(self, *deeds: Deed) -> None:
        """Do these next, one for each question."""
        self._deeds.extend(deeds)

    @property
    def asked(self) -> list[Json]:
        """What was told of each question: words, kinds, titles."""
        told = [json.loads(body)["messages"][-1]["content"] for body in self.bodies]
        return [json.loads(one) for one in told]

    async def wait_for(self, count: int) -> None:
        """Wait until it was asked so often."""
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: len(self.bodies) >= count)

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.append(writer)
        talk = asyncio.get_running_loop().create_task(self._talk(reader, writer))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await _head(reader):
                line, *fields = head
                headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in fields)}
                self.paths.append(line.split(" ")[1])
                self.headers.append(headers)
                self.bodies.append(await reader.readexactly(int(headers["content-length"])))
                deed = self._deeds.popleft() if self._deeds else chooses(None)
                async with self._news:
                    self._news.notify_all()
                self._at_once += 1
                self.most_at_once = max(self.most_at_once, self._at_once)
                try:
                    await deed(self, writer)
                    await writer.drain()
                finally:
                    self._at_once -= 1
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.transport.abort()


async def _head(reader: asyncio.StreamReader) -> list[str]:
    try:
        return (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
    except asyncio.IncompleteReadError:
        return []


def completion(content: str) -> bytes:
    """Give the body of a chat completion."""
    message = {"role": "assistant", "content": content}
    return json.dumps({"object": "chat.completion", "choices": [{"index": 0, "message": message}]}).encode()


def response(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """Give a whole HTTP response; an underscore in a header's name stands for a hyphen."""
    told = {"Content_Type": "application/json", "Content_Length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in told.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def sends(data: bytes) -> Deed:
    """Write these bytes."""

    async def deed(server: LlmServer, writer: asyncio.StreamWriter) -> None:
        for start in range(0, len(data), 1 << 16):
            writer.write(data[start : start + (1 << 16)])
            await writer.drain()
            server.written += len(data[start : start + (1 << 16)])

    return deed


def says(content: str) -> Deed:
    """Answer with a completion of these words."""
    return sends(response(completion(content)))


def chooses(intent: str | None, **slots: object) -> Deed:
    """Answer with a choice."""
    return says(json.dumps({"intent": intent, "slots": slots}))


def breaks(status: int) -> Deed:
    """Answer with an error."""
    return sends(response(b'{"error": {"message": "no"}}', f"{status} Trouble"))


def holds(then: Deed) -> Deed:
    """Do a deed, but only after the server's `released` is set."""

    async def deed(server: LlmServer, writer: asyncio.StreamWriter) -> None:
        await server.released.wait()
        await then(server, writer)

    return deed


def stalls(before: bytes = b"") -> Deed:
    """Write a little, then nothing more."""

    async def deed(_server: LlmServer, writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        await writer.drain()
        await asyncio.Event().wait()

    return deed


def trickles(data: bytes) -> Deed:
    """Write byte after byte, never silent for long and never done in time."""

    async def deed(_server: LlmServer, writer: asyncio.StreamWriter) -> None:
        for place in range(len(data)):
            writer.write(data[place : place + 1])
            await writer.drain()
            await asyncio.sleep(TRICKLE_SECONDS)

    return deed


def resets(before: bytes = b"") -> Deed:
    """Write a little, then reset the connection."""

    async def deed(_server: LlmServer, writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        await writer.drain()
        line: socket.socket = writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return deed


def closes(before: bytes) -> Deed:
    """Write a little, then close."""

    async def deed(_server: LlmServer, writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        await writer.drain()
        writer.close()

    return deed
