"""KakaoTalk as a channel: answers go back on the call that asked, messages of our own over a push route.

Kakao shows one response to each call, so an answer is one call of ours; what comes too late for the call goes to its
callback URL, where it brought one, and else is kept for when the person asks again.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import aiohttp

from bot.channel import Call, Update
from bot.kakao_answers import Answers
from bot.kakao_batches import Batches
from bot.kakao_callback import send_late_answer
from bot.kakao_documents import Documents
from bot.kakao_in import CHANNEL
from bot.kakao_limits import CALLBACK_BUDGET
from bot.kakao_out import render
from bot.kakao_push_rows import Message
from bot.kakao_update import request_in
from bot.kakao_words import spoken_in
from bot.outcomes import Rejected
from handlers.reply import Reply
from handlers.request import Request

ANSWER = "answer"
NOTICE = "notice"
# The line of answers is apart from that of notices: when Kakao's push is in trouble, who asks is answered all the same.
ANSWERS_LINE = "kakao-answers"
_DELIVERY = re.compile(r"(?:delivery|live):(\d+)")


def _machine_time() -> datetime:
    return datetime.now(UTC)


class KakaoChannel:
    """Implements `bot.channel.Channel`. Without `notices` nothing goes out that nobody asked for."""

    name = CHANNEL

    def __init__(
        self,
        answers: Answers,
        documents: Documents,
        http: Callable[[], aiohttp.ClientSession],
        notices: Batches | None = None,
        machine_time: Callable[[], datetime] = _machine_time,
    ) -> None:
        self._answers = answers
        self._documents = documents
        self._http = http
        self._notices = notices
        self._machine_time = machine_time

    def read(self, update: Update) -> Request | None:
        """Say what a person wants."""
        return request_in(update)

    def write(self, reply: Reply, update: Update | None) -> Sequence[Call]:
        """Give the one call that shows a reply; a notice's words are made when its block is called."""
        if update is None:
            return [Call(NOTICE)]
        response = render(
            reply,
            language=spoken_in(reply),
            in_group=bool(update.body.get("group")),
            document_url=self._documents.link(reply.document),
        )
        late = {"callback": update.body["callback"], "at": update.body["at"]} if "callback" in update.body else {}
        return [Call(ANSWER, {"update": update.key, "response": response, **late})]

    def rewrite(self, reply: Reply, reference: str) -> Sequence[Call]:
        """Give none: KakaoTalk leaves what it showed as it is."""
        del reply, reference
        return ()

    async def make(self, address: str, call: Call, key: str) -> str:
        """Answer a call that waits, or send a notice; gives the route's task, '' for an answer.

        Raises:
            CallProblem: what became of it; see `bot.outcomes`.
        """
        if call.method == NOTICE:
            return await self._notify(address, key)
        response = call.params["response"]
        if not self._answers.give(call.params["update"], response) and "callback" in call.params:
            await self._answer_late(call)
        return ""

    async def _notify(self, address: str, key: str) -> str:
        named = _DELIVERY.match(key)
        if self._notices is None or named is None:
            raise Rejected("KakaoTalk can't start a message: GILJABI_KAKAO_BOT_ID or GILJABI_KAKAO_REST_KEY is not set")
        return await self._notices.send(Message(key, int(named[1]), address))

    async def _answer_late(self, call: Call) -> None:
        age = self._machine_time() - datetime.fromisoformat(call.params["at"])
        if age.total_seconds() > CALLBACK_BUDGET:
            raise Rejected("the callback's minute is over")
        problem = await send_late_answer(self._http(), call.params["callback"], call.params["response"])
        if problem:
            raise Rejected(problem)
