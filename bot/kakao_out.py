"""A `Reply` as Kakao's skill response 2.0. Pure.

Read top to bottom: the text, the cards, the agendas, the place with its map buttons; the next questions
as quick replies. At most three outputs: what finds no room becomes text.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from bot import kakao_limits as limits
from bot.kakao_buttons import Json, labelled, quick_replies
from bot.kakao_cards import Bubble, agenda_bubbles, card_bubbles
from bot.kakao_in import AGAIN_KEY
from bot.kakao_text import essentials, parts, without_told
from bot.kakao_words import (
    AMAP,
    APPLE_MAPS,
    DEFAULT_LANGUAGE,
    FILE_ELSEWHERE,
    OPEN,
    OVER,
    PHOTO,
    SEE_ANSWER,
    SLOW,
    SORRY,
    TAP_BELOW,
    WAIT,
    in_language,
    ways_on,
)
from handlers.map_links import MAP_HOSTS, amap_url, apple_url
from handlers.reply import Button, Place, Reply, Shown

# how many buttons a bubble takes, where it takes any (a carousel's belong to its cards)
TAKES_BUTTONS = {
    "itemCard": limits.BUTTONS_MAX,
    "textCard": limits.BUTTONS_MAX,
    "listCard": limits.LIST_CARD_BUTTONS_MAX,
}


def render(
    reply: Reply,
    *,
    language: str = DEFAULT_LANGUAGE,
    in_group: bool = False,
    document_url: str | None = None,
    file_url: str | None = None,
) -> Json:
    """Give the skill response for a reply.

    `in_group` is the form for group chats: no quick replies and no carousels, the next questions are card buttons.
    `document_url` is where the reply's document can be fetched, `file_url` the file that comes with it; without them
    the text says how to get those.
    """
    told = "\n\n".join(filter(None, (paragraph.strip() for paragraph in reply.paragraphs)))
    is_whole = limits.width(told) <= limits.SIMPLE_TEXT_MAX  # else it will be cut
    whole, reply = reply, without_told(reply, told if is_whole else "", language)
    next_steps = [button for button in reply.buttons if button.action]
    links = [button for button in reply.buttons if not button.action]
    maps = _map_links(reply, reply.place, language) if reply.place else ()
    bubbles, spilled = _bubbles(reply, in_group=in_group, photo=_photo(reply.shown, file_url, language))
    files = (*_document_link(reply, document_url), *_file_link(reply.shown, file_url, language))
    on_cards = [*maps, *files, *links, *(next_steps if in_group else ())]
    bubbles, unplaced = _place_buttons(bubbles, on_cards, language, in_group=in_group)
    spilled += [f"{button.label}: {button.url}" for button in unplaced if button.url]
    known = "\n".join([told, *spilled]) if is_whole else ""
    lines = [*essentials(whole, known, language, has_document_link=bool(document_url)), *spilled]
    lines += [in_language(FILE_ELSEWHERE[reply.shown.kind], language)] if reply.shown and not file_url else []
    texts = parts(told, "\n".join(lines), limits.OUTPUTS_MAX - len(bubbles))
    outputs = [*_texts(texts), *(bubble.output() for bubble in bubbles)]
    return _response(outputs or _texts([in_language(SORRY, language)]), [] if in_group else next_steps)


def apology(language: str = DEFAULT_LANGUAGE, *, in_group: bool = False) -> Json:
    """Give the answer for when there is none: too slow, or a fault of ours. It names a next step and a human."""
    return _response(_texts([in_language(SORRY, language)]), [] if in_group else ways_on(language))


def over(language: str = DEFAULT_LANGUAGE) -> Json:
    """Give the answer for a notice that has nothing true left to say."""
    return _response(_texts([in_language(OVER, language)]), ways_on(language))


def slow(again: str, words: str, language: str = DEFAULT_LANGUAGE, *, in_group: bool = False) -> Json:
    """Give the answer for a call that takes too long: a tap gives the answer that `again` names.

    The tap says the question's own words where they fit, so that the question is asked anew where only they arrive.
    """
    response = _response(_texts([in_language(SLOW, language)]), [] if in_group else ways_on(language))
    if in_group:
        return response
    label = " ".join(words.split())
    if not label or limits.width(label) > limits.LABEL_MAX:
        label = in_language(SEE_ANSWER, language)
    replies = [one for one in response["template"]["quickReplies"] if one["label"] != label]
    tapped = {"label": label, "action": "message", "messageText": label, "extra": {AGAIN_KEY: again}}
    return {**response, "template": {**response["template"], "quickReplies": [tapped, *replies]}}


def later(language: str = DEFAULT_LANGUAGE) -> Json:
    """Give the answer that announces another one over the callback URL."""
    return {"version": limits.VERSION, "useCallback": True, "data": {"text": in_language(WAIT, language)}}


def _response(outputs: Sequence[Json], next_steps: Sequence[Button]) -> Json:
    replies = quick_replies(next_steps)
    template = {"outputs": list(outputs)} | ({"quickReplies": replies} if replies else {})
    return {"version": limits.VERSION, "template": template}


def _texts(texts: Iterable[str]) -> list[Json]:
    return [{"simpleText": {"text": text}} for text in texts]


def _bubbles(reply: Reply, *, in_group: bool, photo: Sequence[Bubble]) -> tuple[list[Bubble], list[str]]:
    """Choose the bubbles that find room beside the text, in reading order, and give the others as lines."""
    shown_already = [card.title for card in reply.cards if card.facts] == [reply.place.title] if reply.place else False
    place = [_place_bubble(reply.place)] if reply.place and not shown_already else []
    others = [*card_bubbles(reply.cards, in_group=in_group), *agenda_bubbles(reply.agendas, in_group=in_group)]
    room = limits.OUTPUTS_MAX - 1 - len(place) - len(photo)
    shown, left = others[:room], others[room:]
    spilled = [line for bubble in shown for line in bubble.overflow] + [
        line for bubble in left for line in bubble.lines
    ]
    return [*photo, *shown, *place], [*spilled, *(agenda.title for agenda in reply.agendas if not agenda.items)]


def _map_links(reply: Reply, place: Place, language: str) -> tuple[Button, ...]:
    """Give links to the place, unless the reply brings its own."""
    if any(urlsplit(button.url or "").hostname in MAP_HOSTS for button in reply.buttons):
        return ()
    return (
        Button(in_language(AMAP, language), url=amap_url(place)),
        Button(in_language(APPLE_MAPS, language), url=apple_url(place)),
    )


def _place_bubble(place: Place) -> Bubble:
    """Give the card that the map buttons hang on; the address that a driver reads stands in the text."""
    title = limits.cut(place.title.strip() or place.address.strip(), limits.TEXT_CARD_TITLE_MAX)
    return Bubble("textCard", {"title": title or limits.ELLIPSIS}, ())


def _document_link(reply: Reply, url: str | None) -> list[Button]:
    return [Button(reply.document.name, url=url)] if reply.document and url else []


def _photo(shown: Shown | None, url: str | None, language: str) -> list[Bubble]:
    if shown is None or shown.kind != "photo" or url is None:
        return []
    return [Bubble("simpleImage", {"imageUrl": url, "altText": in_language(PHOTO, language)}, ())]


def _file_link(shown: Shown | None, url: str | None, language: str) -> list[Button]:
    return [Button(in_language(OPEN[shown.kind], language), url=url)] if shown and url else []


def _place_buttons(
    bubbles: Sequence[Bubble], buttons: Sequence[Button], language: str, *, in_group: bool
) -> tuple[list[Bubble], list[Button]]:
    """Hang buttons on the bubbles that take them, the last first; on one of their own if there is room for it."""
    left = list(buttons)
    dressed: list[Bubble] = []
    for bubble in reversed(bubbles):
        room = _takes(bubble, in_group=in_group)
        dressed.insert(0, _with_buttons(bubble, labelled(left[:room])))
        left = left[room:]
    most = limits.BUTTONS_MAX_IN_GROUP if in_group else limits.BUTTONS_MAX
    while left and len(dressed) < limits.OUTPUTS_MAX - 1:
        own = Bubble("textCard", {"description": in_language(TAP_BELOW, language)}, ())
        dressed.append(_with_buttons(own, labelled(left[:most])))
        left = left[most:]
    return dressed, left


def _takes(bubble: Bubble, *, in_group: bool) -> int:
    takes = TAKES_BUTTONS.get(bubble.kind, 0)
    return limits.BUTTONS_MAX_IN_GROUP if in_group and takes else takes


def _with_buttons(bubble: Bubble, buttons: list[Json]) -> Bubble:
    if not buttons:
        return bubble
    return Bubble(bubble.kind, {**bubble.body, "buttons": buttons, "buttonLayout": "vertical"}, bubble.lines)
