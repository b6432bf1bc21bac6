"""Why somebody doesn't come, in their own words: '몸이 안 좋아서요', '따로 갈게요', '호텔에서 쉴게요'."""

import re
from typing import Final

from handlers.roll_call.states import Reason

_UNWELL: Final = (
    r"아프|아파|아픈|몸살|감기|열이 나|배탈|컨디션|두통|멀미|(?:몸|속|상태)이?\s?(?:너무\s|좀\s)?(?:안|별로|좋지)|"
    r"\bsick\b|\bill\b|unwell|not feeling|don['’]?t feel|fever|生病|不舒服|难受|发烧|感冒|头疼"
)
_OWN_WAY: Final = r"따로|알아서 (?:가|갈|이동)|개별|택시|on my own|separately|by myself|by taxi|自己[去走过]|单独|打车"
_STAYS: Final = (
    r"(?:호텔|숙소|방)에서?\s?(?:쉬|쉴|있|남|대기)|남을게|남겠|"
    r"stay(?:ing)? (?:in|at|behind)|rest in|留在|在酒店休息"
)
_REASONS: Final = ((Reason.UNWELL, _UNWELL), (Reason.OWN_WAY, _OWN_WAY), (Reason.STAYS, _STAYS))


def reason_in(text: str) -> Reason | None:
    """Give the reason that words tell; None where they tell none that a roll call knows."""
    return next((reason for reason, said in _REASONS if re.search(said, text, re.IGNORECASE)), None)
