from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kakao_check import check_response
from bot.kakao_in import ACTION_KEY
from bot.kakao_limits import LABEL_MAX, SIMPLE_TEXT_FOLD, SIMPLE_TEXT_MAX, width
from bot.kakao_out import apology, later, render
from handlers.actions import decode
from handlers.map_links import amap_url, apple_url
from handlers.reply import Action, Agenda, Button, Card, Document, Fact, Item, Outcome, Place, Reply

Json = dict[str, Any]
FACTORY = Place("小米汽车超级工厂", "北京市亦庄新城小米汽车工厂", 39.705, 116.558)
VISIT = Reply(
    ("다음은 샤오미 슈퍼공장 견학이에요.",),
    cards=(
        Card(
            "샤오미 슈퍼공장 견학",
            (
                Fact("집합", "08:20 호텔 로비"),
                Fact("시간", "09:30–12:00"),
                Fact("준비물", "여권 원본(출입 확인), 편한 신발"),
                Fact("주의", "생산 라인 촬영 금지"),
            ),
            note="안내 방송이 나오면 이어폰을 껴 주세요.",
        ),
    ),
    place=FACTORY,
    buttons=(
        Button("도착했어요", action=Action("attendance.here")),
        Button("늦을 것 같아요", action=Action("attendance.late")),
        Button("인솔자", phone="+82-10-0000-0001"),
    ),
)


def outputs(response: Json) -> list[Json]:
    found: list[Json] = response["template"]["outputs"]
    return found


def simple_texts(response: Json) -> str:
    return "\n".join(output["simpleText"]["text"] for output in outputs(response) if "simpleText" in output)


def kinds(response: Json) -> list[str]:
    return [next(iter(output)) for output in outputs(response)]


def all_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from all_texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from all_texts(part)


def day(length: int, title: str = "9월 23일 (화)") -> Agenda:
    items = (
        Item(
            f"{8 + number:02d}:20",
            f"{number}번째 방문",
            f"{number}동 로비",
            Action("agenda.when", {"stop": f"d2-{number}"}),
        )
        for number in range(length)
    )
    return Agenda(title, tuple(items))


def test_a_visit_is_text_an_item_card_and_a_map_card() -> None:
    response = render(VISIT)
    assert kinds(response) == ["simpleText", "itemCard", "textCard"]
    assert simple_texts(response) == (
        "다음은 샤오미 슈퍼공장 견학이에요.\n\n집합: 08:20 호텔 로비\n시간: 09:30–12:00\n"
        "小米汽车超级工厂\n北京市亦庄新城小米汽车工厂\n인솔자: +82-10-0000-0001"
    )
    card = outputs(response)[1]["itemCard"]
    assert (card["title"], card["description"]) == ("샤오미 슈퍼공장 견학", "안내 방송이 나오면 이어폰을 껴 주세요.")
    assert card["itemList"] == [
        {"title": "준비물", "description": "여권 원본(출입 확인), 편한 신발"},
        {"title": "주의", "description": "생산 라인 촬영 금지"},
    ]
    assert outputs(response)[2]["textCard"] == {
        "title": "小米汽车超级工厂",
        "buttons": [
            {"label": "고덕지도(Amap)", "action": "webLink", "webLinkUrl": amap_url(FACTORY)},
            {"label": "애플 지도", "action": "webLink", "webLinkUrl": apple_url(FACTORY)},
            {"label": "인솔자", "action": "phone", "phoneNumber": "+82-10-0000-0001"},
        ],
        "buttonLayout": "vertical",
    }
    assert [reply["label"] for reply in response["template"]["quickReplies"]] == ["도착했어요", "늦을 것 같아요"]
    assert check_response(response) == []


def test_what_was_told_is_not_repeated() -> None:
    told = Reply(
        ("08:20 호텔 로비에서 모여요. 경찰은 110이에요.",),
        cards=(Card("견학", (Fact("집합", "08:20 호텔 로비"),)),),
        buttons=(Button("경찰", phone="110"), Button("구급", phone="10")),
    )
    assert simple_texts(render(told)) == "08:20 호텔 로비에서 모여요. 경찰은 110이에요.\n\n구급: 10"


