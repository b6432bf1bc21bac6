"""What can be found out about the KakaoTalk settings without sending anybody anything."""

import asyncio
from collections.abc import Iterator

import aiohttp

from bot.errors import GiljabiError
from bot.kakao_event_api import DEVELOPMENT_API_URL, EventApi
from bot.kakao_push import Failed
from bot.kakao_secret import HEADER, skill_path
from bot.outcomes import CallProblem, OutcomeUnknown, Rejected, Unavailable
from bot.settings import Settings

NO_SUCH_TASK = "giljabi-doctor"
SKILL_SECONDS = 5
SHORTEST_SECRET = 22  # characters: 128 bits in base64


def mistakes(settings: Settings) -> Iterator[str]:
    """Give what is wrong with the settings as such."""
    secret = settings.kakao_skill_secret
    if secret and len(secret.get_secret_value()) < SHORTEST_SECRET:
        yield "GILJABI_KAKAO_SKILL_SECRET is short enough to be guessed: use 32 random bytes"
    if secret and not settings.public_url:
        yield "KakaoTalk calls GILJABI_PUBLIC_URL, which is not set: set the https:// address of this server"
    is_development = str(settings.kakao_api_url).startswith(DEVELOPMENT_API_URL)
    if settings.kakao_bot_id and settings.kakao_bot_id.endswith("!") != is_development:
        yield f"a bot id that ends in '!' belongs to {DEVELOPMENT_API_URL} (GILJABI_KAKAO_API_URL), and no other does"
    missing = [name for name, value in _alimtalk(settings).items() if value is None]
    if missing and len(missing) < len(_alimtalk(settings)):
        yield f"AlimTalk is set up in part: set {' and '.join(missing)} too, or none of them"


def _alimtalk(settings: Settings) -> dict[str, object]:
    return {
        "GILJABI_KAKAO_ALIMTALK_API_KEY": settings.kakao_alimtalk_api_key,
        "GILJABI_KAKAO_ALIMTALK_SENDER_KEY": settings.kakao_alimtalk_sender_key,
        "GILJABI_KAKAO_ALIMTALK_TEMPLATE": settings.kakao_alimtalk_template,
    }


def check_event_api(settings: Settings) -> str:
    """Ask the Event API for a task that isn't there, which costs nothing and shows whether the key is good.

    Raises:
        GiljabiError: the key or the bot is refused, or Kakao can't be reached.
    """
    problem = asyncio.run(_ask_event_api(settings))
    if isinstance(problem, Unavailable | OutcomeUnknown):
        raise GiljabiError(f"Kakao's Event API can't be reached at {settings.kakao_api_url}: {problem}")
    if isinstance(problem, Rejected) and "HTTP 404" not in str(problem):
        raise GiljabiError(f"Kakao's Event API refuses us: {problem}")
    return f"Kakao's Event API answers at {settings.kakao_api_url} and takes the REST key"


async def _ask_event_api(settings: Settings) -> CallProblem | None:
    key = settings.kakao_rest_key.get_secret_value() if settings.kakao_rest_key else ""
    async with aiohttp.ClientSession() as session:
        api = EventApi(session, settings.kakao_bot_id or "", key, str(settings.kakao_api_url))
        answer = await api.task_result(NO_SUCH_TASK)
    return answer.problem if isinstance(answer, Failed) else None


def check_skill(settings: Settings) -> str:
    """Call the skill at the public address as the console's test does.

    Raises:
        GiljabiError: it can't be reached from here, or does not answer as a skill.
    """
    secret = settings.kakao_skill_secret.get_secret_value() if settings.kakao_skill_secret else ""
    where = str(settings.public_url).rstrip("/")
    try:
        status, answer = asyncio.run(_call_skill(where + skill_path(secret), secret))
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise GiljabiError(
            f"the skill at {where}/kakao/… does not answer ({type(error).__name__}); start the server: giljabi run"
        ) from None
    if status != 200 or not isinstance(answer, dict) or "template" not in answer:  # noqa: PLR2004 - HTTP: OK
        raise GiljabiError(f"{where}/kakao/… answers HTTP {status}, but not as our skill; is it this server?")
    return f"the skill answers at {where}/kakao/…"


async def _call_skill(url: str, secret: str) -> tuple[int, object]:
    test = {"userRequest": {"utterance": "giljabi doctor", "lang": None, "user": {"id": "0", "type": "accountId"}}}
    timeout = aiohttp.ClientTimeout(total=SKILL_SECONDS)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        session.post(url, json=test, headers={HEADER: secret}) as answer,
    ):
        return answer.status, await answer.json() if answer.ok else None
