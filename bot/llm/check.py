"""What `giljabi doctor` asks of the endpoint: one made-up question, as it would come."""

import asyncio

from bot.errors import GiljabiError
from bot.llm.endpoint import Endpoint, open_session
from bot.llm.guesser import LIMIT_SECONDS, endpoint_of
from bot.llm.prompt import messages
from bot.llm.reading import Broken, Refused, choice_in, content_of
from bot.settings import Settings
from handlers.unclear import Choices, Kind, Unclear

QUESTION = Unclear("이제 어디로 가요?", Choices((Kind("agenda.next", {}), Kind("agenda.tour", {}))))
_OFF = "questions that aren't understood are answered as if GILJABI_LLM_URL were not set"


def check_language_model(settings: Settings) -> str:
    """Have the endpoint asked, and tell in a sentence that it can be used.

    Raises:
        GiljabiError: it can't; the text says why and what to do.
    """
    endpoint = endpoint_of(settings)
    try:
        content = asyncio.run(_completion(endpoint))
        choice_in(content, QUESTION.choices)
    except TimeoutError:
        raise GiljabiError(f"{endpoint.url}: no answer within {LIMIT_SECONDS:g} s; {_OFF}") from None
    except Broken as error:
        raise GiljabiError(f"{endpoint.url}: {error}; {_OFF}") from None
    except Refused:
        raise GiljabiError(f"{endpoint.url}: {endpoint.model} does not choose from a list; try another model") from None
    return f"{endpoint.model} at {endpoint.url} may guess at {settings.llm_daily_limit} questions a person and day"


async def _completion(endpoint: Endpoint) -> str:
    async with asyncio.timeout(LIMIT_SECONDS), open_session() as session:
        return content_of(await endpoint.complete(session, messages(QUESTION)))
