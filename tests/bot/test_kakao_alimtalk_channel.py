"""AlimTalk as the last channel of whoever has a number, in the running application."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import Database
from bot.kakao_alimtalk import AlimTalk, AlimTalkSettings
from bot.kakao_alimtalk_channel import AlimTalkChannel, alimtalk_of, give_numbers_accounts
from bot.settings import Settings
from bot.tables import PushRow
from handlers.delivery_reasons import reason_words
from handlers.reply import Agenda, Button, Card, Fact, Item, Place, Reply
from handlers.tables import AccountRow, DeliveryRow, DeliveryState
from tests.bot.kakao_scene import kakao_scene
from tests.bot.test_kakao_alimtalk import Reseller, reseller  # noqa: F401 - a fixture
from tests.bot.test_kakao_notices import KIM, give_accounts, looked, remind
from tests.build import BEFORE, person

pytestmark = pytest.mark.both_databases


def configured(server: Reseller) -> dict[str, str]:
    return {
        "kakao_alimtalk_api_key": "made-up-key",
        "kakao_alimtalk_sender_key": "sender",
        "kakao_alimtalk_template": "T-001",
        "kakao_alimtalk_api_url": server.url,
    }


def states(*wanted: str) -> Callable[[Session], bool]:
    return lambda session: list(session.scalars(select(DeliveryRow.state))) == list(wanted)


async def test_who_can_not_be_reached_otherwise_gets_an_alimtalk(
    sample_url: str,
    reseller: Reseller,  # noqa: F811 - the fixture
) -> None:
    async with kakao_scene(sample_url, BEFORE, friends=set(), **configured(reseller)) as scene:
        database = scene.application.database
        await database.run(lambda session: give_accounts(session, KIM))
        await scene.until(lambda session: session.scalar(select(AccountRow.id).where(AccountRow.channel == "alimtalk")))
        await remind(scene, KIM)
        await scene.until(states(DeliveryState.ACCEPTED))
        await looked(scene)
        await scene.until(lambda session: len(session.scalars(select(PushRow.id)).all()) == 2)
        await scene.until(states(DeliveryState.ACCEPTED))
    (sent,) = reseller.sent
    words = sent["destinations"][0]["replaceWords"]
    assert "샤오미" in words["title"]
    assert "08:20" in words["title"] + words["text"]
    assert sent["idempotencyKey"].startswith("delivery:")


def test_whoever_has_a_korean_number_has_an_account_once(sample_session: Session) -> None:
    kim = person(sample_session, KIM)
    kim.phone = "+82 10-1234-5678"
    person(sample_session, "이서연").phone = "+86 138 0000 0000"
    sample_session.flush()
    for _ in range(2):
        give_numbers_accounts(sample_session, BEFORE)
    rows = sample_session.execute(
        select(AccountRow.address, AccountRow.member_id).where(AccountRow.channel == "alimtalk")
    ).all()
    assert ("01012345678", kim.id) in [tuple(row) for row in rows]
    assert all(address.startswith("0") for address, _ in rows)
    assert len({member for _, member in rows}) == len(rows)


def test_it_is_off_until_all_of_it_is_set() -> None:
    values: dict[str, Any] = {**configured(Reseller()), "kakao_alimtalk_api_url": None}
    assert alimtalk_of(Settings(**values)) is not None
    for name in ("api_key", "sender_key", "template"):
        assert alimtalk_of(Settings(**{**values, f"kakao_alimtalk_{name}": None})) is None


def test_everything_that_matters_is_in_the_words(sample: Database) -> None:
    reply = Reply(
        ("08:20까지 호텔 로비로 오세요.", "여권을 챙겨 주세요."),
        cards=(Card("샤오미", (Fact("집합", "08:20 로비"),)),),
        agendas=(Agenda("오늘", (Item("09:20", "방문"),)),),
        place=Place("小米", "北京市", 39.9, 116.4),
        buttons=(Button("인솔자", phone="+82 10 0000 0001"),),
    )
    channel = AlimTalkChannel(sample, lambda: AlimTalk(AlimTalkSettings("key", "sender", {})))
    (call,) = channel.write(reply, None)
    assert call.params["title"] == "08:20까지 호텔 로비로 오세요."
    for words in ("여권", "집합: 08:20 로비", "09:20 방문", "北京市", "인솔자: +82 10 0000 0001"):
        assert words in call.params["text"]
    assert channel.rewrite(reply, "x") == ()


@pytest.mark.parametrize(
    ("language", "words"),
    [("ko", "카카오톡에서 채널을 추가하지 않았어요"), ("en", "has not added our channel on KakaoTalk")],
)
def test_the_leader_reads_why(language: str, words: str) -> None:
    assert reason_words("unreachable", "kakao", "is not a friend of the channel", language) == words
