"""The pages that hang in the buses: one a bus, with a big QR code for each messenger, in every language we speak."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import segno

from bot.invitation_sheet import TEMPLATES
from handlers.phrases import LANGUAGES, mark, phrases
from handlers.roll_call.bus_codes import typed
from schedule_data.itinerary import Itinerary, Text

CAPTIONS: Final = {"telegram": mark("Telegram"), "web": mark("Web chat")}
TAGS: Final = {"ko": "ko", "en": "en", "zh": "zh-Hans"}  # BCP 47, by which a browser chooses the letters' shapes
CORRECTION: Final = "q"  # ISO/IEC 18004: a quarter may be worn away; the page hangs in a bus for days


@dataclass(frozen=True, slots=True)
class Boarding:
    """A bus and its code; `links` are what the code opens, channel -> address."""

    bus: Text
    code: str
    links: Mapping[str, str] = field(default_factory=dict)


def bus_sheet(
    itinerary: Itinerary, buses: Sequence[Boarding], *, with_kakao: bool = False, kakao_channel: str = ""
) -> str:
    """Give the pages to print, the tour's first language first on them.

    `with_kakao` tells that people type the code on KakaoTalk, whose channel is at `kakao_channel`, where that is known.
    """
    first = itinerary.languages[0]
    return TEMPLATES.get_template("buses.html").render(
        title=itinerary.title.to(first),
        language=first,
        spoken=[(language, phrases(language)) for language in sorted(LANGUAGES, key=lambda one: one != first)],
        pages=[_page(one, first) for one in buses],
        say=phrases(first),
        tags=TAGS,
        captions=_caption,
        with_kakao=with_kakao,
        kakao_channel=_qr(kakao_channel) if with_kakao and kakao_channel else "",
    )


def _page(one: Boarding, first: str) -> Mapping[str, Any]:
    others = {one.bus.to(language): None for language in LANGUAGES}
    name = one.bus.to(first)
    return {
        "name": name,
        "other_names": [other for other in others if other != name],
        "codes": [(CAPTIONS[channel], _qr(link)) for channel, link in one.links.items()],
        "typed": {language: typed(one.code, language) for language in LANGUAGES},
    }


def _caption(msgid: str) -> str:
    """Give a messenger's name in every language that calls it differently."""
    return " · ".join({phrases(language)(msgid): None for language in LANGUAGES})


def _qr(address: str) -> str:
    """Give a QR code that the page scales."""
    drawn: str = segno.make(address, error=CORRECTION, boost_error=False).svg_inline(omitsize=True)
    return drawn
