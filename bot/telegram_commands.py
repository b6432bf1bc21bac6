"""The commands behind Telegram's menu button: what each one asks, and who is shown which."""

from typing import Final

from handlers.answers.label_words import PLAIN
from handlers.phrases import mark, phrases
from handlers.reply import Action

# command -> intent. Every command can be typed by everybody: what it may tell whom is decided where it is answered.
INTENTS: Final = {
    "start": "help",
    "help": "help",
    "today": "agenda.day",
    "now": "agenda.now",
    "next": "agenda.next",
    "tour": "agenda.tour",
    "gather": "agenda.gathering",
    "bring": "stop.bring",
    "meals": "meal",
    "hotel": "hotel",
    "bus": "transport",
    "contacts": "people",
    "me": "me",
    "tips": "practical",
    "about": "programme",
    "reminders": "reminder.settings",
    "here": "attendance.here",
    "late": "attendance.late",
    "emergency": "emergency",
    "language": "language",
    "human": "human",
    "notice": "notice.send",
    "delay": "change.delay",
    "undo": "change.undo",
    "rollcall": "rollcall.open",
    "status": "rollcall.status",
    "headcount": "headcount",
    "missing": "missing",
    "members": "members.list",
    "export": "export",
    "calendar": "calendar",
}
# A command whose date depends on the tour's zone is asked in words: only the conversation knows the date.
WORDS: Final = {"tomorrow": {"ko": "내일 일정", "en": "tomorrow's schedule", "zh": "明天的行程"}}
TOMORROW: Final = mark("Tomorrow's plan")

MENUS: Final = {
    "participant": (
        "next today tomorrow tour gather bring here late meals hotel me contacts emergency reminders"
        " calendar language human help"
    ),
    "leader": "next today tomorrow rollcall status missing headcount delay undo notice tour emergency language help",
    "staff": "headcount missing status members export today tomorrow next tour emergency language help",
}
STRANGER_MENU: Final = "about language help"


def asked_by(command: str, language: str) -> Action | str | None:
    """Give what a command alone asks: an action, or words in the account's language; None for an unknown one."""
    if command in WORDS:
        return WORDS[command].get(language, WORDS[command]["ko"])
    return Action(INTENTS[command]) if command in INTENTS else None


def commands_for(role: str | None, language: str) -> list[tuple[str, str]]:
    """Give the menu of a role (None for a stranger) in 'ko', 'en' or 'zh': (command, description), best first."""
    say = phrases(language)
    names = (MENUS.get(role, STRANGER_MENU) if role else STRANGER_MENU).split()
    return [(name, say(TOMORROW if name in WORDS else PLAIN[INTENTS[name]])) for name in names]
