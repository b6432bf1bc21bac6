from sqlalchemy import func, select

from bot.database import Database
from handlers.tables import ReminderRow
from tests.bot.commands.conftest import Giljabi


def test_what_would_go_out_is_printed_and_nothing_sent(on_sample: Giljabi, sample_url: str) -> None:
    ran = on_sample("due", "--tour", "beijing-1", "--at", "2025-09-23T07:50")
    assert (ran.code, ran.error) == (0, "")
    (row,) = [line.split() for line in ran.out.splitlines() if "d2-xiaomi" in line]
    assert row == ["d2-xiaomi", "샤오미", "슈퍼공장", "견학", "60,", "30", "2025-09-23", "08:20", "CST", "30", "42"]
    assert ran.out.splitlines()[-1] == "Next: 2025-09-23 08:10 CST"
    database = Database(sample_url)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ReminderRow)) == 0
    database.close()


def test_a_quiet_time_says_so(on_sample: Giljabi) -> None:
    ran = on_sample("due", "--tour", "beijing-1", "--at", "2025-09-01T00:00+09:00")
    assert ran.out.splitlines() == ["No reminder is due.", "Next: 2025-09-21 17:30 CST"]


def test_after_the_tour_nothing_follows(on_sample: Giljabi) -> None:
    ran = on_sample("due", "--tour", "beijing-1", "--at", "2025-09-25T00:00")
    assert ran.out.splitlines() == ["No reminder is due.", "No reminder follows."]
