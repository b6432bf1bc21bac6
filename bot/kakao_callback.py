"""The late answer: one POST of a skill response to the URL that a skill call brought along."""

from urllib.parse import urlsplit

import aiohttp

from bot import kakao_limits as limits
from bot.kakao_buttons import Json
from bot.kakao_fields import object_in, text_in

KAKAO_DOMAINS = ("kakao.com", "kakaoenterprise.com", "kakao.ai")
TIMEOUT = aiohttp.ClientTimeout(total=limits.CALLBACK_LIFETIME - limits.CALLBACK_BUDGET)


def is_kakao_url(url: str, api_url: str = "") -> bool:
    """Tell whether an answer may go there: https on Kakao's domains, or the API server that was configured.

    A forged call must not make us post elsewhere.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if api_url and parts[:2] == urlsplit(api_url)[:2]:
        return True
    return parts.scheme == "https" and any(host == domain or host.endswith(f".{domain}") for domain in KAKAO_DOMAINS)


async def send_late_answer(session: aiohttp.ClientSession, url: str, response: Json) -> str | None:
    """Post the answer, once: a callback URL takes one. Give None, or what went wrong."""
    try:
        async with session.post(url, json=response, timeout=TIMEOUT) as answer:
            if not answer.ok:
                return f"the callback was refused (HTTP {answer.status})"
            told = object_in({"answer": await answer.json(content_type=None)}, "answer")
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return "no readable answer came to the callback"
    status = text_in(told, "status") or "SUCCESS"
    return None if status == "SUCCESS" else f"the callback was refused ({status})"
