"""Skill requests as Kakao posts them, one function a shape. Ids are made up; forms are those of captured requests."""

from collections.abc import Mapping
from typing import Any

from handlers.actions import encode
from handlers.reply import Action

Json = dict[str, Any]
BOT_ID = "5fe45a6ddbb8d20c9d4a1b2c"
USER_ID = "9f1c5f2b7a9d4c2f8e0b6d3a1c7e5f9b4a2d8c6e0f1b3a5d7c9e2f4a6b8d0c1e3f5a"
GROUP_ID = "a1b2c3d4e5f60718"


def message(utterance: str, user: str = USER_ID) -> Json:
    """Words typed in the chat with the channel, with the snake_case duplicates that were seen."""
    block = {"id": "5fe45a6ddbb8d20c9d4a1b2e", "name": "폴백 블록"}
    properties = {"plusfriendUserKey": "pF9xQ2aLk7", "appUserStatus": "REGISTERED", "appUserId": "1234567890"}
    duplicates = {"plusfriend_user_key": "pF9xQ2aLk7", "app_user_status": "REGISTERED", "app_user_id": "1234567890"}
    return {
        "bot": {"id": BOT_ID, "name": "길잡이"},
        "intent": {**block, "extra": {"reason": {"code": 1, "message": "OK"}}},
        "action": _action(),
        "userRequest": {
            "timezone": "Asia/Seoul",
            "lang": "kr",
            "block": block,
            "utterance": utterance,
            "params": {"ignoreMe": "true", "surface": "Kakaotalk.plusfriend"},
            "user": {
                "id": user,
                "type": "botUserKey",
                "properties": {**properties, **duplicates, "isFriend": True, "botUserKey": user, "bot_user_key": user},
            },
        },
        "contexts": [],
        "flow": {"lastBlock": block, "trigger": {"type": "TEXT_INPUT", "referrerBlock": block}},
    }


def _action(extra: Mapping[str, Any] | None = None) -> Json:
    return {
        "id": "5fe45a6ddbb8d20c9d4a1b2f",
        "name": "길잡이 스킬",
        "params": {},
        "detailParams": {},
        "clientExtra": {} if extra is None else dict(extra),
    }


def tap(label: str, action: Action, user: str = USER_ID) -> Json:
    """A tap on a quick reply of ours."""
    tapped = message(label, user) | {"action": _action({"action": encode(action)})}
    trigger = {"type": "QUICKREPLY_BUTTON_MESSAGE", "referrerBlock": tapped["userRequest"]["block"]}
    return tapped | {"flow": {**tapped["flow"], "trigger": trigger}}


def skill_test() -> Json:
    """The console's 'skill test': no properties, nulls, no contexts, another kind of user."""
    return {
        "intent": {"id": "k1ol93qy4r1jr3xw4yy40e2g", "name": "블록 이름"},
        "userRequest": {
            "timezone": "Asia/Seoul",
            "params": {"ignoreMe": "true"},
            "block": {"id": "k1ol93qy4r1jr3xw4yy40e2g", "name": "블록 이름"},
            "utterance": "발화 내용",
            "lang": None,
            "user": {"id": "354321", "type": "accountId", "properties": {}},
        },
        "bot": {"id": f"{BOT_ID}!", "name": "봇 이름"},
        "action": {"name": "skill", "clientExtra": None, "params": {}, "id": "ut7f3ol9mt6eej", "detailParams": {}},
    }


def group_message(utterance: str, user: str = USER_ID) -> Json:
    """Words in a group chat that call the bot by its name."""
    asked = message(f"@길잡이 {utterance}", user)
    chat = {"id": GROUP_ID, "type": "botGroupKey", "properties": {"botGroupKey": GROUP_ID}}
    asked["userRequest"] |= {"chat": chat, "params": {"surface": "Kakaotalk.groupchat"}}
    return asked


def event(name: str, data: Mapping[str, Any], params: Mapping[str, Any], user: Mapping[str, Any]) -> Json:
    """A block that the Event API called: nobody wrote anything; a user's own properties come along."""
    called = message("", str(user["id"]))
    called["userRequest"]["params"] |= params
    called["userRequest"]["user"]["properties"] |= user.get("properties", {})
    called["event"] = {"name": name, "data": dict(data)}
    called["flow"]["trigger"] = {"type": "EVENT"}
    return called


def with_callback(url: str, utterance: str = "샤오미 공장 자세히") -> Json:
    """A block with a callback: one late answer is taken at the URL."""
    asked = message(utterance)
    asked["userRequest"]["callbackUrl"] = url
    return asked


def with_params_as_objects() -> Json:
    """Values of params are JSON text, but objects were seen too."""
    asked = message("9월 23일 일정")
    day = {"dateTag": None, "date": "2025-09-23", "day": "23", "month": "9", "year": "2025"}
    detail = {"origin": "9월 23일", "value": day, "groupName": ""}
    asked["action"] |= {"params": {"sys_date": day}, "detailParams": {"sys_date": detail}}
    return asked


def with_contexts() -> Json:
    """A conversation that has a context."""
    asked = message("네")
    context = {
        "name": "pending",
        "lifespan": 3,
        "ttl": 600,
        "params": {"stop": {"value": "d2-xiaomi", "resolvedValue": ""}},
    }
    return asked | {"contexts": [context]}


def with_unknown_fields() -> Json:
    """What Kakao may add tomorrow."""
    asked = message("다음 일정")
    asked["userRequest"]["device"] = {"os": "ios", "nested": [1, None, {"a": []}]}
    return asked | {"tenant": {"id": 7}, "version": None}


def with_nulls() -> Json:
    """Everything that may be absent, as null."""
    asked = message("다음 일정")
    asked["userRequest"] |= {"params": None, "lang": None, "block": None, "callbackUrl": None, "chat": None}
    asked["userRequest"]["user"]["properties"] = None
    return asked | {"contexts": None, "flow": None, "intent": None, "action": None, "bot": None}


def photo() -> Json:
    """A photo: the utterance is its address, and nothing else."""
    return message("https://talk.kakaocdn.net/dna/abc123/i_fedcba987654.jpg?credential=zf3b&expires=1758610000")


def media(kind: str, url: str = "https://talk.kakaocdn.net/dna/abc123/file", user: str = USER_ID) -> Json:
    """An attachment as a parameter."""
    asked = message("", user)
    asked["userRequest"]["params"]["media"] = {"type": kind, "url": url}
    return asked


SHAPES: Mapping[str, Json] = {
    "message": message("오늘 일정 알려줘"),
    "tap": tap("다음 일정", Action("agenda.next")),
    "skill test": skill_test(),
    "group": group_message("다음 일정"),
    "event": event("reminder", {"delivery": "7"}, {}, {"id": USER_ID, "type": "botUserKey"}),
    "callback": with_callback("https://bot-api.kakao.com/v1/callback/token"),
    "params as objects": with_params_as_objects(),
    "contexts": with_contexts(),
    "unknown fields": with_unknown_fields(),
    "nulls": with_nulls(),
    "photo": photo(),
    "media": media("audio"),
    "empty": {},
    "only an utterance": {"userRequest": {"utterance": "도움말"}},
}
