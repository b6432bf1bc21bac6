"""Names that lead nowhere, ids used twice, stops without a title: checked on the plain values, whatever else fails."""

from collections.abc import Iterator, Mapping
from typing import Any

from schedule_data.guesses import closest, did_you_mean
from schedule_data.itinerary_file.problems import Problem
from schedule_data.itinerary_file.value_types import misspelt
from schedule_data.itinerary_file.yaml_nodes import Path


def stops_in(values: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Give every stop that is a map, with its path."""
    for day, listed in _map(values.get("days")).items():
        for position, stop in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(stop, dict):
                yield ("days", day, position), stop


def reference_problems(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Give every unknown site and group, every repeated stop id, and every stop with neither title nor site."""
    sites, groups = _known(values, "sites"), _known(values, "groups")
    contacts = values.get("contacts")
    for position, contact in enumerate(contacts if isinstance(contacts, list) else []):
        yield from _unknown_groups(("contacts", position), _map(contact), groups)
    first: dict[str, Path] = {}
    for path, stop in stops_in(values):
        yield from _unknown_groups(path, stop, groups)
        yield from _unknown_site(path, stop, sites)
        yield from _repeated(path, stop, first)
        if "title" not in stop and "site" not in stop and not misspelt(stop, path, "title"):
            yield Problem(
                path, "the key 'title' is missing; add for example title: {ko: 점심, en: Lunch}, or name a site"
            )


def _known(values: Mapping[str, Any], key: str) -> list[str] | None:
    """Give the ids under `key`; None where they can't be known, as the key itself is wrong."""
    listed = values.get(key)
    if misspelt(values, (), key) or not isinstance(listed, dict | None):
        return None
    return list(listed or ())


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _written(value: object) -> str | None:
    written = getattr(value, "written", value)
    return written.strip() if isinstance(written, str) else None


def _unknown_groups(path: Path, holder: Mapping[str, Any], known: list[str] | None) -> Iterator[Problem]:
    named = holder.get("groups")
    for position, value in enumerate(named if isinstance(named, list) else []):
        group = _written(value)
        if group and known is not None and group not in known:
            yield Problem((*path, "groups", position), _unknown("group", group, known))


def _unknown_site(path: Path, stop: Mapping[str, Any], known: list[str] | None) -> Iterator[Problem]:
    site = _written(stop.get("site"))
    if site and known is not None and site not in known:
        yield Problem((*path, "site"), _unknown("site", site, known))


def _unknown(what: str, name: str, known: list[str]) -> str:
    hint = did_you_mean(closest(name, known))
    return f"'{name}' is no {what} of this tour{hint}; add it under {what}s, or name one that is there"


def _repeated(path: Path, stop: Mapping[str, Any], first: dict[str, Path]) -> Iterator[Problem]:
    name = _written(stop.get("id"))
    if not name:
        return
    if name in first:
        yield Problem((*path, "id"), f"'{name}' is the id of another stop already; give this one its own", first[name])
    first.setdefault(name, path)
