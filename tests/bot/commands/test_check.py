from pathlib import Path

from tests.bot.commands.conftest import Giljabi
from tests.build import SAMPLE, TOURS


def test_good_files_are_all_right(giljabi: Giljabi) -> None:
    ran = giljabi("check", SAMPLE)
    assert (ran.code, ran.error) == (0, "")
    assert f"{SAMPLE}: all right (3 days, 22 stops, 9 sites)\n" in ran.out


def test_every_tour_of_the_project_is_all_right(giljabi: Giljabi) -> None:
    files = sorted(TOURS.glob("*.yaml"))
    ran = giljabi("check", *files)
    assert ran.code == 0
    assert [line.partition(":")[0] for line in ran.out.splitlines() if "all right" in line] == list(map(str, files))


def test_every_problem_of_every_file_is_named(giljabi: Giljabi, tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        text = SAMPLE.read_text().replace("timezone: Asia/Shanghai  ", "timezone: Asia/Shanghia  ")
        text = text.replace("kind: visit", "kind: vist", 1)
        (tmp_path / name).write_text(text)
    ran = giljabi("check", "one.yaml", SAMPLE, "two.yaml")
    assert ran.code == 1
    assert "4 to mend" in ran.out
    assert [line.split(":")[0] for line in ran.out.splitlines() if "Shanghia" in line] == ["one.yaml", "two.yaml"]
    assert f"{SAMPLE}: all right" in ran.out


def test_what_cannot_be_read_is_a_problem_like_others(giljabi: Giljabi, tmp_path: Path) -> None:
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)))
    (tmp_path / "empty.yaml").write_text("")
    (tmp_path / "folder.yaml").mkdir()
    ran = giljabi("check", "binary.yaml", "empty.yaml", "folder.yaml", "nowhere.yaml")
    assert ran.code == 1
    named = [line.split(":")[:2] for line in ran.out.splitlines()[:-1]]
    assert {tuple(one) for one in named} >= {(f"{name}.yaml", "1") for name in ("empty", "folder", "nowhere")}
    assert any(name == "binary.yaml" for name, _ in named)
    assert "Traceback" not in ran.out + ran.error


def test_no_file_is_a_question_of_usage(giljabi: Giljabi) -> None:
    assert giljabi("check").code == 2
