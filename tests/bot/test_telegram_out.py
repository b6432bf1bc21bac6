"""Replies as Telegram's calls: seen on a person's screen, and within every limit whatever the reply holds."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram_buttons import cells, keyboard
from bot.telegram_http import AiohttpRequest
from bot.telegram_out import answer_tap, calls, edit
from bot.telegram_text import MAX_TEXT, Run, cut, units
from handlers.actions import decode, encode
from handlers.reply import Action, Agenda, Button, Card, Document, Fact, Item, Place, Reply, Shown
from tests.bot_api import BotApiServer, Person
from tests.bot_api.entities import parse_html, utf16_length
from tests.bot_api.keyboards import MAX_BUTTONS_PER_ROW, read_keyboard
from tests.bot_api.sending import send_document, send_location, send_message, send_photo, send_venue
from tests.bot_api.world import Chat, World

KIM = 11
TEMPLE = Place("天坛公园", "北京市东城区天坛东里甲1号", 39.8822, 116.4066)


class Phone:
    """A person's phone with a bot behind it that shows replies."""

    def __init__(self, server: BotApiServer, http: AiohttpRequest) -> None:
        self.server = server
        self.http = http
        self.kim: Person = server.user(KIM)

    async def show(self, *written: Any) -> None:
        """Make the calls as the channel does."""
        for call in written:
            params = {"chat_id": KIM, **call.params}
            await self.http.call(f"{self.server.url}/bot{self.server.token}/{call.method}", params)


@pytest.fixture
async def phone() -> AsyncIterator[Phone]:
    async with BotApiServer() as server, AiohttpRequest() as http:
        await server.user(KIM).start()
        yield Phone(server, http)


async def test_whole_reply_on_the_screen(phone: Phone) -> None:
    reply = Reply(
        ("다음은 천단 관람이에요. <14:20> & 집합 13:25",),
        cards=(Card("천단", (Fact("집합", "13:25 식당 앞 버스"), Fact("준비", "여권")), "야외예요."),),
        agendas=(
            Agenda(
                "9월 24일",
                (
                    Item("14:20", "천단 관람", "천단", Action("site.about", {"site": "temple-of-heaven"})),
                    Item("", "이동"),
                ),
            ),
        ),
        place=TEMPLE,
        buttons=(
            Button("왔어요", action=Action("attendance.here", {"stop": "d3-temple"})),
            Button("늦어요", action=Action("attendance.late")),
            Button("지도 열기", url="https://uri.amap.com/marker?position=116.4,39.8"),
            Button("인솔자", phone="+82-10-0000-0001"),
        ),
        document=Document("tour.ics", b"BEGIN:VCALENDAR", "text/calendar"),
    )
    await phone.show(*calls(reply))
    text, venue, document = phone.kim.messages
    assert text.text == (
        "다음은 천단 관람이에요. <14:20> & 집합 13:25\n\n"
        "천단\n집합 13:25 식당 앞 버스\n준비 여권\n야외예요.\n\n"
        "9월 24일\n1. 14:20 천단 관람 · 천단\n이동\n\n"
        "📞 인솔자: +82-10-0000-0001\n\n"
        "📍 天坛公园\n北京市东城区天坛东里甲1号"
    )
    assert text.marked("bold") == ["천단", "집합", "준비", "9월 24일", "14:20", "天坛公园"]
    assert text.marked("italic") == ["야외예요."]
    assert text.marked("code") == [TEMPLE.address]
    assert [[button["text"] for button in row] for row in text.rows] == [["1"], ["왔어요", "늦어요", "지도 열기"]]
    assert venue.raw["venue"]["title"] == "天坛公园"
    assert phone.server.world.files[document.raw["document"]["file_id"]] == b"BEGIN:VCALENDAR"
    assert document.buttons == venue.buttons == []


async def test_tapped_button_brings_its_action_back(phone: Phone) -> None:
    action = Action("attendance.here", {"stop": "d3-temple"})
    await phone.show(*calls(Reply(("왔나요?",), buttons=(Button("왔어요", action=action),))))
    query = await phone.kim.tap(phone.kim.last, "왔어요")
    assert decode(encode(action)) == action
    await phone.show(answer_tap(query, "고마워요! " + "😀" * 200))
    answer = phone.kim.answer(query)
    assert answer is not None
    assert answer["text"].endswith("😀…")
    assert 198 <= utf16_length(answer["text"]) <= 200


def test_tap_answer_is_short_or_silent() -> None:
    assert answer_tap("1", " 고마워요 ").params == {"callback_query_id": "1", "text": "고마워요"}
    assert answer_tap("1").params == {"callback_query_id": "1"}


