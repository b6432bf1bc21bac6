"""What the leaders read of somebody who wants in, and what that person is told in the end."""

from handlers.answers import ANSWERS
from handlers.copies import Copy, Setting
from handlers.delivery_reasons import channel_name
from handlers.membership.beside import welcomed_beside
from handlers.membership.bindings import accounts_of
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from handlers.tables import AccountRow, JoinRequestRow
from handlers.wording import listing
from schedule_data.tables import MemberRow


def told(copy: Copy, setting: Setting) -> Reply | None:
    """Compose a request for a leader, or its end for who asked; None where it is gone."""
    if "application" in copy.payload:
        return _on_the_list(copy, setting)
    row = setting.session.get(JoinRequestRow, copy.payload["request"])
    member = setting.session.get(MemberRow, row.member_id) if row and row.member_id else None
    if row is None or member is None:
        return None
    if "account" not in copy.payload:
        return _decided(setting, row, member) if row.decided_at is not None else _asked(setting, row, member)
    if not row.approved:
        return _sorry(setting)
    return welcomed_beside(setting.session, row.account_id, copy.member, setting.language) or welcome(copy, setting)


def welcome(copy: Copy, setting: Setting) -> Reply:
    """Welcome a member, and say what comes next."""
    say, itinerary = phrases(setting.language), setting.itinerary
    question = Question(itinerary, copy.member, setting.at, setting.language, "agenda.next")
    following = ANSWERS["agenda.next"](question)
    first = say("Welcome, {name}! This is {tour}.", name=copy.member.name, tour=itinerary.title.to(setting.language))
    return Reply((first, *following.paragraphs), cards=following.cards, buttons=following.buttons)


def _asked(setting: Setting, row: JoinRequestRow, member: MemberRow) -> Reply:
    say, language = phrases(setting.language), setting.language
    account = setting.session.get_one(AccountRow, row.account_id)
    channel = channel_name(account.channel, language)
    first = say(
        "🔑 {name} wants to join with the tour code, over {channel}.", name=_who(member, setting), channel=channel
    )
    taken = any(one.channel == account.channel for one in accounts_of(setting.session, member.id))
    instead = (say("They have an account there already; it would be replaced."),) if taken else ()
    slots = {"request": str(row.id)}
    call = (Button(say("Call: {name}", name=member.name), phone=member.phone),) if member.phone else ()
    return Reply(
        (first, *instead, say("Please make sure that it is them.")),
        buttons=(
            Button(say("Let them in"), Action("join.approve", slots)),
            Button(say("Don't let them in"), Action("join.deny", slots)),
            *call,
        ),
    )


def _decided(setting: Setting, row: JoinRequestRow, member: MemberRow) -> Reply:
    say = phrases(setting.language)
    by = setting.session.get(MemberRow, row.decided_by) if row.decided_by else None
    names = {"name": _who(member, setting), "leader": by.name if by else ""}
    if row.approved:
        return Reply((say("✅ {name} was let in by {leader}.", **names),))
    return Reply((say("{name} was not let in ({leader}).", **names),))


def _sorry(setting: Setting) -> Reply:
    say = phrases(setting.language)
    told = say("Your tour leader could not confirm that it is you. Please speak to them; they can give you a link.")
    return Reply((told,), buttons=(Button(say("About the tour"), Action("programme")),))


def _on_the_list(copy: Copy, setting: Setting) -> Reply:
    say = phrases(setting.language)
    title = setting.itinerary.title.to(setting.language)
    words = say("Good news, {name}: you are on the list of {tour}.", name=copy.member.name, tour=title)
    slots = {"application": str(copy.payload["application"])}
    return Reply((words,), buttons=(Button(say("Join the tour"), Action("join.accept", slots)),))


def _who(member: MemberRow, setting: Setting) -> str:
    return listing(filter(None, (member.name, member.company)), setting.language)
