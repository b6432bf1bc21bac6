"""AlimTalk against a local server that speaks the reseller's API; the SDK is the real one."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.kakao_alimtalk import AlimTalk, AlimTalkSettings
from bot.kakao_push import Accepted, Failed, TaskResult, User, UserFailure, UserType
from bot.outcomes import OutcomeUnknown, Paused, Rejected, Unavailable

USERS = [User("01000000001", UserType.PHONE, {"name": "참가자"}), User("01000000002", UserType.PHONE)]
DATA = {"time": "08:20", "place": "호텔 로비"}


def envelope(data: object, code: str = "A000") -> dict[str, Any]:
    common = {"authCode": "A000", "authResult": "Success", "infobankTrId": "local"}
    return {"common": common, "data": {"code": code, "result": "Success", "data": data}}


@dataclass
class Reseller:
    """The two calls that we make. `codes` are the answers for each recipient, `answer` replaces the whole answer."""

    codes: tuple[str, ...] = ("A000", "A000")
    answer: web.Response | None = None
    statuses: list[dict[str, str]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    async def send(self, request: web.Request) -> web.Response:
        """Take a message, or refuse it."""
        self.sent.append(await request.json())
        destinations = [
            {"to": to["to"], "msgKey": f"20250923KEY{place:03d}", "code": code, "result": ""}
            for place, (to, code) in enumerate(zip(self.sent[-1]["destinations"], self.codes, strict=False))
        ]
        return self.answer or web.json_response(envelope({"destinations": destinations}))

    async def status(self, request: web.Request) -> web.Response:
        """Report on a message."""
        assert request.match_info["id"] == "20250923KEY"
        return self.answer or web.json_response(envelope({"messages": self.statuses}))


@pytest.fixture
async def reseller() -> AsyncIterator[Reseller]:
    reseller = Reseller()
    app = web.Application()
    app.router.add_post("/api/comm/v1/send/omni", reseller.send)
    app.router.add_get("/api/comm/v1/message/inquiry/requestId/{id}", reseller.status)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    reseller.url = f"http://{host}:{port}"
    yield reseller
    await runner.cleanup()


@pytest.fixture
def route(reseller: Reseller) -> AlimTalk:
    return AlimTalk(
        AlimTalkSettings("made-up-key", "sender", {"reminder": "T-001"}, sms_from="0200000000", base_url=reseller.url)
    )


async def test_a_template_goes_out_with_a_text_message_behind_it(reseller: Reseller, route: AlimTalk) -> None:
    accepted = await route.send("reminder", USERS, DATA, {"text": "08:20 호텔 로비", "key": "delivery-7"})
    assert accepted == Accepted("20250923KEY")
    body = reseller.sent[0]
    assert [to["replaceWords"] for to in body["destinations"]] == [{**DATA, "name": "참가자"}, DATA]
    alimtalk, sms = (next(iter(message.items())) for message in body["messageFlow"])
    assert (alimtalk[0], alimtalk[1]["templateCode"], alimtalk[1]["sendType"]) == ("alimtalk", "T-001", "template")
    assert sms == ("sms", {"from": "0200000000", "text": "08:20 호텔 로비"})
    assert body["idempotencyKey"] == "delivery-7"


async def test_a_long_text_goes_as_a_long_message(reseller: Reseller, route: AlimTalk) -> None:
    await route.send("reminder", USERS, DATA, {"text": "여권을 챙겨 주세요. " * 6 + "北京 👍"})
    (kind, message), *_ = reseller.sent[0]["messageFlow"][1].items()
    assert kind == "mms"
    assert message["text"].endswith("北京 ?")


async def test_without_a_number_nothing_stands_behind(reseller: Reseller) -> None:
    settings = AlimTalkSettings("made-up-key", "sender", {"reminder": "T-001"}, base_url=reseller.url)
    await AlimTalk(settings).send("reminder", USERS, DATA, {"text": "08:20"})
    assert [list(message) for message in reseller.sent[0]["messageFlow"]] == [["alimtalk"]]


async def test_somebody_refused_is_named(reseller: Reseller, route: AlimTalk) -> None:
    reseller.codes = ("A000", "A306")
    accepted = await route.send("reminder", USERS, DATA, {})
    assert accepted == Accepted("20250923KEY", (UserFailure("01000000002", UserType.PHONE, "A306"),))


async def test_a_repeated_message_counts_as_accepted(reseller: Reseller, route: AlimTalk) -> None:
    reseller.codes = ("A301", "A301")
    assert await route.send("reminder", USERS, DATA, {"key": "delivery-7"}) == Accepted("20250923KEY")


async def test_everybody_refused_is_a_failure(reseller: Reseller, route: AlimTalk) -> None:
    reseller.codes = ("A306", "A306")
    answer = await route.send("reminder", USERS, DATA, {})
    assert isinstance(answer, Failed)
    assert answer.reason == "AlimTalk refused everybody (A306)"


async def test_an_event_without_a_template_is_not_sent(reseller: Reseller, route: AlimTalk) -> None:
    answer = await route.send("broadcast", USERS, DATA, {})
    assert isinstance(answer, Failed)
    assert answer.reason == "no AlimTalk template is configured for the event broadcast"
    assert reseller.sent == []


@pytest.mark.parametrize(
    ("status", "problem"), [(500, Unavailable), (401, Rejected), (429, Paused)], ids=["trouble", "key", "haste"]
)
async def test_errors_are_translated(
    reseller: Reseller, route: AlimTalk, status: int, problem: type[Exception]
) -> None:
    code = {"common": {"authCode": {401: "A401", 429: "A020"}.get(status, "A999"), "authResult": "no"}}
    reseller.answer = web.json_response(code, status=status, headers={"Retry-After": "0"})
    answer = await route.send("reminder", USERS, DATA, {})
    assert isinstance(answer, Failed)
    assert type(answer.problem) is problem
    assert "01000000001" not in answer.reason


async def test_gibberish_leaves_it_unknown(reseller: Reseller, route: AlimTalk) -> None:
    reseller.answer = web.Response(text="<html>")
    answer = await route.send("reminder", USERS, DATA, {})
    assert isinstance(answer, Failed)
    assert isinstance(answer.problem, OutcomeUnknown)


async def test_a_malformed_number_is_rejected_before_it_is_sent(reseller: Reseller, route: AlimTalk) -> None:
    answer = await route.send("reminder", [User("x" * 100, UserType.PHONE)], DATA, {"key": "k" * 300})
    assert isinstance(answer, Failed)
    assert isinstance(answer.problem, Rejected)
    assert reseller.sent == []


async def test_one_success_among_a_persons_reports_is_enough(reseller: Reseller, route: AlimTalk) -> None:
    reseller.statuses = [
        {"to": "01000000001", "reportCode": "10000"},
        {"to": "01000000002", "reportCode": "E104"},
        {"to": "01000000002", "reportCode": "10000"},
        {"to": "01000000003", "reportCode": "E104"},
        {"to": "01000000004"},
        {"to": "01000000004", "reportCode": "E104"},
    ]
    result = await route.task_result("20250923KEY")
    assert result == TaskResult("20250923KEY", 4, 2, (UserFailure("01000000003", UserType.PHONE, "E104"),))
    assert not result.finished


async def test_a_status_that_can_not_be_asked_is_a_failure(reseller: Reseller, route: AlimTalk) -> None:
    reseller.answer = web.json_response({"common": {"authCode": "A401", "authResult": "no"}}, status=401)
    assert isinstance(await route.task_result("20250923KEY"), Failed)


def test_the_key_is_not_shown(route: AlimTalk) -> None:
    assert "made-up" not in repr(route)
