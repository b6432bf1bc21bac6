"""Personal links, and the page of QR codes that is printed and cut: one card a person, by bus and name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from handlers.phrases import phrases
from schedule_data.itinerary import Itinerary
from schedule_data.people import Member

QR_SCALE = 3
TEMPLATES = Environment(loader=PackageLoader("bot"), autoescape=select_autoescape(), undefined=StrictUndefined)


@dataclass(frozen=True, slots=True)
class Invited:
    """A person and their links: channel -> address. `typed` is what they send on KakaoTalk, '' where that is off."""

    member: Member
    links: Mapping[str, str]
    typed: str = ""


def typed_in_kakao(code: str, language: str) -> str:
    """Give the words that join on KakaoTalk, where no link can carry a code."""
    return phrases(language)("code {code}", code=code)


def sheet(itinerary: Itinerary, invited: Sequence[Invited], kakao_channel: str = "") -> str:
    """Give the page to print: who is in which group, with a QR code for each link.

    `kakao_channel` is the address of the KakaoTalk channel, where everybody adds it.
    """
    language = itinerary.languages[0]
    channel = segno.make(kakao_channel).svg_inline(scale=QR_SCALE) if kakao_channel else ""
    cards = [
        {
            "name": one.member.name,
            "company": one.member.company,
            "group": _group(itinerary, one.member, language),
            "typed": one.typed,
            "codes": [
                (channel, link, segno.make(link).svg_inline(scale=QR_SCALE)) for channel, link in one.links.items()
            ],
        }
        for one in sorted(invited, key=lambda one: (one.member.group or "", one.member.name))
    ]
    template = TEMPLATES.get_template("invitations.html")
    return template.render(
        title=itinerary.title.to(language), cards=cards, language=language, say=phrases(language), kakao_channel=channel
    )


def _group(itinerary: Itinerary, member: Member, language: str) -> str:
    group = itinerary.groups.get(member.group or "")
    return group.name.to(language) if group else ""
