"""Mistakes seen together: all at once, none twice, and what is no mistake."""

import pytest

from schedule_data.itinerary_file import read_itinerary
from schedule_data.mistakes import Mistakes
from tests.schedule_data.conftest import Write
from tests.schedule_data.itinerary_base import BASE, messages


def test_the_base_has_no_mistake(write: Write) -> None:
    assert read_itinerary(write("tour.yaml", BASE)).remarks == ()


def test_all_mistakes_come_at_once_in_order_of_lines(write: Write) -> None:
    content = BASE.replace("kind: lecture", "kind: x").replace("[60, 10]", "[0]").replace("13:00-14:00", "14:00-13:00")
    assert [message.split(":")[0] for message in messages(write, content)] == ["7", "27", "28"]


def test_a_stop_too_long_is_named_once_for_all_it_runs_into(write: Write) -> None:
    content = BASE.replace("time: 8:30", "time: 8:30-15:00")
    assert messages(write, content) == [
        "26: days.2025-09-22[0].time: lasts into 'talk', 'ride'; write an earlier end, or move those (see line 27)"
    ]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('13:00-14:00"', '11:50-14:00", optional: true'),  # an optional stop may overlap
        ("time: 8:30", "time: 10:30"),  # a single time never does
        ('"13:00-14:00"', '"12:00-13:00"'),  # touching isn't overlapping
        ("title: 체험, time", "title: 체험, timezone: Asia/Tokyo, time"),
        ('"13:00-14:00"', '"22:00-01:00+1"'),
        ("time: 8:30", "time: 08:30 – 09:00"),
        ("closes: 2025-09-21T18:00", "closes: 2025-09-21 18:00"),
        ("wifi: 없어요", "wifi:\n    ko: 없어요"),
        ("practical:\n  wifi: 없어요\n", "practical:\n"),
        ("retain_days: 30", "retain_days: 30  # 한 달"),
        ('"+82-10-0000-0001"', "110"),
        ("[대강당]", "&names [대강당]\n    topics: *names"),
    ],
)  # fmt: skip
def test_what_is_right_is_not_a_mistake(write: Write, written: str, instead: str) -> None:
    assert written in BASE
    assert read_itinerary(write("tour.yaml", BASE.replace(written, instead, 1))).remarks == ()


def test_groups_of_their_own_may_do_things_at_the_same_time(write: Write) -> None:
    other = '    - {id: b, kind: free, title: B, time: "09:30-11:00", groups: [bus-2]}\n'
    content = BASE.replace("contacts:", "  bus-2: {name: 2호차}\ncontacts:")
    assert read_itinerary(write("tour.yaml", content + other)).document.days
    assert len(messages(write, content + other.replace("[bus-2]", "[bus-1, bus-2]"))) == 1


def test_gathering_and_overlap_are_compared_across_zones(write: Write) -> None:
    zoned = '"13:00-14:00", timezone: Asia/Shanghai'
    assert read_itinerary(write("tour.yaml", BASE.replace('"13:00-14:00"', zoned))).remarks == ()
    early = BASE.replace('"13:00-14:00"', '"12:30-13:30", timezone: Asia/Tokyo').replace("10:00-12:00", "10:00-12:31")
    assert [message.split(":")[0] for message in messages(write, early)] == ["28"]


def test_an_hour_that_summer_time_skips_is_a_mistake(write: Write) -> None:
    content = BASE.replace("time: 8:30,", "time: 2:30, timezone: Europe/Paris,").replace("2025-09-2", "2025-03-3")
    content = (
        content.replace("2025-03-32", "2025-03-30")
        .replace("2025-03-33", "2025-03-31")
        .replace("2025-03-34", "2025-03-31")
    )
    content = content.replace("2025-03-31T18", "2025-03-29T18")
    assert messages(write, content) == [
        (
            "26: days.2025-03-30[0].time: 02:30 doesn't exist on 2025-03-30 in Europe/Paris: clocks go forward then; "
            "write the hour after"
        )
    ]


def test_a_misspelt_section_is_one_mistake_not_one_for_each_use(write: Write) -> None:
    assert messages(write, BASE.replace("sites:", "sitez:")) == ["16: sitez: is an unknown key (did you mean 'sites'?)"]
    assert len(messages(write, BASE.replace("\ngroups:", "\ngroups: [bus-1]\npractical2:"))) == 2


def test_a_repeated_section_keeps_its_names_known(write: Write) -> None:
    content = BASE.replace("practical:", "sites:\n  garden: {name: 정원}\npractical:").replace(
        "title: 집합", "site: garden"
    )
    assert messages(write, content) == ["22: the key 'sites' is already on line 16; keep one of the two"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "1: is empty; write the itinerary into it"),
        (b" \n\n", "1: is empty; write the itinerary into it"),
        (b"# nothing\n", "1: holds nothing but comments; write the itinerary into it"),
        (b"hello", "1: isn't an itinerary; write 'key: value' lines such as tour: beijing-1"),
        (b"- a\n", "1: isn't an itinerary; write 'key: value' lines such as tour: beijing-1"),
        (BASE.encode("cp949"), "2: isn't UTF-8 text from here on; save the file as UTF-8"),
        (b"a" * 1_000_001, "1: is larger than 1 MB; is this the itinerary file?"),
        (b"a: &a [*a]", "1: nothing above is named &a; put text that begins with '*' in quotes"),
    ],
)
def test_a_file_that_is_no_itinerary(write: Write, content: bytes, message: str) -> None:
    assert messages(write, content) == [message]


def test_aliases_that_multiply_are_stopped(write: Write) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert messages(write, "\n".join(lines)) == [
        "5: the file holds more than 50,000 values, aliases followed; shorten it"
    ]


def test_a_path_that_can_t_be_read(write: Write) -> None:
    folder = write("x", "").parent
    for path, sentence in (
        (folder / "none.yaml", "there is no such file; check the name and the folder"),
        (folder, "is a folder; name the itinerary file in it"),
        (folder / "a\0b", "can't be read; check the name and the disk"),
    ):
        with pytest.raises(Mistakes) as caught:
            read_itinerary(path)
        assert str(caught.value) == f"{path}:1: {sentence}"


def test_lines_are_counted_the_same_with_windows_line_ends(write: Write) -> None:
    content = BASE.replace("[60, 10]", "[0]").replace("\n", "\r\n").encode("utf-8-sig")
    assert messages(write, content) == ["7: remind[0]: '0' is out of range; write a whole number from 1 to 43200"]
