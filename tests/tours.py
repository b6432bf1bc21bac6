"""Tours to talk about, each compiled once for all tests: most of them talk about the same one."""

import pickle

from handlers.tours import Tours
from handlers.understanding import Matcher, Roster, compile_matcher
from schedule_data.itinerary import Itinerary
from schedule_data.snapshots import Snapshots

_COMPILED: dict[tuple[bytes, Roster], Matcher] = {}


def open_tours() -> Tours:
    """Give tours of which none has been asked for yet."""
    return Tours(Snapshots(), _compiled_once)


def _compiled_once(itinerary: Itinerary, roster: Roster) -> Matcher:
    key = pickle.dumps(itinerary), roster
    if key not in _COMPILED:
        _COMPILED[key] = compile_matcher(itinerary, roster)
    return _COMPILED[key]
