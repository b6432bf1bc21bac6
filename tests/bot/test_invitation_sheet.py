import re
from html.parser import HTMLParser
from typing import Any

from bot.invitation_sheet import Invited, sheet
from bot.links import links_of
from schedule_data.itinerary_file import build_itinerary
from schedule_data.people import Member
from tests.build import document

CODE = "AbCdEfGhIjKlMnOpQrStUv"
WEB = "https://tour.example"


class _Words(HTMLParser):
    """Gathers what a reader would see of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note a tag."""
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if data.strip() and self.tags[-1:] != ["style"]:
            self.seen.append(data.strip())


def _read(*people: Member, telegram: str = "", **changes: Any) -> _Words:
    page = sheet(
        build_itinerary(document(**changes), 1), [Invited(one, links_of(CODE, WEB, telegram)) for one in people]
    )
    words = _Words()
    words.feed(page)
    return words


def test_links_of_a_code() -> None:
    assert links_of(CODE, WEB, "") == {"web": f"{WEB}/j/{CODE}"}
    assert links_of(CODE, WEB, "giljabi_bot") == {
        "telegram": f"https://t.me/giljabi_bot?start={CODE}",
        "web": f"{WEB}/j/{CODE}",
    }


def test_a_page_has_a_card_for_each_person_by_bus_and_name() -> None:
    people = [
        Member(1, "city-1", "박셋", group="bus-2", company="나 회사"),
        Member(2, "city-1", "이둘", group="bus-1"),
        Member(3, "city-1", "김하나", group="bus-1", company="가 회사"),
        Member(4, "city-1", "최사무"),
    ]
    page = _read(*people)
    assert page.seen == [
        *("도시 연수", "도시 연수", "개인 전용 링크예요. 카드는 꼭 본인에게만 전해 주세요."),
        *(
            "최사무",
            "Web",
            "김하나",
            "가 회사",
            "1호차",
            "Web",
            "이둘",
            "1호차",
            "Web",
            "박셋",
            "나 회사",
            "2호차",
            "Web",
        ),
    ]
    assert page.tags.count("svg") == 4


def test_each_channel_has_its_code() -> None:
    page = _read(Member(1, "city-1", "김하나"), telegram="giljabi_bot")
    assert page.tags.count("svg") == 2
    assert page.seen[-2:] == ["Telegram", "Web"]


def test_names_cannot_break_the_page() -> None:
    page = _read(Member(1, "city-1", "<script>alert(1)</script>", company="A&B"))
    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in page.seen
    assert "A&B" in page.seen


def test_a_tour_in_english_has_an_english_page() -> None:
    page = _read(Member(1, "city-1", "Kim"), languages=["en"], title="City tour")
    assert page.seen[:3] == ["City tour", "City tour", "Personal links: hand each card to its owner only."]


def test_codes_are_not_written_out_on_the_page() -> None:
    itinerary = build_itinerary(document(), 1)
    page = sheet(itinerary, [Invited(Member(1, "city-1", "김하나"), links_of(CODE, WEB, ""))])
    assert not re.search(CODE, page)
