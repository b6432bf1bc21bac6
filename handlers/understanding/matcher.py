"""Everything about one tour that a question can be matched with, compiled once per revision."""

from collections.abc import Sequence
from dataclasses import dataclass

from schedule_data.itinerary import Itinerary


@dataclass(frozen=True, slots=True)
class Matcher:
    """A compiled itinerary."""

    itinerary: Itinerary


def compile_matcher(itinerary: Itinerary, people: Sequence[str] = (), companies: Sequence[str] = ()) -> Matcher:
    """Compile `itinerary`; `people` and `companies` are names of the roster that may occur in questions."""
    del people, companies
    return Matcher(itinerary)
