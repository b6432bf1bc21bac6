"""Any OpenAI-compatible chat-completions endpoint: one request, one bounded answer, nowhere else than was configured.

Only what every such endpoint takes is sent: newer models refuse a temperature, older servers a response format.
"""

from dataclasses import dataclass, field
from typing import Final

import aiohttp

from bot.llm.prompt import Json
from bot.llm.reading import Broken

MOST_BYTES: Final = 64 * 1024  # of an answer; a choice takes less than one kilobyte
MOST_AT_ONCE: Final = 8  # requests under way; more would only wait for one another there
PATH: Final = "/chat/completions"
OK: Final = 200
HINTS: Final = {
    401: "; check GILJABI_LLM_KEY",
    403: "; check GILJABI_LLM_KEY",
    404: "; check GILJABI_LLM_URL and GILJABI_LLM_MODEL",
    429: "; its quota is used up",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked. `base` is where the API begins, or the address of the chat completions themselves."""

    base: str
    model: str
    key: str | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """The address of the chat completions."""
        base = self.base.rstrip("/")
        return base if base.endswith(PATH) else base + PATH

    async def complete(self, session: aiohttp.ClientSession, messages: list[Json]) -> bytes:
        """Ask for a completion and give the body of the answer.

        Raises:
            Broken: no answer came, or it is refused, redirected, too long, packed, or no JSON.
        """
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        body = {"model": self.model, "messages": messages, "stream": False}
        try:
            async with session.post(self.url, json=body, headers=headers, allow_redirects=False) as response:
                _check(response)
                return await _read(response)
        except aiohttp.ClientSSLError:
            raise Broken("its certificate can't be trusted") from None
        except aiohttp.ClientConnectorError:
            raise Broken("it can't be reached") from None
        except (aiohttp.ClientError, OSError, ValueError):
            raise Broken("no whole answer came") from None


def open_session() -> aiohttp.ClientSession:
    """Open the connections: no proxy of the environment, no cookies, nothing unpacked, no time limit of its own."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=MOST_AT_ONCE),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None),
        auto_decompress=False,
    )


def _check(response: aiohttp.ClientResponse) -> None:
    if response.status != OK:
        raise Broken(f"it answered HTTP {response.status}{HINTS.get(response.status, '')}")
    if response.content_type != "application/json":
        raise Broken("its answer is no JSON")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise Broken("its answer is packed")


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Broken(f"its answer is longer than {MOST_BYTES} bytes")
    return bytes(body)
