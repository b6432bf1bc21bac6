import base64
import random
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kakao_in import UTTERANCE_MAX, NotASkillRequest, read_skill_call
from handlers.reply import Action
from handlers.request import Attachment, Request
from tests.kakao_api import skill_requests as asked

NOW = datetime(2025, 9, 23, 0, 5, tzinfo=UTC)
CODE = "Ab3dEf6hIj9kLm-nOp_qRs"
USER = asked.USER_ID
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def read(body: object) -> Request:
    return read_skill_call(body, NOW, "request-1").request


def test_words_become_text() -> None:
    call = read_skill_call(asked.message("오늘 일정 알려줘"), NOW, "request-1")
    assert call.request == Request("kakao", USER, NOW, text="오늘 일정 알려줘", language="ko")
    assert (call.request_id, call.bot_id, call.block) == ("request-1", asked.BOT_ID, "폴백 블록")
    assert (call.is_friend, call.is_group_chat, call.is_skill_test, call.event, call.data) == (
        True,
        False,
        False,
        None,
        {},
    )


@pytest.mark.parametrize("name", asked.SHAPES)
def test_every_shape_is_one_thing(name: str) -> None:
    request = read(asked.SHAPES[name])
    kinds = [request.text, request.action, request.code, request.attachment]
    assert sum(kind is not None for kind in kinds) == 1


def test_a_tap_brings_its_action() -> None:
    action = Action("agenda.day", {"date": "2025-09-23"})
    assert read(asked.tap("23일 일정", action)).action == action


def test_an_action_that_is_none_of_ours_leaves_the_words() -> None:
    body = asked.message("다음 일정")
    body["action"]["clientExtra"] = {"action": "<script>"}
    assert read(body).text == "다음 일정"
    body["action"]["clientExtra"] = {"action": {"intent": "help"}}
    assert read(body).text == "다음 일정"


def test_client_extra_as_json_text_is_read() -> None:
    body = asked.message("도움말")
    body["action"]["clientExtra"] = '{"action": "help"}'
    assert read(body).action == Action("help")
    body["action"]["clientExtra"] = '{"action": '
    assert read(body).text == "도움말"


def test_the_console_skill_test_is_a_normal_question() -> None:
    call = read_skill_call(asked.skill_test(), NOW, "request-1")
    assert call.request == Request("kakao", "354321", NOW, text="발화 내용")
    assert call.is_skill_test
    assert call.bot_id.endswith("!")


def test_a_group_chat_is_known_and_the_mention_goes() -> None:
    call = read_skill_call(asked.group_message("다음 일정"), NOW)
    assert (call.is_group_chat, call.chat_id, call.request.text) == (True, asked.GROUP_ID, "다음 일정")


def test_a_mention_in_a_personal_chat_stays() -> None:
    assert read(asked.message("@길잡이 다음 일정")).text == "@길잡이 다음 일정"


def test_an_event_brings_its_name_and_data_from_wherever_they_stand() -> None:
    user = {"id": USER, "type": "botUserKey", "properties": {"delivery": "41"}}
    body = asked.event("reminder", {"notice": 7}, {"stop": "d2-xiaomi"}, user)
    call = read_skill_call(body, NOW)
    assert call.event == "reminder"
    assert call.data == {"stop": "d2-xiaomi", "notice": "7", "delivery": "41", "ignoreMe": "true"} | {
        "appUserStatus": "REGISTERED",
        "app_user_status": "REGISTERED",
    }
    assert call.request.text == ""


@pytest.mark.parametrize("place", ["body", "userRequest", "params"])
def test_an_event_is_found_in_each_place(place: str) -> None:
    body = asked.message("")
    event = {"name": "reminder", "data": {"notice": {"id": 7}}}
    if place == "params":
        body["userRequest"]["params"] |= {"event": "reminder", "notice": {"id": 7}}
    else:
        (body if place == "body" else body["userRequest"])["event"] = event
    call = read_skill_call(body, NOW)
    assert (call.event, call.data["notice"]) == ("reminder", '{"id": 7}')


def test_a_callback_url_is_kept() -> None:
    assert (
        read_skill_call(asked.with_callback("https://bot-api.kakao.com/c"), NOW).callback_url
        == "https://bot-api.kakao.com/c"
    )
    assert read_skill_call(asked.with_nulls(), NOW).callback_url is None


