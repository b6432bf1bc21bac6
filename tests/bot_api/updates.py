"""The bot's updates: kept until confirmed, handed over by long poll or by webhook, never by both."""

import json
from collections import deque
from dataclasses import dataclass
from typing import Any

from tests.bot_api.changes import Changes
from tests.bot_api.errors import conflict
from tests.bot_api.params import Params, integer, structure
from tests.bot_api.world import World

KEPT_SECONDS = 24 * 3600.0  # core.telegram.org/bots/api#getting-updates
MAX_UPDATES = 100  # likewise, `limit`
MAX_POLL_SECONDS = 50
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Queued:
    """One update, as the JSON that goes over the wire."""

    id: int
    at: float
    text: str


class Updates:
    """The queue and those who take from it."""

    def __init__(self, world: World, changes: Changes) -> None:
        self._world = world
        self._changes = changes
        self._next_id = 100_000_001
        self._poller = 0
        self.polling = 0  # calls that are waiting for updates
        self.queue: deque[Queued] = deque()
        self.created = 0
        self.allowed: frozenset[str] | None = None
        self.webhook_url = ""

    def push(self, update: dict[str, Any]) -> int | None:
        """Queue an update (its one key besides `update_id` names its kind); None if the bot didn't ask for that kind.

        An `update_id` that is given is kept, so that a test can repeat one.
        """
        kind = next(key for key in update if key != "update_id")
        if kind in NOT_BY_DEFAULT if self.allowed is None else kind not in self.allowed:
            return None
        number: int = update.get("update_id") or self._next_id
        self._next_id = max(self._next_id, number + 1)
        text = json.dumps({"update_id": number} | update, separators=(",", ":"))
        self.queue.append(Queued(number, self._world.clock(), text))
        self.created += 1
        self._changes.notify()
        return number

    def allow(self, params: Params) -> None:
        """Remember the kinds asked for; a call without the parameter leaves them as they were."""
        kinds = structure(params, "allowed_updates")
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds)) or None

    def forget_old(self) -> None:
        """Drop what has waited longer than Telegram keeps it."""
        oldest = self._world.clock() - KEPT_SECONDS
        while self.queue and self.queue[0].at < oldest:
            self.queue.popleft()

    async def poll(self, params: Params, *, twice: bool = False) -> str:
        """Answer getUpdates: the JSON list of updates. Raises 409 when a webhook is set or a newer poller came."""
        self._refuse_with_webhook()
        self._poller += 1
        turn = self._poller
        self._changes.notify()
        self.allow(params)
        self._confirm(integer(params, "offset"))
        limit = min(max(integer(params, "limit", MAX_UPDATES), 1), MAX_UPDATES)
        await self._wait(turn, min(integer(params, "timeout"), MAX_POLL_SECONDS))
        self.forget_old()
        texts = [queued.text for queued, _ in zip(self.queue, range(limit), strict=False)]
        return "[" + ",".join(texts * 2 if twice else texts) + "]"

    async def _wait(self, turn: int, seconds: int) -> None:
        if not self.queue and seconds > 0:
            self.polling += 1
            self._changes.notify()
            try:
                await self._changes.wait_for(lambda: self.queue or turn != self._poller or self.webhook_url, seconds)
            except TimeoutError:
                return
            finally:
                self.polling -= 1
        if turn != self._poller:
            raise conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
        self._refuse_with_webhook()

    def _refuse_with_webhook(self) -> None:
        if self.webhook_url:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self.queue) > -offset:
                self.queue.popleft()
        while self.queue and self.queue[0].id < offset:
            self.queue.popleft()
        if offset > 0:
            self._changes.notify()
