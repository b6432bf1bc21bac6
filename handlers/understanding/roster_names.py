"""The names of people and companies on a roster, as leaders and staff say them."""

import re
from collections import Counter
from dataclasses import dataclass

from handlers.understanding.name_senses import NAME, Names
from handlers.understanding.normalise import canonical
from handlers.understanding.proper_words import is_generic

_KOREAN_NAME = re.compile(r"[가-힣]{3}")
_LEGAL_FORM = re.compile(r"\(주\)|㈜|주식회사|有限公司|\b(?:co|inc|ltd|corp)\b\.?|,", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Roster:
    """Names of a roster: people, each with the English name or '', and companies."""

    people: frozenset[tuple[str, str]] = frozenset()
    companies: frozenset[str] = frozenset()


NOBODY = Roster()


def add_roster(names: Names, roster: Roster) -> None:
    """Note people by name, English name and given name, companies by name and without their legal form.

    A name that is a common word or a name of the tour as well is left out: it would change ordinary questions.
    """
    given = Counter(_given(name) for name, _ in roster.people)
    for name, name_en in sorted(roster.people):
        own = _given(name)
        for form in (name, name_en, own if given[own] == 1 else ""):
            _add(names, form, "person", name)
    for company in sorted(roster.companies):
        for form in {company, _LEGAL_FORM.sub(" ", company).strip()}:
            _add(names, form, "company", company)


def _add(names: Names, form: str, what: str, key: str) -> None:
    if form and not is_generic(form) and canonical(form) not in names.found:
        names.add(form, what, key, NAME)


def _given(name: str) -> str:
    """Give the given name of a Korean name of three syllables, '' for any other."""
    return name[1:] if _KOREAN_NAME.fullmatch(name) else ""
