from dataclasses import replace

import pytest

from handlers.reply import Outcome
from schedule_data.itinerary import Text
from tests.handlers.answers.tour import ask, beijing, labels, local


def test_bring_of_a_stop_tells_things_dress_and_rules() -> None:
    reply = ask("stop.bring", stop="d1-4paradigm", at=local("2025-09-22 12:00"))

    assert reply.paragraphs[:2] == (
        "포패러다임 방문\n준비물: 명함\n복장: 비즈니스 캐주얼\n유의 사항: 전시장 안 사진 촬영 금지",
        "9월 22일(월) 13:40 (한국 14:40)까지 와 주세요.",
    )


def test_bring_without_a_stop_is_about_the_next_that_needs_anything() -> None:
    reply = ask("stop.bring", at=local("2025-09-23 12:30"))

    assert reply.paragraphs[0] == "주 파크(ZYW-PARK) 방문\n준비물: 명함"


def test_bring_on_a_date_tells_every_stop_that_needs_anything() -> None:
    reply = ask("stop.bring", date="2025-09-23")

    assert reply.paragraphs[0].startswith("샤오미 슈퍼공장 견학\n준비물: 여권 원본(출입 확인), 편한 신발")
    assert [card.title for card in reply.cards] == ["SU7 시승 (신청자만)", "주 파크(ZYW-PARK) 방문"]


def test_bring_of_a_past_stop_does_not_call_people_there() -> None:
    assert ask("stop.bring", stop="d1-4paradigm").paragraphs[1] == "이미 끝난 일정이에요."


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({"stop": "d2-lunch"}, "점심 · 이좡 현지식 준비물은 따로 적힌 게 없어요."),
        ({"kind": "flight", "date": "2025-09-23"}, "9월 23일(화) 준비물은 따로 적힌 게 없어요."),
        ({"stop": "gone"}, "따로 적힌 준비물이 없어요."),
    ],
)
def test_nothing_to_bring_is_said_with_a_way_to_a_human(slots: dict[str, str], expected: str) -> None:
    reply = ask("stop.bring", slots)

    assert reply.paragraphs == (expected,)
    assert labels(reply)[-1] == "인솔자 전화"


def test_site_fills_in_what_its_stop_does_not_say() -> None:
    site = replace(beijing().sites["zyw-park"], facts={"rules": Text({"ko": "실내 금연"}, "ko")})
    itinerary = replace(beijing(), sites={**beijing().sites, "zyw-park": site})

    reply = ask("stop.bring", itinerary=itinerary, stop="d2-zyw")

    assert reply.paragraphs[0] == "주 파크(ZYW-PARK) 방문\n준비물: 명함\n유의 사항: 실내 금연"


def test_stop_goes_before_its_site() -> None:
    site = replace(beijing().sites["zyw-park"], facts={"bring": Text({"ko": "여권"}, "ko")})
    itinerary = replace(beijing(), sites={**beijing().sites, "zyw-park": site})

    assert ask("stop.bring", itinerary=itinerary, stop="d2-zyw").paragraphs[0].endswith("준비물: 명함")


def test_about_tells_description_facts_and_topics() -> None:
    reply = ask("site.about", site="xiaomi-factory")

    assert reply.paragraphs[0].startswith("샤오미 슈퍼공장: 베이징 이좡 신도시에 있는")
    assert reply.paragraphs[1].split("\n")[0] == "· 면적 72만㎡"
    assert reply.paragraphs[2] == "주요 키워드: SU7, 전기차, 시승, 배터리, 다이캐스팅"
    assert labels(reply) == ("샤오미 슈퍼공장 시간", "샤오미 슈퍼공장 위치", "다음 일정")


def test_about_a_stop_is_about_its_site() -> None:
    assert ask("site.about", stop="d2-zyw") == ask("site.about", site="zyw-park")


