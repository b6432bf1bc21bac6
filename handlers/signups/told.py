"""What somebody is told when a place is freed for them."""

from datetime import datetime

from handlers.copies import Copy, Setting
from handlers.phrases import phrases
from handlers.reply import Action, Button, Reply
from handlers.signups.places import places
from handlers.wording import clock
from schedule_data.itinerary import Stop


def offered(copy: Copy, setting: Setting) -> Reply | None:
    """Compose the offer, or that it has lapsed; None where that is no longer so."""
    stop = setting.itinerary.stop_by_id.get(copy.payload["stop"])
    if copy.payload.get("lapsed"):
        return _lapsed(copy, setting, stop)
    until = datetime.fromisoformat(copy.payload["until"])
    if stop is None or setting.at >= until:
        return None
    if copy.member.id not in places(setting.session, setting.itinerary.tour, stop).offered:
        return None
    say, slots = phrases(setting.language), {"stop": stop.id}
    return Reply(
        (
            say("A place is free for you: {title}.", title=stop.title.to(setting.language)),
            say("It is kept for you until {time}.", time=clock(until, stop.timezone)),
        ),
        buttons=(
            Button(say("Take the place"), Action("signup.take", slots)),
            Button(say("Let it go"), Action("signup.leave", slots)),
        ),
    )


def _lapsed(copy: Copy, setting: Setting, stop: Stop | None) -> Reply | None:
    """Tell that a place went on to the next; None where its reader is on the list again, or the stop has begun."""
    if stop is None or setting.at >= stop.leaves_at:
        return None
    stand = places(setting.session, setting.itinerary.tour, stop)
    if copy.member.id in (*stand.held, *stand.offered, *stand.waiting):
        return None
    say, title = phrases(setting.language), stop.title.to(setting.language)
    closes = stop.signup.closes if stop.signup else None
    again = Button(say("Sign up again"), Action("signup.take", {"stop": stop.id}))
    is_open = closes is None or setting.at < closes
    return Reply(
        (say("The time to take the place has run out: {title}.", title=title),), buttons=(again,) if is_open else ()
    )
