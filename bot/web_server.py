"""Serves the web application with uvicorn, inside our own loop and under our own signals."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.errors import GiljabiError

SHUTDOWN_SECONDS = 5


class _Server(uvicorn.Server):
    """A uvicorn server that leaves SIGINT and SIGTERM to the application around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal."""
        yield


class WebServer:
    """A listening socket and the server behind it. The port is taken at once, so that a busy one is told at start.

    Raises:
        GiljabiError: the address can't be listened on.
    """

    def __init__(self, host: str, port: int) -> None:
        try:
            self._socket = socket.create_server((host, port), reuse_port=False)
        except OSError as error:
            raise GiljabiError(
                f"{host}:{port} can't be listened on ({error.strerror}).\n"
                "Another program may be using it: stop that, or choose another port with GILJABI_PORT."
            ) from None
        self._host = host
        self._server: _Server | None = None
        self._ended = asyncio.Event()

    @property
    def port(self) -> int:
        """The port that is listened on; the one given, unless that was 0."""
        return int(self._socket.getsockname()[1])

    @property
    def url(self) -> str:
        """The address for a browser on this machine."""
        return f"http://{self._host}:{self.port}"

    async def run(self, app: ASGIApp) -> None:
        """Serve until `stop`."""
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            ws="none",
            lifespan="off",
        )
        self._server = _Server(config)
        try:
            await self._server.serve(sockets=[self._socket])
        finally:
            self._ended.set()

    async def stop(self) -> None:
        """Take no new request, and wait for those under way; for `SHUTDOWN_SECONDS` at most."""
        if self._server is not None:
            self._server.should_exit = True
            await self._ended.wait()

    def close(self) -> None:
        """Let the port go, where nothing was served."""
        self._socket.close()
