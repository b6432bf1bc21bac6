"""What KakaoTalk says in text because a card may cut it: numbers and hours, under their card's title."""

from bot.kakao_text import essentials
from handlers.reply import Card, Fact, Reply

MISSING = Card("아직 도착하지 않은 분", (Fact("박도윤", "+82-10-0000-1003"), Fact("최지우", "+82-10-0000-1004")))
ABSENT = Card("함께 가지 않는 분", (Fact("김민준", "+82-10-0000-1001"),))


def test_several_lines_of_a_card_stand_under_its_title_once() -> None:
    lines = essentials(Reply(("1/20명",), cards=(MISSING, ABSENT)), "1/20명", "ko", has_document_link=False)
    assert lines == [
        "아직 도착하지 않은 분",
        "박도윤: +82-10-0000-1003",
        "최지우: +82-10-0000-1004",
        "함께 가지 않는 분 · 김민준: +82-10-0000-1001",
    ]


def test_what_is_told_already_is_not_told_again() -> None:
    reply = Reply(("박도윤 +82-10-0000-1003",), cards=(MISSING,))
    lines = essentials(reply, reply.paragraphs[0], "ko", has_document_link=False)
    assert "박도윤: +82-10-0000-1003" not in lines
    assert "최지우: +82-10-0000-1004" in lines
