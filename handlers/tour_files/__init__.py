"""A tour as files: for calendars, and for spreadsheet programs."""

from handlers.tour_files.asked import calendar_asked
from handlers.tour_files.calendar import tour_calendar
from handlers.tour_files.workbook import tour_workbook

__all__ = ["calendar_asked", "tour_calendar", "tour_workbook"]
