"""Coming in with the tour code on the web, and leaving: over HTTP, with the whole application behind it."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select

from bot.tables import WebMessageRow, WebSessionRow
from bot.web.site import GUESSES
from handlers.membership.tour_codes import make_tour_code
from handlers.tables import AccountRow
from tests.bot.telegram_scene import MORNING, Scene, telegram_scene, texts
from tests.bot.web.browser import SAME_SITE, join
from tests.bot_api import BotApiServer

WHO = "최지우"


@pytest.fixture
async def scene(sample_url: str) -> AsyncIterator[Scene]:
    async with BotApiServer() as server, telegram_scene(sample_url, server) as running:
        yield running


@pytest.fixture
async def client(scene: Scene) -> AsyncIterator[httpx.AsyncClient]:
    assert scene.application.server is not None
    async with httpx.AsyncClient(base_url=scene.application.server.url, headers={"Accept-Language": "ko"}) as opened:
        yield opened


def _link(scene: Scene) -> str:
    with scene.application.database.unit() as session:
        return f"/j/{make_tour_code(session, 'beijing-1', MORNING)}"


async def _send(client: httpx.AsyncClient, chat: str, **body: str) -> None:
    answer = await client.post(f"{chat}/messages", json={"id": str(UUID(int=uuid4().int)), **body}, headers=SAME_SITE)
    assert answer.status_code == 202


async def _shown(scene: Scene, words: str) -> WebMessageRow:
    """Wait for a bubble that holds these words."""
    found = await scene.until(
        lambda session: [one for one in session.scalars(select(WebMessageRow)) if words in str(one.content)]
    )
    return found[-1]


def _action(row: WebMessageRow, label: str) -> dict[str, str]:
    (action,) = (one["action"] for one in row.content["buttons"] if one["label"] == label)
    return {"text": label, "action": action}


async def test_a_guest_is_let_in(scene: Scene, client: httpx.AsyncClient) -> None:
    leader = await scene.joined(2, "정현수")
    chat = await join(client, _link(scene))
    await _shown(scene, "신청할 때 쓴 성함")
    await _send(client, chat, text=WHO)
    await scene.server.wait_for(lambda: any("🔑" in one.text for one in texts(leader)))
    await leader.tap(next(one for one in texts(leader) if "🔑" in one.text), "승인")
    await _shown(scene, "환영해요")
    assert "샤오미" not in (await client.get("/j/x")).text
    assert WHO in (await client.get(chat)).text


async def test_a_guest_s_browser_keeps_its_chat(scene: Scene, client: httpx.AsyncClient) -> None:
    link = _link(scene)
    assert await join(client, link) == await join(client, link)
    assert len(scene.rows(AccountRow.address)) == 1


async def test_guests_are_slowed_down(scene: Scene, client: httpx.AsyncClient) -> None:
    link = _link(scene)
    for _ in range(GUESSES):
        client.cookies.clear()
        await join(client, link)
    client.cookies.clear()
    assert (await client.post(link, headers=SAME_SITE)).status_code == 429


async def test_goodbye_closes_the_chat_after_the_last_word(scene: Scene, client: httpx.AsyncClient) -> None:
    chat = await join(client, f"/j/{scene.code(WHO)}")
    await _shown(scene, "환영해요")
    await _send(client, chat, text="나갈래요")
    asked = await _shown(scene, "채팅에서 나갈까요")
    await _send(client, chat, **_action(asked, "네, 나갈게요"))
    await _shown(scene, "안녕히 가세요")
    await scene.until(lambda session: session.scalars(select(WebSessionRow.revoked_at)).one())
    assert (await client.get(chat)).status_code == 403


async def test_erased_bubbles_are_gone_but_for_the_last_word(scene: Scene, client: httpx.AsyncClient) -> None:
    chat = await join(client, f"/j/{scene.code(WHO)}")
    await _shown(scene, "환영해요")
    await _send(client, chat, text="내 정보 삭제")
    asked = await _shown(scene, "되돌릴 수 없어요")
    await _send(client, chat, **_action(asked, "네, 지울게요"))
    await _shown(scene, "지운 것")
    await scene.until(lambda session: session.scalars(select(WebSessionRow.revoked_at)).one())
    with scene.application.database.reading() as session:
        (last,) = session.scalars(select(WebMessageRow)).all()
    assert WHO not in str(last.content)
    assert (await client.get(chat)).status_code == 403
