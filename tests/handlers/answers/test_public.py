from dataclasses import replace

import pytest

from handlers.answers.public import programme
from handlers.reply import Outcome
from schedule_data.itinerary import Fee, Programme
from tests.handlers.answers.facts import texts
from tests.handlers.answers.tour import ask, beijing, facts, labels

TITLE = "중국 AI 스마트 혁신도시 참관단 1차 · 베이징"


def test_stranger_learns_programme_and_dates() -> None:
    reply = programme([beijing()], "ko")

    assert reply.paragraphs == (
        (
            f"{TITLE}: 9월 22일(월)부터 9월 24일(수)까지\n"
            "베이징의 AI 기업과 혁신 단지를 2박 3일 동안 둘러보고 현지 전문가 특강을 듣는 참관 프로그램이에요."
        ),
        "참가자라면 받으신 초대 링크를 열어 주세요. 일정도 알려 드릴게요.",
    )
    assert facts(reply) == {
        "기간": "9월 22일(월)부터 9월 24일(수)까지",
        "참가비": "1,900,000원",
        "주최": "매경교육센터",
    }
    assert labels(reply) == ("여행 기간", "참가비", "참가 신청 방법")


@pytest.mark.parametrize("topic", ["", "dates", "fee", "apply", "wifi", "hotel"])
def test_stranger_learns_nothing_else(topic: str) -> None:
    told = " ".join(texts(programme([beijing()], "ko", topic)))

    private = [stop.title.to("ko") for stop in beijing().stops]
    private += [site.name.to("ko") for site in beijing().sites.values()]
    private += [contact.phone for contact in beijing().contacts if contact.phone.startswith("+")]
    assert [words for words in private if words in told] == []


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("fee", f"{TITLE} 참가비는 1,900,000원이에요."),
        ("dates", f"{TITLE}: 9월 22일(월)부터 9월 24일(수)까지"),
        ("apply", f"{TITLE}: 운영 사무국에 이름·회사·연락처를 남기면 운영진이 안내해 드려요."),
    ],
)
def test_one_topic_of_the_programme(topic: str, expected: str) -> None:
    assert programme([beijing()], "ko", topic).paragraphs[0] == expected


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("fee", f"{TITLE} 참가비는 아직 안내되지 않았어요."),
        ("apply", f"{TITLE} 신청 방법은 아직 안내되지 않았어요."),
        ("refund", f"그 내용은 아직 안내되지 않았어요 ({TITLE})."),
    ],
)
def test_topic_that_is_not_announced_is_not_known(topic: str, expected: str) -> None:
    reply = programme([replace(beijing(), programme=Programme())], "ko", topic)

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs[0] == expected


def test_announced_tour_says_that_its_days_are_not_planned() -> None:
    reply = programme([beijing(), replace(beijing(), tour="second", stops=())], "ko")

    assert [card.note for card in reply.cards] == [None, "세부 일정은 아직 정해지지 않았어요."]


def test_fee_is_told_for_every_tour_that_has_one() -> None:
    dearer = replace(beijing(), programme=Programme(Fee(2100000, "KRW")))

    told = programme([beijing(), dearer, replace(beijing(), programme=Programme())], "ko", "fee").paragraphs

    assert [words.rpartition(" ")[2] for words in told[:2]] == ["1,900,000원이에요.", "2,100,000원이에요."]
    assert len(told) == 3


def test_no_tour_at_all_is_said() -> None:
    assert programme([], "en").paragraphs[0] == "No programme is announced at the moment."


def test_member_is_offered_the_whole_tour_rather_than_an_invitation() -> None:
    reply = ask("programme")

    assert len(reply.paragraphs) == 1
    assert labels(reply)[-1] == "전체 일정"


def test_member_may_call_where_the_programme_does_not_say() -> None:
    assert ask("programme", topic="refund").buttons[-1].phone == "+82-10-0000-0001"