def test_a_list_of_numbers_is_text_alone() -> None:
    names = tuple(Fact(f"{n}번", f"+82-10-0000-{n:04}") for n in range(30))
    response = render(Reply(("30명이 남았어요.",), cards=(Card("미도착", names),)))
    assert {*kinds(response)} == {"simpleText"}
    assert simple_texts(response).split("\n") == [
        "30명이 남았어요.",
        "",
        "미도착",
        *(f"{fact.label}: {fact.value}" for fact in names),
    ]


def test_a_reminder_says_nothing_twice() -> None:
    told = "30분 뒤 집합: 견학 · 08:20 호텔 로비"
    facts = (
        Fact("시간", "09:30–12:00"),
        Fact("집합", "08:20 호텔 로비"),
        Fact("버스", "1호차 京B-1"),
        Fact("복장", "편하게"),
    )
    response = render(Reply((told,), cards=(Card("견학", facts),), place=FACTORY))
    said = list(all_texts(outputs(response)))
    for value in ("08:20 호텔 로비", "09:30–12:00", "1호차 京B-1", "편하게", FACTORY.address):
        assert sum(text.count(value) for text in said if not text.startswith("http")) == 1


def test_quick_replies_say_and_mean_the_same() -> None:
    first = render(VISIT)["template"]["quickReplies"][0]
    assert first["messageText"] == first["label"] == "도착했어요"
    assert decode(first["extra"][ACTION_KEY]) == Action("attendance.here")


def test_long_labels_are_cut_to_words_and_kept_apart() -> None:
    labels = (
        "샤오미 슈퍼공장 견학 집합 시간",
        "샤오미 슈퍼공장 견학 준비물",
        "늦을 것 같아요 (30분 이상)",
        "늦을 것 같아요",
        "늦을 것 같아요",
    )
    buttons = tuple(Button(label, action=Action("help", {"topic": str(n)})) for n, label in enumerate(labels))
    replies = render(Reply(("무엇이 궁금하세요?",), buttons=buttons))["template"]["quickReplies"]
    assert [reply["label"] for reply in replies] == [
        "샤오미 슈퍼공장 견학 집합",
        "샤오미 슈퍼공장 견학",
        "것 같아요 (30분 이상)",
        "늦을 것 같아요",
    ]


def test_labels_that_begin_alike_are_cut_to_what_tells_them_apart() -> None:
    tours = "참관단 1차 · 베이징", "참관단 3차 · 베이징·항저우", "참관단 2차 · 상하이"
    buttons = tuple(Button(f"중국 AI 스마트 혁신도시 {one}", Action("tour.switch", {"member": one})) for one in tours)
    replies = render(Reply(("어느 여행인가요?",), buttons=buttons))["template"]["quickReplies"]
    assert [reply["label"] for reply in replies] == ["1차 · 베이징", "3차 · 베이징·항저우", "2차 · 상하이"]


def test_a_cut_label_ends_in_no_open_bracket_or_colon() -> None:
    buttons = (
        Button("What to bring: Xiaomi EV Super Factory", action=Action("stop.bring")),
        Button("Call: Tour leader", phone="+82-10-0000-0001"),
        Button("Call: Ambulance", phone="120"),
    )
    response = render(Reply(("네.",), buttons=buttons))
    assert [reply["label"] for reply in response["template"]["quickReplies"]] == ["What to bring"]
    assert [button["label"] for button in outputs(response)[1]["textCard"]["buttons"]] == ["Tour leader", "Ambulance"]


def test_links_may_share_a_label_but_not_be_nameless() -> None:
    buttons = (Button("전화", phone="110"), Button("전화", phone="120"), Button("  ", phone="119"))
    card = outputs(render(Reply(("네.",), buttons=buttons)))[1]["textCard"]
    assert [button["phoneNumber"] for button in card["buttons"]] == ["110", "120"]


def test_an_action_that_is_too_long_leaves_the_words() -> None:
    slots = {f"slot{number}": "긴 값이에요" for number in range(9)}
    reply = render(Reply(("네",), buttons=(Button("찾기", action=Action("headcount", slots)),)))
    assert reply["template"]["quickReplies"] == [{"label": "찾기", "action": "message", "messageText": "찾기"}]


