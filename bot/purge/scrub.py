"""Having the database let go of the bytes themselves: a deleted row's may lie in its files for long."""

import sqlite3

from sqlalchemy import Connection, Engine

from schedule_data.tables import Table


def overwrite_what_goes(connection: Connection) -> None:
    """Have SQLite write zeros where rows were, from here on in this connection; PostgreSQL knows no such thing."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def scrub(engine: Engine) -> str:
    """Write the files anew, and give in words what was done; to be called outside of any transaction.

    Raises:
        OSError: another process works on the database, so that it could not be done.
    """
    try:
        return _sqlite(engine) if engine.dialect.name == "sqlite" else _postgresql(engine)
    except sqlite3.Error as error:
        raise OSError(str(error)) from None


def _sqlite(engine: Engine) -> str:
    connection = engine.raw_connection()  # past SQLAlchemy, which would begin a transaction: there is no VACUUM in one
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()
    if busy:
        raise OSError("the write-ahead log is in use")
    return "the SQLite file was written anew, its write-ahead log emptied"


def _postgresql(engine: Engine) -> str:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in Table.metadata.sorted_tables:
            connection.exec_driver_sql(f'VACUUM "{table.name}"')
    return "PostgreSQL's tables were vacuumed; its backups and archived logs expire as you have set them to"