def test_about_a_site_without_description_begins_with_its_facts() -> None:
    assert ask("site.about", site="hotel").paragraphs[0].startswith("베이징 그랜드 호텔(예시)\n· 와이파이")


def test_about_a_site_of_which_nothing_is_known_offers_the_staff() -> None:
    reply = ask("site.about", site="capital-airport")

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs == ("베이징 서우두 국제공항 소개는 아직 없어요. 운영진에게 물어보실 수 있어요.",)


def test_about_links_the_website() -> None:
    site = replace(beijing().sites["zyw-park"], url="https://example.org/zyw")
    reply = ask("site.about", itinerary=replace(beijing(), sites={"zyw-park": site}), site="zyw-park")

    assert (reply.buttons[-1].label, reply.buttons[-1].url) == ("홈페이지", "https://example.org/zyw")


def test_where_shows_the_driver_the_local_name_and_address() -> None:
    reply = ask("site.where", site="xiaomi-factory")

    assert reply.paragraphs == ("샤오미 슈퍼공장 주소예요. 기사님께 보여 주세요.",)
    assert reply.cards[0].title == "小米汽车超级工厂"
    assert {fact.value for fact in reply.cards[0].facts} == {"北京市亦庄新城小米汽车工厂"}
    assert [button.url for button in reply.buttons[:2]] == [
        (
            "https://uri.amap.com/marker?position=116.558000,39.705000"
            "&name=%E5%B0%8F%E7%B1%B3%E6%B1%BD%E8%BD%A6%E8%B6%85%E7%BA%A7%E5%B7%A5%E5%8E%82&coordinate=wgs84&callnative=1"
        ),
        (
            "https://maps.apple.com/?ll=39.705000,116.558000"
            "&q=%E5%B0%8F%E7%B1%B3%E6%B1%BD%E8%BD%A6%E8%B6%85%E7%BA%A7%E5%B7%A5%E5%8E%82"
        ),
    ]


def test_where_outside_china_offers_google_maps() -> None:
    itinerary = replace(beijing(), timezone="Asia/Ho_Chi_Minh", stops=())

    reply = ask("site.where", itinerary=itinerary, site="cbd")

    assert reply.buttons[0].label == "구글 지도"
    assert reply.buttons[0].url == "https://www.google.com/maps/search/?api=1&query=39.908700,116.460500"


def test_where_without_coordinates_tells_the_address_alone() -> None:
    site = replace(beijing().sites["cbd"], location=None)
    reply = ask("site.where", itinerary=replace(beijing(), sites={"cbd": site}), site="cbd")

    assert reply.place is None
    assert reply.cards[0].title == "北京CBD"
    assert {fact.value for fact in reply.cards[0].facts} == {"北京市朝阳区建国门外大街1号"}


def test_where_without_an_address_tells_the_local_name() -> None:
    site = replace(beijing().sites["cbd"], address=None)
    reply = ask("site.where", itinerary=replace(beijing(), sites={"cbd": site}), site="cbd")

    assert reply.paragraphs[0] == "베이징 CBD로 가실 때 기사님께 보여 주세요."
    assert reply.cards[0].title == "北京CBD"


def test_where_of_a_site_without_either_is_not_known() -> None:
    site = replace(beijing().sites["cbd"], address=None, location=None)
    reply = ask("site.where", itinerary=replace(beijing(), sites={"cbd": site}), site="cbd")

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs[0].startswith("베이징 CBD 주소는 아직 등록되지 않았어요.")


@pytest.mark.parametrize("intent", ["site.about", "site.where"])
def test_unknown_site_is_said_to_be_in_no_record(intent: str) -> None:
    reply = ask(intent, site="gone")

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs[0].startswith("그곳은 이번 여행 안내에서 찾지 못했어요.")


def test_about_one_fact_tells_that_fact() -> None:
    assert ask("site.about", site="xiaomi-factory", topic="area").paragraphs == ("샤오미 슈퍼공장: 면적 72만㎡",)
