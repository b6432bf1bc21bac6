import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.commands.invite import HERE_ONLY
from bot.database import Database
from handlers.invitations import hash_code
from handlers.membership.tour_codes import tour_of_code
from handlers.roll_call.bus_codes import spelt
from handlers.tables import BusCodeRow, InvitationRow
from tests.bot.commands.conftest import Giljabi

ROOT = Path(__file__).parents[3]


def _codes(url: str) -> dict[str, bool]:
    """Give the hash of every code that was made, and whether it still works."""
    database = Database(url)
    with database.reading() as session:
        rows = session.scalars(select(InvitationRow)).all()
    database.close()
    return {row.code_hash: row.revoked_at is None for row in rows}


def _printed(out: str) -> list[str]:
    return re.findall(r"/j/([A-Za-z0-9_-]{22})\b", out)


def test_everybody_gets_a_link_and_a_card(on_sample: Giljabi, sample_url: str, tmp_path: Path) -> None:
    ran = on_sample("invite", "beijing-1")
    assert (ran.code, ran.error) == (0, "")
    assert ran.out.splitlines()[44] == "invitations: 44; to print: invitations.html"
    codes = _printed(ran.out)
    assert {hash_code(code) for code in codes} == {code for code, works in _codes(sample_url).items() if works}
    assert len(codes) == 44
    assert ran.out.splitlines()[0].startswith("김민준\t한빛전자\thttp://127.0.0.1:8080/j/")
    assert (tmp_path / "invitations.html").read_text().count("<svg") == 44


def test_a_new_link_for_one_person_ends_the_old_one(on_sample: Giljabi, sample_url: str) -> None:
    first = _printed(on_sample("invite", "beijing-1", "--name", "김민준/미르정공").out)
    second = _printed(on_sample("invite", "beijing-1", "--name", "김민준/미르정공").out)
    assert _codes(sample_url) == {hash_code(first[0]): False, hash_code(second[0]): True}


def test_links_lead_to_the_public_address(on_sample: Giljabi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_PUBLIC_URL", "https://tour.example/")
    assert "\thttps://tour.example/j/" in on_sample("invite", "beijing-1", "--name", "이서연").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "There is no tour 'nowhere'"),
        (("beijing-1", "--name", "홍길동"), "Nobody called '홍길동' is on beijing-1"),
        (("beijing-1", "--sheet", "no/such/folder.html"), "no/such/folder.html can't be written"),
        (("beijing-1", "--sheet", "."), ". can't be written"),
        (("beijing-1", "--bus-sheet", "."), ". can't be written: Is a directory. Name another place with --bus-sheet."),
    ],
)
def test_what_cannot_be_done_is_told_and_no_link_ends(
    on_sample: Giljabi, sample_url: str, words: tuple[str, ...], told: str
) -> None:
    on_sample("invite", "beijing-1", "--name", "이서연")
    before = _codes(sample_url)
    ran = on_sample("invite", *words)
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.error
    assert _codes(sample_url) == before


def test_a_tour_without_people_has_nobody_to_invite(giljabi: Giljabi) -> None:
    giljabi("load", ROOT / "schedule_data" / "tours" / "beijing-1.yaml")
    assert "Nobody is on beijing-1" in giljabi("invite", "beijing-1").error


