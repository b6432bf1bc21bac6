"""Calling for help: words and a shared location, in either order, or one tap.

Words alone are answered with the numbers to call and a button: 'where is the hospital' is no call for help yet.
"""

from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from handlers.answers import ANSWERS
from handlers.answers.next_steps import EMERGENCY, NEXT, call_someone, offer
from handlers.broadcast.draft import point_in
from handlers.context import context_of
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from handlers.trouble.open import open_trouble, standing_trouble
from handlers.understanding.normalise import canonical, plain
from schedule_data.people import Role

POINT: Final = "point"
_MENU_WORDS: Final = frozenset(map(canonical, ("도움말", "사용법", "메뉴", "menu", "菜单", "使用说明")))


def located(session: Session, caller: Caller, question: Question) -> Reply:
    """Take a shared location: of somebody who asked for help, it goes to the leaders; else ask what it is for."""
    say = phrases(question.language)
    point = point_in(question.slots.get(POINT, ""))
    context = context_of(caller, question)
    open_already = standing_trouble(session, question.member.id)
    if point and (open_already or (context and context.intent == "emergency")):
        return _called(session, question, point)
    buttons = [Button(say("Please help me"), Action("trouble.call", dict(question.slots)))]
    if point and question.member.role is Role.LEADER:
        buttons.append(Button(say("Tell people this place"), Action("notice.send", {POINT: f"{point[0]},{point[1]}"})))
    words = say("I have your location. If you are lost or need help, I tell your leaders where you are.")
    return Reply((words,), buttons=(*buttons, *offer(question, NEXT), *call_someone(question)))


def emergency(session: Session, caller: Caller, question: Question) -> Reply:
    """Answer with the numbers to call; the leaders are told too where the person has just shared where they are."""
    numbers = ANSWERS["emergency"](question)
    point = _just_shared(caller, question)
    if point:
        called = _called(session, question, point)
        buttons = (*called.buttons, *numbers.buttons)
        return replace(numbers, paragraphs=(*called.paragraphs, *numbers.paragraphs), buttons=buttons)
    say = phrases(question.language)
    share = say("If you are lost or hurt, share your location here: your leaders get it at once.")
    button = Button(say("Tell my leaders"), Action("trouble.call"))
    return replace(numbers, paragraphs=(*numbers.paragraphs, share), buttons=(button, *numbers.buttons))


def help_(session: Session, caller: Caller, question: Question) -> Reply:
    """Say what the bot can do; written after a shared location 'help' is a call for help, the menu's button is not."""
    asks_for_menu = question.text is None or canonical(plain(question.text)) in _MENU_WORDS
    point = None if asks_for_menu else _just_shared(caller, question)
    return _called(session, question, point) if point else ANSWERS["help"](question)


def call(session: Session, _caller: Caller, question: Question) -> Reply:
    """Call for help with one tap."""
    return _called(session, question, point_in(question.slots.get(POINT, "")))


def _just_shared(caller: Caller, question: Question) -> tuple[float, float] | None:
    context = context_of(caller, question)
    return point_in(context.slots.get(POINT, "")) if context and context.intent == "location" else None


def _called(session: Session, question: Question, point: tuple[float, float] | None) -> Reply:
    say = phrases(question.language)
    trouble, told = open_trouble(session, question, point)
    if told:
        first = say("Your leaders are being told now, with your number.")
    elif trouble.latitude is not None:
        first = say("Your leaders know, and now see where you are.")
    else:
        first = say("Your leaders know already.")
    ask = () if trouble.latitude is not None else (say("Share your location here if you can: it helps them find you."),)
    stay = say("Stay where you are if it is safe. If it is urgent, call.")
    over = Button(say("I'm fine now"), Action("trouble.over", {"trouble": str(trouble.id)}))
    return Reply((first, *ask, stay), buttons=(over, *call_someone(question), *offer(question, EMERGENCY)))
