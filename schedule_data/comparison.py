"""What loading a document would change: the lines that a person reads before saying yes."""

from collections.abc import Iterator, Mapping
from typing import Any

_Json = Mapping[str, Any]
_NOTHING: _Json = {}


def compare(old: _Json | None, new: _Json) -> list[str]:
    """Compare two documents (as JSON, see `TourDocument.to_json`) and give one line for each difference.

    Keys of the tour come first, then stops by day: '+' added, '-' removed, '~' changed, old -> new. `old` is None where
    the tour is new. Equal documents give no lines.
    """
    if old is None:
        planned = sum(len(stops) for stops in new.get("days", {}).values())
        return [f"+ tour {new['tour']}: {new['starts']} to {new['ends']}, {planned} stops"]
    return [*_keys(old, new), *_stops(old, new)]


def _keys(old: _Json, new: _Json) -> Iterator[str]:
    before, after = _flat(old, leave_out="days"), _flat(new, leave_out="days")
    for key in before | after:
        if before.get(key) != after.get(key):
            yield _line(key, before.get(key), after.get(key))


def _stops(old: _Json, new: _Json) -> Iterator[str]:
    before, after = _by_id(old), _by_id(new)
    latest = before | after
    for stop in sorted(latest, key=lambda one: _when(latest[one])):
        if stop not in after:
            yield f"- stop {stop}: {_told(before[stop])}"
        elif stop not in before:
            yield f"+ stop {stop}: {_told(after[stop])}"
        else:
            yield from _changes(stop, before[stop], after[stop])


def _changes(stop: str, before: _Json, after: _Json) -> Iterator[str]:
    if _when(before) != _when(after):
        yield f"~ stop {stop} moved: {' '.join(_when(before))} -> {' '.join(_when(after))}"
    flat_before, flat_after = _flat(before), _flat(after)
    for key in flat_before | flat_after:
        if key not in ("day", "time") and flat_before.get(key) != flat_after.get(key):
            yield _line(f"stop {stop} {key}", flat_before.get(key), flat_after.get(key))


def _by_id(document: _Json) -> dict[str, dict[str, Any]]:
    return {stop["id"]: {"day": day, **stop} for day, stops in document.get("days", {}).items() for stop in stops}


def _when(stop: _Json) -> tuple[str, str]:
    return stop["day"], stop["time"]


def _told(stop: _Json) -> str:
    title = stop.get("title", stop.get("site", ""))
    words = title if isinstance(title, str) else next(iter(title.values()))
    return f"{stop['day']} {stop['time']} {words}"


def _flat(values: _Json, prefix: str = "", leave_out: str = "") -> dict[str, str]:
    """Write nested maps as dotted keys; a list is one value, but contacts are told apart by role and phone."""
    flat: dict[str, str] = {}
    for key, value in values.items():
        name = f"{prefix}{key}"
        if key == leave_out:
            continue
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            flat |= _flat({f"[{item['role']} {item['phone']}]": item for item in value}, name)
        elif isinstance(value, dict):
            flat |= _flat(value, f"{name}.")
        else:
            flat[name] = (", ".join(map(str, value)) or "none") if isinstance(value, list) else str(value)
    return flat


def _line(key: str, before: str | None, after: str | None) -> str:
    if before is None:
        return f"+ {key}: {after}"
    return f"- {key}: {before}" if after is None else f"~ {key}: {before} -> {after}"