async def test_edited_message_says_the_new_reply(phone: Phone) -> None:
    await phone.show(*calls(Reply(("13:25 집합",), buttons=(Button("왔어요", action=Action("attendance.here")),))))
    await phone.show(*edit(Reply(("13:55 집합",)), str(phone.kim.last.id)))
    assert [(shown.text, shown.buttons) for shown in phone.kim.messages] == [("13:55 집합", [])]
    await phone.show(*edit(Reply((), buttons=(Button("도움말", action=Action("help")),)), str(phone.kim.last.id)))
    assert phone.kim.last.buttons == ["도움말"]


async def test_long_reply_comes_in_parts_with_the_keyboard_on_the_last(phone: Phone) -> None:
    paragraphs = tuple(f"{number}. " + "가나다 라마바 " * 100 for number in range(12))
    await phone.show(*calls(Reply(paragraphs, buttons=(Button("다음 일정", action=Action("agenda.next")),))))
    shown = phone.kim.messages
    assert [message.buttons for message in shown] == [[], [], ["다음 일정"]]
    assert "\n\n".join(message.text for message in shown) == "\n\n".join(text.strip() for text in paragraphs)


def test_address_is_copyable_where_it_stands_already() -> None:
    reply = Reply(("가는 곳",), cards=(Card("천단", (Fact("주소", TEMPLE.address),)),), place=TEMPLE)
    text, venue = calls(reply)
    assert text.params["text"] == f"가는 곳\n\n<b>천단</b>\n<b>주소</b> <code>{TEMPLE.address}</code>"
    assert venue.params["disable_notification"] is True


def test_place_without_words_is_a_pin() -> None:
    pin = calls(Reply(("x",), place=Place(" ", "", 39.9, 116.4)))[1]
    assert (pin.method, pin.params["latitude"]) == ("sendLocation", 39.9)


def test_link_previews_are_off() -> None:
    (call,) = calls(Reply(("https://example.org",)))
    assert call.params == {
        "text": "https://example.org",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def test_buttons_without_words_still_have_a_message() -> None:
    (call,) = calls(Reply((" ",), buttons=(Button("도움말", action=Action("help")),)))
    assert (call.params["text"], len(call.params["reply_markup"]["inline_keyboard"])) == ("⬇️", 1)


def test_nothing_makes_no_call() -> None:
    assert calls(Reply(())) == ()
    assert calls(Reply((), document=Document("x", b"", "text/plain"))) == ()


@pytest.mark.parametrize(
    ("name", "sent"), [("명단/1.xlsx", "명단-1.xlsx"), ("a" * 90 + ".pdf", "a" * 60 + ".pdf"), ("", "file"), ("x", "x")]
)
def test_file_keeps_a_name_that_can_be_saved(name: str, sent: str) -> None:
    (call,) = calls(Reply((), document=Document(name, b"1", "text/plain")))
    assert call.params["document"]["name"] == sent


def rows(*labels: str) -> list[list[str]]:
    shown = keyboard([Button(label, action=Action("help")) for label in labels])
    return [[key["text"] for key in row] for row in shown["inline_keyboard"]] if shown else []


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["네", "아니요", "늦어요"], [["네", "아니요", "늦어요"]]),
        (["네", "아니요", "늦어요", "불참"], [["네", "아니요"], ["늦어요", "불참"]]),
        (list("1234567"), [["1", "2", "3"], ["4", "5"], ["6", "7"]]),
        (["오늘 일정", "다음 일정"], [["오늘 일정", "다음 일정"]]),
        (["담당자에게 물어보기", "네"], [["담당자에게 물어보기"], ["네"]]),
        ([" ", "\x00"], []),
    ],
)
def test_short_labels_share_a_row(labels: list[str], expected: list[list[str]]) -> None:
    assert rows(*labels) == expected


def test_agenda_lines_open_by_number() -> None:
    items = tuple(Item("09:00", "x", action=Action("site.about", {"site": str(number)})) for number in range(50))
    shown = keyboard((), (Agenda("day", items),))
    assert shown is not None
    assert [len(row) for row in shown["inline_keyboard"]] == [8] * 5
    assert shown["inline_keyboard"][4][7] == {"text": "40", "callback_data": "site.about?site=39"}


@pytest.mark.parametrize("url", ["tel:+82100", "mailto:a@b.kr", "javascript:x", "https://", "http://[", "x y"])
def test_link_that_is_none_is_said_in_the_text(url: str) -> None:
    (call,) = calls(Reply(("x",), buttons=(Button("열기", url=url),)))
    assert "reply_markup" not in call.params
    assert call.params["text"].endswith(f"🔗 열기: {url}")


def test_number_that_the_label_holds_is_said_once() -> None:
    (call,) = calls(Reply(("경찰은 110이에요.",), buttons=(Button("경찰 110", phone="110"),)))
    assert call.params["text"] == "경찰은 110이에요.\n\n📞 경찰 110"


