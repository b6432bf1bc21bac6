"""The file of an SQLite database: a mistyped path is told, since SQLite itself would make an empty one there."""

from difflib import get_close_matches
from pathlib import Path

from sqlalchemy import make_url

from bot.errors import GiljabiError
from bot.settings import Settings

ENDINGS = frozenset({".db", ".sqlite", ".sqlite3"})


def missing_file(url: str) -> Path | None:
    """Give where the file of an SQLite database should be but isn't; None where one is, or the database is no file."""
    parsed = make_url(url)
    name = parsed.database
    if parsed.get_backend_name() != "sqlite" or not name or name.startswith((":memory:", "file:")):
        return None
    path = Path(name).absolute()
    return None if path.exists() else path


def demand_database(settings: Settings) -> None:
    """See that there is a database, for whatever needs a tour in it and is not meant to make one.

    Raises:
        GiljabiError: there is none; says where it was looked for, and what makes one.
    """
    path = missing_file(settings.database_url)
    if path is None:
        return
    asked = "database_url" in settings.model_fields_set
    why = "GILJABI_DATABASE_URL leads there" if asked else "GILJABI_DATABASE_URL is not set, and there is the default"
    raise GiljabiError(
        f"There is no database at {path} ({why}).\n"
        f"{_alike(path)}Set GILJABI_DATABASE_URL to yours, or make one by loading a tour: giljabi load FILE"
    )


def _alike(path: Path) -> str:
    """Ask whether a file beside it of nearly that name was meant."""
    try:
        names = [file.name for file in path.parent.iterdir() if file.suffix in {path.suffix, *ENDINGS}]
    except OSError:
        return ""
    found = get_close_matches(path.name, names, 1)
    return f"Is it {path.with_name(found[0])}? " if found else ""
