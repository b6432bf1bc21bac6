"""The rehearsal's messenger: it stands in for Telegram, shows nobody anything, and keeps what it was given."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.channel import Call, Update
from bot.clock import Clock
from bot.rehearsal.faults import Faults
from bot.telegram_channel import TelegramChannel
from bot.text_reply import as_text
from handlers.reply import Action, Reply
from handlers.request import Request

SHOW, EDIT = "show", "edit"
OWN, ANSWER = "delivery:", "update:"  # how keys of calls begin: the bot's own messages, and answers
HERE: Final = "attendance.here"


@dataclass(frozen=True, slots=True)
class Received:
    """A message as a phone got it. `excused` tells that the bot could not know that it had it already."""

    key: str
    address: str
    at: datetime
    text: str
    buttons: tuple[Action, ...]
    again: bool = False
    excused: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the bot began it, rather than answering."""
        return self.key.startswith(OWN)

    @property
    def is_answer(self) -> bool:
        """Whether it answers what the person wrote."""
        return self.key.startswith(ANSWER)

    @property
    def reminds_of(self) -> str | None:
        """The stop that the message reminds of: a reminder asks to say 'I'm here' there."""
        here = (one.slots.get("stop") for one in self.buttons if one.intent == HERE)
        return next(here, None) if self.is_own else None

    def button(self, intent: str) -> Action | None:
        """Give the button that does something; None where there is none."""
        return next((one for one in self.buttons if one.intent == intent), None)


class Messenger:
    """See `bot.channel.Channel`. Updates hold a text, or an action as it is."""

    name = TelegramChannel.name

    def __init__(self, clock: Clock, faults: Faults) -> None:
        self._clock = clock
        self._faults = faults
        self.received: list[Received] = []
        self._known: dict[str, bool] = {}  # key of a call -> whether its answer was lost

    def read(self, update: Update) -> Request | None:
        """Say what a person wants."""
        action = Action(*update.body["action"]) if "action" in update.body else None
        return Request(self.name, update.sender, update.at, text=update.body.get("text"), action=action)

    def write(self, reply: Reply, update: Update | None) -> Sequence[Call]:  # noqa: ARG002 - every reply looks alike here
        """Give the one call that shows a reply."""
        return [Call(SHOW, _shown(reply))]

    def rewrite(self, reply: Reply, reference: str) -> Sequence[Call]:
        """Give the one call that changes a message."""
        return [Call(EDIT, {"reference": reference, **_shown(reply)})]

    async def make(self, address: str, call: Call, key: str) -> str:
        """Take a call, or not.

        Raises:
            bot.outcomes.CallProblem: what the faults want.
        """
        await asyncio.sleep(0)
        if problem := self._faults.before(address):
            raise problem
        if call.method == SHOW:
            self._keep(address, call, key)
        if problem := self._faults.after():
            self._known[key] = True
            raise problem
        self._known[key] = False
        return str(len(self.received))

    def _keep(self, address: str, call: Call, key: str) -> None:
        lost = self._known.get(key)
        buttons = tuple(Action(intent, slots) for intent, slots in call.params["buttons"])
        again, excused = lost is not None, bool(lost)
        self.received.append(
            Received(key, address, self._clock.now(), call.params["text"], buttons, again=again, excused=excused)
        )

    def answers_to(self, address: str) -> int:
        """Give how many answers a person got, repeated ones once."""
        return len({one.key for one in self.received if one.address == address and one.is_answer})

    def last_answer(self, address: str) -> Received | None:
        """Give the newest answer a person got."""
        answers = (one for one in reversed(self.received) if one.address == address and one.is_answer)
        return next(answers, None)


def _shown(reply: Reply) -> Mapping[str, Any]:
    actions = (button.action for button in reply.buttons)
    return {"text": as_text(reply), "buttons": [[one.intent, dict(one.slots)] for one in actions if one]}
