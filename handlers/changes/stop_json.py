"""What people are told of a stop, as JSON: kept with a notice, so that it can say how things were before."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from schedule_data.itinerary import Gathering, Stop, StopKind, Text


def stop_to_json(stop: Stop) -> dict[str, Any]:
    """Give a stop's hours, places, title and groups in plain JSON types; equal for stops that are told alike."""
    gather = stop.gather
    return {
        "id": stop.id,
        "kind": stop.kind.value,
        "day": stop.day.isoformat(),
        "start": stop.start.isoformat(),
        "end": stop.end.isoformat() if stop.end else None,
        "timezone": stop.timezone,
        "arrive_timezone": stop.arrive_timezone,
        "title": _text_to_json(stop.title),
        "site": stop.site,
        "place": _text_to_json(stop.place),
        "gather": {"at": gather.at.isoformat(), "place": _text_to_json(gather.place)} if gather else None,
        "groups": list(stop.groups),
    }


def stop_from_json(kept: Mapping[str, Any]) -> Stop:
    """Read back what `stop_to_json` gave; what people aren't told of a change is left out."""
    gather = kept["gather"]
    return Stop(
        id=kept["id"],
        kind=StopKind(kept["kind"]),
        day=date.fromisoformat(kept["day"]),
        start=datetime.fromisoformat(kept["start"]),
        end=datetime.fromisoformat(kept["end"]) if kept["end"] else None,
        timezone=kept["timezone"],
        arrive_timezone=kept["arrive_timezone"],
        title=_text_from_json(kept["title"]) or Text({"": kept["id"]}, ""),
        site=kept["site"],
        place=_text_from_json(kept["place"]),
        gather=Gathering(datetime.fromisoformat(gather["at"]), _text_from_json(gather["place"])) if gather else None,
        groups=tuple(kept["groups"]),
    )


def _text_to_json(text: Text | None) -> dict[str, Any] | None:
    return {"words": dict(text.words), "fallback": text.fallback} if text else None


def _text_from_json(kept: Mapping[str, Any] | None) -> Text | None:
    return Text(kept["words"], kept["fallback"]) if kept else None
