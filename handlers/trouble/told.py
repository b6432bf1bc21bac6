"""A call for help as leaders and staff read it, and what the one who called is told."""

from dataclasses import replace

from handlers.copies import Copy, Setting
from handlers.phrases import phrases
from handlers.reply import Action, Button, Place, Reply
from handlers.tables import TroubleRow
from handlers.wording import clock
from schedule_data.agenda import local_zone
from schedule_data.itinerary import Itinerary
from schedule_data.members import member_of
from schedule_data.people import Member
from schedule_data.tables import MemberRow


def told(copy: Copy, setting: Setting) -> Reply | None:
    """Compose an alert as the call stands; None where there is nothing left to tell."""
    trouble = setting.session.get(TroubleRow, copy.payload["trouble"], populate_existing=True)
    if trouble is None:
        return None
    if copy.payload.get("asker"):
        return _on_the_way(setting, trouble)
    return replace(_alert(setting, trouble), shown=copy.shown)


def who_calls(itinerary: Itinerary, member: Member, language: str) -> str:
    """Give name, bus and number in one line."""
    group = itinerary.groups.get(member.group or "")
    parts = (member.name, group.name.to(language) if group else "", member.phone)
    return " · ".join(filter(None, parts))


def place_of(trouble: TroubleRow, member: Member, language: str) -> Place | None:
    """Give where the person said to be."""
    if trouble.latitude is None or trouble.longitude is None:
        return None
    coordinates = f"{trouble.latitude:.5f}, {trouble.longitude:.5f}"
    title = phrases(language)("{name} is here", name=member.name)
    return Place(title, coordinates, trouble.latitude, trouble.longitude)


def _alert(setting: Setting, trouble: TroubleRow) -> Reply:
    say = phrases(setting.language)
    member = member_of(setting.session.get_one(MemberRow, trouble.member_id))
    zone = local_zone(setting.itinerary, trouble.opened_at, member.group).key
    line = who_calls(setting.itinerary, member, setting.language)
    said = say("They wrote: “{text}”", text=trouble.words) if trouble.words else ""
    where = "" if trouble.latitude is not None else say("No location was shared.")
    since = say("🆘 Call for help, {time}", time=clock(trouble.opened_at, zone))
    slots = {"trouble": str(trouble.id)}
    phone = (Button(say("Call: {name}", name=member.name), phone=member.phone),) if member.phone else ()
    over = Button(say("It's over"), Action("trouble.over", slots))
    if trouble.over_at is not None:
        return Reply((say("✅ The call for help is over."), line))
    if trouble.taken_by is not None:
        taker = setting.session.get_one(MemberRow, trouble.taken_by)
        words = say("{name} is on the way.", name=taker.name)
        return Reply(
            tuple(filter(None, (since, words, line, said, where))),
            place=place_of(trouble, member, setting.language),
            buttons=(over, *phone),
        )
    take = Button(say("I'm going"), Action("trouble.take", slots))
    return Reply(
        tuple(filter(None, (since, line, said, where))),
        place=place_of(trouble, member, setting.language),
        buttons=(take, *phone, over),
    )


def _on_the_way(setting: Setting, trouble: TroubleRow) -> Reply | None:
    if trouble.taken_by is None or trouble.over_at is not None:
        return None
    say = phrases(setting.language)
    taker = member_of(setting.session.get_one(MemberRow, trouble.taken_by))
    words = say("{name} is coming to help you. Please stay where you are.", name=taker.name)
    phone = (Button(say("Call: {name}", name=taker.name), phone=taker.phone),) if taker.phone else ()
    over = Button(say("I'm fine now"), Action("trouble.over", {"trouble": str(trouble.id)}))
    return Reply((words,), buttons=(*phone, over))
