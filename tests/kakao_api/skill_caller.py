"""Kakao's side of a skill: posts a request, waits 5 seconds at most, and judges the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter
from typing import Any

import aiohttp

from bot.kakao_check import Problem, check_response
from bot.kakao_limits import SKILL_TIMEOUT

USER_AGENT = "AHC/2.1"


@dataclass(frozen=True)
class Turn:
    """One request and what came of it; `failure` is what the user sees instead of an answer."""

    request: Mapping[str, Any]
    status: int = 0
    response: Any = None
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    failure: str | None = None

    @property
    def answers_later(self) -> bool:
        """Tell whether the answer is to come over the callback URL."""
        return isinstance(self.response, dict) and self.response.get("useCallback") is True

    def text(self) -> str:
        """Give the simple texts of the answer, one after the other."""
        outputs = self.response["template"]["outputs"] if isinstance(self.response, dict) else []
        return "\n".join(output["simpleText"]["text"] for output in outputs if "simpleText" in output)


@dataclass
class SkillCaller:
    """Calls the skill at `url` with the operator's secret `headers`; keeps every turn."""

    session: aiohttp.ClientSession
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float = SKILL_TIMEOUT
    turns: list[Turn] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def call(self, request: Mapping[str, Any]) -> Turn:
        """Post one request as Kakao does."""
        seen = {
            "User-Agent": USER_AGENT,
            "X-Request-Id": f"request-{next(self._numbers)}",
            "X-Chappie-Footprint": "local",
        }
        started = perf_counter()
        try:
            timeout = aiohttp.ClientTimeout(total=self.timeout)
            async with self.session.post(
                self.url, json=request, headers={**seen, **self.headers}, timeout=timeout
            ) as answer:
                turn = await _judge(request, answer, perf_counter() - started)
        except TimeoutError:
            turn = Turn(request, seconds=perf_counter() - started, failure="timed out")
        self.turns.append(turn)
        return turn


async def _judge(request: Mapping[str, Any], answer: aiohttp.ClientResponse, seconds: float) -> Turn:
    if answer.status != 200:
        return Turn(request, answer.status, seconds=seconds, failure=f"HTTP {answer.status}")
    try:
        response = await answer.json(content_type=None)
    except ValueError:
        return Turn(request, answer.status, seconds=seconds, failure="not JSON")
    asked = request.get("userRequest")
    in_group = isinstance(asked, Mapping) and bool(asked.get("chat"))
    problems = tuple(check_response(response, in_group=in_group))
    return Turn(request, answer.status, response, problems, seconds)
