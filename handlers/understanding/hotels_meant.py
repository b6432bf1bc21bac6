"""Which hotel is meant where a stop's title reads like one: '함부르크 호텔 조식' is no breakfast of another town."""

from dataclasses import replace

from handlers.understanding.concepts import bits
from handlers.understanding.lexicon import Link
from handlers.understanding.name_senses import NAME
from handlers.understanding.scene import Scene
from schedule_data.itinerary import StopKind

_AS_A_HOTEL = {StopKind.MEAL: bits("SITE HOTEL BUFFET"), StopKind.HOTEL: bits("SITE HOTEL")}


def with_hotel(scene: Scene) -> Scene:
    """Give the scene with the hotel that is written out, instead of a stop at another one."""
    question, itinerary = scene.question, scene.matcher.itinerary
    texts = scene.matcher.hotel_texts
    ids = question.ids("stop") if len(texts) > 1 else []
    stop = itinerary.stop_by_id.get(ids[0]) if ids else None
    if stop is None or stop.kind not in _AS_A_HOTEL or stop.site not in texts:
        return scene
    written = [site for site, told in texts.items() if any(one and one in question.line.text for one in told)]
    if len(written) != 1 or written[0] == stop.site:
        return scene
    links = (*(link for link in question.links if link.what != "stop"), Link("site", written[0], NAME))
    read = question.bits & ~bits("STOP NAMED OFTOUR") | _AS_A_HOTEL[stop.kind]
    return replace(scene, question=replace(question, links=links, bits=read))
