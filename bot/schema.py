"""Brings the tables up to date with Alembic; a database of a newer version is left alone."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.errors import GiljabiError

LOCK = 7_401_993  # any number that nothing else in the database locks on
MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0002"  # the newest migration; written here so that a start need not load Alembic to see that all is well


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def bring_up_to_date(engine: Engine) -> None:
    """Create or migrate the tables where they are not those of this version.

    Raises:
        GiljabiError: a newer version of the program has written this database.
    """
    with engine.begin() as connection:
        _wait_for_others(connection)
        version = _version(connection)
        if version == HEAD:
            return
        if version is not None and not list((MIGRATIONS / "versions").glob(f"{version}_*.py")):
            raise GiljabiError(
                f"A newer Giljabi has written this database: its tables are version {version}, this one knows {HEAD}.\n"
                "Install that version, or restore a backup made before the upgrade."
            )
        _migrate(connection)


def _wait_for_others(connection: Connection) -> None:
    """Let processes that start together migrate one after the other; on SQLite a transaction is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - only needed here, and slow to import
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
