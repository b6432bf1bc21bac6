"""Applying, step by step: which tour, consent, name, company, phone, one look at it all, and then it is sent."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.actions import digest
from handlers.answers.not_understood import expired
from handlers.applications.consent import consent_words
from handlers.live import refresh
from handlers.membership.visit import Visit, itinerary_of, ways_on
from handlers.notices import Notice, queue
from handlers.phrases import mark, phrases
from handlers.reply import Action, Awaited, Button, Card, Fact, Outcome, Reply
from handlers.row_number import row_number
from handlers.tables import ApplicationRow, NoticeKind
from schedule_data.itinerary import Itinerary
from schedule_data.members import members_of
from schedule_data.people import Role
from schedule_data.roster_file.phones import read_phone
from schedule_data.tables import TourRow

LONGEST: Final = 80  # characters of a name or company: a line of a phone
FEWEST_DIGITS: Final = 7  # of a number that somebody can be called back on
NONE: Final = "-"  # no company
_ASKED: Final = {
    "name": mark("What is your name?"),
    "company": mark("Which company or school are you from?"),
    "phone": mark("Which phone number can the organisers call?"),
}


def apply(session: Session, visit: Visit) -> Reply:
    """Begin: choose the tour where there are several, and ask for consent before anything is kept."""
    say = phrases(visit.language)
    tours = _open_tours(session, visit)
    chosen = _chosen(tours, visit) or tours
    if not chosen:
        return Reply((say("No tour takes applications at the moment."),), buttons=ways_on(visit))
    if len(chosen) > 1:
        buttons = tuple(Button(one.title.to(visit.language), Action("apply", {"tour": one.tour})) for one in chosen)
        return Reply((say("Which tour would you like to join?"),), outcome=Outcome.CLARIFY, buttons=buttons)
    sent = _mine(session, visit, chosen[0].tour)
    if sent is not None and sent.sent_at is not None:
        return _sent(visit)
    return Reply(
        (consent_words(chosen[0], visit.language),),
        outcome=Outcome.CLARIFY,
        buttons=(
            Button(say("I agree"), Action("apply.consent", {"tour": chosen[0].tour})),
            Button(say("No, thank you"), Action("apply.cancel")),
        ),
    )


def consent(session: Session, visit: Visit) -> Reply:
    """Keep what was agreed to, in its words and with its time; then ask for the name."""
    chosen = _chosen(_open_tours(session, visit), visit)
    if not chosen:
        return expired(visit.language)
    row = _mine(session, visit, chosen[0].tour)
    if row is not None and row.sent_at is not None:
        return _sent(visit)
    if row is None:
        row = ApplicationRow(tour_id=chosen[0].tour, account_id=visit.account, language=visit.language)
        session.add(row)
    row.consent, row.consented_at = consent_words(chosen[0], visit.language), visit.at
    row.name = row.company = row.phone = ""
    session.flush()
    return _ask(visit, row, "name")


def detail(session: Session, visit: Visit) -> Reply:
    """Take the name, company or phone, and ask for what is still missing; then show it all."""
    row = _draft(session, visit)
    if row is None:
        return expired(visit.language)
    slot = next((one for one in _ASKED if one in visit.slots), None)
    if slot is not None:
        value = _read(slot, visit.slots[slot])
        if value is None:
            return _ask(visit, row, slot, phrases(visit.language)("I can't read that."))
        setattr(row, slot, value)
        session.flush()
    missing = next((one for one in _ASKED if not getattr(row, one)), None)
    return _ask(visit, row, missing) if missing else _shown(session, visit, row)


def send(session: Session, visit: Visit) -> Reply:
    """Hand the application to the leaders and the staff."""
    row = _draft(session, visit)
    if row is None or not all(getattr(row, one) for one in _ASKED):
        return expired(visit.language)
    row.sent_at = visit.at
    told = [one for one in members_of(session, row.tour_id) if one.role is not Role.PARTICIPANT]
    row.notice_id = queue(session, Notice(row.tour_id, NoticeKind.APPLICATION, {"application": row.id}), told, visit.at)
    return _sent(visit)


def cancel(session: Session, visit: Visit) -> Reply:
    """Throw away what was not sent yet."""
    drafts = select(ApplicationRow).where(ApplicationRow.account_id == visit.account, ApplicationRow.sent_at.is_(None))
    for row in session.scalars(drafts):
        session.delete(row)
    words = phrases(visit.language)("All right. Nothing about you was kept.")
    return Reply((words,), buttons=ways_on(visit))


def forget(session: Session, visit: Visit) -> Reply:
    """Throw away what an applicant has sent, too."""
    for row in session.scalars(select(ApplicationRow).where(ApplicationRow.account_id == visit.account)):
        if row.notice_id is not None:
            refresh(session, row.notice_id, visit.at)
        row.name = row.company = row.phone = row.language = ""
        row.closed_at = row.closed_at or visit.at
    words = phrases(visit.language)("Your application is deleted. Nothing else is stored about you.")
    return Reply((words,), buttons=ways_on(visit))


def _open_tours(session: Session, visit: Visit) -> Sequence[Itinerary]:
    every = [itinerary_of(session, tour) for tour in session.scalars(select(TourRow.id).order_by(TourRow.id))]
    every.sort(key=lambda one: one.starts)
    joined = visit.member.tour if visit.member else None
    return [one for one in every if one.ends >= visit.at.date() and one.tour != joined]


def _chosen(tours: Sequence[Itinerary], visit: Visit) -> Sequence[Itinerary]:
    """Give the tour that a button names; a long name is carried as its digest."""
    wanted = visit.slots.get("tour", "")
    return [one for one in tours if wanted in {one.tour, digest(one.tour)}]


def _mine(session: Session, visit: Visit, tour: str) -> ApplicationRow | None:
    mine = (ApplicationRow.account_id == visit.account, ApplicationRow.tour_id == tour)
    return session.scalars(select(ApplicationRow).where(*mine, ApplicationRow.closed_at.is_(None))).first()


def _draft(session: Session, visit: Visit) -> ApplicationRow | None:
    number = row_number(visit.slots.get("application"))
    row = session.get(ApplicationRow, number) if number else None
    return row if row is not None and row.account_id == visit.account and row.sent_at is None else None


def _read(slot: str, written: str) -> str | None:
    text = " ".join(written.split())
    if not text or len(text) > LONGEST:
        return None
    if slot != "phone":
        return text
    try:
        phone = read_phone(text)
    except ValueError:
        return None
    return phone if sum(one.isdigit() for one in phone) >= FEWEST_DIGITS else None


def _ask(visit: Visit, row: ApplicationRow, slot: str, first: str = "") -> Reply:
    say, slots = phrases(visit.language), {"application": str(row.id)}
    skip = Button(say("No company"), Action("apply.detail", {**slots, "company": NONE}))
    stop = Button(say("Stop applying"), Action("apply.cancel"))
    return Reply(
        tuple(filter(None, (first, say(_ASKED[slot])))),
        outcome=Outcome.CLARIFY,
        buttons=(skip, stop) if slot == "company" else (stop,),
        awaits=Awaited("apply.detail", slot, slots),
    )


def _shown(session: Session, visit: Visit, row: ApplicationRow) -> Reply:
    say, slots = phrases(visit.language), {"application": str(row.id)}
    title = itinerary_of(session, row.tour_id).title.to(visit.language)
    facts = (
        Fact(say("Name"), row.name),
        Fact(say("Company"), row.company),
        Fact(say("Phone"), row.phone),
    )
    buttons = (
        Button(say("Send it"), Action("apply.send", slots)),
        Button(say("Write it again"), Action("apply.consent", {"tour": row.tour_id})),
        Button(say("Stop applying"), Action("apply.cancel")),
    )
    return Reply((say("Shall I send this?"),), outcome=Outcome.CLARIFY, cards=(Card(title, facts),), buttons=buttons)


def _sent(visit: Visit) -> Reply:
    say = phrases(visit.language)
    told = say("Your application is with the organisers. I'll write here as soon as you are on the list.")
    return Reply((told,), buttons=ways_on(visit))
