"""The participant's phone in the demo, as the web chat, Telegram or KakaoTalk: through the real translators."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.clock import Clock
from bot.kakao_channel import KakaoChannel
from bot.telegram_channel import TelegramChannel
from bot.web.demo_files import hand_over_shown
from bot.web.demo_kakao import DemoKakao, skill_request
from bot.web.demo_screens import MINE, Screen, Screens
from bot.web.demo_telegram import demo_telegram, tapped, typed
from bot.web.pages import browser_language, page
from bot.web.security import script_comes_from_here
from bot.web.site import Site
from bot.web_channel import WebChannel
from handlers.channel_order import channels_of, prefer
from handlers.tables import AccountRow
from schedule_data.inserting import insert_new

LONGEST = 1000  # characters, as in KakaoTalk's own input
GREETING = "/help"  # the words that Telegram sends for its menu's first entry
FIRST_CHAT = 100_000


class Look(StrEnum):
    """What a phone is shown as; the values are names of channels."""

    WEB = WebChannel.name
    TELEGRAM = TelegramChannel.name
    KAKAO = KakaoChannel.name


@dataclass(frozen=True)
class Phones:
    """The screens, and the messengers that show on them."""

    clock: Clock
    telegram_screens: Screens = field(default_factory=Screens)
    kakao_screens: Screens = field(default_factory=Screens)
    kakao: DemoKakao = field(init=False)
    telegram: TelegramChannel = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kakao", DemoKakao(self.kakao_screens, self.clock))
        object.__setattr__(self, "telegram", demo_telegram(self.telegram_screens, self.clock))

    def screen(self, look: Look, member: int) -> Screen:
        """Give the screen of a member's phone."""
        screens = self.kakao_screens if look is Look.KAKAO else self.telegram_screens
        return screens.of(address(look, member))


def address(look: Look, member: int) -> str:
    """Give a member's address on a messenger of the demo."""
    return f"demo-{member}" if look is Look.KAKAO else str(FIRST_CHAT + member)


def look_of(session: Session, member: int) -> Look:
    """Give what a member's phone is shown as: the channel that is written to first."""
    return Look(next((channel for channel in channels_of(session, member) if channel in set(Look)), Look.WEB))


def show_as(session: Session, look: Look, member: int, at: datetime) -> None:
    """Have a member's phone shown as `look`: the messages that nobody asked for go there from now on."""
    if look is not Look.WEB:
        row = {"channel": look.value, "address": address(look, member), "member_id": member, "created_at": at}
        insert_new(session, AccountRow, [row | {"language": "", "unreachable": ""}], [AccountRow.id])
    prefer(session, member, (look.value,))


async def phone_page(request: Request) -> Response:
    """Show the phone's inside, for a frame."""
    look = request.path_params["look"]
    if look not in {Look.TELEGRAM, Look.KAKAO}:
        return Response(status_code=404)
    return page("demo_phone.html", browser_language(request), look=look)


async def tell_screen(phones: Phones, member: int, request: Request) -> Response:
    """Give what changed on the screen after the change that the page knows."""
    look, since = request.path_params["look"], request.query_params.get("since", "0")
    if look not in {Look.TELEGRAM, Look.KAKAO} or not since.isdecimal():
        return JSONResponse({}, 404)
    return JSONResponse({"entries": list(phones.screen(Look(look), member).since(int(since)))})


async def tell_file(phones: Phones, site: Site, member: int, request: Request) -> Response:
    """Give the file of an entry on Telegram's screen."""
    return await hand_over_shown(phones.screen(Look.TELEGRAM, member), site, request)


async def send_from(phones: Phones, site: Site, member: int, request: Request) -> Response:
    """Send what was typed or tapped on the phone: {"text", "data"} on Telegram, {"text", "extra"} on KakaoTalk."""
    look = request.path_params["look"]
    if not script_comes_from_here(request):
        return JSONResponse({}, 403)
    sent = await _sent(request)
    if sent is None or look not in {Look.TELEGRAM, Look.KAKAO}:
        return JSONResponse({}, 422)
    if sent.get("greet") and phones.screen(Look(look), member).entries:
        return JSONResponse({})
    if not sent.get("greet"):
        phones.screen(Look(look), member).add(MINE, phones.clock.now().isoformat(), sent["text"])
    await (_on_kakao if look == Look.KAKAO else _on_telegram)(phones, site, member, sent)
    return JSONResponse({})


async def _sent(request: Request) -> dict[str, Any] | None:
    try:
        sent = await request.json()
    except ValueError:
        return None
    if not isinstance(sent, dict) or not isinstance(sent.get("text"), str) or len(sent["text"]) > LONGEST:
        return None
    return sent


async def _on_kakao(phones: Phones, site: Site, member: int, sent: dict[str, Any]) -> None:
    del site
    extra = sent.get("extra") if isinstance(sent.get("extra"), dict) else {}
    user = address(Look.KAKAO, member)
    await phones.kakao.call(user, skill_request(user, sent["text"], {"action": "help"} if sent.get("greet") else extra))


async def _on_telegram(phones: Phones, site: Site, member: int, sent: dict[str, Any]) -> None:
    chat, data = FIRST_CHAT + member, sent.get("data")
    words = GREETING if sent.get("greet") else sent["text"]
    update = tapped(chat, data, phones.clock) if isinstance(data, str) else typed(chat, words, phones.clock)
    await site.inbox.accept([update])


async def choose_look(phones: Phones, site: Site, member: int, request: Request) -> Response:
    """Show the phone as another messenger from now on: {"look": name}."""
    if not script_comes_from_here(request):
        return JSONResponse({}, 403)
    try:
        look = Look((await request.json())["look"])
    except (ValueError, TypeError, KeyError):
        return JSONResponse({}, 422)
    at = phones.clock.now()
    await site.database.run(lambda session: show_as(session, look, member, at))
    return JSONResponse({"look": look.value})