def test_at_most_ten_quick_replies() -> None:
    buttons = tuple(Button(f"{n}호차", action=Action("headcount", {"group": str(n)})) for n in range(12))
    assert len(render(Reply(("어느 차예요?",), buttons=buttons))["template"]["quickReplies"]) == 10


def test_a_short_day_is_one_list_card() -> None:
    response = render(Reply(("오늘 일정은 5개예요.",), agendas=(day(5),)))
    assert kinds(response) == ["simpleText", "listCard"]
    card = outputs(response)[1]["listCard"]
    assert card["header"] == {"title": "9월 23일 (화)"}
    assert card["items"][0] == {
        "title": "08:20 0번째 방문",
        "description": "0동 로비",
        "action": "message",
        "messageText": "0번째 방문",
        "extra": {"action": "agenda.when?stop=d2-0"},
    }


def test_a_long_day_is_a_carousel_of_list_cards() -> None:
    response = render(Reply(("오늘 일정은 9개예요.",), agendas=(day(9),)))
    carousel = outputs(response)[1]["carousel"]
    assert [len(page["items"]) for page in carousel["items"]] == [4, 4, 1]
    assert [page["header"]["title"] for page in carousel["items"]] == [f"9월 23일 (화) ({n}/3)" for n in (1, 2, 3)]


def test_what_a_carousel_can_not_hold_is_text() -> None:
    response = render(Reply(("전체 일정이에요.",), agendas=(day(12, "첫째 날"), day(12, "둘째 날"))))
    carousel = outputs(response)[1]["carousel"]
    assert len(carousel["items"]) == 5
    assert simple_texts(response).splitlines()[2:4] == ["둘째 날 (3/3)", "16:20 8번째 방문 · 8동 로비"]


def test_the_hour_at_home_stands_behind_the_place() -> None:
    item = Item("09:30–12:00 (한국 10:30–13:00)", "샤오미 슈퍼공장 견학", "집합 08:20, 호텔 로비")
    response = render(Reply(("네.",), agendas=(Agenda("오늘", (item, Item("", ""))),)))
    assert outputs(response)[1]["listCard"]["items"] == [
        {"title": "09:30–12:00 샤오미 슈퍼공장 견학", "description": "집합 08:20, 호텔 로비 · 한국 10:30–13:00"},
        {"title": "…"},
    ]


def test_a_long_title_stands_under_its_day() -> None:
    item = Item("9월 22일(월)", "인천 → 베이징, 포패러다임 방문, 특강 1 · 중국의 경제 정책과 산업 동향")
    shown = outputs(render(Reply(("네.",), agendas=(Agenda("전체 일정", (item,)),))))[1]["listCard"]["items"]
    assert shown == [{"title": "9월 22일(월)", "description": item.title}]


def test_an_address_is_told_and_drawn_once() -> None:
    card = Card(FACTORY.title, (Fact("주소", FACTORY.address),))
    response = render(Reply(("기사님께 보여 주세요.",), cards=(card,), place=FACTORY))
    assert kinds(response) == ["simpleText", "textCard"]
    assert [button["label"] for button in outputs(response)[1]["textCard"]["buttons"]] == [
        "고덕지도(Amap)",
        "애플 지도",
    ]
    assert simple_texts(response).splitlines()[2:] == ["小米汽车超级工厂", "주소: 北京市亦庄新城小米汽车工厂"]


def test_an_agenda_without_items_is_its_title() -> None:
    assert simple_texts(render(Reply(("네.",), agendas=(Agenda("자유 시간", ()),)))) == "네.\n\n자유 시간"


def test_several_cards_are_a_carousel_of_one_kind() -> None:
    contacts = tuple(Card(f"담당 {n}", (Fact("전화", f"+82-10-0000-000{n}"), Fact("언어", "중국어"))) for n in range(3))
    response = render(Reply(("연락처예요.",), cards=(*contacts, Card("안내", note="밤에도 받아요."))))
    assert kinds(response) == ["simpleText", "carousel", "textCard"]
    assert outputs(response)[1]["carousel"]["type"] == "itemCard"
    assert [item["itemList"] for item in outputs(response)[1]["carousel"]["items"]] == [
        [{"title": "언어", "description": "중국어"}]
    ] * 3
    assert "담당 2 · 전화: +82-10-0000-0002" in simple_texts(response)


