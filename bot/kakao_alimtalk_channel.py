"""AlimTalk as a channel: the last one of whoever has a Korean number, for phones without data or without our channel.

It is written to only; answers go by the other channels. Off until the reseller's account is configured.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.channel import Call, Update
from bot.clock import Clock
from bot.database import Database
from bot.kakao_alimtalk import AlimTalk, AlimTalkSettings, korean_number
from bot.kakao_limits import cut
from bot.kakao_push import NOTICE_EVENT, Failed, PushRoute, User, UserType
from bot.kakao_push_rows import Message, keep
from bot.kakao_text import agenda_lines, card_lines
from bot.kakao_words import FILE_ELSEWHERE, in_language, spoken_in
from bot.outcomes import Rejected
from bot.settings import Settings
from handlers.reply import Reply
from handlers.request import Request
from handlers.tables import AccountRow
from schedule_data.inserting import insert_new
from schedule_data.tables import MemberRow

log = structlog.get_logger()

CHANNEL = "alimtalk"
LOOK_SECONDS = 60.0
TITLE_MAX = 100
TEXT_MAX = 800  # AlimTalk guide: 1,000 characters with the template's own words
_DELIVERY = re.compile(r"(?:delivery|live):(\d+)")


def alimtalk_of(settings: Settings) -> AlimTalk | None:
    """Give the route that is configured, None where it isn't."""
    key, sender, template = (
        settings.kakao_alimtalk_api_key,
        settings.kakao_alimtalk_sender_key,
        settings.kakao_alimtalk_template,
    )
    if key is None or sender is None or template is None:
        return None
    return AlimTalk(
        AlimTalkSettings(
            api_key=key.get_secret_value(),
            sender_key=sender,
            templates={NOTICE_EVENT: template},
            sms_from=settings.kakao_alimtalk_sms_from,
            base_url=str(settings.kakao_alimtalk_api_url).rstrip("/") if settings.kakao_alimtalk_api_url else None,
        )
    )


class AlimTalkChannel:
    """Implements `bot.channel.Channel`; what it took is kept in rows, and asked after later."""

    name = CHANNEL

    def __init__(self, database: Database, route: Callable[[], PushRoute]) -> None:
        self._database = database
        self._route = route

    def read(self, update: Update) -> Request | None:
        """Give none: nobody writes to it."""
        del update
        return None

    def write(self, reply: Reply, update: Update | None) -> Sequence[Call]:
        """Give the one call that fills in the template: `title` is the useful fact, `text` what comes after it."""
        del update
        first, *rest = [*reply.paragraphs, *_lines(reply)] or [""]
        return [Call(CHANNEL, {"title": cut(first, TITLE_MAX), "text": cut("\n".join(rest), TEXT_MAX)})]

    def rewrite(self, reply: Reply, reference: str) -> Sequence[Call]:
        """Give none: what was sent stays as it is."""
        del reply, reference
        return ()

    async def make(self, address: str, call: Call, key: str) -> str:
        """Send one message; gives the reseller's name for it.

        Raises:
            CallProblem: what became of it; see `bot.outcomes`.
        """
        words = {"title": str(call.params["title"]), "text": str(call.params["text"])}
        params = {"text": "\n".join(filter(None, words.values())), "key": key}
        answer = await self._route().send(NOTICE_EVENT, [User(address, UserType.PHONE)], words, params)
        if isinstance(answer, Failed):
            raise answer.problem
        if answer.refused:
            raise Rejected(f"AlimTalk refused the number ({answer.refused[0].reason})")
        named = _DELIVERY.match(key)
        if answer.task_id and named:
            message, at = Message(key, int(named[1]), address), datetime.now(UTC)
            await self._database.run(lambda session: keep(session, CHANNEL, answer.task_id, [message], at))
        return answer.task_id


def give_numbers_accounts(session: Session, at: datetime) -> None:
    """Make an account for every member on a tour who has a Korean number; of those who share one, for the first."""
    has_one = select(AccountRow.member_id).where(AccountRow.channel == CHANNEL, AccountRow.member_id.is_not(None))
    query = select(MemberRow.id, MemberRow.phone).where(
        MemberRow.left_at.is_(None), MemberRow.phone != "", MemberRow.id.not_in(has_one)
    )
    numbers = [(member, korean_number(phone)) for member, phone in session.execute(query.order_by(MemberRow.id))]
    rows = [
        {
            "channel": CHANNEL,
            "address": number,
            "member_id": member,
            "created_at": at,
            "language": "",
            "unreachable": "",
        }
        for member, number in numbers
        if number
    ]
    insert_new(session, AccountRow, rows, [AccountRow.id])


async def keep_accounts(database: Database, clock: Clock) -> None:
    """See every minute that whoever has a number has an account, until cancelled."""
    while True:
        try:
            await database.run(lambda session: give_numbers_accounts(session, clock.now()))
        except SQLAlchemyError:
            log.exception("AlimTalk's accounts can't be kept")
        await asyncio.sleep(LOOK_SECONDS)


def _lines(reply: Reply) -> list[str]:
    lines = [line for card in reply.cards for line in card_lines(card)]
    lines += [line for agenda in reply.agendas for line in agenda_lines(agenda)]
    if reply.place:
        lines += [reply.place.title, reply.place.address]
    if reply.shown:
        lines.append(in_language(FILE_ELSEWHERE[reply.shown.kind], spoken_in(reply)))
    return [*lines, *(f"{button.label}: {button.phone}" for button in reply.buttons if button.phone)]
