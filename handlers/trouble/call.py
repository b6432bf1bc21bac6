"""Calling for help: words and a shared location, in either order, or one tap.

Words alone are answered with the numbers to call and a button: 'where is the hospital' is no call for help yet. Who
called and shared no location is asked what they see around them; those words reach the leaders too.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from handlers.answers import ANSWERS
from handlers.answers.next_steps import EMERGENCY, NEXT, call_someone, offer
from handlers.broadcast.draft import point_in
from handlers.context import beside, context_of, cried, wanted_place
from handlers.identity import Caller
from handlers.passed_files import kind_of, sent_on
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from handlers.trouble.open import open_trouble, standing_trouble
from handlers.trouble.where import awaited, channel_of, how_to_share, share_button, ways_to_tell
from handlers.understanding.normalise import canonical, plain
from schedule_data.people import Role

POINT: Final = "point"
LASTS: Final = timedelta(minutes=30)  # what somebody sends so soon after they called belongs to it
_MENU_WORDS: Final = frozenset(map(canonical, ("도움말", "사용법", "메뉴", "menu", "菜单", "使用说明")))


def located(session: Session, caller: Caller, question: Question) -> Reply:
    """Take a shared location: of somebody who asked for help, it goes to the leaders; else ask what it is for.

    Without a point, say how one is shared.
    """
    say = phrases(question.language)
    point = point_in(question.slots.get(POINT, ""))
    if point is None:
        return replace(how_to_share(session, caller, question), wants_place=wanted_place(caller, question))
    if standing_trouble(session, question.member.id) or wanted_place(caller, question):
        return _called(session, caller, question, point)
    buttons = [Button(say("Please help me"), Action("trouble.call", dict(question.slots)))]
    if question.member.role is Role.LEADER:
        buttons.append(Button(say("Tell people this place"), Action("notice.send", {POINT: f"{point[0]},{point[1]}"})))
    words = say("I have your location. If you are lost or need help, I tell your leaders where you are.")
    return Reply((words,), buttons=(*buttons, *offer(question, NEXT), *call_someone(question)))


def emergency(session: Session, caller: Caller, question: Question) -> Reply:
    """Answer with the numbers to call; the leaders are told too where the person has just shared where they are."""
    numbers = ANSWERS["emergency"](question)
    point = _just_shared(caller, question)
    if point:
        called = _called(session, caller, question, point)
        buttons = (*called.buttons, *numbers.buttons)
        return replace(numbers, paragraphs=(*called.paragraphs, *numbers.paragraphs), buttons=buttons)
    return _with_call(session, caller, question, numbers)


def help_(session: Session, caller: Caller, question: Question) -> Reply:
    """Say what the bot can do; written after a shared location 'help' is a call for help, the menu's button is not."""
    menu = ANSWERS["help"](question)
    if question.text is None or canonical(plain(question.text)) in _MENU_WORDS:
        return menu
    point = _just_shared(caller, question)
    return _called(session, caller, question, point) if point else _with_call(session, caller, question, menu)


def call(session: Session, caller: Caller, question: Question) -> Reply:
    """Call for help with one tap."""
    return _called(session, caller, question, point_in(question.slots.get(POINT, "")))


def seeks_help(session: Session, caller: Caller, question: Question) -> bool:
    """Tell whether somebody called or asked for help in the last minutes: the leaders need what they send now."""
    trouble = standing_trouble(session, question.member.id)
    if trouble is not None and question.at - trouble.opened_at <= LASTS:
        return True
    context = context_of(caller, question)
    return wanted_place(caller, question) and context is not None and context.intent != "help"


def _just_shared(caller: Caller, question: Question) -> tuple[float, float] | None:
    context = context_of(caller, question)
    return point_in(context.slots.get(POINT, "")) if context and context.intent == "location" else None


def _with_call(session: Session, caller: Caller, question: Question, reply: Reply) -> Reply:
    """Add to an answer how the leaders are told; a location that comes next tells them at once."""
    say, channel = phrases(question.language), channel_of(session, caller)
    if channel == "kakao":
        words = say("If you are lost or hurt, tap ‘Tell my leaders’ and write what you see around you.")
    else:
        words = say("If you are lost or hurt, share your location here: your leaders get it at once.")
    buttons = (Button(say("Tell my leaders"), Action("trouble.call")), *share_button(say, channel), *reply.buttons)
    return replace(reply, paragraphs=(*reply.paragraphs, words), buttons=buttons, wants_place=True)


def _called(session: Session, caller: Caller, question: Question, point: tuple[float, float] | None) -> Reply:
    say = phrases(question.language)
    if question.file is None and wanted_place(caller, question):
        question = replace(question, file=beside(caller, question))
    question = replace(question, file=sent_on(session, question))
    trouble, told = open_trouble(session, question, point, cried(caller, question) or question.text or "")
    if told:
        first = say("Your leaders are being told now, with your number.")
    elif trouble.latitude is not None:
        first = say("Your leaders know, and now see where you are.")
    else:
        first = say("Your leaders know already.")
    also = (say("{file} is passed on with it.", file=kind_of(question.file, say)),) if question.file else ()
    stay = say("Stay where you are if it is safe. If it is urgent, call.")
    over = Button(say("I'm fine now"), Action("trouble.over", {"trouble": str(trouble.id)}))
    ways_on = (over, *call_someone(question), *offer(question, EMERGENCY))
    if trouble.latitude is not None:
        return Reply((first, *also, stay), buttons=ways_on)
    channel = channel_of(session, caller)
    words = (first, *also, *ways_to_tell(say, channel), stay)
    return Reply(words, buttons=(*share_button(say, channel), *ways_on), awaits=awaited(trouble))