def test_facts_past_the_tenth_are_text() -> None:
    card = Card("견학", tuple(Fact(f"항목{n}", f"값{n}") for n in range(12)))
    response = render(Reply(("네.",), cards=(card,)))
    assert len(outputs(response)[1]["itemCard"]["itemList"]) == 10
    assert simple_texts(response) == "네.\n\n항목10: 값10\n항목11: 값11"


def test_facts_past_the_fifth_of_a_carousel_are_text_under_their_card() -> None:
    cards = tuple(Card(f"{n}호", tuple(Fact(f"항목{k}", f"값{k}") for k in range(6))) for n in (1, 2))
    assert simple_texts(render(Reply(("네.",), cards=cards))) == "네.\n\n1호\n항목5: 값5\n2호\n항목5: 값5"


def test_a_long_label_of_a_fact_stands_before_its_value() -> None:
    card = Card("Visit", (Fact("Dress code", "casual"), Fact("Weather", "warm"), Fact("", "x"), Fact("빈 값", " ")))
    items = outputs(render(Reply(("Yes.",), cards=(card,))))[1]["itemCard"]["itemList"]
    assert items == [
        {"title": "Dress", "description": "Dress code: casual"},
        {"title": "Weath…", "description": "Weather: warm"},
        {"title": "…", "description": ": x"},
    ]


def test_a_long_note_is_whole_in_the_text() -> None:
    note = " ".join(f"문장 {n}이에요." for n in range(40))
    response = render(Reply(("네.",), cards=(Card("견학", (Fact("소요", "두 시간"),), note),)))
    card = outputs(response)[1]["itemCard"]
    assert width(card["title"] + card["description"]) <= 200
    assert card["description"].endswith("…")
    assert note in simple_texts(response)


def test_a_card_of_thirteen_lines_is_cut_to_twelve() -> None:
    note = "\n".join("가나다라마바사아자차카타파")
    response = render(Reply(("네.",), cards=(Card("견학", (Fact("소요", "두 시간"),), note),)))
    assert outputs(response)[1]["itemCard"]["description"].count("\n") == 10
    assert note in simple_texts(response)


@pytest.mark.parametrize(
    ("card", "shown"),
    [
        (Card("제목만"), {"title": "제목만"}),
        (Card("", note="설명만"), {"title": "설명만"}),
        (Card("제목", note="설명"), {"title": "제목", "description": "설명"}),
    ],
)
def test_a_card_without_facts_is_a_text_card(card: Card, shown: Json) -> None:
    assert outputs(render(Reply(("네.",), cards=(card,))))[1] == {"textCard": shown}


def test_what_finds_no_room_is_text() -> None:
    reply = Reply(("네.",), cards=(Card("견학", (Fact("층", "3층"),)),), agendas=(day(2),), place=FACTORY)
    response = render(reply)
    assert kinds(response) == ["simpleText", "itemCard", "textCard"]
    assert "9월 23일 (화)\n08:20 0번째 방문 · 0동 로비\n09:20 1번째 방문 · 1동 로비" in simple_texts(response)


def test_links_without_a_card_get_one() -> None:
    buttons = tuple(Button(f"담당 {n}", phone=f"+82-10-0000-000{n}") for n in range(4))
    response = render(Reply(("연락처예요.",), buttons=buttons))
    assert kinds(response) == ["simpleText", "textCard", "textCard"]
    assert outputs(response)[1]["textCard"]["description"] == "아래 버튼을 누르면 바로 열려요."
    assert [len(output["textCard"]["buttons"]) for output in outputs(response)[1:]] == [3, 1]
    assert simple_texts(response).count("+82-10-0000-000") == 4


def test_links_past_the_last_button_are_text() -> None:
    buttons = tuple(Button(f"자료 {n}", url=f"https://example.org/{n}") for n in range(7))
    response = render(Reply(("자료예요.",), buttons=buttons))
    assert simple_texts(response) == "자료예요.\n\n자료 6: https://example.org/6"


