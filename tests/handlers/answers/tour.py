"""The sample tour, somebody on it, and questions of theirs."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.answers import ANSWERS
from handlers.question import Question
from handlers.reply import Reply
from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary, read_itinerary
from schedule_data.people import Member

SAMPLE = Path(__file__).parents[3] / "schedule_data" / "tours" / "beijing-1.yaml"
MEMBER = Member(
    1,
    "beijing-1",
    "김하늘",
    group="bus-1",
    name_en="Haneul Kim",
    company="가나상사",
    diet="채식",
    room={"hotel": "805"},
)


@cache
def beijing() -> Itinerary:
    """Give the sample tour."""
    return build_itinerary(read_itinerary(SAMPLE).document, 1)


def local(words: str) -> datetime:
    """Give the moment of a local time in Beijing, such as '2025-09-23 07:45'."""
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


BREAKFAST_TIME = local("2025-09-23 07:45")


def question(  # noqa: PLR0913 - each part of a question may be another
    intent: str,
    given: Mapping[str, str] | None = None,
    *,
    at: datetime = BREAKFAST_TIME,
    language: str = "ko",
    member: Member = MEMBER,
    itinerary: Itinerary | None = None,
    **slots: str,
) -> Question:
    """Give a question about the sample tour, asked at breakfast on its second day."""
    return Question(itinerary or beijing(), member, at, language, intent, {**(given or {}), **slots})


def ask(  # noqa: PLR0913 - likewise
    intent: str,
    given: Mapping[str, str] | None = None,
    *,
    at: datetime = BREAKFAST_TIME,
    language: str = "ko",
    member: Member = MEMBER,
    itinerary: Itinerary | None = None,
    **slots: str,
) -> Reply:
    """Give the answer to such a question."""
    asked = question(intent, given, at=at, language=language, member=member, itinerary=itinerary, **slots)
    return ANSWERS[intent](asked)


def labels(reply: Reply) -> tuple[str, ...]:
    """Give what its buttons say."""
    return tuple(button.label for button in reply.buttons)


def facts(reply: Reply) -> dict[str, str]:
    """Give the facts of all its cards."""
    return {fact.label: fact.value for card in reply.cards for fact in card.facts}
