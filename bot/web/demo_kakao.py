"""The demo's KakaoTalk: calls the skill as Kakao does, and shows what it answers; notices come by the event's block."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from bot.clock import Clock
from bot.kakao_buttons import Json
from bot.kakao_in import CHANNEL, EVENT_KEY
from bot.kakao_limits import EVENT_USERS_MAX
from bot.kakao_push import Accepted, Failed, TaskResult, User, check_batch
from bot.kakao_skill import KakaoSkill
from bot.web.demo_screens import Screens


def skill_request(user: str, words: str, extra: Mapping[str, Any] | None = None) -> Json:
    """Give the JSON that Kakao posts for words that were typed, or tapped with their button's `extra`."""
    named = {"id": user, "type": "botUserKey", "properties": {"botUserKey": user, "isFriend": True}}
    return {
        "bot": {"id": "demo", "name": "길잡이"},
        "userRequest": {"timezone": "Asia/Seoul", "utterance": words, "lang": None, "params": {}, "user": named},
        "action": {"name": "길잡이", "params": {}, "detailParams": {}, "clientExtra": dict(extra or {})},
        "contexts": [],
    }


def event_request(user: User, event: str, data: Mapping[str, str]) -> Json:
    """Give the JSON that Kakao posts when an event calls its block for somebody."""
    request = skill_request(user.id, "")
    request["userRequest"]["params"] = {EVENT_KEY: event}
    request["userRequest"]["user"]["properties"] |= user.properties
    return request | {"event": {"name": event, "data": dict(data)}}


class DemoKakao:
    """Calls the skill for the demo's phones. As `bot.kakao_push.PushRoute` it stands in for the Event API."""

    def __init__(self, screens: Screens, clock: Clock) -> None:
        self._screens = screens
        self._clock = clock
        self._skill: KakaoSkill | None = None
        self._calls = count(1)

    def connect(self, skill: KakaoSkill) -> None:
        """Say which skill is called."""
        self._skill = skill

    async def call(self, user: str, request: Json) -> None:
        """Post a request, and show the response."""
        if self._skill is None:
            return
        at = self._clock.now()
        response = await self._skill.answer(request, f"demo:{at.timestamp()}:{next(self._calls)}")
        self._screens.of(user).add(CHANNEL, at.isoformat(), response)

    async def send(
        self, event_name: str, users: Sequence[User], data: Mapping[str, str], params: Mapping[str, str]
    ) -> Accepted | Failed:
        """Call the event's block for everybody."""
        del params
        check_batch(users, EVENT_USERS_MAX)
        for user in users:
            await self.call(user.id, event_request(user, event_name, data))
        return Accepted(f"demo-{next(self._calls)}")

    async def task_result(self, task_id: str) -> TaskResult | Failed:
        """Tell that everybody was reached."""
        return TaskResult(task_id, 0, 0)