def test_a_group_chat_has_buttons_instead_of_quick_replies_and_no_carousel() -> None:
    response = render(VISIT, in_group=True)
    assert "quickReplies" not in response["template"]
    assert [button["label"] for button in outputs(response)[2]["textCard"]["buttons"]] == [
        "고덕지도(Amap)", "애플 지도", "인솔자", "도착했어요", "늦을 것 같아요",
    ]  # fmt: skip
    assert check_response(response, in_group=True) == []
    pages = render(Reply(("일정이에요.",), agendas=(day(12),)), in_group=True)
    assert kinds(pages) == ["simpleText", "listCard", "listCard"]
    assert "18:20 10번째 방문" in simple_texts(pages)


def test_a_reply_that_brings_its_map_links_gets_no_others() -> None:
    links = (Button("구글 지도", url="https://www.google.com/maps/search/?api=1&query=37.4,127.0"), VISIT.buttons[2])
    response = render(Reply(("여기예요.",), place=FACTORY, buttons=links))
    assert [button["label"] for button in outputs(response)[1]["textCard"]["buttons"]] == ["구글 지도", "인솔자"]


def test_a_place_without_words_still_has_its_map() -> None:
    card = outputs(render(Reply(("여기예요.",), place=Place(" ", "", 39.9, 116.4))))[1]["textCard"]
    assert (card["title"], len(card["buttons"])) == ("…", 2)


def test_a_document_is_a_link_or_told_where_it_is() -> None:
    reply = Reply(("명단이에요.",), document=Document("명단.xlsx", b"", "application/vnd.ms-excel"))
    linked = render(reply, document_url="https://tour.example/f/1")
    assert outputs(linked)[1]["textCard"]["buttons"] == [
        {"label": "명단.xlsx", "action": "webLink", "webLinkUrl": "https://tour.example/f/1"}
    ]
    assert simple_texts(render(reply)).startswith("명단이에요.\n\n‘명단.xlsx’ 파일은")


def test_long_text_is_parted_where_it_would_fold() -> None:
    paragraphs = tuple(f"{n}번째 문단이에요. " + "설명 " * 70 for n in range(6))
    response = render(Reply(paragraphs))
    assert kinds(response) == ["simpleText"] * 3
    assert all(width(output["simpleText"]["text"]) <= SIMPLE_TEXT_FOLD for output in outputs(response))
    assert [text["simpleText"]["text"][:2] for text in outputs(response)] == ["0번", "2번", "4번"]


def test_text_that_is_too_long_is_cut_but_its_essentials_are_not() -> None:
    reply = Reply(("가 나 다 " * 1000,), cards=VISIT.cards, place=FACTORY, buttons=VISIT.buttons)
    response = render(reply)
    text = simple_texts(response)
    assert kinds(response) == ["simpleText", "itemCard", "textCard"]
    assert width(text) <= SIMPLE_TEXT_MAX
    assert text.endswith(
        "08:20 호텔 로비\n시간: 09:30–12:00\n小米汽车超级工厂\n北京市亦庄新城小米汽车工厂\n인솔자: +82-10-0000-0001"
    )
    assert "…\n\n집합" in text


def test_a_flood_fills_its_bubbles_and_says_that_it_was_cut() -> None:
    response = render(Reply(("말 " * 3000, "끝"), cards=(Card("견학", (Fact("집합", "08:20"),)),)))
    texts = [output["simpleText"]["text"] for output in outputs(response) if "simpleText" in output]
    assert [text.endswith("…") for text in texts] == [False, True, False]
    assert texts[2] == "견학\n집합: 08:20"


def test_a_chinese_label_has_its_own_colon() -> None:
    facts = (Fact("集合", "08:20 酒店大堂"),)
    reply = Reply(("好的。",), cards=(Card("参观", facts),), buttons=(Button("领队", phone="+82-10-0000-0001"),))
    assert simple_texts(render(reply)) == "好的。\n\n参观\n集合：08:20 酒店大堂\n领队：+82-10-0000-0001"