@pytest.fixture
def telegram(giljabi: Giljabi, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run a Bot API server, and name it in the environment of commands."""
    del giljabi  # it sets the rest of the environment first
    from tests.bot_api import TOKEN  # noqa: PLC0415 - only here

    with subprocess.Popen(
        [sys.executable, "-m", "tests.bot_api"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        monkeypatch.setenv("GILJABI_TELEGRAM_API_URL", server.stdout.readline().strip())
        monkeypatch.setenv("GILJABI_TELEGRAM_TOKEN", TOKEN)
        yield
        server.terminate()


@pytest.mark.usefixtures("telegram")
def test_telegram_s_links_carry_the_bot_s_name(on_sample: Giljabi) -> None:
    ran = on_sample("invite", "beijing-1", "--name", "이서연")
    assert re.search(r"\thttps://t\.me/\w+\?start=[A-Za-z0-9_-]{22}\thttp://127", ran.out)


@pytest.mark.usefixtures("telegram")
def test_a_refused_token_is_told(on_sample: Giljabi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_TELEGRAM_TOKEN", "123456789:AAE-wrong")
    ran = on_sample("invite", "beijing-1")
    assert (ran.code, ran.out) == (1, "")
    assert "Telegram refuses the token" in ran.error
    assert "AAE" not in ran.error


def test_a_tour_code_is_printed_once_and_ends_the_one_before(on_sample: Giljabi, sample_url: str) -> None:
    first = on_sample("invite", "beijing-1", "--tour-code").out.splitlines()
    second = on_sample("invite", "beijing-1", "--tour-code").out.splitlines()
    assert first[1] == f"http://127.0.0.1:8080/j/{first[0]}"
    database = Database(sample_url)
    with database.reading() as session:
        found = [tour_of_code(session, code) for code in (first[0], second[0])]
    database.close()
    assert found == [None, "beijing-1"]
    assert _codes(sample_url) == {}


def test_a_tour_code_can_be_revoked(on_sample: Giljabi) -> None:
    on_sample("invite", "beijing-1", "--tour-code")
    assert on_sample("invite", "beijing-1", "--revoke-tour-code").out == "The code of beijing-1 no longer works.\n"
    assert on_sample("invite", "beijing-1", "--revoke-tour-code").out == "beijing-1 has no code: nothing was revoked.\n"
    both = on_sample("invite", "beijing-1", "--tour-code", "--revoke-tour-code")
    assert (both.code, both.error.split(":")[0]) == (1, "--tour-code makes a code and --revoke-tour-code ends it")
    assert on_sample("invite", "nowhere", "--tour-code").code == 1


def _buses(out: str) -> dict[str, str]:
    """Give the letters of each bus's code that a command printed."""
    return dict(re.findall(r"^(\d호차)\t([2-9A-Z]{4}-[2-9A-Z]{4})\t", out, re.MULTILINE))


def test_each_bus_gets_a_page_beside_the_cards(on_sample: Giljabi, sample_url: str, tmp_path: Path) -> None:
    out = on_sample("invite", "beijing-1", "--sheet", "may.html").out
    database = Database(sample_url)
    with database.reading() as session:
        kept = {row.group: row.code for row in session.scalars(select(BusCodeRow))}
    database.close()
    assert _buses(out) == {"1호차": spelt(kept["bus-1"]), "2호차": spelt(kept["bus-2"])}
    assert f"\thttp://127.0.0.1:8080/j/{kept['bus-2']}\n2 buses; to hang where people board: may-buses.html\n" in out
    page = (tmp_path / "may-buses.html").read_text()
    assert [page.count(words) for words in ('<section class="bus">', "<svg", spelt(kept["bus-1"]))] == [2, 2, 3]
    assert spelt(kept["bus-1"]) not in (tmp_path / "may.html").read_text()


def test_the_buses_pages_alone_change_no_link_and_no_code(on_sample: Giljabi, sample_url: str, tmp_path: Path) -> None:
    first = on_sample("invite", "beijing-1").out
    before = _codes(sample_url)
    (tmp_path / "invitations.html").unlink()
    again = on_sample("invite", "beijing-1", "--buses", "--bus-sheet", "again.html").out
    assert _buses(again) == _buses(first)
    assert (len(_buses(first)), _codes(sample_url) == before, _printed(again)) == (2, True, [])
    assert (tmp_path / "again.html").is_file()
    assert not (tmp_path / "invitations.html").exists()


def test_a_bus_without_a_code_has_none_that_stops(on_sample: Giljabi) -> None:
    ran = on_sample("invite", "beijing-1", "--renew", "bus-1")
    assert (ran.code, "no longer works" in ran.out, len(_buses(ran.out))) == (0, False, 2)


def test_a_bus_s_code_is_renewed_alone(on_sample: Giljabi, sample_url: str, tmp_path: Path) -> None:
    first = on_sample("invite", "beijing-1").out
    before = _codes(sample_url)
    again = on_sample("invite", "beijing-1", "--renew", "BUS-1", "--renew", "2호차")
    assert (again.code, _codes(sample_url) == before, _printed(again.out)) == (0, True, [])
    assert again.out.splitlines()[0] == "1호차: the code before no longer works; hang the new page"
    old, new = _buses(first), _buses(again.out)
    assert not set(old.values()) & set(new.values())
    assert new["1호차"] in (tmp_path / "invitations-buses.html").read_text()
    assert _buses(on_sample("invite", "beijing-1", "--renew", "bus-1").out)["2호차"] == new["2호차"]
    refused = on_sample("invite", "beijing-1", "--renew", "bus-9")
    assert refused.error == "beijing-1 has no bus 'bus-9'. Its buses are: bus-1 (1호차), bus-2 (2호차).\n"


def test_one_person_s_new_link_prints_no_buses(on_sample: Giljabi, tmp_path: Path) -> None:
    assert _buses(on_sample("invite", "beijing-1", "--name", "이서연").out) == {}
    assert [file.name for file in tmp_path.glob("*.html")] == ["invitations.html"]


def test_a_tour_without_buses_has_no_page_for_any(giljabi: Giljabi, tmp_path: Path) -> None:
    content = (ROOT / "schedule_data" / "tours" / "beijing-1.yaml").read_text("utf-8")
    content = re.sub(r"^groups:\n(?:  .*\n)+", "", content, flags=re.MULTILINE)
    (tmp_path / "walk.yaml").write_text(re.sub(r", groups: \[bus-\d\]", "", content), encoding="utf-8")
    (tmp_path / "people.csv").write_text("이름,구분\n김하나,참가자\n", encoding="utf-8")
    assert [giljabi("load", "walk.yaml").code, giljabi("roster", "beijing-1", "people.csv").code] == [0, 0]
    assert "bus" not in giljabi("invite", "beijing-1").out
    assert not (tmp_path / "invitations-buses.html").exists()
    refused = giljabi("invite", "beijing-1", "--buses")
    assert (refused.code, "beijing-1 has no buses" in refused.error) == (1, True)


def test_links_that_only_this_machine_opens_are_pointed_out(
    on_sample: Giljabi, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert on_sample("invite", "beijing-1").out.splitlines()[-1] == HERE_ONLY
    monkeypatch.setenv("GILJABI_PUBLIC_URL", "https://tour.example")
    assert HERE_ONLY not in on_sample("invite", "beijing-1").out


@pytest.mark.usefixtures("telegram")
def test_telegram_s_code_of_a_bus_is_a_deep_link(on_sample: Giljabi, tmp_path: Path) -> None:
    out = on_sample("invite", "beijing-1", "--buses").out
    assert re.search(r"^1호차\t\S{9}\thttps://t\.me/\w+\?start=bus-\w{8}\thttp://127\S+$", out, re.MULTILINE)
    assert (tmp_path / "invitations-buses.html").read_text().count("<svg") == 4


def test_kakaotalk_is_on_the_buses_pages_where_it_is_on(
    on_sample: Giljabi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GILJABI_KAKAO_SKILL_SECRET", "0123456789abcdef0123456789abcdef")
    monkeypatch.setenv("GILJABI_KAKAO_CHANNEL_URL", "https://pf.kakao.com/_abc")
    on_sample("invite", "beijing-1", "--buses")
    page = (tmp_path / "invitations-buses.html").read_text()
    assert ("카카오톡을 쓰시거나" in page, page.count("<svg")) == (True, 4)
