"""Words for days made into dates: first as the tour counts them, then as the calendar does."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_WEEK, _DECEMBER = 7, 12
# When a weekday means the tour's: half a year before it and a week after.
_LOOKED_FORWARD_TO, _LOOKED_BACK_ON = timedelta(days=180), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Days:
    """The tour's first and last date and today's, all where the tour is."""

    starts: date
    ends: date
    today: date

    def holds(self, day: date) -> bool:
        """Tell whether `day` is one of the tour's."""
        return self.starts <= day <= self.ends


def dates_in(values: Sequence[str], days: Days) -> list[date]:
    """Give the dates that the values of one question name, in their order, each once."""
    found: list[date] = []
    week: int | None = None
    for value in values:
        name, _, told = value.partition("=")
        if name == "WEEK":
            week = int(told)
        elif name == "WEEKDAY":
            found = _narrowed(found, _weekday(int(told), week, days))
        elif (day := _date(name, told, days)) is not None:
            found.append(day)
    return list(dict.fromkeys(found))


def _narrowed(found: list[date], weekday: date) -> list[date]:
    """A weekday beside a date says the same day again: 19일 화요일 is the 19th."""
    return found if found and found[-1].weekday() == weekday.weekday() else [*found, weekday]


def _weekday(weekday: int, week: int | None, days: Days) -> date:
    if week is not None:
        monday = days.today - timedelta(days=days.today.weekday())
        return monday + timedelta(days=weekday + week * _WEEK)
    near = days.starts - _LOOKED_FORWARD_TO <= days.today <= days.ends + _LOOKED_BACK_ON
    of_tour = [day for day in _span(days.starts, days.ends) if day.weekday() == weekday] if near else []
    upcoming = [day for day in of_tour if day >= days.today]
    if upcoming or of_tour:
        return (upcoming or of_tour)[0]
    return days.today + timedelta(days=(weekday - days.today.weekday()) % _WEEK or _WEEK)


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def _date(name: str, told: str, days: Days) -> date | None:
    """Give the date of one value; None where it names none, as the 31st of February does."""
    try:
        return _READERS[name](told, days) if name in _READERS else None
    except (ValueError, OverflowError, IndexError):
        return None


def _tour_day(told: str, days: Days) -> date:
    count = int(told)
    return days.ends + timedelta(days=count + 1) if count < 0 else days.starts + timedelta(days=count - 1)


def _month_day(told: str, days: Days) -> date:
    """Give that day of the year nearest the tour: of the tour's years one inside it, else the next to come."""
    month, day = map(int, told.split("-"))
    of_years = [date(year, month, day) for year in _years(days)]
    inside = [one for one in of_years if days.holds(one)]
    upcoming = [one for one in of_years if one >= min(days.today, days.starts)]
    return min(inside or upcoming)


def _years(days: Days) -> set[int]:
    return {days.starts.year, days.ends.year, days.today.year, days.today.year + 1}


def _day_of_month(told: str, days: Days) -> date:
    day = int(told)
    inside = [one for one in _span(days.starts, days.ends) if one.day == day]
    if inside:
        return min(inside, key=lambda one: (one < days.today, abs((one - days.today).days)))
    year, month = days.today.year, days.today.month
    if day < days.today.day:
        year, month = (year + month // _DECEMBER, month % _DECEMBER + 1)
    return date(year, month, day)


def _ymd(told: str, days: Days) -> date:
    del days
    year, month, day = map(int, told.split("-"))
    return date(year, month, day)


def _nth_weekday(told: str, days: Days) -> date:
    """Give the n-th weekday of a month, or its n-th or last day where no weekday is named."""
    year, month, count, weekday = map(int, told.split("/"))
    year = year or (days.today.year + (month < days.today.month))
    every = [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]
    fitting = [day for day in every if weekday in {day.weekday(), _WEEK}]
    return fitting[count - 1 if count > 0 else count]


_READERS = {
    "NTHDAY": _nth_weekday,
    "DAY": lambda told, days: days.today + timedelta(days=int(told)),
    "TOURDAY": _tour_day,
    "BEFORE_TOUR": lambda told, days: days.starts - timedelta(days=int(told)),
    "MONTHDAY": _month_day,
    "MONTHDAY_ONLY": _day_of_month,
    "HOLIDAY": _month_day,
    "YMD": _ymd,
}
