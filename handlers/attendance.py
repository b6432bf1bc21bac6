"""'I'm here', 'I'm late', 'I'm not coming': a person's word on a stop, or a companion's, kept with its time."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from handlers.answers import ANSWERS
from handlers.answers.next_steps import EMERGENCY, offer
from handlers.answers.not_understood import unknown
from handlers.answers.stop_words import meeting
from handlers.boarding import ride
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.roll_call.answer_words import minutes_said
from handlers.roll_call.answered import IN_TIME, SURE
from handlers.roll_call.companions import all_of
from handlers.roll_call.keeping import keep
from handlers.roll_call.late_questions import how_late, late_button, there_or_not
from handlers.roll_call.noted import ask_first, noted_of
from handlers.roll_call.reasons_said import reason_in
from handlers.roll_call.roll import roll
from handlers.roll_call.states import Evidence, Reason, Standing
from handlers.roll_call.stop_meant import AHEAD, gathering_at, stop_meant
from handlers.roll_call.vouched import ASKS
from handlers.tables import AttendanceState
from handlers.wording import clock, duration, listing
from schedule_data.itinerary import Stop
from schedule_data.people import Member, Role

LONGEST_MINUTES = 24 * 60  # who comes later than that misses the stop


def here(session: Session, _caller: Caller, question: Question) -> Reply:
    """Note that a person is at the gathering, or that a companion sees somebody there."""
    bus = question.itinerary.groups.get(question.slots.get("group", ""))
    if bus is not None and "person" not in question.slots:
        return ride(session, question, bus, Evidence.SELF)
    people = all_of(session, question)
    if isinstance(people, Reply):
        return people
    stop = stop_meant(session, _of(question, people[0]), ahead=AHEAD)
    if stop is None:
        return _nobody_gathers(question)
    if question.slots.get("sure") == ASKS:
        return ask_first(session, question, stop, people)
    told = keep(session, question, stop, people, AttendanceState.HERE)
    if _is_of_others(question, people):
        return _thanks(session, question, stop, people)
    return _welcome(question, stop, told)


def late(session: Session, _caller: Caller, question: Question) -> Reply:
    """Note that a person comes late; asks by how much where that wasn't said."""
    meant = _who_and_where(session, question)
    if isinstance(meant, Reply):
        return meant
    people, stop = meant
    minutes = _minutes(question.slots.get("minutes", ""))
    if minutes is None and not _is_of_others(question, people):
        return _coming(session, question, stop)
    if minutes is None:
        return how_late(question, stop, people)
    told = keep(session, question, stop, people, AttendanceState.LATE, minutes)
    if _is_of_others(question, people):
        return _thanks(session, question, stop, people)
    say = phrases(question.language)
    return Reply(
        (
            say(
                "Noted: {minutes} late for {title} ({time}).",
                minutes=duration(minutes, question.language),
                title=stop.title.to(question.language),
                time=clock(stop.leaves_at, stop.timezone),
            ),
            *told,
            say("If it gets later still, call your tour leader."),
        ),
        buttons=_after(question, stop),
    )


def _who_and_where(session: Session, question: Question) -> tuple[Sequence[Member], Stop] | Reply:
    """Give whom a word of coming late, or not at all, is about, and which stop; what to say where it counts nothing."""
    people = all_of(session, question)
    if isinstance(people, Reply):
        return people
    stop = stop_meant(session, _of(question, people[0]))
    if stop is None:
        return _no_stop(question)
    return unknown(question) if _is_hearsay(question, people) else (people, stop)


def _coming(session: Session, question: Question, stop: Stop) -> Reply:
    """Note that the writer comes late, and ask by how much; minutes that they have told stand.

    Who is on the way before anybody is called is not late; who is noted as being there is asked which is so.
    """
    say, title = phrases(question.language), stop.title.to(question.language)
    coming, entry = question.slots.get("coming", ""), roll(session, question.itinerary, stop).of(question.member.id)
    standing = entry.standing if entry else Standing.UNKNOWN
    if coming == SURE:
        return there_or_not(question, stop)
    if coming == IN_TIME and standing not in {Standing.ABSENT, Standing.EXCUSED}:
        words = say("See you there: {meeting}", meeting=meeting(question.itinerary, stop, question.language))
        return Reply((words,), buttons=(*_after(question, stop)[:1], late_button(question, stop)))
    told: tuple[str, ...] = ()
    if standing is not Standing.LATE:
        told = keep(session, question, stop, [question.member], AttendanceState.LATE)
    asked = how_late(question, stop, [question.member])
    noted = (
        say("Noted: you are on your way to {title}.", title=title)
        if coming
        else say("Noted: you will be late for {title}.", title=title)
    )
    return replace(asked, paragraphs=(noted, *told, *asked.paragraphs))


