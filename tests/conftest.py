"""Databases, and the sample tour in them.

A test that asks for one runs on SQLite; marked `both_databases`, since SQL or concurrency is what it is about, on
PostgreSQL too.
`pytest --both-databases` runs every such test on both.
"""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy.orm import Session

from bot.clock import SettableClock
from bot.database import Database
from tests.build import BEFORE, load_sample
from tests.databases import Engine, postgres_server, sqlite_files

ENGINES = ("sqlite", "postgresql")

# The same examples in every run, on a machine of any speed.
settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both-databases", action="store_true", help="run every test that needs a database on both")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen = any(mark.args[0] == "engine" for mark in metafunc.definition.iter_markers("parametrize"))
    if "engine" in metafunc.fixturenames and not chosen:
        both = metafunc.config.getoption("both_databases") or metafunc.definition.get_closest_marker("both_databases")
        metafunc.parametrize("engine", ENGINES if both else ENGINES[:1], indirect=True, scope="session")


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Make databases: as SQLite files, or on a PostgreSQL server of this test process."""
    with sqlite_files() if request.param == "sqlite" else postgres_server() as databases:
        yield databases


@pytest.fixture(scope="session")
def migrated(engine: Engine) -> str:
    """Prepare a database with tables, to be copied."""
    url = engine.fresh()
    Database(url).close()
    return url


@pytest.fixture(scope="session")
def with_sample(engine: Engine, migrated: str) -> str:
    """Prepare a database with the sample tour, to be copied."""
    url = engine.fresh(migrated)
    database = Database(url)
    with database.unit() as session:
        load_sample(session)
    database.close()
    return url


@pytest.fixture
def database_url(engine: Engine) -> str:
    """Give the address of a database without tables."""
    return engine.fresh()


@pytest.fixture
def sample_url(engine: Engine, with_sample: str) -> str:
    """Give the address of a database with the sample tour and its roster."""
    return engine.fresh(with_sample)


@pytest.fixture
def database(engine: Engine, migrated: str) -> Iterator[Database]:
    """Open a database with tables."""
    opened = Database(engine.fresh(migrated))
    yield opened
    opened.close()


@pytest.fixture
def sample(sample_url: str) -> Iterator[Database]:
    """Open a database with the sample tour and its roster."""
    opened = Database(sample_url)
    yield opened
    opened.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Work on a database with tables; nothing is kept unless the test commits."""
    with Session(database.engine) as opened:
        yield opened


@pytest.fixture
def sample_session(sample: Database) -> Iterator[Session]:
    """Work on a database with the sample tour and its roster; nothing is kept unless the test commits."""
    with Session(sample.engine) as opened:
        yield opened


@pytest.fixture
def clock() -> SettableClock:
    """Give a clock that stands still three weeks before the sample tour."""
    return SettableClock(BEFORE, speed=0)
