"""The webhook: updates are posted to the bot's URL until it says 2xx."""

import asyncio
import re
from collections import deque
from typing import Any

import aiohttp

from tests.bot_api.changes import Changes
from tests.bot_api.errors import bad_request
from tests.bot_api.faults import Faults, Kind
from tests.bot_api.params import Params, flag, integer, text
from tests.bot_api.updates import Queued, Updates

SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")  # core.telegram.org/bots/api#setwebhook
MAX_CONNECTIONS = 100  # likewise
ANSWER_SECONDS = 10.0


class Webhook:
    """Posts what is queued, `max_connections` at a time; what fails is posted again after `retry_seconds`."""

    def __init__(self, updates: Updates, faults: Faults, changes: Changes) -> None:
        self._updates = updates
        self._faults = faults
        self._changes = changes
        self._task: asyncio.Task[None] | None = None
        self._untaken: deque[Queued] = deque()
        self._flying = 0
        self._secret = ""
        self._max_connections = 40
        self._last_error = ""
        self.retry_seconds = 0.05
        self.posted = 0

    async def set(self, params: Params) -> bool:
        """Answer setWebhook. A self-hosted server takes plain HTTP too, so this one does."""
        url, secret = text(params, "url"), text(params, "secret_token")
        if url and not url.startswith(("http://", "https://")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        await self.remove(params)
        self._updates.allow(params)
        self._secret = secret
        self._max_connections = min(max(integer(params, "max_connections", 40), 1), MAX_CONNECTIONS)
        self._updates.webhook_url = url
        self._changes.notify()
        if url:
            self._task = asyncio.create_task(self._run(url))
        return True

    async def remove(self, params: Params) -> bool:
        """Answer deleteWebhook; what was not taken stays queued unless the call says to drop it."""
        await self.stop()
        self._updates.webhook_url = ""
        self._updates.queue.extendleft(reversed(self._untaken))
        self._untaken.clear()
        if flag(params, "drop_pending_updates"):
            self._updates.queue.clear()
        return True

    def info(self) -> dict[str, Any]:
        """Answer getWebhookInfo."""
        waiting = len(self._updates.queue) + self._flying
        info: dict[str, Any] = {
            "url": self._updates.webhook_url,
            "has_custom_certificate": False,
            "pending_update_count": waiting,
            "max_connections": self._max_connections,
        }
        if self._updates.allowed:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info | {"last_error_message": self._last_error} if self._last_error else info

    async def stop(self) -> None:
        """Stop posting."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self, url: str) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            while True:
                await self._changes.wait_for(self._may_post, None)
                group.create_task(self._post(session, url, self._updates.queue.popleft()))
                self._flying += 1

    def _may_post(self) -> bool:
        return bool(self._updates.queue) and self._flying < self._max_connections

    async def _post(self, session: aiohttp.ClientSession, url: str, queued: Queued) -> None:
        """Post until taken; an update stands in `_untaken` meanwhile, so that deleteWebhook gives it back."""
        try:
            times = 2 if (fault := self._faults.pick("webhook", None)) and fault.kind is Kind.DUPLICATE else 1
            self._untaken.append(queued)
            while times:
                if await self._attempt(session, url, queued.text):
                    times -= 1
                else:
                    self._changes.notify()
                    await asyncio.sleep(self.retry_seconds)
            self._untaken.remove(queued)
        finally:
            self._flying -= 1
            self._changes.notify()

    async def _attempt(self, session: aiohttp.ClientSession, url: str, body: str) -> bool:
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        self.posted += 1
        try:
            async with session.post(url, data=body, headers=headers) as answer:
                if 200 <= answer.status < 300:
                    return True
                self._last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            self._last_error = f"Connection failed: {type(error).__name__}"
        return False
