"""A rehearsal: a copy of a tour is played through with simulated people on a messenger that fails now and then."""

from bot.rehearsal.play import Rehearsal, rehearse
from bot.rehearsal.report import Report

__all__ = ["Rehearsal", "Report", "rehearse"]
