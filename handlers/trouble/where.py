"""Where somebody is who called for help: how a location is shared on their channel, and what they see, in words."""

from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import EMERGENCY, call_someone, offer
from handlers.answers.not_understood import expired
from handlers.identity import Caller
from handlers.passed_files import kind_of, sent_on
from handlers.phrases import Phrases, mark, phrases
from handlers.question import Question
from handlers.reply import Action, Awaited, Button, Reply
from handlers.row_number import row_number
from handlers.tables import AccountRow, TroubleRow
from handlers.trouble.open import add_words

# On the web page this button asks the browser for the place; elsewhere it is answered with how to share it.
SHARE: Final = Action("location")
_HOW: Final = {
    "telegram": mark("Tap 📎 beside the text field, choose ‘Location’ and send where you are."),
    "web": mark("Tap the location button beside the text field, and allow the page to see where you are."),
    "kakao": mark("KakaoTalk can't send me a location. On your chat web page the location button can."),
}
_LANDMARK: Final = mark("Or write what you see around you: a building, a shop sign, a station exit. I pass it on.")
_ONLY_LANDMARK: Final = mark(
    "KakaoTalk can't send me a location. Write what you see around you: a building, a shop sign, a station exit."
)


def channel_of(session: Session, caller: Caller) -> str:
    """Give the channel that somebody writes on; '' for an account that isn't stored."""
    return session.scalar(select(AccountRow.channel).where(AccountRow.id == caller.account)) or ""


def how_to_share(session: Session, caller: Caller, question: Question) -> Reply:
    """Say how a location is shared where the person writes, and that words do as well."""
    say = phrases(question.language)
    how = _HOW.get(channel_of(session, caller), _HOW["telegram"])
    call = Button(say("Tell my leaders"), Action("trouble.call"))
    words = say("If you need help now, tap ‘Tell my leaders’ and write what you see around you.")
    return Reply((say(how), words), buttons=(call, *offer(question, EMERGENCY), *call_someone(question)))


def share_button(say: Phrases, channel: str) -> tuple[Button, ...]:
    """Give the button that leads to sharing a location; none where the channel has no way."""
    return () if channel == "kakao" else (Button(say("Share my location"), SHARE),)


def ways_to_tell(say: Phrases, channel: str) -> tuple[str, ...]:
    """Ask somebody who called where they are, in the ways that their channel has."""
    if channel == "kakao":
        return (say(_ONLY_LANDMARK),)
    return say("Share your location here if you can: it helps them find you."), say(_LANDMARK)


def awaited(trouble: TroubleRow) -> Awaited:
    """Take what is written next for what is to be seen around."""
    return Awaited("trouble.where", "text", {"trouble": str(trouble.id)})


def where(session: Session, _caller: Caller, question: Question) -> Reply:
    """Pass on in words where somebody is who called for help."""
    number = row_number(question.slots.get("trouble"))
    trouble = session.get(TroubleRow, number, with_for_update=True) if number else None
    words = question.slots.get("text", "").strip()
    mine = trouble is not None and trouble.member_id == question.member.id and trouble.over_at is None
    if trouble is None or not mine or not words:
        return expired(question.language)
    question = replace(question, file=sent_on(session, question))
    add_words(session, trouble, words, question)
    say = phrases(question.language)
    over = Button(say("I'm fine now"), Action("trouble.over", {"trouble": str(trouble.id)}))
    told = say("Your leaders are told: “{text}”", text=words)
    also = (say("{file} is passed on with it.", file=kind_of(question.file, say)),) if question.file else ()
    buttons = (over, *call_someone(question), *offer(question, EMERGENCY))
    return Reply((told, *also, say("Stay where you are if it is safe. If it is urgent, call.")), buttons=buttons)
