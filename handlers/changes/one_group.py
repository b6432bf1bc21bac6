"""A change said to be for one bus or party, where the stop is others' too: nothing is moved for all without a word."""

from handlers.answers.stop_words import title
from handlers.changes.stops_meant import CARRIED, discarding
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from schedule_data.itinerary import Stop


def shared_with_others(question: Question, stop: Stop) -> Reply | None:
    """Ask back where a change names one group and the stop has others too; None where there is nothing to ask.

    A plan has one hour and one place for all who go to a stop.
    """
    group = question.itinerary.groups.get(question.slots.get("group", ""))
    if group is None or stop.groups == (group.id,):
        return None
    say, language = phrases(question.language), question.language
    values = {"title": title(stop, language), "group": group.name.to(language)}
    for_all = {slot: value for slot, value in question.slots.items() if slot in CARRIED - {"group"}}
    return Reply(
        (say("{title}: others go there too, so it can't be changed for {group} alone.", **values),),
        outcome=Outcome.CLARIFY,
        buttons=(
            Button(say("Change it for all"), Action(question.intent, {**for_all, "stop": stop.id})),
            Button(say("Tell {group} only", **values), Action("notice.send", {"audience": group.id})),
            discarding(question),
        ),
    )
