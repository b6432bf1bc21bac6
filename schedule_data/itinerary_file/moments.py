"""Local times of the file to moments in UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from schedule_data.itinerary_file.clock_span import read_span
from schedule_data.itinerary_file.document import StopEntry


@dataclass(frozen=True, slots=True)
class StopMoments:
    """When a stop gathers, starts, ends and closes its sign-up, in UTC."""

    start: datetime
    end: datetime | None
    gather: datetime | None
    closes: datetime | None


def in_utc(local: datetime, zone: str) -> datetime:
    """Give the moment of a naive local time. Of an hour that comes twice in autumn, the first is meant."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def exists(local: datetime, zone: str) -> bool:
    """Tell whether a naive local time occurs in its zone: in spring an hour is left out."""
    return in_utc(local, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


def stop_moments(stop: StopEntry, day: date, tour_zone: str) -> StopMoments:
    """Give the moments of a stop that is listed under `day`; a sign-up closes in the tour's zone."""
    span = read_span(stop.time)
    zone = stop.timezone or tour_zone
    last_day = day + timedelta(days=span.days_later)
    gather = time.fromisoformat(stop.gather.time) if stop.gather else None
    closes = stop.signup.closes if stop.signup else None
    return StopMoments(
        start=in_utc(datetime.combine(day, span.start), zone),
        end=in_utc(datetime.combine(last_day, span.end), stop.arrive_timezone or zone) if span.end else None,
        gather=in_utc(datetime.combine(day, gather), zone) if gather else None,
        closes=in_utc(closes, tour_zone) if closes else None,
    )