def test_nothing_to_say_is_said_politely() -> None:
    assert simple_texts(render(Reply(()))).startswith("지금은 답을 가져오지 못했어요.")


@pytest.mark.parametrize("language", ["ko", "en", "zh"])
def test_an_apology_names_a_next_step_and_a_human(language: str) -> None:
    response = apology(language)
    actions = [decode(reply["extra"]["action"]) for reply in response["template"]["quickReplies"]]
    assert actions == [Action("agenda.next"), Action("human")]
    assert check_response(response) == []
    assert check_response(apology(language, in_group=True), in_group=True) == []
    assert check_response(later(language)) == []


def test_the_three_languages_differ() -> None:
    assert len({str(make(language)) for make, language in product((apology, later), ("ko", "en", "zh"))}) == 6


WORDS = st.text(alphabet=st.sampled_from("가나다 라\n中京ab1:0.👍🇰👨‍"), min_size=1, max_size=40)
LONG = st.builds(lambda text, times: text * times, WORDS, st.integers(1, 60))
ACTIONS = st.builds(
    Action, st.sampled_from(["help", "agenda.next"]), st.dictionaries(st.just("stop"), WORDS, max_size=1)
)
BUTTONS = (
    st.builds(Button, WORDS, action=ACTIONS)
    | st.builds(Button, WORDS, url=st.just("https://example.org/x"))
    | st.builds(Button, WORDS, phone=st.sampled_from(["110", "+82-2-0000-0000", "+86 130 0000 0001"]))
)
CARDS = st.builds(
    Card,
    WORDS | LONG | st.just(""),
    st.lists(st.builds(Fact, WORDS, WORDS | LONG), max_size=12).map(tuple),
    st.none() | LONG,
)
ITEMS = st.builds(Item, st.just("08:20"), WORDS, st.none() | WORDS, st.none() | ACTIONS)
AGENDAS = st.builds(Agenda, WORDS, st.lists(ITEMS, max_size=9).map(tuple))
PLACES = st.builds(Place, WORDS, WORDS | LONG, st.floats(-89, 89), st.floats(-179, 179))
REPLIES = st.builds(
    Reply,
    st.lists(WORDS | LONG, max_size=4).map(tuple),
    outcome=st.just(Outcome.ANSWER),
    cards=st.lists(CARDS, max_size=12).map(tuple),
    agendas=st.lists(AGENDAS, max_size=3).map(tuple),
    place=st.none() | PLACES,
    buttons=st.lists(BUTTONS, max_size=14).map(tuple),
    document=st.none() | st.just(Document("일정.ics", b"", "text/calendar")),
)


@pytest.mark.no_cover
@settings(max_examples=100)
@given(REPLIES, st.booleans(), st.sampled_from(["ko", "en", "zh"]))
def test_whatever_is_said_kakao_takes_it(reply: Reply, in_group: bool, language: str) -> None:  # noqa: FBT001
    response = render(reply, in_group=in_group, language=language)
    problems = check_response(response, in_group=in_group)
    assert [problem for problem in problems if problem.rule != "simpleText-fold"] == []


@pytest.mark.no_cover
@settings(max_examples=60)
@given(REPLIES)
def test_labels_say_what_they_do(reply: Reply) -> None:
    replies = render(reply)["template"].get("quickReplies", [])
    labels = [reply["label"] for reply in replies]
    assert len(set(labels)) == len(labels)
    assert all(0 < width(label) <= LABEL_MAX for label in labels)


@settings(max_examples=60)
@given(st.lists(st.from_regex(r"[가-힣]{2,4} [0-2]\d:[0-5]\d [가-힣]{2,8}", fullmatch=True), max_size=20), PLACES, LONG)
def test_times_and_places_are_always_in_the_text(values: list[str], place: Place, told: str) -> None:
    cards = tuple(Card(f"방문 {n}", (Fact("집합", value),)) for n, value in enumerate(values))
    text = simple_texts(
        render(Reply((told,), cards=cards, place=Place("北京饭店", "北京市朝阳区建国路1号", 39.9, 116.4)))
    )
    assert [value for value in (*values, "北京饭店", "北京市朝阳区建国路1号") if value not in text] == []
    assert place.address is not None
