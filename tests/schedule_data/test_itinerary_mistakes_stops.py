"""Days and stops: one message for each mistake, at the line where it is mended."""

import pytest

from tests.schedule_data.conftest import Write
from tests.schedule_data.itinerary_base import BASE, messages

NOT_A_MAP = "must be a map of keys and values"
STOP_KEYS = (
    "id, kind, time, timezone, arrive_timezone, title, site, place, gather, bring, dress, rules, speaker, number, "
    "options, signup, optional, fixed, groups, remind"
)
STOP_KINDS = "gathering, visit, lecture, meal, transfer, flight, train, hotel, activity, free"
TIME_FORMS = 'isn\'t a time; write "14:30", "14:30-16:00" or, ending on the next day, "22:00-01:00+1"'
MISTAKES = [
    (
        'gather: {time: "09:40", place: 로비}',
        "gather: {place: 로비}",
        "27: days.2025-09-22[1].gather: the key 'time' is missing; add for example time: \"08:20\"",
    ),
    (
        'gather: {time: "09:40", place: 로비}',
        'gather: "09:40"',
        "27: days.2025-09-22[1].gather: must be a map of keys and values, not '09:40'; its keys are time, place",
    ),
    # days and stops
    (
        "2025-09-23:",
        "2025-09-31:",
        "29: days.2025-09-31: '2025-09-31' isn't a date; write year-month-day, for example 2025-09-22",
    ),
    (
        "2025-09-23:",
        "2025-09-25:",
        "29: days.2025-09-25: is outside the tour, 2025-09-22 to 2025-09-24; mend the date, or 'ends' (see line 5)",
    ),
    (
        "starts: 2025-09-22",
        "starts: 2025-09-24",
        "4: starts: leaves out days that are listed (2025-09-22, 2025-09-23); mend it, or those days",
    ),
    ("kind: lecture, ", "", "27: days.2025-09-22[1]: the key 'kind' is missing; add for example kind: visit"),
    ("kind: lecture", "knd: lecture", "27: days.2025-09-22[1].knd: is an unknown key (did you mean 'kind'?)"),
    (
        "kind: lecture",
        "kind: lectur",
        (
            "27: days.2025-09-22[1].kind: 'lectur' isn't a kind of stop (did you mean 'lecture'?); write "
            f"one of {STOP_KINDS}"
        ),
    ),
    (
        "site: hall",
        "site: hal",
        (
            "27: days.2025-09-22[1].site: 'hal' is no site of this tour (did you mean 'hall'?); "
            "add it under sites, or name one that is there"
        ),
    ),
    (
        "title: 집합",
        "number: 1",
        (
            "26: days.2025-09-22[0]: the key 'title' is missing; add for example title: {ko: 점심, en: "
            "Lunch}, or name a site"
        ),
    ),
    ("title: 집합", "titel: 집합", "26: days.2025-09-22[0].titel: is an unknown key (did you mean 'title'?)"),
    (
        "id: ride",
        "id: talk",
        "28: days.2025-09-22[2].id: 'talk' is the id of another stop already; give this one its own (see line 27)",
    ),
    ("time: 8:30", "time: noon", f"26: days.2025-09-22[0].time: 'noon' {TIME_FORMS}"),
    (
        "time: 8:30",
        "time: 8:61",
        (
            "26: days.2025-09-22[0].time: '8:61' isn't a time; hours go from 00 to 23 and minutes to 59, "
            'for example "14:30"'
        ),
    ),
    (
        "time: 8:30",
        "time: 23:00-24:00",
        (
            "26: days.2025-09-22[0].time: '23:00-24:00' isn't a time: a day ends at 23:59; write 00:00, "
            "with +1 where it is an "
            "end on the next day"
        ),
    ),
    ("time: 8:30", "time: ~", "26: days.2025-09-22[0].time: has no value; write one, or take the key out"),
    (
        "10:00-12:00",
        "10:00-09:50",
        (
            "27: days.2025-09-22[1].time: '10:00-09:50' ends before it has begun; write a later end, or "
            "10:00-09:50+1 where it "
            "ends on the next day"
        ),
    ),
    (
        '"13:00-14:00"',
        '"13:00-12:30", arrive_timezone: Asia/Tokyo',
        (
            "28: days.2025-09-22[2].time: '13:00-12:30' ends before it has begun; write a later end, or "
            "13:00-12:30+1 where it "
            "ends on the next day; check timezone and arrive_timezone too"
        ),
    ),
    (
        "09:40",
        "10:20",
        (
            "27: days.2025-09-22[1].gather.time: people gather after the start, 10:00-12:00; write an "
            "earlier time, or make a "
            "gathering on the day before a stop of its own"
        ),
    ),
    (
        '"09:40"',
        '"09:40-10:00"',
        "27: days.2025-09-22[1].gather.time: '09:40-10:00' is a span; write a single time, for example \"08:20\"",
    ),
    (
        "{capacity: 5,",
        "{capacity: many,",
        (
            "28: days.2025-09-22[2].signup.capacity: 'many' isn't a whole number; write digits only, "
            "without quotes, commas or units"
        ),
    ),
    (
        "2025-09-21T18:00",
        "2025-09-22T13:01",
        (
            "28: days.2025-09-22[2].signup.closes: the sign-up closes at 2025-09-22 13:01, after the start "
            "(13:00-14:00); "
            "write an earlier time"
        ),
    ),
    (
        "2025-09-21T18:00",
        "2025-09-21",
        (
            "28: days.2025-09-22[2].signup.closes: '2025-09-21' isn't a date and time; write for example "
            '"2025-09-22T21:00", '
            "in the tour's zone"
        ),
    ),
    (
        "13:00-14:00",
        "11:50-14:00",
        (
            "28: days.2025-09-22[2].time: begins while 'talk' still lasts; move one of the two, or mark one "
            "'optional: true' "
            "(see line 27)"
        ),
    ),
    (
        "optional: false",
        "optional: no",
        "30: days.2025-09-23[0].optional: 'no' isn't true or false; write one of the two, without quotes",
    ),
    (
        "    - {id: rest",
        "    - rest\n    - {id: rest",
        f"30: days.2025-09-23[0]: {NOT_A_MAP}, not 'rest'; its keys are {STOP_KEYS}",
    ),
]


@pytest.mark.parametrize(("written", "instead", "message"), MISTAKES)
def test_one_mistake_gives_one_message_at_its_line(write: Write, written: str, instead: str, message: str) -> None:
    assert written in BASE
    assert messages(write, BASE.replace(written, instead, 1)) == [message]
