"""AlimTalk by phone number, with a text message where it can't be delivered. Off until configured.

Through Infobank's Bizgo (`bizgo-sdk-comm`, the extra `alimtalk`): typed, asynchronous, with a sandbox and idempotency
keys, so that a repeated call is no repeated message. The SDK is imported when the first message goes out.
"""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import ModuleType
from typing import Any, cast

from bot.errors import GiljabiError
from bot.kakao_push import WAIT_UNTOLD, Accepted, Failed, TaskResult, User, UserFailure, UserType, check_batch
from bot.outcomes import CallProblem, OutcomeUnknown, Paused, Rejected, Unavailable

RECIPIENTS_MAX = 200  # Bizgo API, POST /api/comm/v1/send/omni: destinations
SMS_BYTES_MAX = 90  # Bizgo API: SMS, in EUC-KR; longer ones go as LMS
REQUEST_ID_SUFFIX = 3  # Bizgo API: a request's id is a message key without its last 3 characters
COUNTRY = "82"
DELIVERED = frozenset({"10000", "A000"})  # Bizgo report code and acceptance code of success


@dataclass(frozen=True, slots=True)
class AlimTalkSettings:
    """The reseller's account. `templates` maps an event's name to its approved template.

    `sms_from` is a registered number; without it nothing falls back to a text message.
    `base_url` is the production server where it is None.
    """

    api_key: str = field(repr=False)
    sender_key: str
    templates: Mapping[str, str]
    sms_from: str | None = None
    base_url: str | None = None


@dataclass(frozen=True, slots=True)
class AlimTalk:
    """The second route: the same seam as the Event API, with users of type PHONE."""

    settings: AlimTalkSettings

    async def send(
        self, event_name: str, users: Sequence[User], data: Mapping[str, str], params: Mapping[str, str]
    ) -> Accepted | Failed:
        """Send the event's template to 1 to 200 different numbers, written as `korean_number` gives them.

        `data` fills in the template's variables, a user's `properties` on top. `params['text']` is the text message,
        `params['key']` names the message: what is sent again under the same key within a day arrives once.

        Raises:
            ValueError: too many, none, or somebody twice.
            GiljabiError: the SDK is not installed.
        """
        check_batch(users, RECIPIENTS_MAX)
        template = self.settings.templates.get(event_name)
        if template is None:
            return Failed(Rejected(f"no AlimTalk template is configured for the event {event_name}"))
        bizgo = _sdk()
        try:
            to = [bizgo.Destination(to=user.id, replace_words={**data, **user.properties}) for user in users]
            messages = self._messages(bizgo, template, params.get("text", ""))
            async with self._client(bizgo) as client:
                result = await client.send.omni(to=to, messages=messages, idempotency_key=params.get("key"))
        except (bizgo.BizgoError, ValueError) as error:
            return Failed(_problem(bizgo, error))
        return _accepted(result)

    async def task_result(self, task_id: str) -> TaskResult | Failed:
        """Ask what became of an accepted message; somebody without a report yet counts as neither."""
        bizgo = _sdk()
        try:
            async with self._client(bizgo) as client:
                statuses = await client.messages.status_by_request_id(task_id)
        except bizgo.BizgoError as error:
            return Failed(_problem(bizgo, error))
        return _read_statuses(task_id, statuses)

    def _client(self, bizgo: ModuleType) -> Any:
        # the ledger tries again by itself, and knows when it is too late
        return bizgo.AsyncBizgo(self.settings.api_key, base_url=self.settings.base_url, max_retries=0)

    def _messages(self, bizgo: ModuleType, template: str, text: str) -> list[Any]:
        sender, number = self.settings.sender_key, self.settings.sms_from
        messages = [bizgo.AlimtalkMessage(sender_key=sender, template_code=template, send_type="template")]
        if text and number:
            short = len(text.encode("euc-kr", "replace")) <= SMS_BYTES_MAX
            kind = bizgo.SmsMessage if short else bizgo.MmsMessage
            messages.append(kind(from_=number, text=text.encode("euc-kr", "replace").decode("euc-kr")))
        return messages


def korean_number(phone: str) -> str | None:
    """Give a phone number as the reseller writes it ('01012345678'), None for a number of another country."""
    digits = "".join(filter(str.isdigit, phone))
    if phone.strip().startswith("+"):
        return "0" + digits.removeprefix(COUNTRY).removeprefix("0") if digits.startswith(COUNTRY) else None
    return digits if digits.startswith("0") else None


def _sdk() -> ModuleType:
    try:
        return importlib.import_module("bizgo")
    except ModuleNotFoundError:
        raise GiljabiError("AlimTalk needs the extra: pip install 'giljabi[alimtalk]'") from None


def _accepted(result: Any) -> Accepted | Failed:
    refused = tuple(UserFailure(one.to or "", UserType.PHONE, one.code or "") for one in result.failed)
    keys = [one.msg_key for one in (*result.succeeded, *result.duplicates) if one.msg_key]
    if keys:
        return Accepted(cast("str", keys[0])[:-REQUEST_ID_SUFFIX], refused)
    if result.duplicates:
        return Accepted("", refused)
    return Failed(Rejected(f"AlimTalk refused everybody ({', '.join(sorted({one.reason for one in refused}))})"))


def _read_statuses(task_id: str, statuses: Sequence[Any]) -> TaskResult:
    """Read the reports: a person may have several, one for each way that was tried, and one success is enough."""
    codes: dict[str, list[str]] = {}
    for status in statuses:
        codes.setdefault(status.to or "", []).append(status.report_code or "")
    missed = {to: tried[-1] for to, tried in codes.items() if all(tried) and DELIVERED.isdisjoint(tried)}
    reached = sum(not DELIVERED.isdisjoint(tried) for tried in codes.values())
    failures = tuple(UserFailure(to, UserType.PHONE, code) for to, code in missed.items())
    return TaskResult(task_id, len(codes), reached, failures)


def _problem(bizgo: ModuleType, error: Exception) -> CallProblem:
    """Put the SDK's error into the ledger's words, without numbers or texts."""
    if isinstance(error, bizgo.RateLimitError):
        wait = getattr(error, "retry_after", None)
        return Paused(timedelta(seconds=float(wait)) if wait else WAIT_UNTOLD)
    if isinstance(error, bizgo.InternalServerError):
        return Unavailable("AlimTalk's reseller is in trouble")
    if isinstance(error, bizgo.APIConnectionError | bizgo.InvalidResponseError):
        return OutcomeUnknown("no readable answer came from AlimTalk's reseller")
    return Rejected(f"AlimTalk refused the message ({getattr(error, 'code', None) or type(error).__name__})")
