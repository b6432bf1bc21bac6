"""What participants are told: one function for each kind of question, from the question to the reply.

Every fact stands in a record of the itinerary. Reminder settings, attendance and sign-ups change something and are
answered elsewhere.
"""

from collections.abc import Callable, Mapping
from typing import Final

from handlers.answers.agenda_day import day, tour
from handlers.answers.agenda_now import next_, now
from handlers.answers.agenda_when import when
from handlers.answers.bring import bring
from handlers.answers.clarify import clarify
from handlers.answers.emergency import emergency
from handlers.answers.gathering import gathering
from handlers.answers.guidance import help_, human
from handlers.answers.hotels import hotel
from handlers.answers.me import me
from handlers.answers.meals import meals
from handlers.answers.not_understood import attachment, expired, refused, too_long, unknown
from handlers.answers.of_group import of_group
from handlers.answers.people import people
from handlers.answers.practical import practical
from handlers.answers.programme import programme
from handlers.answers.sites import about, where
from handlers.answers.talk import language, social
from handlers.answers.transport import transport
from handlers.question import Question
from handlers.reply import Reply

__all__ = ["ANSWERS", "attachment", "clarify", "expired", "refused", "too_long", "unknown"]

ANSWERS: Final[Mapping[str, Callable[[Question], Reply]]] = {
    "agenda.day": of_group(day),
    "agenda.now": of_group(now),
    "agenda.next": of_group(next_),
    "agenda.tour": of_group(tour),
    "agenda.when": of_group(when),
    "agenda.gathering": of_group(gathering),
    "stop.bring": of_group(bring),
    "site.about": about,
    "site.where": where,
    "meal": of_group(meals),
    "hotel": hotel,
    "transport": transport,
    "people": people,
    "me": me,
    "practical": practical,
    "emergency": emergency,
    "programme": programme,
    "language": language,
    "social": social,
    "help": help_,
    "human": human,
}
