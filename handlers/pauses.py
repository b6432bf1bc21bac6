"""A messenger that takes nothing for a long time: told to the leaders of the tours that have something to send."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import CONTACTS, offered
from handlers.copies import Copy, Setting
from handlers.delivery_reasons import channel_name
from handlers.leaders import leaders_of
from handlers.membership.bindings import speaking
from handlers.notices import Notice, queue
from handlers.phrases import phrases
from handlers.reply import Reply
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from handlers.wording import when
from schedule_data.agenda import local_zone
from schedule_data.members import members_of
from schedule_data.tables import MemberRow

LONG: Final = timedelta(minutes=5)  # shorter ones end before a leader could do anything about them
KEPT_FOR: Final = timedelta(hours=12)  # how long after its end a pause is worth telling of
_OPEN: Final = (DeliveryState.QUEUED, DeliveryState.SENDING)


def tell_pause(session: Session, channel: str, address: str | None, until: datetime, at: datetime) -> int:
    """Tell the leaders that `channel` takes nothing `until` then, from anybody or for the chat at `address`.

    They are told over another channel where they have one, else when it ends. Gives how many tours were told.
    """
    tours = _tours_of_chat(session, channel, address) if address else _tours_waiting(session, at)
    for tour in tours:
        people = members_of(session, tour)
        payload = {"avoid": channel, "until": until.isoformat(), "chat": address is not None}
        notice = Notice(tour, NoticeKind.PAUSE, payload, expires_at=until + KEPT_FOR)
        queue(session, notice, leaders_of(people, {one.group for one in people}), at)
    return len(tours)


def _tours_waiting(session: Session, at: datetime) -> list[str]:
    rows = (
        select(NoticeRow.tour_id)
        .join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        .where(DeliveryRow.state.in_(_OPEN), DeliveryRow.next_try_at <= at, NoticeRow.kind != NoticeKind.PAUSE)
        .distinct()
    )
    return list(session.scalars(rows))


def _tours_of_chat(session: Session, channel: str, address: str | None) -> list[str]:
    speaks = speaking()
    rows = select(MemberRow.tour_id).join(speaks, speaks.c.member_id == MemberRow.id)
    rows = rows.join(AccountRow, AccountRow.id == speaks.c.account_id)
    return list(session.scalars(rows.where(AccountRow.channel == channel, AccountRow.address == address).distinct()))


def pause_notice(copy: Copy, setting: Setting) -> Reply:
    """Compose it for a leader, while the pause lasts or after it."""
    say, language = phrases(setting.language), setting.language
    until = datetime.fromisoformat(copy.payload["until"])
    channel = channel_name(copy.payload["avoid"], language)
    buttons = offered(setting.itinerary, language, (CONTACTS,))
    if setting.at >= until:
        words = say(
            "{channel} took no messages for a while. It does again; what was waiting is being sent.", channel=channel
        )
        return Reply((words,), buttons=buttons)
    zone = local_zone(setting.itinerary, setting.at, copy.member.group).key
    moment = when(setting.at, until, zone, zone, language)
    if copy.payload.get("chat"):
        words = say(
            "{channel} takes no messages for one of your group's chats; the pause ends {when}.",
            channel=channel,
            when=moment,
        )
    else:
        words = say("{channel} takes no messages from the bot; the pause ends {when}.", channel=channel, when=moment)
    waiting = _waiting(setting)
    count = say.plural("{count} message is waiting.", "{count} messages are waiting.", waiting) if waiting else ""
    care = say("If something is urgent, please call people or tell them yourself.")
    return Reply(tuple(filter(None, (words, count, care))), buttons=buttons)


def _waiting(setting: Setting) -> int:
    rows = (
        select(func.count())
        .select_from(DeliveryRow)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .where(NoticeRow.tour_id == setting.itinerary.tour, NoticeRow.kind != NoticeKind.PAUSE)
        .where(DeliveryRow.state.in_(_OPEN), DeliveryRow.next_try_at <= setting.at)
    )
    return setting.session.scalar(rows) or 0
