"""The leaders' live message of a roll call: a pure function of what the database holds at the moment."""

from typing import Final

from handlers.copies import Copy, Setting
from handlers.phrases import phrases
from handlers.reply import Action, Button, Card, Fact, Reply
from handlers.roll_call.calls import call_of
from handlers.roll_call.person_words import names, stands, to_call
from handlers.roll_call.roll import Roll, roll_of
from handlers.roll_call.states import STANDING_WORDS, Standing
from handlers.tables import RollCallRow
from handlers.wording import remarked
from schedule_data.itinerary import Itinerary

MOST_NAMED: Final = 8  # with counts and buttons a screenful of a phone; the others are a tap away
_OTHERS = (Standing.UNKNOWN, Standing.LATE, Standing.ABSENT, Standing.EXCUSED)


def compose(copy: Copy, setting: Setting) -> Reply | None:
    """Compose a leader's copy."""
    call = call_of(setting.session, copy.member.tour, str(copy.payload["call"]))
    if call is None:
        return None
    setting.session.refresh(call)
    rolled = roll_of(setting.session, setting.itinerary, call)
    return board(setting.itinerary, call, rolled, setting.language) if rolled else None


def board(itinerary: Itinerary, call: RollCallRow, rolled: Roll, language: str) -> Reply:
    """Tell how a roll call stands: how many are there, who isn't by name and number, and what can be done."""
    lines = (heading(itinerary, call, rolled, language), others(rolled, language), _state(call, rolled, language))
    waited = () if call.called_off else waited_for(itinerary, rolled, language)
    cards = (*waited, *staying_away(rolled, language))
    return Reply(tuple(filter(None, lines)), cards=cards, buttons=_buttons(call, rolled, language))


def heading(itinerary: Itinerary, call: RollCallRow, rolled: Roll, language: str) -> str:
    """Give what is counted and how many are there: '인원 확인 · 샤오미 슈퍼공장 견학 (1호차) · 18/20명'."""
    return phrases(language)(
        "Roll call · {title} · {present}/{all}",
        title=scope(itinerary, call.stop_id, call.group, language),
        present=rolled.present,
        all=len(rolled.entries),
    )


def scope(itinerary: Itinerary, stop: str, group: str, language: str) -> str:
    """Give what a roll call is of: the stop's title, and the bus where it is of one only."""
    known = itinerary.stop_by_id.get(stop)
    title = known.title.to(language) if known else stop
    bus = itinerary.groups.get(group)
    return remarked(title, bus.name.to(language), language) if bus else title


def others(rolled: Roll, language: str) -> str:
    """Give the counts of those who aren't there: '미확인 3명 · 늦음 1명'; '' where everybody is."""
    say = phrases(language)
    counted = ((say(STANDING_WORDS[standing]), rolled.counts[standing]) for standing in _OTHERS)
    return " · ".join(say("{name} {count}", name=name, count=count) for name, count in counted if count)


def _state(call: RollCallRow, rolled: Roll, language: str) -> str:
    say = phrases(language)
    if call.closed_at:
        return say("This roll call was called off.") if call.called_off else say("This roll call is closed.")
    return "" if rolled.unresolved else say("Everyone is accounted for; you can close it.")


def waited_for(itinerary: Itinerary, rolled: Roll, language: str) -> tuple[Card, ...]:
    """Give those whom the bus waits for, by name and number; nothing where it waits for nobody."""
    waited = rolled.unresolved
    if not waited:
        return ()
    more = len(waited) - MOST_NAMED
    say = phrases(language)
    note = say("and {count} more: see the list", count=more) if more > 0 else None
    return (Card(say("Still missing"), to_call(itinerary, waited[:MOST_NAMED], language), note),)


def staying_away(rolled: Roll, language: str) -> tuple[Card, ...]:
    """Give those who don't come, by name and with the reason."""
    away = [entry for entry in rolled.entries if entry.standing in {Standing.ABSENT, Standing.EXCUSED}]
    if not away:
        return ()
    say, more = phrases(language), len(away) - MOST_NAMED
    called = zip(names(away, language), away[:MOST_NAMED], strict=False)
    facts = tuple(Fact(name, stands(entry, language)) for name, entry in called)
    return (Card(say("Not coming along"), facts, say("and {count} more", count=more) if more > 0 else None),)


def _buttons(call: RollCallRow, rolled: Roll, language: str) -> tuple[Button, ...]:
    say, slots = phrases(language), {"call": str(call.id)}
    if call.closed_at:
        sheet = Button(say("Spreadsheet"), Action("export", {"stop": call.stop_id}))
        return (sheet, Button(say("Open it again"), Action("rollcall.reopen", slots)))
    nudge = (Button(say("Ask them again"), Action("rollcall.nudge", slots)),) if rolled.silent else ()
    tick = (Button(say("Tick off by name"), Action("rollcall.names", slots)),) if rolled.unresolved else ()
    return (
        *nudge,
        *tick,
        *list_button(call, rolled, language),
        Button(say("Refresh"), Action("rollcall.status", slots)),
        Button(say("Close the roll call"), Action("rollcall.close", slots)),
    )


def list_button(call: RollCallRow, rolled: Roll, language: str, most: int = MOST_NAMED) -> tuple[Button, ...]:
    """Give the button that lists everybody who is missing, where a message that names `most` doesn't name them all."""
    if len(rolled.unresolved) <= most:
        return ()
    of = {"stop": call.stop_id} | ({"group": call.group} if call.group else {})
    return (Button(phrases(language)("Who is missing"), Action("missing", of)),)
