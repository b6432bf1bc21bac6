"""Keys of the tour, its groups, contacts and sites: one message for each mistake, at the line where it is mended."""

import pytest

from tests.schedule_data.conftest import Write
from tests.schedule_data.itinerary_base import BASE, messages

NOT_A_MAP = "must be a map of keys and values"
MISTAKES = [
    # the tour's own keys
    ("tour: seoul-1\n", "", "1: the key 'tour' is missing; add for example tour: beijing-1"),
    ("seoul-1", "Seoul 1", "1: tour: 'Seoul 1' isn't a tour's name of a-z, 0-9 and '-'; write for example beijing-1"),
    ("en: Seoul tour", "EN: x", "2: title.EN: 'EN' isn't a language tag; write for example ko, en or zh"),
    ("en: Seoul tour", "en: true", '2: title.en: must be text; put it in quotes, for example "…"'),
    ("en: Seoul tour", "en: '  '", "2: title.en: is empty; write a text, or take the key out"),
    ("en: Seoul tour", "en:", "2: title.en: has no value; write one, or take the key out"),
    (
        "timezone: Asia/Seoul",
        "timezone: Asia/Soul",
        (
            "3: timezone: 'Asia/Soul' isn't a time zone (did you mean 'Asia/Seoul'?); write an IANA name "
            "such as Asia/Shanghai"
        ),
    ),
    (
        "timezone: Asia/Seoul",
        "timezone: Asia/Busan",
        (
            "3: timezone: 'Asia/Busan' isn't a time zone (did you mean 'Asia/Seoul'?); "
            "write an IANA name such as Asia/Shanghai"
        ),
    ),
    ("timezone:", "timezon:", "3: timezon: is an unknown key (did you mean 'timezone'?)"),
    (
        "starts: 2025-09-22",
        "starts: 22.9.2025",
        "4: starts: '22.9.2025' isn't a date; write year-month-day, for example 2025-09-22",
    ),
    (
        "starts: 2025-09-22",
        "starts: 1925-09-22",
        "4: starts: 1925-09-22 is out of range; write a year from 2000 to 2100",
    ),
    (
        "ends: 2025-09-24",
        "ends: 2025-09-21",
        "5: ends: 2025-09-21 is before the start, 2025-09-22; write the last day of the tour (see line 4)",
    ),
    (
        "ends: 2025-09-24",
        "ends: 2052-09-24",
        "5: ends: 2052-09-24 is more than a year after 2025-09-22; check the year (see line 4)",
    ),
    ("[ko, en]", "[]", "6: languages: is empty; name at least one, for example [ko]"),
    ("[ko, en]", "ko", "6: languages: must be a list, not 'ko'; write for example [a, b]"),
    ("[60, 10]", "[60, 0]", "7: remind[1]: '0' is out of range; write a whole number from 1 to 43200"),
    (
        "[60, 10]",
        "[60, 1h]",
        "7: remind[1]: '1h' isn't a whole number; write digits only, without quotes, commas or units",
    ),
    ("days: 30", "days: -1", "8: retain_days: '-1' is out of range; write a whole number from 0 to 3650"),
    ("KRW", "won", "10: programme.fee.currency: 'won' isn't a currency code of three capitals; write for example KRW"),
    (
        "amount: 1000",
        "amount: 10.5",
        "10: programme.fee.amount: '10.5' isn't a whole number; write digits only, without quotes, commas or units",
    ),
    ("amount: 1000, ", "", "10: programme.fee: the key 'amount' is missing; add for example amount: 1900000"),
    # groups, contacts, sites
    (
        "capacity: 40",
        "capacity: 0",
        "13: groups.bus-1.capacity: '0' is out of range; write a whole number from 1 to 100000",
    ),
    ("capacity: 40", "colour: red", "13: groups.bus-1.colour: is an unknown key; known are name, plate, capacity"),
    (
        "  bus-1: {",
        "  bus 1: {name: x}\n  bus-1: {",
        "13: groups.bus 1: 'bus 1' isn't an id of letters, digits, '-', '_' and '.'; write for example bus-1",
    ),
    (
        "{name: 1호차, capacity: 40}",
        "1호차",
        f"13: groups.bus-1: {NOT_A_MAP}, not '1호차'; its keys are name, plate, capacity",
    ),
    (
        "groups: [bus-1]}\ns",
        "groups: [bus1]}\ns",
        (
            "15: contacts[0].groups[0]: 'bus1' is no group of this tour (did you mean 'bus-1'?); "
            "add it under groups, or name one that is there"
        ),
    ),
    (
        '"+82-10-0000-0001"',
        "call me",
        "15: contacts[0].phone: 'call me' isn't a telephone number; write for example \"+82-10-1234-5678\"",
    ),
    (
        "[37.5665, 126.9780]",
        "[126.978, 37.5665]",
        "20: sites.hall.location: latitude 126.978 is beyond 90 (swapped?); write [37.5665, 126.978]",
    ),
    (
        "[37.5665, 126.9780]",
        "[37.5665, 226.9780]",
        (
            "20: sites.hall.location: [37.5665, 226.978] isn't on Earth; latitude goes from -90 to 90, "
            "longitude from -180 to 180"
        ),
    ),
    (
        "[37.5665, 126.9780]",
        "[37.5665]",
        "20: sites.hall.location: must be two numbers; write [latitude, longitude], for example [39.9042, 116.4074]",
    ),
    (
        "[37.5665, 126.9780]",
        "[37.5665, E126]",
        "20: sites.hall.location[1]: 'E126' isn't a number; write degrees such as 39.9042, without quotes",
    ),
    (
        "https://example.com/hall",
        "javascript:alert(1)",
        "21: sites.hall.url: 'javascript:alert(1)' isn't a web address; write for example https://example.com/hotel",
    ),
    (
        "url: https://example.com/hall",
        "photo: ftp://x",
        (
            "21: sites.hall.photo: 'ftp://x' isn't a picture's address; write a file name, or for example "
            "https://example.com/a.jpg"
        ),
    ),
]


@pytest.mark.parametrize(("written", "instead", "message"), MISTAKES)
def test_one_mistake_gives_one_message_at_its_line(write: Write, written: str, instead: str, message: str) -> None:
    assert written in BASE
    assert messages(write, BASE.replace(written, instead, 1)) == [message]
