from pathlib import Path

import pytest

from tests.bot.commands.conftest import Giljabi, Ran
from tests.build import ROSTER, SAMPLE, TOURS

pytestmark = pytest.mark.both_databases

OTHER = TOURS / "beijing-hangzhou-3.yaml"


def _told(ran: Ran) -> list[str]:
    """Give what a command printed, without remarks on files."""
    return [line for line in ran.out.splitlines() if not line.endswith("(may stay)")]


def _tours(giljabi: Giljabi) -> str:
    return giljabi("due", "--tour", "nowhere").error


def test_a_tour_is_loaded_once(giljabi: Giljabi) -> None:
    ran = giljabi("load", SAMPLE)
    assert (ran.code, ran.error, ran.out.splitlines()[-1]) == (0, "", "1 loaded")
    assert _told(giljabi("load", SAMPLE)) == ["beijing-1: no change", "1 loaded"]
    assert _tours(giljabi) == "There is no tour 'nowhere'. Loaded are: beijing-1.\n"


def test_what_would_change_is_told_and_nothing_loaded(giljabi: Giljabi, tmp_path: Path) -> None:
    assert giljabi("load", SAMPLE, "--dry-run").out.splitlines()[-1] == "nothing was loaded (dry run)"
    assert "There is no database" in _tours(giljabi)
    giljabi("load", SAMPLE)
    changed = tmp_path / "changed.yaml"
    changed.write_text(SAMPLE.read_text().replace('time: "09:30-12:00"', 'time: "09:40-12:00"'))
    assert _told(giljabi("load", changed, "--dry-run")) == [
        "beijing-1: ~ stop d2-xiaomi moved: 2025-09-23 09:30-12:00 -> 2025-09-23 09:40-12:00",
        "nothing was loaded (dry run)",
    ]
    assert _told(giljabi("load", SAMPLE)) == ["beijing-1: no change", "1 loaded"]


def test_a_bad_file_among_good_ones_loads_nothing(giljabi: Giljabi, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(OTHER.read_text().replace("ends: 2025-11-20", "ends: 2025-11-02"))
    ran = giljabi("load", SAMPLE, bad)
    assert ran.code == 1
    assert ran.error.startswith(f"{bad}:")
    assert "There is no database" in _tours(giljabi)


def test_two_files_of_one_tour_are_refused(giljabi: Giljabi, tmp_path: Path) -> None:
    copy = tmp_path / "copy.yaml"
    copy.write_text(SAMPLE.read_text())
    ran = giljabi("load", SAMPLE, copy)
    assert (ran.code, ran.error.splitlines()) == (
        1,
        [
            f"{copy}:1: tour 'beijing-1' is in another file too; name only one",
            "1 to mend; nothing of it was taken",
        ],
    )
    assert "There is no database" in _tours(giljabi)


def test_loading_plans_the_reminders(giljabi: Giljabi) -> None:
    giljabi("load", SAMPLE)
    assert "Next: 2025-09-21 17:30 CST" in giljabi("due", "--tour", "beijing-1", "--at", "2025-09-01T09:00").out


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite:////proc/nowhere/tour.db", "can't be opened"),
        ("postgresql://me:secret@127.0.0.1:1/tour", "can't be opened"),
        ("nonsense", "GILJABI_DATABASE_URL: write sqlite:///PATH or"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told(
    giljabi: Giljabi, monkeypatch: pytest.MonkeyPatch, url: str, told: str
) -> None:
    monkeypatch.setenv("GILJABI_DATABASE_URL", url)
    ran = giljabi("load", SAMPLE)
    assert ran.code == 1
    assert told in ran.error
    assert "Traceback" not in ran.error
    assert "secret" not in ran.error


def test_a_roster_is_imported_and_told(giljabi: Giljabi) -> None:
    giljabi("load", SAMPLE)
    assert giljabi("roster", "beijing-1", ROSTER).out.splitlines()[-1] == (
        "beijing-1: 44 added, 0 changed, 0 unchanged, 0 removed"
    )
    assert giljabi("roster", "beijing-1", ROSTER).out.splitlines()[-1] == (
        "beijing-1: 0 added, 0 changed, 44 unchanged, 0 removed"
    )


def test_a_bad_row_imports_nobody(on_sample: Giljabi, tmp_path: Path) -> None:
    lines = ROSTER.read_text().splitlines()
    bad = tmp_path / "bad.csv"
    bad.write_text("\n".join([*lines[:3], lines[3].replace("bus-1", "bus-9"), *lines[4:], "새사람,,boss"]))
    ran = on_sample("roster", "beijing-1", bad, "--remove-missing")
    assert ran.code == 1
    *mistakes, last = ran.error.splitlines()
    assert [line.split(":")[1] for line in mistakes] == ["4", "46"]
    assert last == "2 to mend; nothing of it was taken"
    assert on_sample("roster", "beijing-1", ROSTER).out.splitlines()[-1].endswith("44 unchanged, 0 removed")


def test_who_is_missing_goes_only_where_asked(on_sample: Giljabi, tmp_path: Path) -> None:
    short = tmp_path / "short.csv"
    short.write_text("\n".join(ROSTER.read_text().splitlines()[:11]))
    assert on_sample("roster", "beijing-1", short).out.endswith("10 unchanged, 0 removed\n")
    assert on_sample("roster", "beijing-1", short, "--remove-missing").out.endswith("10 unchanged, 34 removed\n")
    assert on_sample("roster", "beijing-1", ROSTER).out.endswith("34 changed, 10 unchanged, 0 removed\n")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04 no workbook"])
@pytest.mark.parametrize("name", ["roster.csv", "roster.xlsx", "roster.txt"])
def test_a_file_that_is_no_roster_is_told(giljabi: Giljabi, tmp_path: Path, name: str, content: bytes) -> None:
    giljabi("load", SAMPLE)
    (tmp_path / name).write_bytes(content)
    ran = giljabi("roster", "beijing-1", name)
    assert ran.code == 1
    assert name in ran.error
    assert "Traceback" not in ran.error


def test_a_roster_of_no_tour_is_told(giljabi: Giljabi) -> None:
    giljabi("load", SAMPLE)
    for tour in ("nowhere", "", "\ud800", "../etc"):
        ran = giljabi("roster", tour, ROSTER)
        assert ran.code == 1
        assert "There is no tour" in ran.error
        assert "Loaded are: beijing-1." in ran.error
