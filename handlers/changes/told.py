"""A change of plan as one person reads it: against what they know, with a button that confirms it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.answers.next_steps import NEXT, TODAY, offered
from handlers.changes.notice import change_notice
from handlers.copies import Copy, Setting
from handlers.got_it import got_it
from handlers.phrases import phrases
from handlers.reply import Reply


def told(copy: Copy, setting: Setting) -> Reply | None:
    """Compose one person's copy; None where, by now, nothing differs from what they know.

    A copy whose change was told anew since (see `overtaken`) asks for nothing, and says so where the change is undone.
    """
    was = known_to(copy.payload, copy.member.id)
    reply = change_notice(setting.itinerary, was, copy.member, setting.language, setting.at)
    if copy.payload.get("overtaken"):
        return reply or _taken_back(setting)
    if reply is None or not copy.payload.get("asks"):
        return reply
    return replace(reply, buttons=(got_it(copy.notice, setting.language), *reply.buttons))


def known_to(payload: Mapping[str, Any], member: int) -> Mapping[str, Any]:
    """Give the stops as a member knows them: `was`, or what `knew` has for those who know them otherwise."""
    version = version_for(payload, member)
    known: Mapping[str, Any] = payload["knew"][version - 1]["was"] if version else payload["was"]
    return known


def version_for(payload: Mapping[str, Any], member: int) -> int:
    """Give which of the versions of a notice is a member's: 0 for what most are told."""
    others = enumerate(payload.get("knew", ()), start=1)
    return next((number for number, one in others if member in one["members"]), 0)


def _taken_back(setting: Setting) -> Reply:
    words = phrases(setting.language)("That change was taken back: the plan is as it was before.")
    return Reply((words,), buttons=offered(setting.itinerary, setting.language, (NEXT, TODAY)))
