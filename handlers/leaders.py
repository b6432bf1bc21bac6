"""Who leads: those who are told what needs a person's care."""

from collections.abc import Collection, Sequence

from schedule_data.people import Member, Role


def leaders_of(people: Collection[Member], groups: Collection[str | None]) -> Sequence[Member]:
    """Give the leaders of these groups among `people`, and those of the whole tour; the staff where nobody leads."""
    leaders = [one for one in people if one.role is Role.LEADER]
    theirs = [one for one in leaders if one.group is None or one.group in groups]
    return theirs or leaders or [one for one in people if one.role is Role.STAFF]
