from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import update

from bot.web.demo import demo_routes, wanted
from handlers.notices import Notice, queue
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind
from schedule_data.members import members_of
from tests.bot.web.answering import NOW
from tests.bot.web.browser import OTHER_SITE, SAME_SITE, browser
from tests.bot.web.scene import Scene

DUE = NOW + timedelta(minutes=10)


def demo(web: Scene, url: str = "http://127.0.0.1", due: datetime | None = DUE) -> httpx.AsyncClient:
    routes = demo_routes(web.site, web.clock, lambda _session: due, web.members)
    return browser(web.app(*routes), url=url)


async def test_the_page_opens_a_phone_for_each_member_and_again_the_same_ones(web: Scene) -> None:
    async with demo(web) as client:
        first, again = [await client.get("/") for _ in range(2)]
        phones = [f"/c/{name.removeprefix('giljabi_')}" for name in client.cookies]
        assert [(await client.get(phone)).status_code for phone in phones] == [200, 200, 200]
        assert first.status_code == 200
        assert all(f'src="{phone}"' in first.text and f'src="{phone}"' in again.text for phone in phones)
    for words in ("김하늘", "이지도", "박사무", "참가자", "인솔자", "운영진", "데모"):
        assert words in first.text


async def test_each_phone_is_greeted_once(web: Scene) -> None:
    async with demo(web) as client, demo(web) as other:
        await client.get("/")
        await web.inbox.settle()
        await client.get("/")
        await other.get("/")
    greeted = [update.sender for update in web.inbox.accepted]
    assert greeted == [f"member-{member}" for member in web.members]


@pytest.mark.parametrize("path", ["/", "/demo/clock"])
async def test_other_hosts_are_refused(web: Scene, path: str) -> None:
    async with demo(web, "http://giljabi.example") as client:
        assert (await client.get(path)).status_code == 400
    async with demo(web, "http://localhost:8080") as client:
        assert (await client.get(path)).status_code == 200


async def test_the_clock_is_told(web: Scene) -> None:
    async with demo(web) as client:
        told = (await client.get("/demo/clock")).json()
    assert told == {"now": NOW.isoformat(), "speed": 0.0, "next": DUE.isoformat(), "sent": []}


async def test_the_clock_is_moved(web: Scene) -> None:
    async with demo(web) as client:
        to_next = (await client.post("/demo/clock", json={"to": "next"}, headers=SAME_SITE)).json()
        beijing = {"to": "2025-09-24T08:00", "zone": "Asia/Shanghai"}
        to_time = (await client.post("/demo/clock", json=beijing, headers=SAME_SITE)).json()
        faster = (await client.post("/demo/clock", json={"speed": 60}, headers=SAME_SITE)).json()
    assert to_next["now"] == DUE.isoformat()
    assert to_time["now"] == "2025-09-24T00:00:00+00:00"
    assert faster["speed"] == web.clock.speed == 60


async def test_without_a_reminder_the_clock_stays(web: Scene) -> None:
    async with demo(web, due=None) as client:
        told = (await client.post("/demo/clock", json={"to": "next"}, headers=SAME_SITE)).json()
    assert (told["now"], told["next"]) == (NOW.isoformat(), None)


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"speed": -1},
        {"speed": 1e9},
        {"speed": "fast"},
        {"to": "soon"},
        {"to": 5},
        {"to": "2025-09-24T08:00"},
        {"to": "2025-09-24T08:00", "zone": "Mars/Base"},
        {"to": "9999-12-31T23:59+00:00"},
    ],
)
async def test_nonsense_does_not_move_the_clock(web: Scene, body: object) -> None:
    async with demo(web) as client:
        assert (await client.post("/demo/clock", json=body, headers=SAME_SITE)).status_code == 422
    assert web.clock.now() == NOW


async def test_another_site_can_not_move_the_clock(web: Scene) -> None:
    async with demo(web) as client:
        assert (await client.post("/demo/clock", json={"speed": 1}, headers=OTHER_SITE)).status_code == 403
    assert web.clock.speed == 0


def test_wanted_takes_an_aware_time() -> None:
    assert wanted({"to": "2025-09-24T08:00+09:00"}, None) == (datetime(2025, 9, 23, 23, tzinfo=UTC), None)


async def test_what_was_sent_lately_is_told_with_how_many_it_reached(web: Scene) -> None:
    with web.database.unit() as session:
        everybody = members_of(session, "beijing-1")
        reminder = Notice("beijing-1", NoticeKind.REMINDER, {"stop": "d2-xiaomi"})
        reached = queue(session, reminder, everybody, NOW)
        queue(session, Notice("beijing-1", NoticeKind.BROADCAST), everybody, DUE)
        session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.notice_id == reached, DeliveryRow.member_id != everybody[0].id)
            .values(state=DeliveryState.ACCEPTED)
        )
    async with demo(web) as client:
        sent = (await client.get("/demo/clock")).json()["sent"]
    assert sent == [
        {"at": DUE.isoformat(), "kind": "공지", "about": "", "people": "0/3명에게 보냄"},
        {"at": NOW.isoformat(), "kind": "알림", "about": "샤오미 슈퍼공장 견학", "people": "2/3명에게 보냄"},
    ]
