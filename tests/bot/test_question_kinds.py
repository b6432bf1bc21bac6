"""The closed list of kinds of question: finer intents belong to one of it, the others stand alone."""

import pytest

from bot.question_kinds import kind_of


@pytest.mark.parametrize(
    ("intent", "kind"),
    [
        ("signup.list", "signup"),
        ("change.swap", "change.move"),
        ("notice.withdraw", "notice.send"),
        ("rollcall.nudge", "rollcall.status"),
        ("rollcall.reopen", "rollcall.open"),
        ("rollcall.close", "rollcall.close"),
        ("attendance.late", "attendance.late"),
        ("agenda.when", "agenda.when"),
        (None, None),
    ],
)
def test_an_intent_is_told_as_the_kind_it_belongs_to(intent: str | None, kind: str | None) -> None:
    assert kind_of(intent) == kind
