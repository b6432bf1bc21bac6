import pytest
from sqlalchemy.orm import Session

from handlers.masking import masked, names_on
from schedule_data.snapshots import itinerary_at
from tests.build import person

NAMES = ("김민준", "Minjun KIM", "한빛전자", "王小明", "이", "Ed", "Jane van der Roe")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("김민준 어디 있어요?", "[name] 어디 있어요?"),
        ("김 민 준이랑 민준이는?", "[name]이랑 [name]이는?"),
        ("김\u200b민준", "[name]"),
        ("\u1100\u1175\u11b7\u1106\u1175\u11ab\u110c\u116e\u11ab 와요?", "[name] 와요?"),
        ("MINJUN kim and minjun", "[name] and [name]"),
        ("Ed, Jane Roe, Kimchi", "[name], [name] [name], Kimchi"),
        ("Education", "Education"),
        ("王小明和小明", "[name]和[name]"),
        ("한빛 전자 사람들", "[name] 사람들"),
        ("이따가 이거", "이따가 이거"),
        ("010-1234-5678로 전화", "[number]로 전화"),
        ("+82 10 1234 5678", "[number]"),
        ("０１０１２３４５６７８", "[number]"),
        ("여권 M12345678", "여권 [number]"),
        ("9시 30분, 1207호, 2025", "9시 30분, 1207호, 2025"),
        ("kim.min@mail.example.com 으로", "[email] 으로"),
        ("https://t.me/kimminjun?x=1 봐", "[link] 봐"),
        ("@minjun_kim 님", "[name] 님"),
        ("", ""),
    ],
)
def test_names_numbers_and_addresses_are_taken_out(text: str, left: str) -> None:
    assert masked(text, NAMES) == left


def test_names_are_those_of_the_roster_and_of_whom_to_call(sample_session: Session) -> None:
    kim = person(sample_session, "김민준")
    itinerary = itinerary_at(sample_session, "beijing-1", 1)
    names = names_on(sample_session, itinerary)
    assert {kim.name, kim.name_en, kim.company} <= set(names)
    assert {contact.name.to("ko") for contact in itinerary.contacts} <= set(names)
    assert "" not in names
