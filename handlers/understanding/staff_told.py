"""Whether the record of a site says how many people work there: else a question of that isn't answered."""

import re
from typing import Final

from schedule_data.itinerary import Site

_STAFF: Final = re.compile(
    r"직원|사원|인력|종업원|\d명|employ|staff|people|workers|workforce|员工|职工|\d人", re.IGNORECASE
)


def tells_of_staff(site: Site) -> bool:
    """Tell whether the site's text or one of its facts speaks of those who work there, in any language."""
    texts = (text for text in (site.about, *site.facts.values()) if text)
    return any(_STAFF.search(words) for text in texts for words in text.words.values())
