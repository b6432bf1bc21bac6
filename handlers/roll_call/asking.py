"""What people are asked in a roll call: whether they are there; a companion about someone silent; leaders to call."""

from typing import Final

from handlers.answers.stop_words import meeting
from handlers.copies import Copy, Setting
from handlers.phrases import phrases
from handlers.reply import Action, Button, Card, Reply
from handlers.roll_call.after_closing import after_closing
from handlers.roll_call.board import list_button, scope
from handlers.roll_call.calls import call_of, has_word
from handlers.roll_call.person_words import names, to_call
from handlers.roll_call.roll import Entry, roll_of
from handlers.roll_call.states import Standing
from handlers.roll_call.unasked import unasked
from handlers.tables import RollCallRow
from schedule_data.members import member_of
from schedule_data.tables import MemberRow

MOST_TO_CALL: Final = 30  # numbers that Telegram's 4096 letters hold in any language


def ask(copy: Copy, setting: Setting) -> Reply | None:
    """Compose a copy of the question, or of what leaders are told of it; None where it is settled by now."""
    if copy.payload["as"] == "after":
        return after_closing(copy, setting)
    if copy.payload["as"] == "unasked":
        return unasked(copy, setting)
    call = _open(copy, setting)
    if call is None:
        return None
    if copy.payload["as"] == "phones":
        return _phones(call, setting)
    if has_word(setting.session, call, copy.member.id):
        return None
    return _question(call, setting, again=copy.payload["as"] == "nudge")


def buddy(copy: Copy, setting: Setting) -> Reply | None:
    """Compose the question whether somebody silent is with their companion; None where they are heard of by now."""
    call = _open(copy, setting)
    about = setting.session.get(MemberRow, copy.payload["about"])
    if call is None or about is None or about.left_at is not None or has_word(setting.session, call, about.id):
        return None
    say = phrases(setting.language)
    slots = {"person": str(about.id), "stop": call.stop_id}
    name = names([Entry(member_of(about), Standing.UNKNOWN)], setting.language)[0]
    title = scope(setting.itinerary, call.stop_id, call.group, setting.language)
    return Reply(
        (say("Is {name} with you? We have had no answer for {title}.", name=name, title=title),),
        buttons=(
            Button(say("Yes, they are here"), Action("attendance.here", slots)),
            Button(say("I don't see them"), Action("attendance.unseen", slots)),
        ),
    )


def _open(copy: Copy, setting: Setting) -> RollCallRow | None:
    """Give the roll call that asks, None where it is over, or its stop was cancelled."""
    call = call_of(setting.session, copy.member.tour, str(copy.payload["call"]))
    stands = call is not None and call.closed_at is None and call.stop_id in setting.itinerary.stop_by_id
    return call if stands else None


def _question(call: RollCallRow, setting: Setting, *, again: bool) -> Reply:
    say, language = phrases(setting.language), setting.language
    stop = setting.itinerary.stop_by_id[call.stop_id]
    title = scope(setting.itinerary, call.stop_id, call.group, language)
    asked = (
        say("We are still missing you: {title}. Are you there?", title=title)
        if again
        else say("Roll call: are you there? {title}", title=title)
    )
    slots = {"stop": call.stop_id}
    return Reply(
        (asked, meeting(setting.itinerary, stop, language)),
        buttons=(
            Button(say("I'm here"), Action("attendance.here", slots)),
            Button(say("I'm late"), Action("attendance.late", slots)),
            Button(say("I'm not coming"), Action("attendance.absent", slots)),
        ),
    )


def _phones(call: RollCallRow, setting: Setting) -> Reply | None:
    """Tell leaders whom nobody has heard of."""
    rolled = roll_of(setting.session, setting.itinerary, call)
    silent = rolled.silent if rolled else ()
    if rolled is None or not silent:
        return None
    say, language = phrases(setting.language), setting.language
    title = scope(setting.itinerary, call.stop_id, call.group, language)
    count = len(silent)
    words = say.plural("Please call one person who hasn't answered: {title}",
                       "Please call {count} people who haven't answered: {title}", count, title=title)  # fmt: skip
    more = count - MOST_TO_CALL
    note = say("and {count} more: see the list", count=more) if more > 0 else None
    card = Card(say("Still missing"), to_call(setting.itinerary, silent[:MOST_TO_CALL], language), note)
    tick = Button(say("Tick off by name"), Action("rollcall.names", {"call": str(call.id)}))
    return Reply((words,), cards=(card,), buttons=(tick, *list_button(call, rolled, language, MOST_TO_CALL)))
