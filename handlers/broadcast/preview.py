"""The preview of a notice: to whom, how many, when, what; and the buttons that change any of it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import compress
from typing import Final

from sqlalchemy.orm import Session

from handlers import proposals
from handlers.audience import ALL, Audience, audience, gathering_stop, reachable
from handlers.broadcast.draft import Draft
from handlers.broadcast.reader import Reader
from handlers.broadcast.standing import latest_told
from handlers.broadcast.templates import TEMPLATES
from handlers.broadcast.whom import MOST_OFFERED, may_be_meant
from handlers.broadcast.words import body, payload_of
from handlers.phrases import Phrases, mark, phrases
from handlers.question import Question
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.wording import clock, day_words, sentences
from schedule_data.agenda import local_zone
from schedule_data.people import Member, Role

FILES: Final = {"photo": mark("with a photo"), "document": mark("with a file"), "voice": mark("with a voice message")}
MOST_AUDIENCES = 8  # a tour has a handful of buses
LONGEST_NAMED = 40  # letters of words that name nobody known


def recipients(told: Audience, sender: Member) -> list[Member]:
    """Give who gets the notice: the audience without the one who sends it."""
    return [one for one in told.people if one.id != sender.id]


def preview(session: Session, question: Question, draft: Draft, proposal: int) -> Reply:
    """Show a draft that says what, and to whom."""
    say = phrases(question.language)
    told = audience(session, question.itinerary, draft.audience, question.language)
    if told is None:
        return ask_audience(session, question, proposal)
    people = recipients(told, question.member)
    if not people:
        words = say("Nobody is in ‘{audience}’ now. Whom shall I tell?", audience=told.name)
        return _with_audiences(session, question, proposal, words)
    when = _when(question, draft.time)
    first = say.plural(
        "To {audience}, one person, {when}:", "To {audience}, {count} people, {when}:", len(people),
        audience=told.name, when=when,
    )  # fmt: skip
    sent_at = draft.time or question.at
    reader = Reader(question.itinerary, question.member.group, question.language)
    words = body(payload_of(draft), reader, sent_at)
    unreached = len(people) - len(reachable(session, people))
    warning = _unreached(say, unreached) if unreached else ""
    lines = (first, f"“{words}”" if words else "", _manner(question, draft), warning)
    return Reply(
        tuple(filter(None, lines)),
        buttons=(*proposals.buttons(question, proposal), *_options(question, draft, proposal)),
    )


def _unreached(say: Phrases, count: int) -> str:
    return say.plural(
        "One of them can't be reached here: please call.",
        "{count} of them can't be reached here: please call them.",
        count,
    )


def ask_text(question: Question, slots: dict[str, str]) -> Reply:
    """Ask what to tell; offer the sentences that are needed every day."""
    say = phrases(question.language)
    templates = tuple(
        Button(say(one.label), Action("notice.send", {**slots, "template": name})) for name, one in TEMPLATES.items()
    )
    words = say("What shall I tell them? Write it, or choose one of these.")
    awaits = Awaited("notice.send", "text", slots, free=True)
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=templates, awaits=awaits)


def ask_place(question: Question, slots: dict[str, str]) -> Reply:
    """Ask for the place that a template names."""
    words = phrases(question.language)("Which place? Please write it.")
    return Reply((words,), outcome=Outcome.CLARIFY, awaits=Awaited("notice.send", "place", slots))


def ask_audience(session: Session, question: Question, proposal: int) -> Reply:
    """Ask whom to tell."""
    return _with_audiences(session, question, proposal, phrases(question.language)("Whom shall I tell?"))


def ask_whom(session: Session, question: Question, proposal: int, whom: str) -> Reply:
    """Ask which people are meant by names that some share; whom at all where the words name nobody."""
    say = phrases(question.language)
    meant = may_be_meant(session, question, whom)
    if not meant:
        words = say("I find nobody called ‘{whom}’ on this tour. Whom shall I tell?", whom=whom[:LONGEST_NAMED])
        return _with_audiences(session, question, proposal, words)
    shared = tuple(len({people[place].id for people in meant}) > 1 for place in range(len(meant[0])))
    buttons = tuple(
        _option(_told_apart(question, people), proposal, chosen=",".join(str(one.id) for one in people))
        for people in (list(compress(everybody, shared)) for everybody in meant[:MOST_OFFERED])
    )
    others = _option(say("Other people"), proposal, show="audience")
    words = say("More than one person is called that. Which one shall I tell?")
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=(*buttons, others), awaits=_awaits_whom(proposal))


def _told_apart(question: Question, people: Sequence[Member]) -> str:
    """Name people who share their names with others by what tells them apart."""
    of = question.itinerary.groups
    groups = (of.get(one.group or "") for one in people)
    return ", ".join(
        " · ".join(filter(None, (one.name, one.company, group.name.to(question.language) if group else "")))
        for one, group in zip(people, groups, strict=True)
    )


def _awaits_whom(proposal: int) -> Awaited:
    return Awaited("notice.draft", "whom", {"proposal": str(proposal)})


def _with_audiences(session: Session, question: Question, proposal: int, words: str) -> Reply:
    codes = [ALL, *question.itinerary.groups, f"role:{Role.LEADER}", f"role:{Role.STAFF}"]
    stop = gathering_stop(question.itinerary, question.at)
    latest = latest_told(session, question.itinerary.tour, question.at, asking=True)
    codes += [f"missing:{stop.id}"] if stop else []
    codes = [*codes[: MOST_AUDIENCES - 1], f"unconfirmed:{latest}"] if latest else codes
    found = (audience(session, question.itinerary, code, question.language) for code in codes[:MOST_AUDIENCES])
    buttons = tuple(
        _option(f"{one.name} ({len(recipients(one, question.member))})", proposal, audience=one.code)
        for one in found
        if one and recipients(one, question.member)
    )
    by_name = phrases(question.language)("You can also write names.")
    return Reply((words, by_name), outcome=Outcome.CLARIFY, buttons=buttons, awaits=_awaits_whom(proposal))


def _when(question: Question, moment: datetime | None) -> str:
    say = phrases(question.language)
    if moment is None or moment <= question.at:
        return say("at once")
    zone = local_zone(question.itinerary, question.at, question.member.group)
    day = moment.astimezone(zone).date()
    time = clock(moment, zone.key)
    today = day == question.at.astimezone(zone).date()
    return say("at {time}", time=time if today else f"{day_words(day, question.language)} {time}")


def _manner(question: Question, draft: Draft) -> str:
    say = phrases(question.language)
    parts = (
        say("Urgent.") if draft.urgent else "",
        say("Without a ‘Got it’ button.") if draft.plain else say("With a ‘Got it’ button."),
        say("It goes out {file}.", file=say(FILES[draft.file.kind])) if draft.file and draft.file.kind in FILES else "",
        say("With a point on the map.") if draft.point else "",
    )
    return sentences(parts, question.language)


def _options(question: Question, draft: Draft, proposal: int) -> tuple[Button, ...]:
    say = phrases(question.language)
    urgent = (say("Not urgent"), "0") if draft.urgent else (say("Make it urgent"), "1")
    plain = (say("Ask to confirm"), "0") if draft.plain else (say("No confirmation"), "1")
    return (
        _option(say("Who gets it"), proposal, show="names"),
        _option(say("Other people"), proposal, show="audience"),
        _option(say("Send later"), proposal, show="time"),
        _option(urgent[0], proposal, urgent=urgent[1]),
        _option(plain[0], proposal, plain=plain[1]),
        _option(say("Change the text"), proposal, show="text"),
    )


def _option(label: str, proposal: int, **change: str) -> Button:
    return Button(label, Action("notice.draft", {"proposal": str(proposal), **change}))
