"""The database: opening it, units of work, and worker threads to run them in.

Errors never show the values of a statement: they may be names and phone numbers.

SQLite runs in WAL mode with `synchronous=FULL`, so that what was committed survives a power cut, and a unit of work
begins with BEGIN IMMEDIATE, so that two writers queue instead of failing half-way (https://www.sqlite.org/lang_transaction.html).
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from bot.errors import GiljabiError
from bot.schema import bring_up_to_date

T = TypeVar("T")

BUSY_TIMEOUT_SECONDS = 10
SQLITE_WRITERS = 1  # SQLite has one writer at a time: more threads would only wait for each other
POSTGRES_WORKERS = 4
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_SECONDS * 1000}",
)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads_only")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, hide_parameters=True, connect_args={"check_same_thread": False})
        _prepare_sqlite(engine)
        return engine
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"), pool_size=POSTGRES_WORKERS + 1, hide_parameters=True
    )


def _reading(engine: Engine) -> Engine:
    """Give the engine as readers use it: every statement of a transaction sees the same state."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(reads_only=True)
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _opened(url: str) -> Engine:
    try:
        engine = _engine(url)
        try:
            bring_up_to_date(engine)
        except BaseException:
            engine.dispose()
            raise
    except (DBAPIError, OSError) as error:
        where = make_url(url).render_as_string(hide_password=True)
        reason = error.orig if isinstance(error, DBAPIError) else error
        raise GiljabiError(
            f"The database {where} can't be opened: {reason}\nCheck GILJABI_DATABASE_URL and the folder's permissions."
        ) from None
    return engine


class Database:
    """An open database whose tables are up to date.

    Raises:
        GiljabiError: it can't be opened, or a newer version of the program has written it.
    """

    def __init__(self, url: str) -> None:
        self.engine = _opened(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._readers = sessionmaker(_reading(self.engine), expire_on_commit=False)
        workers = SQLITE_WRITERS if self.engine.dialect.name == "sqlite" else POSTGRES_WORKERS
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="database")

    @contextmanager
    def unit(self) -> Iterator[Session]:
        """Run a unit of work that writes: all of it is committed at the end, or nothing is."""
        with self._sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Look at one consistent state; whatever is written is rolled back."""
        with self._readers() as session:
            yield session

    async def run(self, work: Callable[[Session], T]) -> T:
        """Run a unit of work in a worker thread; it is finished even where the caller is cancelled meanwhile."""

        def whole() -> T:
            with self.unit() as session:
                return work(session)

        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._threads, whole))

    def close(self) -> None:
        """Wait for the units under way and let the database go."""
        self._threads.shutdown()
        self.engine.dispose()
