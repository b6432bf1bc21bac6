"""python-telegram-bot's HTTP on aiohttp: its own backend spends ten times the CPU once many calls run side by side."""

import json
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, cast

import aiohttp
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram_params import RawParams, body_of

CONNECTIONS = 100
READ_SECONDS = 10.0
CONNECT_SECONDS = 5.0
POOL_SECONDS = 30.0  # a call waits this long for a free connection before it counts as not sent
UPLOAD_SECONDS = 60.0  # added to the read time-out of a call that carries files
KEEPALIVE_SECONDS = (
    30.0  # below what servers allow: a call on a connection that they just closed has an unknown outcome
)


class NotSentError(NetworkError):
    """The call never reached the server, so it is certain that it had no effect."""


class FloodWait(RetryAfter):  # a RetryAfter, named as one
    """A 429. Its `retry_after` is a timedelta whatever PTB_TIMEDELTA says in the environment."""

    @property
    def retry_after(self) -> timedelta:
        """How long to wait."""
        return self._retry_after


def pause_of(error: RetryAfter) -> timedelta:
    """Give how long a 429 asks to wait, from this backend or any other: PTB tells it as int or as timedelta."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


class AiohttpRequest(BaseRequest):
    """A pool of connections to one Bot API server.

    All times in seconds. `read_timeout` is how long an answer may take; PTB adds a long poll's own time to it.
    """

    def __init__(
        self,
        *,
        connections: int = CONNECTIONS,
        read_timeout: float = READ_SECONDS,
        connect_timeout: float = CONNECT_SECONDS,
        pool_timeout: float = POOL_SECONDS,
        proxy: str | None = None,
    ) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long an answer may take where a call doesn't say."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool; again has no effect."""
        if self._session is not None and not self._session.closed:
            return
        connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEPALIVE_SECONDS)
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            proxy=self._proxy,
        )

    async def shutdown(self) -> None:
        """Close the pool; again has no effect."""
        if self._session is not None:
            await self._session.close()

    async def call(self, url: str, params: Mapping[str, Any]) -> Any:
        """Call a method (`url` ends in its name) with raw JSON parameters and files (see `body_of`); gives its result.

        Raises:
            telegram.error.TelegramError: as every method of PTB's Bot does; NotSentError and FloodWait among them.
        """
        return await self.post(url, cast("RequestData", RawParams(dict(params), {})))

    async def do_request(  # noqa: PLR0913, PLR0917  # the signature is PTB's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  # aiohttp knows none; the read time-out covers it
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; gives status and body.

        Raises:
            FloodWait: the answer is a 429.
            NotSentError: no connection was had.
            TimedOut: no answer came in time: the outcome is unknown.
            NetworkError: the connection ended before an answer came: the outcome is unknown.
        """
        if self._session is None or self._session.closed:
            raise RuntimeError("This AiohttpRequest is not initialized!")
        body, headers = body_of(request_data)
        timeout = aiohttp.ClientTimeout(
            connect=_sum(_given(pool_timeout, self._pool_timeout), _given(connect_timeout, self._connect_timeout)),
            sock_connect=_given(connect_timeout, self._connect_timeout),
            sock_read=_sum(
                _given(read_timeout, self._read_timeout), UPLOAD_SECONDS if isinstance(body, aiohttp.FormData) else 0.0
            ),
        )
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as answer:
                content = await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(f"not sent: {type(error).__name__}") from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            raise FloodWait(_retry_after(content))
        return answer.status, content


def _given(value: Any, default: float) -> float | None:
    """Give a call's time-out: PTB says with a marker that it names none, and with None that there is no end."""
    return default if value is BaseRequest.DEFAULT_NONE else value


def _sum(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first + second


def _retry_after(content: bytes) -> timedelta:
    try:
        return timedelta(seconds=int(json.loads(content)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError):  # a proxy's 429 carries no parameters
        return timedelta(seconds=1)
