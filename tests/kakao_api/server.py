"""The part of KakaoTalk that a bot calls: the Event API and the callback URLs, on 127.0.0.1.

    kakao = KakaoServer(friends={"user-1"})
    async with kakao.running():
        EventApi(session, kakao.bot_id, kakao.rest_key, kakao.url)

`kakao.media["photo"]` is what `kakao.url + "/media/photo"` gives. `kakao.refuse(429, {"Retry-After": "3"})` makes the
next call fail. With `skill` set, an accepted event calls the skill for every friend, as a block of the bot would.
"""

import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from bot.kakao_check import Problem, check_response
from bot.kakao_limits import CALLBACK_LIFETIME, EVENT_USERS_MAX, USER_ID_MAX
from tests.kakao_api import skill_requests
from tests.kakao_api.skill_caller import SkillCaller

Json = dict[str, Any]
USER_TYPES = {"botUserKey", "plusfriendUserKey", "appUserId"}
NOT_A_FRIEND = "not a friend of the channel"


@dataclass
class KakaoServer:
    """A local Kakao. `friends` are the ids that messages reach; None reaches everybody."""

    friends: set[str] | None = None
    bot_id: str = skill_requests.BOT_ID
    rest_key: str = "made-up-rest-key"
    skill: SkillCaller | None = None
    clock: Callable[[], float] = time.monotonic
    url: str = ""
    events: list[Json] = field(default_factory=list)
    late_answers: dict[str, Json] = field(default_factory=dict)
    late_problems: list[Problem] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    media_asked: list[str] = field(default_factory=list)
    _tasks: dict[str, Json] = field(default_factory=dict)
    _callbacks: dict[str, float] = field(default_factory=dict)
    _refusals: deque[tuple[int, Mapping[str, str]]] = field(default_factory=deque)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def refuse(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        """Make the next call of the Event API fail."""
        self._refusals.append((status, headers or {}))

    def callback_url(self) -> str:
        """Issue a callback URL, good for one answer within a minute."""
        token = f"callback-{next(self._numbers)}"
        self._callbacks[token] = self.clock() + CALLBACK_LIFETIME
        return f"{self.url}/callback/{token}"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Serve on a free port; give the base URL."""
        app = web.Application()
        app.router.add_post("/v2/bots/{bot}/talk", self._talk)
        app.router.add_get("/v1/tasks/{task}", self._task)
        app.router.add_post("/callback/{token}", self._callback)
        app.router.add_get("/media/{name}", self._media)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            self.url = f"http://{host}:{port}"
            yield self.url
        finally:
            await runner.cleanup()

    async def _talk(self, request: web.Request) -> web.Response:
        refusal = self._refused(request)
        if refusal is not None:
            return refusal
        if request.match_info["bot"] != self.bot_id:
            return web.json_response({"message": "no such bot"}, status=404)
        body = await request.json()
        problem = event_problem(body)
        if problem:
            return web.json_response({"status": "FAIL", "message": problem, "timestamp": 0})
        task = f"task-{next(self._numbers)}"
        self.events.append(body)
        reached = [user for user in body["user"] if self.friends is None or user["id"] in self.friends]
        self._tasks[task] = _outcome(task, body["user"], reached)
        await self._call_blocks(body, reached)
        return web.json_response(
            {"taskId": task, "status": "SUCCESS", "message": "accepted", "timestamp": 1758610000000}
        )

    async def _call_blocks(self, body: Json, reached: Sequence[Json]) -> None:
        for user in reached if self.skill else ():
            call = skill_requests.event(
                body["event"]["name"], body["event"].get("data", {}), body.get("params", {}), user
            )
            if self.skill:
                await self.skill.call(call)

    async def _task(self, request: web.Request) -> web.Response:
        refusal = self._refused(request)
        task = self._tasks.get(request.match_info["task"])
        if refusal is not None:
            return refusal
        return web.json_response(task) if task else web.json_response({"message": "no such task"}, status=404)

    def _refused(self, request: web.Request) -> web.Response | None:
        if request.headers.get("Authorization") != f"KakaoAK {self.rest_key}":
            return web.json_response({"message": "wrong key"}, status=401)
        if self._refusals:
            status, headers = self._refusals.popleft()
            return web.json_response({"message": "refused"}, status=status, headers=headers)
        return None

    async def _media(self, request: web.Request) -> web.Response:
        """Give a photo that somebody sent, as Kakao's file servers do."""
        name = request.match_info["name"]
        self.media_asked.append(name)
        if name == "elsewhere":
            raise web.HTTPFound("/media/photo")
        return web.Response(body=self.media[name]) if name in self.media else web.Response(status=404)

    async def _callback(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        expires = self._callbacks.pop(token, None)
        if expires is None or self.clock() > expires:
            return web.json_response({"status": "FAIL", "message": "used, unknown or too late"}, status=400)
        self.late_answers[token] = await request.json()
        self.late_problems += check_response(self.late_answers[token])
        return web.json_response({"taskId": token, "status": "SUCCESS", "message": "accepted", "timestamp": 0})


def event_problem(body: Any) -> str | None:
    """Say what is wrong with the body of an Event API call, None where nothing is."""
    if not isinstance(body, dict) or not body.get("event", {}).get("name"):
        return "event.name is required"
    users = body.get("user")
    if not isinstance(users, list) or not 1 <= len(users) <= EVENT_USERS_MAX:
        return f"user takes 1 to {EVENT_USERS_MAX} entries"
    if len({(user.get("type"), user.get("id")) for user in users}) < len(users):
        return "user names somebody twice"
    well_formed = all(user.get("type") in USER_TYPES and 0 < len(user.get("id", "")) <= USER_ID_MAX for user in users)
    return None if well_formed else "user.type or user.id is wrong"


def _outcome(task: str, users: Sequence[Json], reached: Sequence[Json]) -> Json:
    missed = [user for user in users if user not in reached]
    counts = {"taskId": task, "allRequestCount": len(users), "successCount": len(reached)}
    if not missed:
        return {**counts, "status": "ALL SUCCESS"}
    listed = [{"id": user["id"], "type": user["type"], "errorMessage": NOT_A_FRIEND} for user in missed]
    return {**counts, "status": f"{len(missed)} FAIL", "fail": {"count": len(missed), "list": listed}}
