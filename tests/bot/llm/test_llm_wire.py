"""The whole way: people on Telegram, a language model behind HTTP, and the application between them."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy.engine import Row
from structlog.testing import capture_logs

from handlers.tables import AccountRow, GuessBudgetRow
from schedule_data.publishing import publish
from schedule_data.tables import MemberRow, TourRow
from tests.bot.telegram_scene import Scene, telegram_scene, texts
from tests.bot_api import BotApiServer
from tests.build import sample_document
from tests.llm_api.server import LlmServer, breaks, chooses, holds, says, stalls

WHERE_ARE_ALL = "다들 어디 있어요?"
GUESSED = "‘지금 일정’에 대한 질문으로 이해했어요."
UNKNOWN = "그건 제가 아직 몰라요."
KEY = "sk-very-secret"


@pytest.fixture
async def llm() -> AsyncIterator[LlmServer]:
    async with LlmServer() as running:
        yield running


def told(llm: LlmServer, **changes: Any) -> dict[str, Any]:
    """Give the settings that name the endpoint."""
    return {"llm_url": llm.url, "llm_model": "small", "llm_key": KEY, **changes}


@asynccontextmanager
async def scene(url: str, server: BotApiServer, llm: LlmServer, **changes: Any) -> AsyncIterator[Scene]:
    async with telegram_scene(url, server, **told(llm, **changes)) as opened:
        yield opened


def budgets(opened: Scene) -> Sequence[Row[Any]]:
    return opened.rows(GuessBudgetRow.asked)


async def test_a_guess_is_answered_with_a_line_above_it(sample_url: str, server: BotApiServer, llm: LlmServer) -> None:
    async with scene(sample_url, server, llm) as opened:
        kim = await opened.joined()
        plain = await opened.answer(kim, "지금 뭐 하는 시간이에요?")
        llm.will(chooses("agenda.now"))
        guessed = await opened.answer(kim, WHERE_ARE_ALL)
        assert guessed.text.startswith(GUESSED)
        assert plain.text in guessed.text
        assert guessed.buttons[0] == "운영진에게 묻기"
        assert opened.application.metrics.registry.get_sample_value("giljabi_guesses_total", {"outcome": "chosen"}) == 1


async def test_only_unclear_questions_are_asked_about(sample_url: str, server: BotApiServer, llm: LlmServer) -> None:
    async with scene(sample_url, server, llm) as opened:
        kim, stranger = await opened.joined(), server.user(9)
        for question in ("다음 일정", "바이두 몇 시에 가?", "안녕하세요", "도착했어요", "편의점 있어요?"):
            await opened.answer(kim, question)
        await opened.answer(stranger, WHERE_ARE_ALL)
        assert (llm.bodies, budgets(opened)) == ([], [])


async def test_nobody_is_named_to_the_endpoint(sample_url: str, server: BotApiServer, llm: LlmServer) -> None:
    async with scene(sample_url, server, llm) as opened:
        leader = await opened.joined(2, "정현수")
        await opened.answer(leader, WHERE_ARE_ALL)
        sent = llm.bodies[0].decode()
        raw = sent.encode().decode("unicode_escape") + str(llm.asked) + str(llm.headers)
        people = opened.rows(MemberRow.name, MemberRow.name_en, MemberRow.phone, MemberRow.emergency_contact)
        named = {one for row in people for one in row if one}
        assert len(named) > 100
        assert {one for one in named if one in raw} == set()
        assert {row.address for row in opened.rows(AccountRow.address) if f'"{row.address}"' in raw} == set()
        assert KEY not in sent


async def test_a_lie_changes_nothing(sample_url: str, server: BotApiServer, llm: LlmServer) -> None:
    async with scene(sample_url, server, llm) as opened:
        kim, leader = await opened.joined(), await opened.joined(2, "정현수")
        before = opened.rows(TourRow.id, TourRow.revision)
        lies = (
            chooses("change.cancel", stop="d2-xiaomi"),
            chooses("agenda.day", date="2025-12-25"),
            chooses("agenda.when", stop="d9-nowhere"),
            says("집합은 9시예요."),
            says('{"intent": "agenda.now", "reply": "집합은 9시예요."}'),
        )
        for someone in (kim, leader):
            llm.will(*lies)
            for _ in lies:
                assert (await opened.answer(someone, WHERE_ARE_ALL)).text.startswith(UNKNOWN)
        assert opened.rows(TourRow.id, TourRow.revision) == before
        assert "9시" not in "".join(message.text for one in (kim, leader) for message in texts(one)[1:])


async def test_a_stall_costs_three_seconds_of_one_person(sample_url: str, server: BotApiServer, llm: LlmServer) -> None:
    async with scene(sample_url, server, llm) as opened:
        kim, lee = await opened.joined(), await opened.joined(2, "이서연")
        llm.will(stalls())
        began = time.monotonic()
        await kim.send(WHERE_ARE_ALL)
        await kim.send("다음 일정")
        await llm.wait_for(1)
        await opened.answer(lee, "다음 일정")
        assert time.monotonic() - began < 2
        assert len(texts(kim)) == 1
        first, second = (await opened.shown(kim, 3))[1:]
        assert 3 <= time.monotonic() - began < 6
        assert first.text.startswith(UNKNOWN)
        assert "샤오미" in second.text


async def test_the_end_waits_for_a_guess_under_way(sample_url: str, server: BotApiServer, llm: LlmServer) -> None:
    async with scene(sample_url, server, llm) as opened:
        kim = await opened.joined()
        llm.will(holds(chooses("agenda.now")))
        await kim.send(WHERE_ARE_ALL)
        await llm.wait_for(1)
        ending = asyncio.create_task(opened.end())
        ended, _ = await asyncio.wait([ending], timeout=1)
        llm.released.set()
        await ending
        assert texts(kim)[-1].text.startswith(GUESSED)
        assert not ended


async def test_a_failing_endpoint_is_left_alone(sample_url: str, server: BotApiServer, llm: LlmServer) -> None:
    async with scene(sample_url, server, llm) as opened:
        kim = await opened.joined()
        llm.will(*[breaks(500)] * 5)
        with capture_logs() as logs:
            for _ in range(5):
                assert (await opened.answer(kim, WHERE_ARE_ALL)).text.startswith(UNKNOWN)
        assert len(llm.bodies) == 3
        assert [row.asked for row in budgets(opened)] == [3]
        written = str(logs)
        assert written.count("the language model is left alone for a while") == 1
        assert [one for one in (WHERE_ARE_ALL, KEY, "김민준") if one in written] == []


@pytest.mark.both_databases
async def test_the_budget_outlives_a_restart(sample_url: str, server: BotApiServer, llm: LlmServer) -> None:
    async with scene(sample_url, server, llm, llm_daily_limit=2) as opened:
        kim = await opened.joined()
        llm.will(chooses("agenda.now"))
        assert (await opened.answer(kim, WHERE_ARE_ALL)).text.startswith(GUESSED)
    llm.will(chooses("agenda.now"), chooses("agenda.now"))
    async with scene(sample_url, server, llm, llm_daily_limit=2) as opened:
        assert (await opened.answer(kim, WHERE_ARE_ALL)).text.startswith(GUESSED)
        assert (await opened.answer(kim, WHERE_ARE_ALL)).text.startswith(UNKNOWN)
        assert [row.asked for row in opened.rows(GuessBudgetRow.asked)] == [2]
        samples = opened.application.metrics.registry.get_sample_value
        assert samples("giljabi_guesses_total", {"outcome": "over_budget"}) == 1
    assert len(llm.bodies) == 2


async def test_the_plan_that_changed_meanwhile_counts(sample_url: str, server: BotApiServer, llm: LlmServer) -> None:
    async with scene(sample_url, server, llm) as opened:
        kim = await opened.joined()
        llm.will(holds(chooses("agenda.when", stop="d2-drive")))
        await kim.send(WHERE_ARE_ALL)
        await llm.wait_for(1)
        with opened.application.database.unit() as session:
            publish(session, without("d2-drive"), opened.clock.now(), reason="test")
        llm.released.set()
        assert (await opened.shown(kim, 2))[1].text.startswith(UNKNOWN)
        llm.will(chooses("agenda.when", stop="d2-xiaomi"))
        assert "이해했어요" in (await opened.answer(kim, WHERE_ARE_ALL)).text
        assert [d for d in llm.asked[0]["titles"] if d not in llm.asked[1]["titles"]] == ["d2-drive"]


def without(stop: str) -> dict[str, Any]:
    """Give the sample tour without one of its stops."""
    document = dict(sample_document())
    document["days"] = {day: [one for one in stops if one["id"] != stop] for day, stops in document["days"].items()}
    return document


def test_without_an_endpoint_nothing_of_it_is_loaded() -> None:
    looks = (
        "import sys, bot.application, bot.commands.doctor; "
        "print([one for one in sys.modules if one.startswith(('bot.llm', 'handlers.guessing', 'handlers.masking'))])"
    )
    ran = subprocess.run([sys.executable, "-c", looks], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout.strip() == "[]"
