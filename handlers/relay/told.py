"""A question as the staff read it, and its answer as the asker reads it."""

from datetime import timedelta

from handlers.copies import Copy, Setting
from handlers.phrases import phrases
from handlers.reply import Action, Button, Reply
from handlers.tables import StaffQuestionRow
from handlers.wording import duration, minutes_between
from schedule_data.members import member_of
from schedule_data.tables import MemberRow


def question(copy: Copy, setting: Setting) -> Reply | None:
    """Compose the question for one of the staff; None for a chase that came to nothing."""
    row = setting.session.get(StaffQuestionRow, copy.payload["question"])
    if row is None:
        return None
    say = phrases(setting.language)
    asker = member_of(setting.session.get_one(MemberRow, row.member_id))
    group = setting.itinerary.groups.get(asker.group or "")
    who = " · ".join(filter(None, (asker.name, group.name.to(setting.language) if group else "", asker.company)))
    asked = say("❓ {name} asks: “{text}”", name=who, text=row.words)
    if row.answered_at is not None:
        by = setting.session.get(MemberRow, row.answered_by) if row.answered_by else None
        told = say("✅ {name} answered: “{text}”", name=by.name if by else "", text=row.answer)
        return Reply((asked, told))
    waited = setting.at - row.asked_at
    chased = copy.payload.get("chased") and waited >= timedelta(minutes=1)
    waiting = say("Waiting for {time}.", time=duration(minutes_between(row.asked_at, setting.at), setting.language))
    phone = (Button(say("Call: {name}", name=asker.name), phone=asker.phone),) if asker.phone else ()
    return Reply(
        (asked, *((waiting,) if chased else ())),
        buttons=(Button(say("Answer"), Action("staff.answer", {"question": str(row.id)})), *phone),
        shown=copy.shown,
    )


def answer(copy: Copy, setting: Setting) -> Reply | None:
    """Compose the answer for the asker; or, where it is late, an honest word and whom to call."""
    row = setting.session.get(StaffQuestionRow, copy.payload["question"])
    if row is None:
        return None
    say = phrases(setting.language)
    if copy.payload.get("late"):
        return _late(copy, setting, row) if row.answered_at is None else None
    by = setting.session.get(MemberRow, row.answered_by) if row.answered_by else None
    return Reply(
        (
            say("{name} answers: “{text}”", name=by.name if by else "", text=row.answer),
            say("Your question: “{text}”", text=row.words),
        ),
        buttons=(Button(say("Ask again"), Action("staff.ask")),),
    )


def _late(copy: Copy, setting: Setting, row: StaffQuestionRow) -> Reply:
    say = phrases(setting.language)
    group = copy.member.group
    contacts = [one for one in setting.itinerary.contacts if one.is_for(group) and one.role in {"leader", "office"}]
    calls = tuple(
        Button(say("Call: {name}", name=one.name.to(setting.language)), phone=one.phone) for one in contacts[:1]
    )
    return Reply(
        (
            say("No answer yet to “{text}”. The staff have been reminded.", text=row.words),
            *((say("If it can't wait, please call."),) if calls else ()),
        ),
        buttons=calls,
    )
