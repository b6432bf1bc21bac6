"""The tour's calendar file, asked for in a chat: whose it is, and how each channel hands it over."""

from base64 import b64decode

import pytest

from bot.telegram_out import calls
from bot.web.content import content_of, document_in
from handlers.reply import Outcome
from schedule_data.publishing import current_document, publish
from tests.handlers.talk_scene import NOON, Talk

MINE, OTHER_BUS, STRANGER = "이서연", "전우진", None


def _only_for_bus_2(talk: Talk) -> None:
    """Have one stop be for the second bus alone."""
    plan = dict(current_document(talk.session, "beijing-1") or {})
    days = {
        day: [stop | ({"groups": ["bus-2"]} if stop["id"] == "d2-zyw" else {}) for stop in stops]
        for day, stops in plan["days"].items()
    }
    publish(talk.session, plan | {"days": days}, NOON, reason="test")


@pytest.mark.parametrize(
    ("words", "title"),
    [("캘린더에 추가", "샤오미 슈퍼공장 견학"), ("add to calendar", "Xiaomi EV"), ("添加到日历", "Xiaomi EV")],
)
def test_a_participant_gets_what_their_own_bus_does(talk: Talk, words: str, title: str) -> None:
    _only_for_bus_2(talk)
    replies = {who: talk.say(who, words) for who in (MINE, OTHER_BUS)}
    assert {(reply.intent, reply.outcome) for reply in replies.values()} == {("calendar", Outcome.ANSWER)}
    files = {who: reply.document for who, reply in replies.items()}
    texts = {who: file.content.decode() for who, file in files.items() if file}
    assert {who: "d2-zyw@" in text for who, text in texts.items()} == {MINE: False, OTHER_BUS: True}
    assert title in texts[MINE].replace("\r\n ", "")


def test_a_stranger_gets_none(talk: Talk) -> None:
    assert talk.say(STRANGER, "캘린더에 추가").document is None
    assert talk.tap(STRANGER, "calendar").document is None


def test_telegram_sends_it_and_the_web_keeps_it_to_download(talk: Talk) -> None:
    reply = talk.tap(MINE, "calendar")
    assert reply.document is not None
    sent = calls(reply)[-1]
    assert (sent.method, sent.params["document"]["name"]) == ("sendDocument", "beijing-1.ics")
    assert b64decode(sent.params["document"]["content"]) == reply.document.content
    assert document_in(content_of(reply)) == reply.document
