import json
from datetime import UTC, date, datetime

import pytest

from schedule_data.itinerary import Fee, Gathering, Location, SignUp, StopKind, Text
from schedule_data.itinerary_file import build_itinerary, document_from_json, read_itinerary
from tests.schedule_data.conftest import SAMPLE, Write
from tests.schedule_data.itinerary_base import BASE

DOCUMENT = read_itinerary(SAMPLE).document
TOUR = build_itinerary(DOCUMENT, 7)


def test_the_sample_tour_holds_what_its_file_says() -> None:
    assert (TOUR.tour, TOUR.revision, TOUR.sample) == ("beijing-1", 7, True)
    assert (TOUR.timezone, TOUR.home_timezone) == ("Asia/Shanghai", "Asia/Seoul")
    assert (TOUR.starts, TOUR.ends, TOUR.retain_days) == (date(2025, 9, 22), date(2025, 9, 24), 30)
    assert (TOUR.languages, TOUR.remind) == (("ko", "en", "zh"), (60, 30, 10))
    assert (len(TOUR.stops), len(TOUR.sites), list(TOUR.groups)) == (22, 9, ["bus-1", "bus-2"])
    assert TOUR.programme.fee == Fee(1900000, "KRW")
    assert list(TOUR.programme.topics) == ["summary", "apply"]
    assert TOUR.sites["hotel"].location == Location(39.9080, 116.4700)
    assert [contact.phone for contact in TOUR.contacts if contact.groups == ("bus-2",)] == ["+86-130-0000-0002"]


def test_a_stop_is_in_utc_with_its_zones_beside_it() -> None:
    flight = TOUR.stop_by_id["d1-flight"]
    assert (flight.start, flight.end) == (
        datetime(2025, 9, 22, 0, 10, tzinfo=UTC),
        datetime(2025, 9, 22, 2, 40, tzinfo=UTC),
    )
    assert (flight.timezone, flight.arrive_timezone) == ("Asia/Seoul", "Asia/Shanghai")
    assert (flight.fixed, flight.remind, flight.own_remind, flight.number) == (True, (), True, "XX853")


def test_a_stop_keeps_gathering_sign_up_options_and_reminders() -> None:
    visit, drive = TOUR.stop_by_id["d2-xiaomi"], TOUR.stop_by_id["d2-drive"]
    place = Text({"ko": "호텔 로비", "en": "Hotel lobby", "zh": "酒店大堂"}, "ko")
    assert visit.gather == Gathering(datetime(2025, 9, 23, 0, 20, tzinfo=UTC), place)
    assert (visit.remind, visit.own_remind, visit.fixed) == ((60, 30, 10), False, False)
    assert drive.signup == SignUp(12, datetime(2025, 9, 22, 13, 0, tzinfo=UTC))
    assert TOUR.stop_by_id["d1-lunch"].options == {"diet": ("채식", "할랄", "알레르기")}


def test_a_text_cut_at_its_comma_is_joined_and_remarked(write: Write) -> None:
    speaker = "{ko: 교수, en: Professor, Party School, zh: 教授}"
    path = write("tour.yaml", BASE.replace("title: 체험", f"title: 체험, speaker: {speaker}"))
    read = read_itinerary(path)
    assert read.document.days[date(2025, 9, 22)][2].speaker == {
        "ko": "교수",
        "en": "Professor, Party School",
        "zh": "教授",
    }
    assert [str(remark) for remark in read.remarks] == [
        f"{path}:28: 'Professor, Party School' is read as one text; put a text with a comma in quotes"
    ]


def test_names_that_two_sites_share_are_remarked(write: Write) -> None:
    path = write(
        "tour.yaml", BASE.replace("practical:", "  inn:\n    name: 여관\n    aliases: [잠자리, 대 강당]\npractical:")
    )
    sentence = "'대 강당' is also a name of the site 'hall': the bot will ask which is meant (see line 19)"
    assert list(map(str, read_itinerary(path).remarks)) == [f"{path}:24: sites.inn.aliases[1]: {sentence}"]


def test_defaults_and_the_forms_that_may_be_written(write: Write) -> None:
    content = """\
tour: small
title: 작은 연수
timezone: Asia/Seoul
starts: 2025-09-22
ends: 2025-09-22
sites:
  hall: {name: {ko: 강당, en: Hall}}
groups: {1: {name: 1조, plate: 1234}}
days:
  2025-09-22:
    - {id: late, kind: train, site: hall, time: 22:00-1:05+1, groups: [1], number: 0071, remind: [10, 120, 10]}
    - {id: early, kind: visit, site: hall, time: 9:30, title: 견학, gather: {time: 9:00}}
"""
    document = read_itinerary(write("tour.yaml", content)).document
    tour = build_itinerary(document, 1)
    early, late = tour.stops
    assert (tour.home_timezone, tour.languages, tour.remind, tour.sample) == (
        "Asia/Seoul",
        ("ko",),
        (60, 30, 10),
        False,
    )
    assert (late.kind, late.fixed, late.number, late.groups, late.remind) == (
        StopKind.TRAIN,
        True,
        "0071",
        ("1",),
        (120, 10),
    )
    assert (late.title.to("en"), early.title.to("en"), tour.groups["1"].plate) == ("Hall", "견학", "1234")
    assert late.end == datetime(2025, 9, 22, 16, 5, tzinfo=UTC)
    assert early.gather == Gathering(datetime(2025, 9, 22, 0, 0, tzinfo=UTC))
    stops = document.to_json()["days"]["2025-09-22"]
    assert [stop["time"] for stop in stops] == ["22:00-01:05+1", "09:30"]


@pytest.mark.parametrize("path", sorted(SAMPLE.parent.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_tour_in_the_tree_survives_being_stored(path: object) -> None:
    document = read_itinerary(SAMPLE.parent / str(path)).document
    stored = json.loads(json.dumps(document.to_json()))
    assert document_from_json(stored).to_json() == stored
    assert build_itinerary(stored, 3) == build_itinerary(document, 3)


def test_a_stored_document_keeps_the_keys_of_the_file() -> None:
    drive = DOCUMENT.to_json()["days"]["2025-09-23"][2]
    assert drive == {
        "id": "d2-drive",
        "kind": "activity",
        "site": "xiaomi-factory",
        "time": "12:00-12:40",
        "title": {"ko": "SU7 시승", "en": "SU7 test drive"},
        "signup": {"capacity": 12, "closes": "2025-09-22T21:00"},
        "bring": {"ko": "운전면허증"},
    }
