"""What somebody is told when a place is freed for them."""

from datetime import datetime

from handlers.copies import Copy, Setting
from handlers.phrases import phrases
from handlers.reply import Action, Button, Reply
from handlers.signups.places import places
from handlers.wording import clock


def offered(copy: Copy, setting: Setting) -> Reply | None:
    """Compose the offer; None where it was taken, given up, or has lapsed."""
    stop = setting.itinerary.stop_by_id.get(copy.payload["stop"])
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
