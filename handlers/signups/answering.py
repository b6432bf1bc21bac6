"""Signing up: how the places stand, taking one, giving it up, and the list for leaders and staff."""

from dataclasses import replace

from sqlalchemy.orm import Session

from handlers.answers.next_steps import HELP, NEXT, TOUR, offer
from handlers.answers.not_understood import expired, refused
from handlers.headcount.export import export
from handlers.headcount.people_words import FILE_WORDS
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Card, Fact, Outcome, Reply
from handlers.signups import offering, said
from handlers.signups.places import Places, give_up, lock, places
from handlers.signups.places import take as take_place
from handlers.understanding.normalise import canonical
from handlers.wording import dated, hour
from schedule_data.itinerary import Stop
from schedule_data.members import members_of
from schedule_data.people import Role


def sign_up(session: Session, caller: Caller, question: Question) -> Reply:
    """Tell how the places of a stop stand and where the asker is among them; leaders and staff get the list."""
    stops = [stop for stop in question.itinerary.stops if stop.signup and stop.is_for(question.member.group)]
    named = question.slots.get("stop")
    chosen = [stop for stop in stops if stop.id == named] if named else stops
    if len(chosen) > 1:
        return _which(question, chosen)
    if not chosen:
        words = phrases(question.language)("There is nothing to sign up for there.")
        return Reply((words,), buttons=offer(question, TOUR, NEXT, HELP))
    if question.member.role is not Role.PARTICIPANT:
        return who(session, caller, replace(question, slots={"stop": chosen[0].id}))
    return _as_said(session, caller, replace(question, slots={"stop": chosen[0].id})) or _stands(
        question, chosen[0], places(session, question.itinerary.tour, chosen[0])
    )


def _as_said(session: Session, caller: Caller, question: Question) -> Reply | None:
    """Sign up at once who says that they want to; ask whether to give up who wants their place cancelled."""
    stop, text = _stop(question), question.text or ""
    if stop is None or not text or said.ASKS.search(text):
        return None
    stand, mine = places(session, question.itinerary.tour, stop), question.member.id
    if said.CANCELS.search(text):
        on_list = mine in (*stand.held, *stand.offered, *stand.waiting)
        return _give_up(question, stop) if on_list else _not_on_it(question, stop, stand)
    return take(session, caller, question) if said.WANTS.search(text) else None


def _not_on_it(question: Question, stop: Stop, stand: Places) -> Reply:
    reply = _stands(question, stop, stand)
    return replace(reply, paragraphs=(phrases(question.language)("You are not on that list."), *reply.paragraphs))


def _give_up(question: Question, stop: Stop) -> Reply:
    say, title = phrases(question.language), stop.title.to(question.language)
    buttons = (
        Button(say("Yes, cancel it"), _act("signup.leave", stop)),
        Button(say("Keep it"), _act("signup", stop)),
    )
    return Reply((say("Shall I cancel your sign-up for {title}?", title=title),), Outcome.CLARIFY, buttons=buttons)


def take(session: Session, _caller: Caller, question: Question) -> Reply:
    """Give the asker a place, or a place on the waiting list."""
    stop = _stop(question)
    if stop is None or stop.signup is None or not stop.is_for(question.member.group):
        return expired(question.language)
    if question.member.role is not Role.PARTICIPANT:
        return refused(question)
    tour = question.itinerary.tour
    lock(session, tour)
    offering.offer(session, question.itinerary, stop, question.at)
    before = places(session, tour, stop)
    if _is_over(question, stop, before):
        words = phrases(question.language)("Sign-up for {title} has closed.", title=stop.title.to(question.language))
        return Reply((words,), buttons=offer(question, NEXT, HELP))
    take_place(session, tour, stop, question.member.id, question.at)
    return _stands(question, stop, places(session, tour, stop))


def leave(session: Session, _caller: Caller, question: Question) -> Reply:
    """Take the asker off the list, and offer the place to the next."""
    stop = _stop(question)
    if stop is None or stop.signup is None:
        return expired(question.language)
    say, title = phrases(question.language), stop.title.to(question.language)
    lock(session, question.itinerary.tour)
    gone = give_up(session, question.itinerary.tour, stop.id, question.member.id)
    offering.offer(session, question.itinerary, stop, question.at)
    words = say("You are off the list for {title}.", title=title) if gone else say("You are not on that list.")
    again = () if _is_closed(question, stop) else (Button(say("Sign up again"), _act("signup.take", stop)),)
    return Reply((words,), buttons=(*again, *offer(question, NEXT)))


