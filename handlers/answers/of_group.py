"""Answers about another group's plan than the asker's own: 'where is bus 2 now?'."""

from collections.abc import Callable
from dataclasses import replace

from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Reply

Answer = Callable[[Question], Reply]


def of_group(answer: Answer) -> Answer:
    """Give `answer` for the group that a question names, saying whose plan it is; for the asker's own without."""

    def told(question: Question) -> Reply:
        group = question.itinerary.groups.get(question.slots.get("group", ""))
        if group is None or group.id == question.member.group:
            return answer(question)
        reply = answer(replace(question, member=replace(question.member, group=group.id)))
        words = phrases(question.language)("This is the plan of {group}.", group=group.name.to(question.language))
        return replace(reply, paragraphs=(words, *reply.paragraphs))

    return told
