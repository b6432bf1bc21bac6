"""A tour as files: for calendars, and for spreadsheet programs. Each module is loaded by whoever makes such a file."""