@pytest.mark.parametrize(
    "words",
    [
        CODE,
        f"  {CODE}\n",
        f"코드 {CODE}",
        f"초대 코드: {CODE}",
        f"초대코드:{CODE}",
        f"code {CODE}",
        f"Invitation code {CODE}",
        f"邀请码：{CODE}",
        f"https://tour.example/join/{CODE}",
        f"https://t.me/giljabi_bot?start={CODE}",
    ],
)
def test_an_invitation_is_a_code(words: str) -> None:
    assert read(asked.message(words)).code == CODE


@pytest.mark.parametrize(
    "words",
    [
        "코드",
        f"코드 {CODE[:-1]}",
        f"{CODE}x",
        "whattimeisthedinnertod",
        "1234567890123456789012",
        f"이 코드 {CODE} 뭐예요?",
        "와이파이 코드 알려줘",
    ],
)
def test_other_words_are_no_invitation(words: str) -> None:
    assert read(asked.message(words)).text == words


def test_the_codes_that_are_made_are_known() -> None:
    random_bytes = random.Random(7).randbytes  # noqa: S311 - repeatable, not secret
    made = [base64.urlsafe_b64encode(random_bytes(16)).decode().rstrip("=") for _ in range(200)]
    assert all(read(asked.message(f"코드 {code}")).code == code for code in made)


def test_a_code_from_nobody_ties_no_account() -> None:
    assert read({"userRequest": {"utterance": CODE}}) == Request("kakao", "", NOW, text=CODE)


@pytest.mark.parametrize(
    ("body", "attachment"),
    [
        (asked.photo(), Attachment.PHOTO),
        (asked.media("image"), Attachment.PHOTO),
        (asked.media("audio"), Attachment.VOICE),
        (asked.media("file"), Attachment.OTHER),
        (asked.message("https://talk.kakaocdn.net/dna/abc/report.pdf"), Attachment.OTHER),
    ],
)
def test_what_came_instead_of_words_is_named(body: dict[str, Any], attachment: Attachment) -> None:
    assert read(body).attachment is attachment


def test_a_link_of_somebody_else_is_words() -> None:
    assert read(asked.message("https://example.org/a.jpg")).text == "https://example.org/a.jpg"


def test_a_thousand_characters_pass_whole_and_a_flood_is_cut() -> None:
    assert read(asked.message("가" * 1000)).text == "가" * 1000
    assert read(asked.message("가" * 100_000)).text == "가" * UTTERANCE_MAX


def test_what_no_database_stores_is_taken_out() -> None:
    assert read(asked.message("다음\0 일정\ud83d")).text == "다음 일정\ufffd"


@pytest.mark.parametrize(
    ("lang", "language"), [("kr", "ko"), ("ko", "ko"), ("en", "en"), ("zh-CN", "zh"), (None, None)]
)
def test_the_language_hint_is_iso(lang: str | None, language: str | None) -> None:
    body = asked.message("hi")
    body["userRequest"]["lang"] = lang
    assert read(body).language == language


def test_a_call_without_an_id_is_named_by_what_it_says() -> None:
    first = read_skill_call(asked.message("다음 일정"), NOW).request_id
    assert first == read_skill_call(asked.message("다음 일정"), NOW).request_id
    assert first != read_skill_call(asked.message("오늘 일정"), NOW).request_id


@pytest.mark.parametrize("body", [None, [], "{}", 7])
def test_no_object_is_refused(body: object) -> None:
    with pytest.raises(NotASkillRequest, match=f"a JSON {type(body).__name__}, not an object"):
        read_skill_call(body, NOW)


@given(st.dictionaries(st.sampled_from(["bot", "action", "userRequest", "event", "contexts", "flow"]), JSON))
def test_anything_in_an_object_is_tolerated(body: dict[str, Any]) -> None:
    assert read(body).channel == "kakao"


@given(st.sampled_from(["user", "params", "chat", "lang", "utterance", "block", "callbackUrl", "event"]), JSON)
def test_any_field_of_any_type_is_tolerated(name: str, value: Any) -> None:
    body = asked.message("다음 일정")
    body["userRequest"][name] = value
    assert isinstance(read_skill_call(body, NOW).request_id, str)
