"""Who may ask for what."""

from schedule_data.people import Role

LEADERS_ONLY = frozenset(
    {
        "notice.send",
        "notice.draft",
        "notice.names",
        "notice.phones",
        "notice.nudge",
        "notice.progress",
        "notice.correct",
        "notice.withdraw",
        "notice.unfetched",
        "notice.scheduled",
        "change.delay",
        "change.move",
        "change.place",
        "change.cancel",
        "change.insert",
        "change.swap",
        "change.undo",
        "change.menu",
        "rollcall.open",
        "rollcall.status",
        "rollcall.close",
        "rollcall.nudge",
        "rollcall.names",
        "rollcall.tick",
        "rollcall.untick",
        "rollcall.resolve",
        "rollcall.rest",
        "rollcall.call_off",
        "rollcall.reopen",
        "rollcall.code",
        "invite.reset",
        "invite.code",
        "join.approve",
        "join.deny",
    }
)
STAFF_AND_LEADERS = frozenset(
    {
        "attendance.undo",
        "headcount",
        "missing",
        "members.list",
        "export",
        "signup.list",
        "rating.summary",
        "change.history",
        "staff.answer",
        "staff.open",
        "staff.keep",
        "staff.drop",
        "trouble.take",
        "trouble.open",
        "application.add",
        "application.close",
        "application.list",
    }
)


def may(role: Role, intent: str) -> bool:
    """Tell whether a member of that role may ask for that."""
    if intent in LEADERS_ONLY:
        return role is Role.LEADER
    if intent in STAFF_AND_LEADERS:
        return role in {Role.LEADER, Role.STAFF}
    return True