def who(session: Session, caller: Caller, question: Question) -> Reply:
    """List who has a place, who is offered one and who waits, for leaders and staff; as a file where that is asked."""
    stops = _listed(question)
    if not stops:
        return expired(question.language)
    if len(stops) > 1:
        return _which(question, stops, "signup.list")
    [stop] = stops
    slots = {"stop": stop.id, "signup": "yes"}
    if FILE_WORDS.search((question.text or "").lower()):
        return export(session, caller, replace(question, slots=slots))
    stand = places(session, question.itinerary.tour, stop)
    people = {one.id: one for one in members_of(session, question.itinerary.tour)}
    say, language = phrases(question.language), question.language
    lists = ((say("Have a place"), stand.held), (say("Are offered one"), stand.offered), (say("Wait"), stand.waiting))
    cards = tuple(
        Card(f"{title} ({len(ids)})", tuple(Fact(people[one].name, people[one].phone or "-") for one in ids))
        for title, ids in lists
        if ids
    )
    sheet = Button(say("Spreadsheet"), Action("export", slots))
    return Reply((_count(stop, stand, language),), cards=cards, buttons=(sheet, *offer(question, NEXT)))


def _listed(question: Question) -> list[Stop]:
    """Give the stops that people sign up for: the one of the button, else those named, else all."""
    stops = [one for one in question.itinerary.stops if one.signup]
    if "stop" in question.slots:
        return [one for one in stops if one.id == question.slots["stop"]]
    text = canonical(question.text or "")
    named = [one for one in stops if any(canonical(title) in text for title in one.title.words.values())]
    return named or stops


def _stop(question: Question) -> Stop | None:
    return question.itinerary.stop_by_id.get(question.slots.get("stop", ""))


def _act(intent: str, stop: Stop) -> Action:
    return Action(intent, {"stop": stop.id})


def _is_closed(question: Question, stop: Stop) -> bool:
    closes = stop.signup.closes if stop.signup else None
    return question.at >= min(closes or stop.leaves_at, stop.leaves_at)


def _is_over(question: Question, stop: Stop, stand: Places) -> bool:
    """Tell whether it is too late; an offer of a freed place may be taken as long as it holds."""
    return _is_closed(question, stop) and question.member.id not in (*stand.offered, *stand.held, *stand.waiting)


def _which(question: Question, stops: list[Stop], intent: str = "signup") -> Reply:
    say = phrases(question.language)
    words = say("What would you like to sign up for?") if intent == "signup" else say("Whose sign-ups do you mean?")
    buttons = tuple(Button(stop.title.to(question.language), _act(intent, stop)) for stop in stops)
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=buttons)


def _count(stop: Stop, stand: Places, language: str) -> str:
    return phrases(language)(
        "{title}: {held} of {capacity} places taken, {waiting} waiting.",
        title=stop.title.to(language),
        held=len(stand.held) + len(stand.offered),
        capacity=stand.capacity,
        waiting=len(stand.waiting),
    )


def _stands(question: Question, stop: Stop, stand: Places) -> Reply:
    """Tell the asker how they stand, with what they can do."""
    say, language, mine = phrases(question.language), question.language, question.member.id
    title = stop.title.to(language)
    give = Button(say("Give the place up"), _act("signup.leave", stop))
    bring = Button(say("What to bring"), _act("stop.bring", stop))
    count = _count(stop, stand, language)
    if mine in stand.held:
        return Reply((say("You have a place: {title}.", title=title), count), buttons=(bring, give))
    if mine in stand.offered:
        take_it = Button(say("Take the place"), _act("signup.take", stop))
        let_go = Button(say("Let it go"), _act("signup.leave", stop))
        return Reply((say("A place is free for you: {title}.", title=title), count), buttons=(take_it, let_go))
    if mine in stand.waiting:
        place = stand.waiting.index(mine) + 1
        words = say("You are number {place} on the waiting list. I'll write as soon as a place is free.", place=place)
        off = Button(say("Leave the waiting list"), _act("signup.leave", stop))
        return Reply((words, count), buttons=(off, *offer(question, NEXT)))
    return _open(question, stop, stand, count)


def _open(question: Question, stop: Stop, stand: Places, count: str) -> Reply:
    say = phrases(question.language)
    if _is_closed(question, stop):
        words = say("Sign-up for {title} has closed.", title=stop.title.to(question.language))
        return Reply((words, count), buttons=offer(question, NEXT, HELP))
    closes = stop.signup.closes if stop.signup else None
    until = say("You can sign up until {time}.", time=_when(question, stop)) if closes else ""
    label = say("Sign me up") if stand.free and not stand.waiting else say("Put me on the waiting list")
    return Reply(tuple(filter(None, (count, until))), buttons=(Button(label, _act("signup.take", stop)),))


def _when(question: Question, stop: Stop) -> str:
    closes = stop.signup.closes if stop.signup and stop.signup.closes else stop.leaves_at
    time = hour(closes, stop.timezone, question.itinerary.home_timezone, question.language)
    day = closes.astimezone(stop.local_start().tzinfo).date()
    return dated(day, time, question.language)
