"""The demo page: three phones side by side and a clock to move. Served to this machine only."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import SettableClock
from bot.tables import WebMessageRow
from bot.web.accounts import HOME_TIMEZONE, account_of, owner_of
from bot.web.cookies import is_https, set_cookie
from bot.web.demo_looks import Look, Phones, choose_look, look_of, phone_page, send_from, tell_file, tell_screen
from bot.web.demo_notices import sent_lately
from bot.web.pages import browser_language, page
from bot.web.reading import read
from bot.web.security import script_comes_from_here
from bot.web.sending import greet
from bot.web.sessions import NewSession, WebSession, open_session, sessions_held
from bot.web.site import Site
from bot.web.words import demo_words
from handlers.phrases import mark, phrases
from schedule_data.people import Role

LOOPBACK = ("127.0.0.1", "localhost")
FASTEST = 3600.0  # an hour each second: faster than that, nobody reads along
YEARS = range(2000, 2100)  # far enough from where dates end
WELCOME: Mapping[str, str] = {"action": "help"}
ROLES: Mapping[Role, str] = {
    Role.PARTICIPANT: mark("Participant"),
    Role.LEADER: mark("Tour leader"),
    Role.STAFF: mark("Staff"),
}

LOOKS: Mapping[Look, str] = {
    Look.TELEGRAM: mark("Telegram"),
    Look.KAKAO: mark("KakaoTalk"),
    Look.WEB: mark("Web chat"),
}

NextDue = Callable[[Session], datetime | None]


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo page works with: `next_due` gives when the next reminder falls due, `members` own the phones.

    The first of them, a participant, may have theirs shown as another messenger, by `phones`.
    """

    site: Site
    clock: SettableClock
    next_due: NextDue
    members: Sequence[int]
    phones: Phones | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone: whose it is, and the session that its chat is opened with; `made` where it was made just now."""

    session_id: str
    name: str
    role: Role
    address: str
    timezone: str
    is_new: bool
    made: NewSession | None = None
    look: Look = Look.WEB

    @property
    def inside(self) -> str:
        """The address of the page within its frame."""
        return f"/c/{self.session_id}" if self.look is Look.WEB else f"/demo/phone/{self.look}"


def demo_routes(
    site: Site, clock: SettableClock, next_due: NextDue, members: Sequence[int], phones: Phones | None = None
) -> Sequence[BaseRoute]:
    """Give the routes of the demo: its page, its clock, its phones. Hosts' names but this machine's own are refused."""
    demo = Demo(site, clock, next_due, members, phones)
    local = [Middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK), www_redirect=False)]
    return [
        Route("/", partial(demo_page, demo), middleware=local),
        Route("/demo/clock", partial(tell_clock, demo), middleware=local),
        Route("/demo/clock", partial(set_clock, demo), methods=["POST"], middleware=local),
        *(_look_routes(demo, phones, local) if phones and members else ()),
    ]


def _look_routes(demo: Demo, phones: Phones, local: Sequence[Middleware]) -> Sequence[BaseRoute]:
    site, member = demo.site, demo.members[0]
    return [
        Route("/demo/look", partial(choose_look, phones, site, member), methods=["POST"], middleware=local),
        Route("/demo/phone/{look}", phone_page, middleware=local),
        Route("/demo/phone/{look}", partial(send_from, phones, site, member), methods=["POST"], middleware=local),
        Route("/demo/phone/telegram/files/{number:int}", partial(tell_file, phones, site, member), middleware=local),
        Route("/demo/phone/{look}/screen", partial(tell_screen, phones, member), middleware=local),
    ]


async def demo_page(demo: Demo, request: Request) -> Response:
    """Show the phones; a browser that has none yet is given a session for each."""
    language, at = browser_language(request), demo.clock.now()
    phones = await demo.site.database.run(lambda session: _phones(session, demo, request.cookies, language, at))
    say = phrases(language)
    shown = [(phone, say(ROLES[phone.role])) for phone in phones]
    timezone = phones[0].timezone if phones else HOME_TIMEZONE
    response = page(
        "demo.html",
        language,
        phones=shown,
        looks={look.value: say(name) for look, name in LOOKS.items()} if demo.phones else {},
        timezone=timezone,
        home=HOME_TIMEZONE,
        words=json.dumps(demo_words(say), ensure_ascii=False),
    )
    for phone in phones:
        if phone.made:
            set_cookie(response, phone.made, is_https=is_https(demo.site, request))
        if phone.is_new:
            await greet(demo.site, phone.address, f"demo:{phone.session_id}", WELCOME)
    return response


async def tell_clock(demo: Demo, request: Request) -> Response:
    """Tell the time, the speed, the next reminder and what was sent lately."""
    language = browser_language(request)
    return JSONResponse(await read(demo.site.database, lambda session: _state(session, demo, language)))


async def set_clock(demo: Demo, request: Request) -> Response:
    """Move the clock: {"speed": n}, {"to": "next"}, or {"to": ISO time} with a "zone" where it names none."""
    if not script_comes_from_here(request):
        return JSONResponse({}, 403)
    try:
        asked = await request.json()
        upcoming = await read(demo.site.database, demo.next_due)
        moment, speed = wanted(asked, upcoming)
    except (ValueError, TypeError, LookupError):
        return JSONResponse({}, 422)
    demo.clock.set(moment, speed)
    return await tell_clock(demo, request)


def wanted(asked: Mapping[str, Any], upcoming: datetime | None) -> tuple[datetime | None, float | None]:
    """Give the moment and the speed to set; None for what stays as it is.

    Raises:
        ValueError, TypeError, LookupError: this is not what our page sends.
    """
    if "speed" in asked:
        speed = float(asked["speed"])
        if not 0 <= speed <= FASTEST:
            raise ValueError(f"the speed must be from 0 to {FASTEST:g}")
        return None, speed
    if asked["to"] == "next":
        return upcoming, None
    moment = datetime.fromisoformat(asked["to"])
    if moment.year not in YEARS:
        raise ValueError(f"the year must be from {YEARS[0]} to {YEARS[-1]}")
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(asked["zone"]))).astimezone(UTC), None


def _state(session: Session, demo: Demo, language: str) -> dict[str, Any]:
    upcoming = demo.next_due(session)
    notices = sent_lately(session, demo.site.snapshots, language)
    return {
        "now": demo.clock.now().isoformat(),
        "speed": demo.clock.speed,
        "next": upcoming.isoformat() if upcoming else None,
        "sent": [asdict(notice) for notice in notices],
    }


def _phones(session: Session, demo: Demo, cookies: Mapping[str, str], language: str, at: datetime) -> Sequence[Phone]:
    held = {one.member_id: one for one in sessions_held(session, cookies)}
    return [_phone(session, demo, member, held.get(member), language, at) for member in demo.members]


def _phone(  # noqa: PLR0913, PLR0917 - a unit of work, the demo, and one phone's parts
    session: Session, demo: Demo, member: int, held: WebSession | None, language: str, at: datetime
) -> Phone:
    account = account_of(session, member, language, at)
    account.member_id = member
    session.flush()
    made = None
    if held is None:
        made = open_session(session, account.id, at)
        held = WebSession(made.id, account.id, account.address, member)
    owner = owner_of(session, held, demo.site.snapshots)
    is_new = not session.scalar(select(exists().where(WebMessageRow.account_id == account.id)))
    look = look_of(session, member) if demo.phones and member == demo.members[0] else Look.WEB
    return Phone(held.id, owner.name, owner.role, account.address, owner.timezone, is_new, made, look)
