"""Everything that the bot can say, on KakaoTalk: within the limits, and readable without cards and links."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from bot.kakao_check import check_response
from bot.kakao_out import render
from bot.kakao_text import ESSENTIAL
from handlers.answers import ANSWERS
from handlers.question import Question
from handlers.reminder_notice import reminder
from handlers.reply import Reply
from tests.bot.test_kakao_out import simple_texts
from tests.handlers.answers.made_up_tours import questions
from tests.handlers.answers.tour import BREAKFAST_TIME, MEMBER, ask, beijing

TOPICS = (
    "wifi",
    "breakfast",
    "checkout",
    "address",
    "phone",
    "room",
    "bus",
    "flight",
    "leader",
    "guide",
    "fee",
    "apply",
    "money",
)


def problems(reply: Reply, language: str) -> list[str]:
    """Name what Kakao would refuse or show badly, in both kinds of chats."""
    return [
        f"{problem.path}: {problem.text}"
        for in_group in (False, True)
        for problem in check_response(render(reply, language=language, in_group=in_group), in_group=in_group)
    ]


def unreadable(reply: Reply, language: str) -> list[str]:
    """Name the essentials that stand in cards or links only."""
    text = simple_texts(render(reply, language=language))
    facts = [fact.value for card in reply.cards for fact in card.facts if ESSENTIAL.search(fact.value)]
    phones = [button.phone for button in reply.buttons if button.phone]
    place = [reply.place.title, reply.place.address] if reply.place else []
    return [value for value in (*facts, *phones, *place) if value not in text]


def asked_of(intent: str, language: str) -> Iterator[Reply]:
    """Ask one kind of question about everything in the sample tour."""
    tour = beijing()
    yield ask(intent, language=language)
    for stop in tour.stop_by_id:
        yield ask(intent, language=language, stop=stop)
    for site in tour.sites:
        yield ask(intent, language=language, site=site)
    for day in tour.days:
        yield ask(intent, language=language, date=day.isoformat())
    for topic in TOPICS:
        yield ask(intent, language=language, topic=topic, role=topic, meal=topic)


@pytest.mark.no_cover
@pytest.mark.parametrize("language", ["ko", "en", "zh"])
@pytest.mark.parametrize("intent", sorted(ANSWERS))
def test_answers_about_the_sample_tour_fit(intent: str, language: str) -> None:
    replies = list(asked_of(intent, language))
    assert [found for reply in replies for found in problems(reply, language)] == []
    assert [found for reply in replies for found in unreadable(reply, language)] == []


@pytest.mark.parametrize("language", ["ko", "en", "zh"])
def test_reminders_of_the_sample_tour_fit(language: str) -> None:
    replies = [reminder(beijing(), stop, MEMBER, language, BREAKFAST_TIME) for stop in beijing().stops]
    assert [found for reply in replies for found in problems(reply, language)] == []
    assert [found for reply in replies for found in unreadable(reply, language)] == []


@settings(max_examples=60)
@given(asked=questions())
def test_answers_about_any_tour_are_taken(asked: Question) -> None:
    reply = ANSWERS[asked.intent](asked)
    found = check_response(render(reply, language=asked.language))
    assert [problem for problem in found if problem.rule != "simpleText-fold"] == []
