"""Names that two sites answer to: nothing wrong, but the bot has to ask which is meant."""

import unicodedata
from collections.abc import Iterator

from schedule_data.itinerary_file.document import TourDocument
from schedule_data.itinerary_file.problems import Problem
from schedule_data.itinerary_file.yaml_nodes import Path


def shared_names(document: TourDocument) -> Iterator[Problem]:
    """Give a problem at each alias or name that an earlier site has too, spaces and capitals aside."""
    first: dict[str, tuple[str, Path]] = {}
    for path, name in _names(document):
        site = str(path[1])
        owner, where = first.setdefault(_key(name), (site, path))
        if owner != site:
            yield Problem(
                path, f"'{name}' is also a name of the site '{owner}': the bot will ask which is meant", where
            )


def _names(document: TourDocument) -> Iterator[tuple[Path, str]]:
    for key, site in document.sites.items():
        words = {"": site.name} if isinstance(site.name, str) else site.name
        for language, name in words.items():
            yield (("sites", key, "name", language) if language else ("sites", key, "name")), name
        for position, alias in enumerate(site.aliases):
            yield ("sites", key, "aliases", position), alias


def _key(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
