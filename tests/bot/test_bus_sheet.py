import re

import pytest
import segno

from bot.bus_sheet import CORRECTION, Boarding, bus_sheet
from bot.links import links_of, opens_here_only
from bot.settings import Settings
from schedule_data.itinerary import Text
from schedule_data.itinerary_file import build_itinerary
from tests.build import document

WEB, CHANNEL = "https://tour.example", "https://pf.kakao.com/_abc"
CODES = {"bus-1": "bus-7K3M9QXA", "bus-2": "bus-2345ABCD"}
KOREAN, ENGLISH, CHINESE = "타실 때 찍어 주세요", "Scan when you board", "上车请扫码"


def _pages(*, telegram: str = "giljabi_bot", kakao: str | None = None, **changes: object) -> list[str]:
    """Give what the printer gets for each bus."""
    itinerary = build_itinerary(document(**changes), 1)  # type: ignore[arg-type]
    buses = [
        Boarding(group.name, CODES[group.id], links_of(CODES[group.id], WEB, telegram))
        for group in itinerary.groups.values()
    ]
    page = bus_sheet(itinerary, buses, with_kakao=kakao is not None, kakao_channel=kakao or "")
    return page.split('<section class="bus">')[1:]


def _drawn(page: str) -> list[str]:
    return re.findall(r"<svg.*?</svg>", page, re.DOTALL)


def _qr(address: str) -> str:
    return str(segno.make(address, error=CORRECTION, boost_error=False).svg_inline(omitsize=True))


def test_each_bus_has_a_page_with_its_own_codes() -> None:
    first, second = _pages()
    assert "<h1>1호차</h1>" in first
    assert "<h1>2호차</h1>" in second
    for page, code in ((first, CODES["bus-1"]), (second, CODES["bus-2"])):
        assert _drawn(page) == [_qr(f"https://t.me/giljabi_bot?start={code}"), _qr(f"{WEB}/j/{code}")]


def test_a_page_says_what_to_do_in_three_languages_the_tour_s_first_foremost() -> None:
    assert re.findall(r"<h2[^>]*>([^<]+)<", _pages()[0]) == [KOREAN]
    assert [_pages()[0].index(words) for words in (KOREAN, ENGLISH, CHINESE)] == sorted(
        _pages()[0].index(words) for words in (KOREAN, ENGLISH, CHINESE)
    )
    english = _pages(languages=["en", "ko"])[0]
    assert re.findall(r"<h2[^>]*>([^<]+)<", english) == [ENGLISH]
    assert all(words in english for words in (KOREAN, CHINESE))


def test_the_letters_are_printed_as_they_are_typed_in_each_language() -> None:
    page = _pages()[0]
    assert re.findall(r"<b>([^<]+)</b>", page) == [
        *("탑승 코드 7K3M-9QXA", "boarding code 7K3M-9QXA", "上车码 7K3M-9QXA")
    ]


@pytest.mark.parametrize(("kakao", "drawn"), [(CHANNEL, 3), ("", 2)])
def test_kakaotalk_where_it_is_on(kakao: str, drawn: int) -> None:
    page = _pages(kakao=kakao)[0]
    assert len(_drawn(page)) == drawn
    assert (_qr(CHANNEL) in page) is bool(kakao)
    assert "카카오톡을 쓰시거나" in page


def test_no_word_of_kakaotalk_where_it_is_off() -> None:
    assert "카카오" not in _pages()[0]


def test_a_single_code_is_bigger_and_no_choice_is_told() -> None:
    assert "하나만 찍으시면" in _pages()[0]
    page = _pages(telegram="")[0]
    assert (len(_drawn(page)), "하나만 찍으시면" in page) == (1, False)


def test_names_in_other_languages_stand_once_and_cannot_break_the_page() -> None:
    itinerary = build_itinerary(document(title="<b>&"), 1)
    name = Text({"ko": "<i>", "en": "Bus 1", "zh": "Bus 1"}, "ko")
    page = bus_sheet(itinerary, [Boarding(name, CODES["bus-1"])])
    assert "<h1>&lt;i&gt;</h1>" in page
    assert page.count("Bus 1") == 1
    assert "<title>&lt;b&gt;&amp;</title>" in page
    assert _drawn(page) == []


def test_a_long_name_is_set_smaller() -> None:
    groups = {"bus-1": {"name": "서울대학교 참관단 전세 버스"}}
    assert '<h1 class="long">서울대학교 참관단 전세 버스</h1>' in _pages(groups=groups)[0]


@pytest.mark.parametrize(
    ("changes", "here_only"),
    [
        ({}, True),
        ({"host": "0.0.0.0"}, True),  # noqa: S104 - an address that a link would show
        ({"host": "192.168.0.7"}, False),
        ({"public_url": "https://tour.example"}, False),
    ],
)
def test_links_that_lead_nowhere_on_a_phone_are_known(changes: dict[str, str], here_only: bool) -> None:  # noqa: FBT001 - drawn by pytest
    assert opens_here_only(Settings(**changes)) is here_only  # type: ignore[arg-type]
