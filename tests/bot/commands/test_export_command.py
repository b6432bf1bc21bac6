import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from bot.database import Database
from handlers.reminders import plan
from schedule_data.itinerary_file import build_itinerary
from schedule_data.publishing import current_document, publish
from tests.bot.commands.conftest import Giljabi
from tests.build import TOURS, beijing, document, stop

WORDS = ("export", "beijing-1")


def _calendar(path: Path) -> Calendar:
    read = Calendar.from_ical(path.read_bytes())
    assert isinstance(read, Calendar)
    return read


def _events(path: Path) -> dict[str, Any]:
    return {str(event["uid"]).partition("@")[0]: event for event in _calendar(path).events}


def _rings(event: Any) -> list[datetime]:
    """Give when the alarms of an event ring, the first one first."""
    return sorted((event.start + alarm["trigger"].dt).astimezone(UTC) for alarm in event.walk("VALARM"))


def _publish(url: str, change: Any) -> None:
    """Publish a changed plan, as a leader's order does."""
    database = Database(url)
    with database.unit() as session:
        document = dict(current_document(session, "beijing-1") or {})
        change(document)
        plan(session, build_itinerary(document, publish(session, document, beijing("09-22 08:00"), reason="test")))
    database.close()


def _stop(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(stop for listed in document["days"].values() for stop in listed if stop["id"] == name)


def test_both_files_are_written_and_told(on_sample: Giljabi, tmp_path: Path) -> None:
    ran = on_sample(*WORDS)
    assert (ran.code, ran.error) == (0, "")
    assert [line.partition(",")[0] for line in ran.out.splitlines()] == [
        "beijing-1.ics: revision 1",
        "beijing-1.xlsx: revision 1",
    ]
    assert {path.name for path in tmp_path.glob("beijing-1*")} == {"beijing-1.ics", "beijing-1.xlsx"}
    assert [path.stat().st_mode & 0o777 for path in tmp_path.glob("beijing-1*")] == [0o600] * 2


def test_every_stop_is_an_event_that_rings_when_the_bot_reminds(on_sample: Giljabi, tmp_path: Path) -> None:
    assert on_sample(*WORDS, "--ics", "tour.ics").code == 0
    events = _events(tmp_path / "tour.ics")
    assert len(events) == 22
    assert not (tmp_path / "beijing-1.xlsx").exists()
    xiaomi = events["d2-xiaomi"]
    assert xiaomi.start == datetime(2025, 9, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert xiaomi.end - xiaomi.start == timedelta(minutes=150)
    assert _rings(xiaomi) == [beijing(f"09-23 {at}") for at in ("07:20", "07:50", "08:10")]  # the gathering is at 08:20
    assert _rings(events["d1-flight"]) == []
    assert str(xiaomi["location"]) == "샤오미 슈퍼공장, 小米汽车超级工厂, 北京市亦庄新城小米汽车工厂"
    assert xiaomi["geo"].to_ical() == "39.705;116.558"
    assert "집합: 08:20 (한국 09:20), 호텔 로비" in str(xiaomi["description"]).splitlines()
    assert str(xiaomi["description"]).endswith("예시 정보예요. 실제와 다를 수 있어요.")


def test_hours_are_those_of_their_zones(on_sample: Giljabi, tmp_path: Path) -> None:
    on_sample(*WORDS, "--ics", "tour.ics")
    flight = _events(tmp_path / "tour.ics")["d1-flight"]
    lines = flight.to_ical().decode().splitlines()
    assert "DTSTART;TZID=Asia/Seoul:20250922T091000" in lines
    assert "DTEND;TZID=Asia/Shanghai:20250922T104000" in lines
    assert flight.end - flight.start == timedelta(minutes=150)
    explained = {str(zone["tzid"]) for zone in _calendar(tmp_path / "tour.ics").timezones}
    assert explained == {"Asia/Seoul", "Asia/Shanghai"}


def test_zones_with_summer_time_are_explained(giljabi: Giljabi, tmp_path: Path) -> None:
    (tmp_path / "ny.yaml").write_text(json.dumps(document(stop("walk", "09:20"), timezone="America/New_York")))
    assert giljabi("load", "ny.yaml").code == 0
    giljabi("export", "city-1", "--ics", "tour.ics")
    (zone,) = (one for one in _calendar(tmp_path / "tour.ics").timezones if one["tzid"] == "America/New_York")
    read = zone.to_tz()
    assert {read.utcoffset(datetime(2025, month, 1)) for month in (7, 12)} == {timedelta(hours=-4), timedelta(hours=-5)}  # noqa: DTZ001 - local time is what a zone is asked about


def test_a_changed_plan_keeps_its_events_and_counts_up(on_sample: Giljabi, sample_url: str, tmp_path: Path) -> None:
    on_sample(*WORDS, "--ics", "before.ics")
    _publish(sample_url, lambda document: _stop(document, "d2-lunch").update(time="13:10-14:10"))
    on_sample(*WORDS, "--ics", "after.ics")
    before, after = (_events(tmp_path / name) for name in ("before.ics", "after.ics"))
    assert [event["uid"] for event in before.values()] == [event["uid"] for event in after.values()]
    assert {int(event["sequence"]) for event in before.values()} == {1}
    assert {int(event["sequence"]) for event in after.values()} == {2}
    assert after["d2-lunch"].start - before["d2-lunch"].start == timedelta(minutes=20)
    assert after["d2-lunch"]["dtstamp"].dt == beijing("09-22 08:00")


def test_cancelled_stops_are_struck_out_and_ring_no_more(on_sample: Giljabi, sample_url: str, tmp_path: Path) -> None:
    def cancel(document: dict[str, Any]) -> None:
        listed = document["days"]["2025-09-23"]
        listed[:] = [stop for stop in listed if stop["id"] != "d2-zyw"]

    _publish(sample_url, cancel)
    on_sample(*WORDS, "--ics", "tour.ics")
    events = _events(tmp_path / "tour.ics")
    zyw = events["d2-zyw"]
    assert (str(zyw["status"]), zyw.walk("VALARM")) == ("CANCELLED", [])
    assert str(zyw["summary"]) == "주 파크(ZYW-PARK) 방문 (취소)"
    assert zyw.start == beijing("09-23 16:20")
    assert {str(event["status"]) for name, event in events.items() if name != "d2-zyw"} == {"CONFIRMED"}


def test_the_same_plan_gives_the_same_bytes(on_sample: Giljabi, tmp_path: Path) -> None:
    on_sample(*WORDS, "--ics", "one.ics")
    on_sample(*WORDS, "--ics", "two.ics")
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()


def test_a_group_gets_what_it_does(giljabi: Giljabi, tmp_path: Path) -> None:
    files = sorted(TOURS.glob("*.yaml"))
    giljabi("load", *files)
    text = (TOURS / "beijing-1.yaml").read_text().replace("{id: d2-cbd,", "{id: d2-cbd, groups: [bus-2],")
    (tmp_path / "apart.yaml").write_text(text)
    giljabi("load", "apart.yaml")
    giljabi(*WORDS, "--ics", "one.ics", "--group", "bus-1")
    giljabi(*WORDS, "--ics", "two.ics", "--group", "bus-2", "--language", "en")
    one, two = (_events(tmp_path / name) for name in ("one.ics", "two.ics"))
    assert two.keys() - one.keys() == {"d2-cbd"}
    assert str(two["d2-cbd"]["summary"]) == "CBD by night (optional)"
    assert "For: Bus 2" in str(two["d2-cbd"]["description"]).splitlines()


def _sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(path.read_bytes()))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def test_the_staff_get_schedule_roster_and_headcount(on_sample: Giljabi, tmp_path: Path) -> None:
    on_sample(*WORDS, "--xlsx", "tour.xlsx")
    assert not (tmp_path / "beijing-1.ics").exists()
    sheets = _sheets(tmp_path / "tour.xlsx")
    assert list(sheets) == ["전체 일정", "참가자", "인원 현황"]
    schedule = {row[4]: row for row in sheets["전체 일정"]}
    assert len(sheets["전체 일정"]) == 1 + 22 + 1
    assert schedule["샤오미 슈퍼공장 견학"][:9] == (
        "9월 23일(화)",
        "09:30",
        "12:00",
        "Asia/Shanghai",
        "샤오미 슈퍼공장 견학",
        "08:20 (한국 09:20)",
        "호텔 로비",
        "샤오미 슈퍼공장",
        "北京市亦庄新城小米汽车工厂",
    )
    assert schedule["인천 → 베이징"][3] == "Asia/Seoul → Asia/Shanghai"
    assert len(sheets["참가자"]) == 1 + 44
    assert sheets["인원 현황"][1:6] == [("참가자", 40), ("인솔자", 2), ("운영진", 2), ("1호차", 20), ("2호차", 20)]
    assert ("식단: 채식", 4) in sheets["인원 현황"]


def test_a_tour_without_people_has_its_schedule_only(giljabi: Giljabi, tmp_path: Path) -> None:
    giljabi("load", TOURS / "beijing-1.yaml")
    giljabi(*WORDS, "--xlsx", "tour.xlsx", "--language", "zh")
    assert list(_sheets(tmp_path / "tour.xlsx")) == ["全部行程"]


def test_a_file_that_exists_is_not_written_over_unaskedly(on_sample: Giljabi, tmp_path: Path) -> None:
    (tmp_path / "beijing-1.xlsx").write_text("mine")
    ran = on_sample(*WORDS)
    assert (ran.code, ran.out) == (1, "")
    assert ran.error == "beijing-1.xlsx exists already. Name another file, or write over it with --force.\n"
    assert not (tmp_path / "beijing-1.ics").exists()
    assert (tmp_path / "beijing-1.xlsx").read_text() == "mine"
    assert on_sample(*WORDS, "--force").code == 0
    assert _sheets(tmp_path / "beijing-1.xlsx")


def test_a_folder_is_no_file(on_sample: Giljabi, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ran = on_sample(*WORDS, "--ics", "folder", "--force")
    assert (ran.code, ran.out) == (1, "")
    assert ran.error == "folder can't be written: Is a directory. Check the name and the folder.\n"
    assert {path.name for path in tmp_path.iterdir()} <= {"folder", "tour.db"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "There is no tour 'nowhere'. Loaded are: beijing-1."),
        (("beijing-1", "--ics", "no/such/tour.ics"), "no/such/tour.ics can't be written: there is no folder no/such."),
        (
            ("beijing-1", "--ics", "t.ics", "--group", "bus-9"),
            "no group 'bus-9' on beijing-1. Its groups are: bus-1, bus-2",
        ),
        (("beijing-1", "--language", "fr"), "'fr' is no language of Giljabi. Write one of: ko, en, zh."),
    ],
)
def test_what_cannot_be_done_is_told(on_sample: Giljabi, words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    ran = on_sample("export", *words)
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.error
    assert {path.name for path in tmp_path.iterdir()} <= {"tour.db"}


def test_help_says_what_it_writes(giljabi: Giljabi) -> None:
    ran = giljabi("export", "--help")
    assert ran.code == 0
    assert all(word in ran.out for word in ("--ics", "--xlsx", "--group", "--force", "for the staff only"))


def test_dates_of_the_calendar_are_those_of_the_tour(on_sample: Giljabi, tmp_path: Path) -> None:
    on_sample(*WORDS, "--ics", "tour.ics")
    days = {event.start.date() for event in _events(tmp_path / "tour.ics").values()}
    assert days == {date(2025, 9, day) for day in (22, 23, 24)}
