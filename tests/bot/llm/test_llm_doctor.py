"""What `giljabi doctor` says of a language model: asked for real, by a made-up question."""

import asyncio
from collections.abc import Callable

import pytest

from bot.errors import GiljabiError
from bot.llm.check import QUESTION, check_language_model
from bot.settings import Settings
from tests.llm_api.server import Deed, LlmServer, breaks, chooses, says, stalls


async def looked_at(llm: LlmServer, *deeds: Deed) -> str:
    """Let the server do something, and have the endpoint checked as the command does."""
    llm.will(*deeds)
    settings = Settings(llm_url=llm.url, llm_model="small", llm_daily_limit=7)  # type: ignore[arg-type]
    check: Callable[[Settings], str] = check_language_model
    return await asyncio.to_thread(check, settings)


@pytest.mark.parametrize("deed", [chooses("agenda.next"), chooses(None)])
async def test_an_endpoint_that_chooses_can_be_used(deed: Deed) -> None:
    async with LlmServer() as llm:
        found = await looked_at(llm, deed)
        assert found == f"small at {llm.url}/chat/completions may guess at 7 questions a person and day"
        assert [one["words"] for one in llm.asked] == [QUESTION.text]


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (breaks(401), "it answered HTTP 401; check GILJABI_LLM_KEY;"),
        (breaks(404), "it answered HTTP 404; check GILJABI_LLM_URL and GILJABI_LLM_MODEL;"),
        (breaks(500), "it answered HTTP 500;"),
        (says("The next stop is at nine."), "small does not choose from a list; try another model"),
        (stalls(), "no answer within 3 s;"),
    ],
)
async def test_what_is_wrong_is_told(deed: Deed, told: str) -> None:
    async with LlmServer() as llm:
        with pytest.raises(GiljabiError) as caught:
            await looked_at(llm, deed)
        assert str(caught.value).startswith(f"{llm.url}/chat/completions: {told}")
