"""Files, places and answers to a message, in and out: what leaders send on, and where somebody is."""

from typing import Any

import pytest

from bot import telegram_out
from bot.channel import Call
from bot.telegram_in import read_update
from bot.telegram_references import reference_of
from handlers.reply import Action, Button, Place, Reply, Shown
from handlers.request import Attachment, Enclosed, Request
from tests.build import BEFORE

OK = Button("확인했어요", action=Action("notice.ok"))
PLACE = Place("", "", 39.9, 116.4)
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
    assert _read(text="3층", reply_to_message={"message_id": 99, "voice": {}, "caption": "질문"}).answers == "c:99"
    assert _read(text="3층").answers is None


@pytest.mark.parametrize(
    ("kind", "method"), [("photo", "sendPhoto"), ("document", "sendDocument"), ("voice", "sendVoice")]
)
def test_a_file_is_sent_on_by_its_id_with_the_text_as_its_caption(kind: str, method: str) -> None:
    reply = Reply(("공지", "가" * 1020), shown=Shown(kind, "AgAC"), buttons=(OK,), place=PLACE)
    caption, point = telegram_out.calls(reply)
    assert caption.method == method
    assert caption.params.keys() == {kind, "caption", "parse_mode", "reply_markup"}
    assert (caption.params[kind], caption.params["caption"]) == ("AgAC", "공지\n\n" + "가" * 1020)
    assert (point.method, caption.is_wordless, point.is_wordless) == ("sendLocation", False, False)


def test_a_file_goes_silently_ahead_of_a_text_that_is_too_long_for_a_caption() -> None:
    reply = Reply(("공지", "가" * 1021), shown=Shown("photo", "AgAC"), buttons=(OK,))
    photo, text = telegram_out.calls(reply)
    assert (photo, photo.is_wordless) == (Call("sendPhoto", {"photo": "AgAC", "disable_notification": True}), True)
    assert (text.method, text.params["text"]) == ("sendMessage", "공지\n\n" + "가" * 1021)
    assert "reply_markup" in text.params
    assert "disable_notification" not in text.params


def test_a_caption_is_edited_as_one_and_what_is_too_long_for_it_follows() -> None:
    (short,) = telegram_out.edit(Reply(("취소했어요",)), "c:7")
    assert short == Call("editMessageCaption", {"caption": "취소했어요", "parse_mode": "HTML", "message_id": 7})
    caption, rest = telegram_out.edit(Reply(("가" * 1000, "나" * 1000), buttons=(OK,)), "c:7")
    assert (caption.params["caption"], "reply_markup" in caption.params) == ("가" * 1000, True)
    assert (rest.method, rest.params["text"]) == ("sendMessage", "나" * 1000)


@pytest.mark.parametrize(
    ("message", "reference"),
    [
        ({"message_id": 7, "text": "공지"}, "7"),
        ({"message_id": 7, "photo": [], "caption": "공지"}, "c:7"),
        ({"message_id": 7, "photo": []}, "-7"),
        ({"message_id": 7, "venue": {}}, "7"),
        (True, ""),
        ({"ok": True}, ""),
    ],
)
def test_a_reference_says_where_the_words_stand(message: Any, reference: str) -> None:
    assert reference_of(message) == reference


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
