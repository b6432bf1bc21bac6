"""Wrong types, unknown and missing keys: what pydantic finds, each in one sentence of ours."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from schedule_data.guesses import closest
from schedule_data.itinerary_file import document as d
from schedule_data.itinerary_file.fields import MAP, OWN_WORDS, PLAIN, shown
from schedule_data.itinerary_file.problems import Problem
from schedule_data.itinerary_file.yaml_nodes import Path

# Where in a document each model stands; * is any key or position.
_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    (): d.TourDocument,
    ("programme",): d.ProgrammeEntry,
    ("programme", "fee"): d.FeeEntry,
    ("groups", "*"): d.GroupEntry,
    ("contacts", "*"): d.ContactEntry,
    ("sites", "*"): d.SiteEntry,
    ("days", "*", "*"): d.StopEntry,
    ("days", "*", "*", "gather"): d.GatherEntry,
    ("days", "*", "*", "signup"): d.SignUpEntry,
}
_EXAMPLES = {
    "tour": "tour: beijing-1",
    "title": "title: {ko: 베이징 연수, en: Study tour to Beijing}",
    "timezone": "timezone: Asia/Shanghai",
    "starts": "starts: 2025-09-22",
    "ends": "ends: 2025-09-24",
    "name": "name: {ko: 1호차, en: Bus 1}",
    "role": "role: guide",
    "phone": 'phone: "+82-10-1234-5678"',
    "amount": "amount: 1900000",
    "currency": "currency: KRW",
    "id": "id: d1-lunch",
    "kind": "kind: visit",
    "time": 'time: "14:30-16:00"',
    "capacity": "capacity: 40",
}
_WHOLE_MAP = "must be a map of keys and values"
_SHAPES = {
    "model_type": _WHOLE_MAP,
    "dict_type": _WHOLE_MAP,
    "list_type": "must be a list",
}


def type_problems(values: dict[str, Any]) -> list[Problem]:
    """Check every value and key by itself; one problem for each place."""
    try:
        d.TourDocument.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False)
    else:
        return []
    meant = {(*_path(one)[:-1], _meant(_path(one))) for one in found if one["type"] == "extra_forbidden"}
    first: dict[tuple[Path, bool], Problem] = {}
    for one in sorted(found, key=lambda detail: "[key]" not in detail["loc"]):
        if one["type"] != "missing":
            first.setdefault((_path(one), False), Problem(_path(one), _sentence(one)))
        elif _path(one) not in meant:
            first[_path(one), True] = _missing(_path(one))
    return list(first.values())


def misspelt(values: Mapping[str, Any], path: Path, key: str) -> bool:
    """Tell whether the map `values` at `path` lacks `key`, but has an unknown key that it was meant by."""
    unknown = set(values) - set(_model(path).model_fields)
    return key not in values and any(_meant((*path, one)) == key for one in unknown)


def _path(detail: ErrorDetails) -> Path:
    return tuple(step for step in detail["loc"] if step not in (PLAIN, MAP, "[key]"))


def _missing(path: Path) -> Problem:
    key = str(path[-1])
    example = 'time: "08:20"' if path[-2:] == ("gather", "time") else _EXAMPLES[key]
    return Problem(path[:-1], f"the key '{key}' is missing; add for example {example}")


def _sentence(detail: ErrorDetails) -> str:
    kind, value = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return _unknown_key(_path(detail))
    if value is None:
        return "has no value; write one, or take the key out"
    if kind == OWN_WORDS:
        return detail["msg"]
    if kind == "too_short":
        return "is empty; name at least one, for example [ko]"
    return _wrong_shape(_path(detail), kind, value)


def _wrong_shape(path: Path, kind: str, value: object) -> str:
    hint = {
        "list_type": "write for example [a, b]",
        "dict_type": "write 'key: value' lines under it",
        "model_type": f"its keys are {', '.join(_model(path).model_fields) if kind == 'model_type' else ''}",
    }[kind]
    found = "" if isinstance(value, dict | list) else f", not {shown(value)}"
    return f"{_SHAPES[kind]}{found}; {hint}"


def _unknown_key(path: Path) -> str:
    if meant := _meant(path):
        return f"is an unknown key (did you mean '{meant}'?)"
    return f"is an unknown key; known are {', '.join(_model(path[:-1]).model_fields)}"


def _meant(path: Path) -> str | None:
    return closest(str(path[-1]), list(_model(path[:-1]).model_fields))


def _model(path: Path) -> type[BaseModel]:
    return next(model for pattern, model in _MODELS.items() if _stands_at(pattern, path))


def _stands_at(pattern: tuple[str, ...], path: Path) -> bool:
    return len(pattern) == len(path) and all(part in ("*", step) for part, step in zip(pattern, path, strict=True))
