"""The roster: who travels, read from a spreadsheet with every mistake named at its line and column."""

from schedule_data.roster_file.phones import phone_key
from schedule_data.roster_file.read import read_roster
from schedule_data.roster_file.traveller import Roster, Traveller

__all__ = ["Roster", "Traveller", "phone_key", "read_roster"]