def absent(session: Session, _caller: Caller, question: Question) -> Reply:
    """Note that a person doesn't come to a stop."""
    meant = _who_and_where(session, question)
    if isinstance(meant, Reply):
        return meant
    people, stop = meant
    reason = _reason(question)
    # who comes on their own is no absence; to excuse any other is for the leaders
    state = AttendanceState.EXCUSED if reason is Reason.OWN_WAY else AttendanceState.ABSENT
    told = keep(session, question, stop, people, state, reason=reason)
    if _is_of_others(question, people):
        return _thanks(session, question, stop, people)
    say, title = phrases(question.language), stop.title.to(question.language)
    if reason is Reason.OWN_WAY:
        return Reply(
            (say("Noted: you are making your own way to {title}.", title=title), *told), buttons=_after(question, stop)
        )
    words = say("Noted: you are not coming to {title}.", title=title)
    if reason is not Reason.UNWELL:
        return Reply((words, *told), buttons=_after(question, stop))
    well = say("Get well soon. If you need help, tap ‘Tell my leaders’ or call.")
    call = Button(say("Tell my leaders"), Action("trouble.call"))
    return Reply((words, *told, well), buttons=(call, *offer(question, EMERGENCY), *_after(question, stop)))


def unseen(_session: Session, _caller: Caller, question: Question) -> Reply:
    """Answer a companion who doesn't see somebody: nothing is known by that."""
    say = phrases(question.language)
    button = Button(say("Leader's number"), Action("people", {"role": "leader"}))
    return Reply((say("Thank you. The tour leaders will look after it."),), buttons=(button,))


def _welcome(question: Question, stop: Stop, told: Sequence[str]) -> Reply:
    say = phrases(question.language)
    return Reply(
        (_noted_here(question, stop), *told),
        buttons=(
            Button(say("Next stop"), Action("agenda.next")),
            Button(say("What to bring"), Action("stop.bring", {"stop": stop.id})),
        ),
    )


def _noted_here(question: Question, stop: Stop) -> str:
    """Say where somebody is noted: before the start at the gathering, which may be far from the stop."""
    say, title = phrases(question.language), stop.title.to(question.language)
    if stop.gather is not None and question.at < stop.start:
        return say("Got it: you are at the meeting point for {title}.", title=title)
    return say("Got it: you are at {title}.", title=title)


def _is_of_others(question: Question, people: Sequence[Member]) -> bool:
    return [one.id for one in people] != [question.member.id]


def _is_hearsay(question: Question, people: Sequence[Member]) -> bool:
    """Tell whether a participant writes of others that they are late or don't come: only who is asked says so."""
    typed = "person" not in question.slots
    return typed and question.member.role is Role.PARTICIPANT and _is_of_others(question, people)


def _of(question: Question, person: Member) -> Question:
    """Give the question as of whom staff speak of: the stop is that person's. Companions ride the same bus."""
    return question if question.member.role is Role.PARTICIPANT else replace(question, member=person)


def _thanks(session: Session, question: Question, stop: Stop, people: Sequence[Member]) -> Reply:
    if question.member.role is not Role.PARTICIPANT:
        return noted_of(session, question, stop, people)
    say, title = phrases(question.language), stop.title.to(question.language)
    others = listing((one.name for one in people if one.id != question.member.id), question.language)
    mine = (_noted_here(question, stop),) if question.member in people else ()
    words = say("Thank you, noted for {name}: {title}.", name=others, title=title)
    return Reply((*mine, words), buttons=(Button(say("Next stop"), Action("agenda.next")),))


def _after(question: Question, stop: Stop) -> tuple[Button, ...]:
    say = phrases(question.language)
    return (
        Button(say("I'm here"), Action("attendance.here", {"stop": stop.id})),
        Button(say("Leader's number"), Action("people", {"role": "leader"})),
    )


def _reason(question: Question) -> Reason | None:
    """Give the reason that a button, or the words, give for staying away; None where they give none of ours."""
    why = question.slots.get("why", "")
    return Reason(why) if why in set(Reason) else reason_in(question.text or "")


def _minutes(text: str) -> int | None:
    """Read how late somebody is; None where nothing sensible was said."""
    read = int(text) if text.isdecimal() and len(text) <= len(str(LONGEST_MINUTES)) else minutes_said(text)
    return read if read and 0 < read <= LONGEST_MINUTES else None


def _nobody_gathers(question: Question) -> Reply:
    """Say that it is too early to be anywhere, and what comes next."""
    if "stop" in question.slots or gathering_at(question.itinerary, question.at, question.member.group) is None:
        return _no_stop(question)
    say = phrases(question.language)
    told = (
        say("It isn't time to gather now, so nothing was noted."),
        say("Please tell me again at the meeting point."),
    )
    following = ANSWERS["agenda.next"](replace(question, intent="agenda.next", slots={}))
    return replace(following, paragraphs=(*told, *following.paragraphs))


def _no_stop(question: Question) -> Reply:
    say = phrases(question.language)
    return Reply(
        (say("There is no stop to check in for now."),),
        outcome=Outcome.CLARIFY,
        buttons=(Button(say("Whole tour"), Action("agenda.tour")), Button(say("Ask the staff"), Action("human"))),
    )