@pytest.mark.parametrize(
    ("words", "limit", "parts"),
    [
        ("가나다\n\n라마바\n\n사", 8, ["가나다\n\n라마바", "사"]),
        ("가나다 라마바 사", 8, ["가나다 라마바", "사"]),
        ("가나다라마바사", 3, ["가나다", "라마바", "사"]),
        ("😀😀😀", 3, ["😀", "😀", "😀"]),
        ("가나👩\u200d🚀", 5, ["가나", "👩\u200d🚀"]),
        ("👩\u200d🚀", 5, ["👩\u200d🚀"]),
        ("ab\ncdef gh", 6, ["ab", "cdef", "gh"]),
        ("  a  ", 1, ["a"]),
        (" \n ", 5, []),
    ],
)
def test_text_is_cut_where_a_reader_would(words: str, limit: int, parts: list[str]) -> None:
    assert cut([Run(words)], limit) == parts


def test_cut_leaves_every_tag_whole() -> None:
    assert cut([Run("가나 다라", "b"), Run(" 마<"), Run("&", "code")], 4) == [
        "<b>가나</b>",
        "<b>다라</b>",
        "마&lt;<code>&amp;</code>",
    ]


texts = st.text(
    st.sampled_from("ab <&>\"'\n\t가é😀\u200d\U0001f3fd\x00\x07\u3000") | st.characters(codec=None), max_size=40
)
pieces = st.text("가 \n😀<&", min_size=1, max_size=6)  # repeated, they make a text that needs several messages
short = st.text(st.characters(codec=None), max_size=12)
actions = st.builds(Action, st.sampled_from(["help", "agenda.day"]), st.just({"date": "2025-09-22"}))
buttons = (
    st.builds(Button, short, action=actions)
    | st.builds(Button, short, url=texts)
    | st.builds(Button, short, phone=short)
)
replies = st.builds(
    Reply,
    st.lists(texts, max_size=3).map(tuple),
    cards=st.lists(st.builds(Card, texts, st.lists(st.builds(Fact, texts, texts), max_size=2).map(tuple), texts)).map(
        tuple
    ),
    agendas=st.lists(
        st.builds(Agenda, texts, st.lists(st.builds(Item, short, texts, texts, st.none() | actions)).map(tuple)),
        max_size=2,
    ).map(tuple),
    place=st.none() | st.builds(Place, texts, texts, st.floats(-90, 90), st.floats(-180, 180)),
    buttons=st.lists(buttons, max_size=8).map(tuple),
    document=st.none() | st.builds(Document, short, st.binary(max_size=4), st.just("text/plain")),
    shown=st.none() | st.just(Shown("photo", "AgAC")),
)


@settings(max_examples=120)
@given(replies, pieces, st.integers(0, 2500))
def test_telegram_takes_whatever_is_written(reply: Reply, piece: str, times: int) -> None:
    reply = replace(reply, paragraphs=(*reply.paragraphs, piece * times))
    world = World()
    world.chats[KIM] = Chat(KIM, "private", "Kim", started=True)
    methods = {
        "sendMessage": send_message,
        "sendVenue": send_venue,
        "sendLocation": send_location,
        "sendDocument": send_document,
        "sendPhoto": send_photo,
    }
    for call in calls(reply):
        params: dict[str, Any] = {"chat_id": KIM, **call.params}
        if file := params.get("document"):
            params["document"] = {"content": b"1", "filename": file["name"], "media_type": file["media_type"]}
        methods[call.method](world, params)  # raises what Telegram refuses


@settings(max_examples=120)
@given(
    st.lists(st.builds(Run, texts, st.sampled_from([None, "b", "i", "code"])), max_size=4),
    pieces,
    st.integers(0, 2500),
    st.integers(2, MAX_TEXT),
)
def test_parts_hold_all_words_in_order(runs: list[Run], piece: str, times: int, limit: int) -> None:
    runs = [*runs, Run(piece * times, "b")]
    plain = [parse_html(part)[0] for part in cut(runs, limit)]
    assert all(0 < units(part) <= limit and part == part.strip() for part in plain)
    words = "".join(run.words for run in runs)
    assert "".join("".join(plain).split()) == "".join(words.split())


@given(st.lists(short, max_size=20))
def test_rows_hold_every_label_in_order(labels: list[str]) -> None:
    shown = rows(*labels)
    assert [label for row in shown for label in row] == [
        cleaned for label in labels if (cleaned := "".join(rows(label)[0]) if rows(label) else "")
    ]
    assert all(len(row) <= MAX_BUTTONS_PER_ROW and sum(map(cells, row)) <= 30 for row in shown if len(row) > 1)
    read_keyboard({"reply_markup": keyboard([Button(label, action=Action("help")) for label in labels])})
