"""People who ask, and a leader who tells everybody, delays and cancels: through the chat, as they would."""

import asyncio
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import SettableClock
from bot.rehearsal.cast import Person
from bot.rehearsal.expected import Plans
from bot.rehearsal.house import WAIT_SECONDS, House
from bot.rehearsal.messenger import Messenger, Received
from bot.rehearsal.script import DELAYS, Act, changeable
from handlers.reply import Action
from handlers.wording import clock as clock_words
from schedule_data.people import Role
from schedule_data.snapshots import itinerary_at
from schedule_data.tables import TourRow

QUESTIONS = {"ko": "다음 일정?", "en": "What's next?", "zh": "下一个行程？"}
ASKING = 5  # people at once
LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Telling:
    """Something that everybody of `audience` has to be told from `at` on: a text with one of `words` in it."""

    what: Act
    at: datetime
    audience: frozenset[str]
    words: tuple[str, ...]

    def is_told_by(self, one: Received) -> bool:
        """Tell whether a message tells it; a reminder is something else."""
        return one.is_own and one.at >= self.at and not one.reminds_of and any(word in one.text for word in self.words)


@dataclass(slots=True)
class Acting:
    """The acts of a rehearsal and what has to follow from them."""

    house: House
    messenger: Messenger
    plans: Plans
    clock: SettableClock
    rng: random.Random
    tellings: list[Telling] = field(default_factory=list)

    async def do(self, act: Act, cast: Sequence[Person], blocked: Collection[str]) -> None:
        """Do one act, and wait until those it concerns were told."""
        for person in self.rng.sample(list(cast), min(ASKING, len(cast))):
            await self.ask(person)
        leader = next(one for one in cast if one.role is Role.LEADER)
        others = frozenset(one.address for one in cast if one is not leader)
        told = len(self.tellings)
        if act is Act.BROADCAST:
            await self._broadcast(leader, others)
        elif act in (Act.DELAY, Act.CANCEL):
            await self._change(act, leader, others, cast)
        new = self.tellings[told:]
        await self._until(lambda: not any(untold(one, self.messenger.received, blocked) for one in new))

    async def ask(self, person: Person) -> None:
        """Have a person ask what comes next."""
        await self.house.write(person.address, text=QUESTIONS.get(person.language, QUESTIONS["ko"]))

    async def _order(self, leader: Person, intent: str, **slots: str) -> bool:
        """Have the leader order something and confirm the preview; give whether there was one."""
        preview = await self._tap(leader, Action(intent, slots))
        confirm = preview.button("confirm") if preview else None
        return confirm is not None and await self._tap(leader, confirm) is not None

    async def _tap(self, person: Person, action: Action) -> Received | None:
        """Have a person tap something; give the answer, None where none came."""
        wanted = await self.house.write(person.address, action=(action.intent, dict(action.slots)))
        await self._until(lambda: self.messenger.answers_to(person.address) >= wanted)
        return self.messenger.last_answer(person.address)

    async def _broadcast(self, leader: Person, others: frozenset[str]) -> None:
        at, words = self.clock.now(), f"리허설 공지 {len(self.tellings) + 1}"
        if await self._order(leader, "notice.send", text=words, audience="all"):
            self.tellings.append(Telling(Act.BROADCAST, at, others, (words,)))

    async def _change(self, act: Act, leader: Person, others: frozenset[str], cast: Sequence[Person]) -> None:
        before, at = self.plans.now, self.clock.now()
        for stop in changeable(before, at, self.rng):
            slots = {"minutes": str(self.rng.choice(DELAYS))} if act is Act.DELAY else {}
            if not await self._order(leader, f"change.{act}", stop=stop.id, **slots):
                continue
            with self.house.application.database.reading() as session:
                revision = session.get_one(TourRow, before.tour).revision
                after = itinerary_at(session, before.tour, revision)
            if revision == before.revision:
                continue
            self.plans.since.append((self.clock.now(), after))
            concerned = others & {
                one.address for one in cast if stop.is_for(one.group) or one.role is not Role.PARTICIPANT
            }
            now = after.stop_by_id.get(stop.id)
            words = (clock_words(now.leaves_at, now.timezone),) if now else tuple(stop.title.words.values())
            self.tellings.append(Telling(act, at, frozenset(concerned), words))
            return

    async def _until(self, come: Callable[[], bool]) -> None:
        """Wait until something has come, or for long enough: the report tells what has not."""
        loop = asyncio.get_running_loop()
        end = loop.time() + WAIT_SECONDS
        while not come() and loop.time() < end:  # noqa: ASYNC110 - what phones show is looked at, as people do
            await asyncio.sleep(LOOK_SECONDS)


def untold(telling: Telling, received: Sequence[Received], blocked: Collection[str]) -> frozenset[str]:
    """Give who should have been told, could have been, and was not."""
    told = {one.address for one in received if telling.is_told_by(one)}
    return telling.audience - told - frozenset(blocked)
