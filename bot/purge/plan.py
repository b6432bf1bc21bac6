"""The plan stays; out of it go the contacts who are on the roster, and words with which changes were ordered."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from bot.purge.tally import Purge
from bot.purge.terms import finder
from schedule_data.publishing import publish_again
from schedule_data.tables import RevisionRow


def erase_in_plan(purge: Purge, terms: Collection[str]) -> None:
    """Go through all revisions: nothing else ever changes one. The plan without the contacts is a new revision."""
    pattern = finder(terms)
    revisions = select(RevisionRow).where(RevisionRow.tour_id == purge.tour)
    for row in purge.session.scalars(revisions):
        kept = [one for one in row.document.get("contacts", ()) if not _is_named(pattern, one)]
        if len(kept) < len(row.document.get("contacts", ())):
            purge.gone["contacts in the plan"] += 1
            row.document = {**row.document, "contacts": kept}
        if pattern and pattern.search(row.reason):
            purge.gone["reasons of changes"] += 1
            row.reason = row.reason.partition(" ")[0]
    purge.session.flush()
    if purge.gone["contacts in the plan"]:
        publish_again(purge.session, purge.tour, purge.at, reason="purge")


def _is_named(pattern: Any, contact: Mapping[str, Any]) -> bool:
    name = contact.get("name") or {}
    words = [*name.values()] if isinstance(name, Mapping) else [str(name)]
    return bool(pattern) and any(pattern.search(word) for word in (*words, str(contact.get("phone", ""))))
