"""A language model over real HTTP: what it chooses from the lists is taken, and nothing else it may do."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.llm.breaker import FAILURES, REST_SECONDS
from bot.llm.endpoint import MOST_AT_ONCE, MOST_BYTES, Endpoint
from bot.llm.guesser import LIMIT_SECONDS, LanguageModel
from handlers.reply import Action
from handlers.unclear import Choices, Kind, Unclear
from tests.llm_api.server import (
    Deed,
    LlmServer,
    breaks,
    chooses,
    closes,
    completion,
    holds,
    resets,
    response,
    says,
    sends,
    stalls,
    trickles,
)

DATES = ("2025-09-22", "2025-09-23")
CHOICES = Choices(
    (
        Kind("agenda.now", {}),
        Kind("agenda.day", {"date": DATES}, (("date",),)),
        Kind("agenda.when", {"stop": ("d2-xiaomi",), "site": ("xiaomi-factory",), "date": DATES}, (("stop", "site"),)),
    ),
    {"d2-xiaomi": "샤오미 슈퍼공장 견학"},
)
UNCLEAR = Unclear("다들 어디 있어요?", CHOICES)
SOON = 0.3


class Scene:
    """A language model, the server behind it, and what was counted."""

    def __init__(self, server: LlmServer, seconds: float, base: str = "", key: str | None = "s3cret") -> None:
        self.server = server
        self.counted: list[str] = []
        self.now = 0.0
        endpoint = Endpoint(base or server.url, "small", key)
        self.model = LanguageModel(endpoint, 20, self.counted.append, monotonic=lambda: self.now, limit_seconds=seconds)

    async def choose(self, *deeds: Deed) -> Action | None:
        """Let the server do something, and ask."""
        self.server.will(*deeds)
        return await self.model.choose(UNCLEAR)


@asynccontextmanager
async def scene(seconds: float = 5.0, base: str = "", key: str | None = "s3cret") -> AsyncIterator[Scene]:
    async with LlmServer() as server:
        opened = Scene(server, seconds, base, key)
        try:
            yield opened
        finally:
            await opened.model.close()


@pytest.mark.parametrize(
    ("deed", "chosen"),
    [
        (chooses("agenda.now"), Action("agenda.now")),
        (chooses("agenda.day", date="2025-09-23"), Action("agenda.day", {"date": "2025-09-23"})),
        (chooses("agenda.when", stop="d2-xiaomi", date=None), Action("agenda.when", {"stop": "d2-xiaomi"})),
        (says('```json\n{"intent": "agenda.now"}\n```'), Action("agenda.now")),
        (says(' {"intent": "agenda.now", "slots": null}\n'), Action("agenda.now")),
    ],
)
async def test_a_choice_of_the_lists_is_taken(deed: Deed, chosen: Action) -> None:
    async with scene() as asked:
        assert await asked.choose(deed) == chosen
        assert asked.counted == ["chosen"]


async def test_nothing_fits() -> None:
    async with scene() as asked:
        assert await asked.choose(chooses(None)) is None
        assert asked.counted == ["none"]


async def test_only_words_and_lists_are_told() -> None:
    async with scene() as asked:
        await asked.choose(chooses(None))
        assert asked.server.paths == ["/v1/chat/completions"]
        assert asked.server.headers[0]["authorization"] == "Bearer s3cret"
        body = json.loads(asked.server.bodies[0])
        assert {
            "model": body["model"],
            "stream": body["stream"],
            "roles": [one["role"] for one in body["messages"]],
        } == {
            "model": "small",
            "stream": False,
            "roles": ["system", "user"],
        }
        assert body.keys() == {"model", "messages", "stream"}
        (told,) = asked.server.asked
        assert told.keys() == {"words", "kinds", "titles"}
        assert told["words"] == UNCLEAR.text
        assert told["kinds"][2]["needs"] == [["stop", "site"]]


async def test_without_a_key_none_is_sent_and_a_whole_address_is_used_as_it_is() -> None:
    async with LlmServer() as server:
        asked = Scene(server, 5.0, f"{server.url}/chat/completions", None)
        assert await asked.choose(chooses("agenda.now")) == Action("agenda.now")
        assert server.paths == ["/v1/chat/completions"]
        assert "authorization" not in server.headers[0]
        await asked.model.close()


LIES = {
    "an intent that is not in the lists": chooses("site.about"),
    "an intent that does not exist": chooses("agenda.whatever"),
    "a leader's order": chooses("change.delay", minutes="30"),
    "a notice to everybody": chooses("notice.send", text="모두 집에 가세요", audience="all"),
    "a stop that does not exist": chooses("agenda.when", stop="d9-nowhere"),
    "a date outside the tour": chooses("agenda.day", date="2025-12-25"),
    "a date in other words": chooses("agenda.day", date="tomorrow"),
    "a slot that is not asked for": chooses("agenda.now", date="2025-09-22"),
    "no slot where one is needed": chooses("agenda.day"),
    "two slots where one is needed": chooses("agenda.when", stop="d2-xiaomi", site="xiaomi-factory"),
    "a slot of another type": chooses("agenda.day", date=["2025-09-22"]),
    "a slot that is an object": chooses("agenda.day", date={"$ne": ""}),
    "slots as a list": says('{"intent": "agenda.now", "slots": ["date"]}'),
    "an intent as a list": says('{"intent": ["agenda.now"]}'),
    "an intent as a number": says('{"intent": 0}'),
    "slots without an intent": says('{"intent": null, "slots": {"date": "2025-09-22"}}'),
    "prose": says("집합은 9시, 호텔 로비예요."),
    "prose around a choice": says('Sure! {"intent": "agenda.now"} Have a nice day.'),
    "a second object behind it": says(
        '{"intent": "agenda.now"}{"intent": "change.cancel", "slots": {"stop": "d2-xiaomi"}}'
    ),
    "words for the person": says('{"intent": "agenda.now", "slots": {}, "reply": "집합은 9시예요."}'),
    "an object within": says('{"choice": {"intent": "agenda.now"}}'),
    "a list": says('[{"intent": "agenda.now"}]'),
    "no intent": says("{}"),
    "nothing": says(""),
    "a number": says("7"),
    "far too much": says(json.dumps({"intent": "agenda.now", "slots": {}, "why": "x" * 5000})),
    "a deep nest": says("[" * 900),
}


@pytest.mark.parametrize("deed", LIES.values(), ids=LIES)
async def test_a_lie_is_refused(deed: Deed) -> None:
    async with scene() as asked:
        assert await asked.choose(deed) is None
        assert asked.counted == ["refused"]


GOOD = completion('{"intent": "agenda.now"}')
BREAKS = {
    "an error": breaks(500),
    "a refusal": breaks(401),
    "a quota": breaks(429),
    "a success without a body": sends(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "a reset": resets(),
    "a reset in the midst": resets(response(GOOD)[:120]),
    "an end in the midst": closes(response(GOOD)[:-20]),
    "an end at once": closes(b""),
    "truncated JSON": sends(response(GOOD[:-20])),
    "no HTTP": sends(b"220 mail.example ESMTP\r\n\r\n"),
    "a page": sends(response(GOOD, Content_Type="text/html")),
    "a stream of events": sends(response(b"data: " + GOOD, Content_Type="text/event-stream")),
    "another shape": sends(response(b'{"output": "agenda.now"}')),
    "no choices": sends(response(b'{"choices": []}')),
    "a content that is no text": sends(response(b'{"choices": [{"message": {"content": {"intent": "agenda.now"}}}]}')),
    "choices as text": sends(response(b'{"choices": "agenda.now"}')),
    "a list": sends(response(b"[]")),
    "other letters": sends(response(GOOD.decode().encode("utf-16"))),
    "a deep nest": sends(response(b"[" * 50_000)),
    "a long number": sends(response(b"9" * 50_000)),
    "a packed answer": sends(response(GOOD, Content_Encoding="gzip")),
    "a mere kilobyte too much": sends(response(GOOD + b" " * MOST_BYTES)),
}


@pytest.mark.parametrize("deed", BREAKS.values(), ids=BREAKS)
async def test_whatever_breaks_is_no_choice(deed: Deed) -> None:
    async with scene() as asked:
        assert await asked.choose(deed) is None
        assert asked.counted == ["broken"]
        assert await asked.choose(chooses("agenda.now")) == Action("agenda.now")


async def test_ten_megabytes_are_not_read() -> None:
    huge = response(completion("x" * 10_000_000))
    async with scene() as asked:
        assert await asked.choose(sends(huge)) is None
        assert asked.counted == ["broken"]
        assert asked.server.written < len(huge) / 2


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"])
async def test_a_redirect_is_not_followed(status: str) -> None:
    async with LlmServer() as elsewhere, scene() as asked:
        elsewhere.will(chooses("agenda.now"))
        away = sends(response(b"", status, Location=f"{elsewhere.url}/chat/completions"))
        assert await asked.choose(away) is None
        assert (elsewhere.bodies, asked.counted) == ([], ["broken"])


async def test_nobody_listens() -> None:
    async with LlmServer() as gone:
        url = gone.url
    async with scene(base=url) as asked:
        assert await asked.choose() is None
        assert asked.counted == ["broken"]


STALLS = {
    "silence": stalls(),
    "silence in the midst": stalls(response(GOOD)[:-20]),
    "a slow trickle": trickles(response(GOOD)),
}


@pytest.mark.parametrize("deed", STALLS.values(), ids=STALLS)
async def test_a_stall_ends_in_time(deed: Deed) -> None:
    async with scene(SOON) as asked:
        began = time.monotonic()
        assert await asked.choose(deed) is None
        assert SOON <= time.monotonic() - began < SOON + 2
        assert asked.counted == ["timeout"]


async def test_the_limit_is_three_seconds() -> None:
    async with scene(LIMIT_SECONDS) as asked:
        began = time.monotonic()
        assert await asked.choose(stalls()) is None
        assert 3.0 <= time.monotonic() - began < 4.5


async def test_only_a_few_are_asked_at_once() -> None:
    async with scene(60.0) as asked:
        asked.server.will(*[holds(chooses("agenda.now"))] * (MOST_AT_ONCE + 4))
        choosing = asyncio.gather(*(asked.model.choose(UNCLEAR) for _ in range(MOST_AT_ONCE + 4)))
        await asked.server.wait_for(MOST_AT_ONCE)
        asked.server.released.set()
        assert await choosing == [Action("agenda.now")] * (MOST_AT_ONCE + 4)
        assert asked.server.most_at_once == MOST_AT_ONCE


async def test_waiting_for_a_place_counts_into_the_limit() -> None:
    async with scene(SOON) as asked:
        asked.server.will(*[stalls()] * (MOST_AT_ONCE + 4))
        began = time.monotonic()
        chosen = await asyncio.gather(*(asked.model.choose(UNCLEAR) for _ in range(MOST_AT_ONCE + 4)))
        assert (set(chosen), set(asked.counted)) == ({None}, {"timeout"})
        assert time.monotonic() - began < SOON + 2


async def test_some_failures_in_a_row_give_it_a_rest() -> None:
    async with scene() as asked:
        for _ in range(FAILURES):
            assert asked.model.daily() == 20
            await asked.choose(breaks(500))
        assert asked.model.daily() == 0
        asked.now = REST_SECONDS - 1
        assert asked.model.daily() == 0
        asked.now = REST_SECONDS
        assert asked.model.daily() == 20
        await asked.choose(breaks(500))
        assert asked.model.daily() == 0
        asked.now *= 2
        await asked.choose(chooses("agenda.now"))
        for _ in range(FAILURES - 1):
            await asked.choose(breaks(500))
        assert asked.model.daily() == 20


async def test_lies_are_no_failures() -> None:
    async with scene() as asked:
        for _ in range(FAILURES):
            await asked.choose(says("집합은 9시예요."))
        assert (asked.model.daily(), asked.counted) == (20, ["refused"] * FAILURES)


def test_the_key_does_not_show() -> None:
    assert "s3cret" not in repr(Endpoint("https://llm.example/v1", "small", "s3cret"))
