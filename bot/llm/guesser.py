"""Has a language model choose what an unclear question asks: within three seconds, a few at a time, or not at all."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import aiohttp
import structlog

from bot.llm.breaker import REST_SECONDS, Breaker
from bot.llm.endpoint import MOST_AT_ONCE, Endpoint, open_session
from bot.llm.prompt import messages
from bot.llm.reading import Broken, Refused, choice_in, content_of
from bot.settings import Settings
from handlers.reply import Action
from handlers.unclear import Unclear

log = structlog.get_logger()

LIMIT_SECONDS: Final = 3.0  # people wait no longer for a guess; KakaoTalk gives five seconds in all


class LanguageModel:
    """Asks an endpoint. `counted` hears what came of each question: chosen, none, refused, timeout or broken."""

    def __init__(
        self,
        endpoint: Endpoint,
        daily: int,
        counted: Callable[[str], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        limit_seconds: float = LIMIT_SECONDS,
    ) -> None:
        self._endpoint = endpoint
        self._daily = daily
        self._counted = counted
        self._limit_seconds = limit_seconds
        self._breaker = Breaker(monotonic)
        self._places = asyncio.Semaphore(MOST_AT_ONCE)
        self._session: aiohttp.ClientSession | None = None

    def daily(self) -> int:
        """Give how many questions a person has on a day; 0 while the endpoint is left alone."""
        return self._daily if self._breaker.lets_through() else 0

    async def choose(self, unclear: Unclear) -> Action | None:
        """Have one of the choices made, None where none is. Takes three seconds at most, and raises nothing."""
        try:
            async with asyncio.timeout(self._limit_seconds), self._places:
                content = await self._completion(unclear)
            self._breaker.succeeded()
            chosen = choice_in(content, unclear.choices)
        except TimeoutError:
            self._failed("timeout", "no answer came in time")
        except Broken as error:
            self._failed("broken", str(error))
        except Refused:
            self._counted("refused")
        else:
            self._counted("chosen" if chosen else "none")
            return chosen
        return None

    async def _completion(self, unclear: Unclear) -> str:
        if self._session is None:
            self._session = open_session()
        return content_of(await self._endpoint.complete(self._session, messages(unclear)))

    def _failed(self, outcome: str, why: str) -> None:
        self._counted(outcome)
        log.warning("the language model is of no help", why=why)
        if self._breaker.failed():
            log.warning("the language model is left alone for a while", seconds=REST_SECONDS)

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()


def endpoint_of(settings: Settings) -> Endpoint:
    """Give the endpoint that is configured."""
    key = settings.llm_key
    return Endpoint(str(settings.llm_url), settings.llm_model or "", key.get_secret_value() if key else None)


def language_model(settings: Settings, counted: Callable[[str], None]) -> LanguageModel:
    """Give the language model that is configured."""
    return LanguageModel(endpoint_of(settings), settings.llm_daily_limit, counted)
