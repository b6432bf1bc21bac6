"""Files, places and answers to a message, in and out: what leaders send on, and where somebody is."""

from typing import Any

import pytest

from bot import telegram_out
from bot.channel import Call
from bot.telegram_in import read_update
from handlers.reply import Reply, Shown
from handlers.request import Attachment, Enclosed, Request
from tests.build import BEFORE

CHAT = {"id": 5, "type": "private"}


def _read(**content: Any) -> Request:
    message = {"message_id": 7, "chat": CHAT, "from": {"id": 5}, **content}
    arrival = read_update({"update_id": 1, "message": message}, BEFORE)
    assert arrival is not None
    assert arrival.request is not None
    return arrival.request


@pytest.mark.parametrize(
    ("content", "kind", "reference"),
    [
        ({"photo": [{"file_id": "small"}, {"file_id": "large"}]}, "photo", "large"),
        ({"document": {"file_id": "d"}}, "document", "d"),
        ({"voice": {"file_id": "v"}}, "voice", "v"),
    ],
)
def test_a_file_is_known_by_telegrams_own_id(content: dict[str, Any], kind: str, reference: str) -> None:
    alone, captioned = _read(**content), _read(**content, caption="공지: 여기예요")
    assert alone.file == captioned.file == Enclosed(kind, "telegram", reference)
    assert alone.attachment is not None
    assert (captioned.text, captioned.attachment) == ("공지: 여기예요", None)


@pytest.mark.parametrize("photo", [[], "x", [{"file_id": 3}], [None], [{}]])
def test_a_photo_that_is_none_has_no_file(photo: Any) -> None:
    assert _read(photo=photo, text="안녕").file is None


@pytest.mark.parametrize("name", ["location", "venue"])
def test_a_place_is_read(name: str) -> None:
    place = {"latitude": 39.9, "longitude": 116}
    request = _read(**{name: place if name == "location" else {"location": place, "title": "x"}})
    assert (request.attachment, request.point) == (Attachment.LOCATION, (39.9, 116.0))


@pytest.mark.parametrize(
    "place", [{"latitude": 91, "longitude": 0}, {"latitude": "x", "longitude": 0}, {"longitude": 0}]
)
def test_a_place_that_is_none_is_a_location_without_a_point(place: dict[str, Any]) -> None:
    request = _read(location=place)
    assert (request.attachment, request.point) == (Attachment.LOCATION, None)


def test_what_a_message_replies_to_is_read() -> None:
    assert _read(text="3층", reply_to_message={"message_id": 99}).answers == "99"
    assert _read(text="3층").answers is None


@pytest.mark.parametrize(
    ("kind", "method"), [("photo", "sendPhoto"), ("document", "sendDocument"), ("voice", "sendVoice")]
)
def test_a_file_is_sent_on_after_the_text_by_its_id(kind: str, method: str) -> None:
    calls = telegram_out.calls(Reply(("공지",), shown=Shown(kind, "AgAC")))
    assert [call.method for call in calls] == ["sendMessage", method]
    assert calls[1] == Call(method, {kind: "AgAC", "disable_notification": True})


def test_a_kind_that_can_not_be_sent_on_is_left_out() -> None:
    assert len(telegram_out.calls(Reply(("공지",), shown=Shown("hologram", "x")))) == 1


@pytest.mark.parametrize(
    "written", ["", "photo", "photo|telegram", "|telegram|x", "photo||x", "photo|telegram|", "photo|telegram||x"]
)
def test_a_file_that_is_written_wrongly_is_none(written: str) -> None:
    assert Enclosed.read(written) is None


def test_a_file_is_written_and_read_back() -> None:
    file = Enclosed("photo", "telegram", "AgAC")
    assert Enclosed.read(file.written()) == file
    named = Enclosed("document", "telegram", "BQAC", "일정표|1.pdf")
    assert Enclosed.read(named.written()) == named
