"""What Kakao posts to the skill server, as a `Request`. Pure.

Kakao adds fields without notice, leaves out others, sends null for both, and repeats some in snake_case; so everything
but a JSON object is taken, and whatever is not understood is passed over.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.kakao_fields import object_in, storable, text_in, written
from handlers.actions import decode
from handlers.reply import Action
from handlers.request import Attachment, Request

CHANNEL = "kakao"
# An invitation's token: 16 random bytes, URL-safe base64. Written '코드 …', on its own, or as the end of its link.
INVITATION_TOKEN = r"[A-Za-z0-9_-]{22}"  # noqa: S105 - the form of a token, not one
INVITATION = re.compile(
    rf"(?:(?:초대\s*)?코드|(?:invitation\s+)?code|邀请码|https?://\S+[/=])\s*[:：]?\s*({INVITATION_TOKEN})",
    re.IGNORECASE,
)
BARE_TOKEN = re.compile(rf"(?=[^a-z]*[a-z])(?=.*[A-Z0-9_-]){INVITATION_TOKEN}")
# Kakao's own input ends at 1,000 characters; the conversation says so itself where a text is too long for it.
UTTERANCE_MAX = 4000
# The keys under which an action, or the call whose answer was late, travels in clientExtra, and an event's name in
# params; all are written by us.
ACTION_KEY = "action"
AGAIN_KEY = "again"
EVENT_KEY = "event"
# Captured requests: what the console's 'skill test' calls its user.
SKILL_TEST_USER = "accountId"
# What Kakao itself puts where an event's data arrives.
KAKAO_KEYS = frozenset({EVENT_KEY, "surface", "media", "isFriend", "is_friend"}) | frozenset(
    {"plusfriendUserKey", "plusfriend_user_key", "botUserKey", "bot_user_key", "appUserId", "app_user_id"}
)
LANGUAGES = {"kr": "ko", "cn": "zh"}  # Kakao's guide shows 'kr'; the rest are ISO 639-1
# A photo arrives as params.media, or as the utterance: a link to Kakao's file servers, and nothing else (reported).
MEDIA = {"image": Attachment.PHOTO, "photo": Attachment.PHOTO, "audio": Attachment.VOICE, "voice": Attachment.VOICE}
FILE_LINK = re.compile(r"https?://[\w.-]+\.(?:kakao|kakaocdn)\.(?:com|net)/\S+")
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|heic)(?:\?|$)", re.IGNORECASE)
MENTION = re.compile(r"@\S+\s*")


class NotASkillRequest(ValueError):  # noqa: N818 - says what came
    """The body is not a JSON object: nobody who speaks for Kakao sent it. Answer 400."""


@dataclass(frozen=True, slots=True)
class SkillCall:
    """One call of the skill.

    `request_id` tells calls apart. `callback_url` takes one late answer within a minute, None where the block has no
    callback. `event` and `data` are set where one of our own events brought the call about: its name, and what was sent
    along with it. `again` names the call whose answer was late, where a tap asks for that. `bot_id` ends in '!' on the
    development channel. `media` is Kakao's address of a photo or another file that was sent.
    """

    request: Request
    request_id: str
    callback_url: str | None = None
    is_group_chat: bool = False
    chat_id: str | None = None
    is_skill_test: bool = False
    is_friend: bool = False
    event: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)
    again: str | None = None
    bot_id: str = ""
    block: str = ""
    media: str | None = None


def read_skill_call(body: object, at: datetime, request_id: str | None = None) -> SkillCall:
    """Read a request's JSON body that arrived `at` (aware UTC). `request_id` is the header X-Request-Id, if it came.

    Raises:
        NotASkillRequest: the body is not a JSON object.
    """
    if not isinstance(body, Mapping):
        raise NotASkillRequest(f"the skill was sent a JSON {type(body).__name__}, not an object")
    asked = object_in(body, "userRequest", "user_request")
    user = object_in(asked, "user")
    chat = object_in(asked, "chat")
    params = object_in(asked, "params")
    bot = object_in(body, "bot")
    event = _event_name(body, asked, params)
    return SkillCall(
        request=_request(body, asked, at, in_group=bool(chat)),
        request_id=request_id or _fingerprint(body, at),
        callback_url=text_in(asked, "callbackUrl", "callback_url") or None,
        is_group_chat=bool(chat),
        chat_id=text_in(chat, "id") or None,
        is_skill_test=text_in(user, "type") == SKILL_TEST_USER,
        is_friend=_is_friend(object_in(user, "properties")),
        event=event,
        data=_event_data(body, asked) if event else {},
        again=text_in(object_in(object_in(body, "action"), "clientExtra", "client_extra"), AGAIN_KEY) or None,
        bot_id=text_in(bot, "id"),
        block=text_in(object_in(asked, "block"), "name"),
        media=_media_url(asked, in_group=bool(chat)),
    )


def _request(body: Mapping[str, Any], asked: Mapping[str, Any], at: datetime, *, in_group: bool) -> Request:
    sender = text_in(object_in(asked, "user"), "id")
    language = text_in(asked, "lang").lower()[:2]
    hint = LANGUAGES.get(language, language) or None
    action = _action(object_in(object_in(body, "action"), "clientExtra", "client_extra"))
    if action:
        return Request(CHANNEL, sender, at, action=action, language=hint)
    words = _words(asked, in_group=in_group)
    code = _code(words)
    if code and sender:  # a code ties an account to a member; who has no id has no account to tie
        return Request(CHANNEL, sender, at, code=code, language=hint)
    attachment = _attachment(words, object_in(object_in(asked, "params"), "media"))
    if attachment:
        return Request(CHANNEL, sender, at, attachment=attachment, language=hint)
    return Request(CHANNEL, sender, at, text=words, language=hint)


def _words(asked: Mapping[str, Any], *, in_group: bool) -> str:
    words = text_in(asked, "utterance")
    mention = MENTION.match(words) if in_group else None
    return words[mention.end() if mention else 0 :].strip()[:UTTERANCE_MAX]


def _code(words: str) -> str | None:
    if BARE_TOKEN.fullmatch(words):
        return words
    named = INVITATION.fullmatch(words)
    return named[1] if named else None


def _action(extra: Mapping[str, Any]) -> Action | None:
    written = extra.get(ACTION_KEY)
    return decode(written) if isinstance(written, str) else None


def _attachment(words: str, media: Mapping[str, Any]) -> Attachment | None:
    if media:
        return MEDIA.get(text_in(media, "type").lower(), Attachment.OTHER)
    if not FILE_LINK.fullmatch(words):
        return None
    return Attachment.PHOTO if PICTURE.search(words) else Attachment.OTHER


def _media_url(asked: Mapping[str, Any], *, in_group: bool) -> str | None:
    words, media = _words(asked, in_group=in_group), object_in(object_in(asked, "params"), "media")
    return text_in(media, "url") or (words if FILE_LINK.fullmatch(words) else None)


def _event_name(body: Mapping[str, Any], asked: Mapping[str, Any], params: Mapping[str, Any]) -> str | None:
    for holder in (object_in(body, "event"), object_in(asked, "event")):
        if name := text_in(holder, "name"):
            return name
    return text_in(params, EVENT_KEY) or None


def _event_data(body: Mapping[str, Any], asked: Mapping[str, Any]) -> Mapping[str, str]:
    """Gather what an event brought along: params, data and a user's properties arrive in as many places."""
    found: dict[str, str] = {}
    sources = (
        object_in(asked, "params"),
        object_in(object_in(asked, "event"), "data"),
        object_in(object_in(body, "event"), "data"),
        object_in(object_in(asked, "user"), "properties"),
    )
    for source in sources:
        found |= {
            storable(key): written(value) for key, value in source.items() if isinstance(value, str | int | Mapping)
        }
    return {key: value for key, value in found.items() if key not in KAKAO_KEYS}


def _is_friend(properties: Mapping[str, Any]) -> bool:
    return properties.get("isFriend", properties.get("is_friend")) in (True, "true")


def _fingerprint(body: Mapping[str, Any], at: datetime) -> str:
    """Name a call that came without an id: the same body at the same moment is the same call."""
    whole = json.dumps([at.isoformat(), body], sort_keys=True, default=str)
    return hashlib.blake2b(whole.encode(errors="surrogatepass"), digest_size=16).hexdigest()
