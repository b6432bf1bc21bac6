"""The roster: who travels, read from a spreadsheet with every mistake named at its line and column."""

from typing import TYPE_CHECKING, Any

from schedule_data.roster_file.phones import phone_key
from schedule_data.roster_file.traveller import Roster, Traveller

if TYPE_CHECKING:
    from schedule_data.roster_file.read import read_roster

__all__ = ["Roster", "Traveller", "phone_key", "read_roster"]


def __getattr__(name: str) -> Any:
    """Load the reader, and the spreadsheet library behind it, when it is first asked for."""
    if name != "read_roster":
        raise AttributeError(name)
    from schedule_data.roster_file.read import read_roster  # noqa: PLC0415

    return read_roster
