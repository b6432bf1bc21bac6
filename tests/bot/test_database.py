import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.database import Database
from bot.errors import GiljabiError
from schedule_data.tables import TourRow

pytestmark = pytest.mark.both_databases


def _tours(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(TourRow)) or 0


def test_unit_is_committed_whole_or_not_at_all(database: Database) -> None:
    with database.unit() as session:
        session.add(TourRow(id="kept", revision=1))
    with pytest.raises(ZeroDivisionError), database.unit() as session:
        session.add(TourRow(id="lost", revision=1 // 0 if _flushed(session) else 0))
    assert _tours(database) == 1


def _flushed(session: Session) -> bool:
    session.add(TourRow(id="half-way", revision=1))
    session.flush()
    return True


def test_reading_keeps_nothing(database: Database) -> None:
    with database.reading() as session:
        session.add(TourRow(id="lost", revision=1))
        session.flush()
        assert session.scalar(select(func.count()).select_from(TourRow)) == 1
    assert _tours(database) == 0


def test_reading_sees_one_state_while_another_writes(database: Database) -> None:
    counted = select(func.count()).select_from(TourRow)
    with database.reading() as session:
        assert session.scalar(counted) == 0
        with database.unit() as other:
            other.add(TourRow(id="later", revision=1))
        assert session.scalar(counted) == 0
    assert _tours(database) == 1


def test_a_row_that_refers_to_nothing_is_refused(database: Database) -> None:
    insert = text("INSERT INTO revisions VALUES ('nowhere', 1, '{}', '2025-01-01', NULL, '')")
    with pytest.raises(DBAPIError), database.unit() as session:
        session.execute(insert)


def test_errors_show_no_values(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught, database.unit() as session:
        session.execute(text("SELECT :phone FROM nowhere"), {"phone": "+82-10-0000-1234"})
    assert "1234" not in str(caught.value)


async def test_run_commits_in_a_worker_thread(database: Database) -> None:
    def work(session: Session) -> str:
        session.add(TourRow(id="kept", revision=1))
        return threading.current_thread().name

    assert (await database.run(work)).startswith("database")
    assert _tours(database) == 1


async def test_run_finishes_though_the_caller_is_cancelled(database: Database) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def work(session: Session) -> None:
        begun.set()
        may_end.wait()
        session.add(TourRow(id="kept", revision=1))

    waiting = asyncio.create_task(database.run(work))
    await asyncio.to_thread(begun.wait)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    may_end.set()
    database.close()
    again = Database(database.engine.url.render_as_string(hide_password=False))
    assert _tours(again) == 1
    again.close()


def test_sqlite_is_durable(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/deep/er/tour.db")
    with database.engine.connect() as connection:
        read = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    database.close()
    assert read == ["wal", 2, 1, 10_000]  # 2 is FULL


def test_sqlite_writers_queue(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/tour.db")
    with database.unit() as session:
        session.add(TourRow(id="counted", revision=0))

    def count_on() -> None:
        for _ in range(10):
            with database.unit() as session:
                tour = session.get_one(TourRow, "counted")
                tour.revision += 1

    threads = [threading.Thread(target=count_on) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.get_one(TourRow, "counted").revision == 30
    database.close()


def _refusal(url: str) -> str:
    with pytest.raises(GiljabiError) as caught:
        Database(url)
    return str(caught.value)


def test_a_path_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    assert _refusal(f"sqlite:///{tmp_path}") == (
        f"The database sqlite:///{tmp_path} can't be opened: unable to open database file\n"
        "Check GILJABI_DATABASE_URL and the folder's permissions."
    )


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "can't be opened: [Errno" in _refusal(f"sqlite:///{tmp_path}/file/tour.db")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tour.db"
    path.write_text("tour: beijing-1\n" * 100)
    assert "file is not a database" in _refusal(f"sqlite:///{path}")
    assert path.read_text() == "tour: beijing-1\n" * 100


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that even root can't write to")
def test_a_folder_without_permission_is_refused() -> None:
    assert "can't be opened: unable to open database file" in _refusal("sqlite:////proc/tour.db")
    assert "can't be opened: [Errno" in _refusal("sqlite:////proc/giljabi/tour.db")


def test_a_server_that_is_not_there_is_refused_without_its_password() -> None:
    told = _refusal("postgresql://me:secret@127.0.0.1:1/tour")
    assert told.startswith("The database postgresql://me:***@127.0.0.1:1/tour can't be opened: ")
    assert "secret" not in told
