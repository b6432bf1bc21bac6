"""Whom to call when something has happened to somebody: the contact that the roster has for that person."""

import re
from typing import Final

from handlers.phrases import phrases
from handlers.question import Question
from schedule_data.people import Member

_ASKED: Final = re.compile(
    r"(?:비상|긴급|보호자|가족)\s*(?:연락|전화|번호)|emergency (?:contact|number)|next of kin|"
    r"紧急(?:联系|电话)|家属电话",
    re.IGNORECASE,
)


def is_asked_for(text: str) -> bool:
    """Tell whether words ask for somebody's emergency contact, not for their own number."""
    return _ASKED.search(text) is not None


def contact_of(question: Question, member: Member) -> str:
    """Give a member's emergency contact, or that none is recorded; '' where it isn't asked for."""
    if not is_asked_for(question.text or ""):
        return ""
    say = phrases(question.language)
    if member.emergency_contact:
        return say("emergency contact {contact}", contact=member.emergency_contact)
    return say("no emergency contact recorded")
