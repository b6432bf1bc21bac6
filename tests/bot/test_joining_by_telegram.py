"""Coming in, leaving, applying and being erased over the wire: what people tap on Telegram, and what arrives."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.tables import UpdateRow
from handlers.membership.tour_codes import make_tour_code
from handlers.tables import AccountRow
from schedule_data.tables import MemberRow
from tests.bot.telegram_scene import MORNING, Scene, texts
from tests.build import person

WHO = "최지우"


def _code(scene: Scene) -> str:
    with scene.application.database.unit() as session:
        return make_tour_code(session, "beijing-1", MORNING)


async def test_tour_code_name_approval_welcome(scene: Scene) -> None:
    leader = await scene.joined(2, "정현수")
    someone = scene.server.user(7, language_code="ko")
    await someone.start(_code(scene))
    await scene.shown(someone, 1)
    await scene.answer(someone, WHO)
    await scene.shows(leader, f"🔑 {WHO}")
    asked = next(one for one in texts(leader) if "🔑" in one.text)
    await leader.tap(asked, "승인")
    assert (await scene.shows(someone, "환영해요")).text.startswith(f"{WHO} 님")
    assert "08:20" in (await scene.answer(someone, "샤오미 공장 집합 몇 시예요?")).text
    await scene.server.wait_for(lambda: any("✅" in one.text for one in texts(leader)))  # edited in place


async def test_tour_code_denied_kindly(scene: Scene) -> None:
    leader = await scene.joined(2, "정현수")
    someone = scene.server.user(7, language_code="ko")
    await scene.answer(someone, f"코드 {_code(scene)}")
    await scene.answer(someone, WHO)
    await scene.shows(leader, "🔑")
    await leader.tap(next(one for one in texts(leader) if "🔑" in one.text), "거절")
    await scene.shows(someone, "본인인지 확인하지 못했어요")
    assert {row.member_id is None for row in scene.rows(AccountRow.member_id)} == {True, False}


async def test_new_link_carries_addresses_and_moves_the_chat(scene: Scene) -> None:
    leader = await scene.joined(2, "정현수")
    old = await scene.joined(3, WHO)
    asked = await scene.answer(leader, f"{WHO} 링크 다시")
    shown = (await scene.tapped(leader, asked, "확인")).text
    start = shown.partition("?start=")[2].split()[0]
    assert f"/j/{start}" in shown
    new = scene.server.user(4, language_code="ko")
    await new.start(start)
    await scene.shows(new, "환영해요")
    assert "08:20" not in (await scene.answer(old, "샤오미 공장 집합 몇 시예요?")).text


async def test_goodbye(scene: Scene) -> None:
    kim = await scene.joined()
    asked = await scene.answer(kim, "나갈래요")
    assert "안녕히 가세요" in (await scene.tapped(kim, asked, "네, 나갈게요")).text
    assert [row.member_id for row in scene.rows(AccountRow.member_id)] == [None]


async def test_application_to_the_roster_and_in(scene: Scene) -> None:
    staff = await scene.joined(2, "김도현")
    someone = scene.server.user(7, language_code="ko")
    asked = await scene.answer(someone, "신청하기")
    await scene.tapped(someone, asked, "동의하고 신청")
    for words in ("한새봄", "새봄상사"):
        await scene.answer(someone, words)
    shown = await scene.answer(someone, "010-2222-3333")
    await scene.tapped(someone, shown, "보내기")
    await scene.shows(staff, "📝 한새봄")
    which = await scene.tapped(staff, next(one for one in texts(staff) if "📝" in one.text), "명단에 추가")
    await staff.tap(which, "1호차")
    await scene.shows(staff, "명단에 올렸")
    await scene.shows(someone, "반가운 소식")
    news = next(one for one in texts(someone) if "반가운 소식" in one.text)
    assert "환영해요" in (await scene.tapped(someone, news, "참가하기")).text


async def test_erased_over_the_wire(scene: Scene) -> None:
    kim = await scene.joined(1, WHO)
    await scene.answer(kim, "다음 일정?")
    asked = await scene.answer(kim, "내 정보 삭제")
    assert "지운 것" in (await scene.tapped(kim, asked, "네, 지울게요")).text

    def forgotten(session: Session) -> bool:
        return not session.scalar(select(func.count()).where(UpdateRow.state != "done"))

    await scene.until(forgotten)
    with scene.application.database.reading() as session:
        assert not session.scalars(select(MemberRow).where(MemberRow.name == WHO)).all()
        assert [row for row in session.scalars(select(AccountRow.address)) if row == "1"] == []
        assert {str(body) for body in session.scalars(select(UpdateRow.body))} == {"{}"}
        assert person(session, "김민준").phone
