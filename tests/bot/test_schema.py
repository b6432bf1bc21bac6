from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import bot.tables  # noqa: F401 - declares its tables
import handlers.tables  # noqa: F401 - likewise
from bot.database import Database
from bot.errors import GiljabiError
from bot.schema import HEAD, MIGRATIONS
from schedule_data.tables import Table

pytestmark = pytest.mark.both_databases


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrations_from_empty_give_the_tables_of_the_metadata(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_a_database_opened_again_is_left_as_it_is(database_url: str) -> None:
    Database(database_url).close()
    again = Database(database_url)
    with again.unit() as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEAD]
    again.close()


def test_a_database_of_a_newer_version_is_refused_and_left_alone(database_url: str) -> None:
    opened = Database(database_url)
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("CREATE TABLE of_the_future (id INTEGER)"))
    tables = set(inspect(opened.engine).get_table_names())
    with pytest.raises(GiljabiError) as caught:
        Database(database_url)
    assert str(caught.value) == (
        f"A newer Giljabi has written this database: its tables are version 9999, this one knows {HEAD}.\n"
        "Install that version, or restore a backup made before the upgrade."
    )
    with opened.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["9999"]
    assert set(inspect(opened.engine).get_table_names()) == tables
    opened.close()


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    together = Barrier(3)

    def start() -> None:
        together.wait()
        Database(database_url).close()

    with ThreadPoolExecutor(3) as threads:
        for started in [threads.submit(start) for _ in range(3)]:
            started.result()
    opened = Database(database_url)
    with opened.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEAD]
    opened.close()
