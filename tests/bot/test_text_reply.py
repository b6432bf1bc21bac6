from bot.text_reply import as_text
from handlers.reply import Action, Agenda, Button, Card, Document, Fact, Item, Place, Reply

WHOLE = Reply(
    ("30분 뒤에 모여요.", "여권을 챙기세요."),
    cards=(Card("샤오미", (Fact("집합", "08:20"), Fact("장소", "호텔 로비")), "촬영 금지"), Card("버스")),
    agendas=(
        Agenda("9월 23일(화)", (Item("08:20", "샤오미", "호텔 로비", Action("agenda.when")), Item("12:50", "점심"))),
    ),
    place=Place("小米汽车超级工厂", "北京市亦庄新城", 39.7, 116.5),
    document=Document("tour.ics", b"", "text/calendar"),
    buttons=(
        Button("도착했어요", Action("attendance.here")),
        Button("지도", url="https://maps.example/1"),
        Button("인솔자", phone="+82-10-0000-0001"),
    ),
)
TEXT = """\
30분 뒤에 모여요.

여권을 챙기세요.

샤오미
집합: 08:20
장소: 호텔 로비
촬영 금지

버스

9월 23일(화)
08:20  샤오미  호텔 로비
12:50  점심

小米汽车超级工厂
北京市亦庄新城

(tour.ics)

[도착했어요]
[지도] https://maps.example/1
[인솔자] +82-10-0000-0001"""


def test_everything_that_would_be_seen_is_in_the_text() -> None:
    assert as_text(WHOLE) == TEXT


def test_a_few_words_are_just_these() -> None:
    assert as_text(Reply(("네.",))) == "네."


def test_a_place_without_an_address_is_its_name() -> None:
    assert as_text(Reply(("여기예요.",), place=Place("天坛", "", 39.8, 116.4))) == "여기예요.\n\n天坛"
