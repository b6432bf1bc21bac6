"""An application as the leaders and the staff read it, and its end as the applicant does who can't be taken."""

from handlers.answers.next_steps import call
from handlers.answers.sample import sampled
from handlers.applications.asking import NONE
from handlers.copies import Copy, Setting
from handlers.identity import supported
from handlers.phrases import phrases
from handlers.reply import Action, Button, Card, Fact, Reply
from handlers.tables import ApplicationRow
from handlers.wording import dated, hour
from schedule_data.agenda import local_zone
from schedule_data.tables import MemberRow

OFFICE = "office"  # the role of the contact who answers applicants


def told(copy: Copy, setting: Setting) -> Reply | None:
    """Compose it; None where it has been erased."""
    row = setting.session.get(ApplicationRow, copy.payload["application"])
    if row is None or not row.name:
        return None
    if "account" in copy.payload:
        return _closed(row, setting)
    say = phrases(setting.language)
    if row.closed_at is not None:
        by = setting.session.get(MemberRow, row.closed_by) if row.closed_by else None
        names = {"name": row.name, "leader": by.name if by else ""}
        added = say("✅ {name} was put on the list by {leader}.", **names)
        return Reply((added if row.member_id else say("The application of {name} was closed ({leader}).", **names),))
    slots = {"application": str(row.id)}
    facts = (
        Fact(say("Name"), row.name),
        Fact(say("Company"), say("none") if row.company == NONE else row.company),
        Fact(say("Phone"), row.phone),
        Fact(say("Agreed on"), _moment(row, copy, setting)),
    )
    return Reply(
        (say("📝 {name} would like to join the tour.", name=row.name),),
        cards=(Card(say("Application"), facts),),
        buttons=(
            Button(say("Add to the list"), Action("application.add", slots)),
            Button(say("Call: {name}", name=row.name), phone=row.phone),
            Button(say("Close it"), Action("application.close", slots)),
        ),
    )


def _closed(row: ApplicationRow, setting: Setting) -> Reply:
    """Tell the applicant, in the language they applied in, with a way to somebody who can say more."""
    language, itinerary = supported(row.language) or setting.language, setting.itinerary
    say = phrases(language)
    office = [one for one in itinerary.contacts if one.role == OFFICE]
    words = (
        say("{name}, thank you for your interest in {tour}.", name=row.name, tour=itinerary.title.to(language)),
        say("I'm sorry: the organisers could not go on with your application this time."),
        say("If you have a question, please call; they are glad to help.") if office else "",
    )
    steps = (Button(say("About the tour"), Action("programme")),)
    reply = Reply(tuple(filter(None, words)), buttons=(*(call(one, language) for one in office), *steps))
    return sampled(itinerary, language, reply) if office else reply


def _moment(row: ApplicationRow, copy: Copy, setting: Setting) -> str:
    zone = local_zone(setting.itinerary, setting.at, copy.member.group)
    time = hour(row.consented_at, zone.key, setting.itinerary.home_timezone, setting.language)
    return dated(row.consented_at.astimezone(zone).date(), time, setting.language)
