"""Kakao's Event API: the client of the first push route."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp

from bot import kakao_limits as limits
from bot.kakao_fields import object_in, text_in
from bot.kakao_in import EVENT_KEY
from bot.kakao_push import WAIT_UNTOLD, Accepted, Failed, TaskResult, User, UserFailure, UserType, check_batch
from bot.outcomes import CallProblem, OutcomeUnknown, Paused, Rejected, Unavailable

API_URL = "https://bot-api.kakao.com"
DEVELOPMENT_API_URL = "https://dev-bot-api.kakao.com"  # for bot ids that end in '!'
TIMEOUT = aiohttp.ClientTimeout(total=10)
TOO_MANY_REQUESTS = 429
SERVER_TROUBLE = 500
HINTS = {401: "; check GILJABI_KAKAO_REST_KEY", 403: "; check the app's rights", 404: "; check GILJABI_KAKAO_BOT_ID"}


def event_body(
    event_name: str, users: Sequence[User], data: Mapping[str, str], params: Mapping[str, str]
) -> dict[str, Any]:
    """Give the body of an Event API call. The event's name goes into the params too: the skill learns it from there."""
    return {
        "event": {"name": event_name, "data": dict(data)},
        "user": [_user(user) for user in users],
        "params": {**params, EVENT_KEY: event_name},
    }


def _user(user: User) -> dict[str, Any]:
    named = {"type": user.type.value, "id": user.id}
    return {**named, "properties": dict(user.properties)} if user.properties else named


@dataclass(frozen=True, slots=True)
class EventApi:
    """The Event API. `bot_id` ends in '!' on the development channel; `rest_key` is the REST API key of the app."""

    session: aiohttp.ClientSession
    bot_id: str
    rest_key: str = field(repr=False)
    api_url: str = API_URL

    async def send(
        self, event_name: str, users: Sequence[User], data: Mapping[str, str], params: Mapping[str, str]
    ) -> Accepted | Failed:
        """Call the event's block for 1 to 100 different users.

        Raises:
            ValueError: too many, none, or somebody twice.
        """
        check_batch(users, limits.EVENT_USERS_MAX)
        answer = await self._call(
            "POST", f"/v2/bots/{self.bot_id}/talk", json=event_body(event_name, users, data, params)
        )
        if isinstance(answer, Failed):
            return answer
        task_id = text_in(answer, "taskId", "task_id")
        if text_in(answer, "status") == "SUCCESS" and task_id:
            return Accepted(task_id)
        return Failed(Rejected(f"the Event API refused: {text_in(answer, 'message') or 'no reason given'}"))

    async def task_result(self, task_id: str) -> TaskResult | Failed:
        """Ask what became of an accepted call."""
        answer = await self._call("GET", f"/v1/tasks/{task_id}")
        return answer if isinstance(answer, Failed) else read_task(task_id, answer)

    async def _call(self, method: str, path: str, json: object = None) -> Mapping[str, Any] | Failed:
        url = self.api_url.rstrip("/") + path
        headers = {"Authorization": f"KakaoAK {self.rest_key}"}
        try:
            async with self.session.request(method, url, json=json, headers=headers, timeout=TIMEOUT) as response:
                if response.ok:
                    return object_in({"answer": await response.json(content_type=None)}, "answer")
                return Failed(_refusal(response.status, response.headers.get("Retry-After", "")))
        except aiohttp.ClientConnectorError:
            return Failed(Unavailable("Kakao can't be reached"))
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return Failed(OutcomeUnknown("no readable answer came from Kakao"))


def _refusal(status: int, retry_after: str) -> CallProblem:
    if status == TOO_MANY_REQUESTS:
        return Paused(timedelta(seconds=int(retry_after)) if retry_after.isdigit() else WAIT_UNTOLD)
    if status >= SERVER_TROUBLE:
        return Unavailable(f"Kakao is in trouble (HTTP {status})")
    return Rejected(f"Kakao refused the call (HTTP {status}{HINTS.get(status, '')})")


def read_task(task_id: str, answer: Mapping[str, Any]) -> TaskResult:
    """Read a task's answer: counts, and whom it did not reach (as 'fail.list', each with id, type and errorMessage)."""
    listed = object_in(answer, "fail").get("list")
    failures = (
        tuple(_failure(entry) for entry in listed if isinstance(entry, Mapping)) if isinstance(listed, list) else ()
    )
    total = text_in(answer, "allRequestCount", "all_request_count")
    succeeded = text_in(answer, "successCount", "success_count")
    return TaskResult(task_id, _number(total), _number(succeeded), failures)


def _failure(entry: Mapping[str, Any]) -> UserFailure:
    kind = text_in(entry, "type")
    known = next((known for known in UserType if known == kind), UserType.BOT)
    return UserFailure(text_in(entry, "id"), known, text_in(entry, "errorMessage", "error_message", "message"))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
