"""Places to show on a map or to a driver, in the words that people there read."""

from functools import lru_cache

from babel.core import get_global
from babel.languages import get_official_languages

from handlers.answers.stop_words import site_of
from handlers.map_links import amap_url, apple_url, google_url
from handlers.phrases import phrases
from handlers.reply import Button, Place
from schedule_data.itinerary import Itinerary, Site, Stop, StopKind, Text

MAINLAND_CHINA = "CN"
_NEARBY = ("인근", "근처", "주변", "near", "close to", "附近", "旁")  # beside a site isn't at it
_HOTEL = ("호텔", "hotel", "the hotel", "酒店")  # the one where people are then, whatever it is called
_RESTAURANT = (
    "식당",
    "레스토랑",
    "restaurant",
    "餐厅",
    "餐馆",
)  # '호이안 강변 식당' is somewhere in Hoi An; a hotel's is in it


@lru_cache(maxsize=256)
def _territory(zone: str) -> str:
    return str(get_global("zone_territories").get(zone, ""))


@lru_cache(maxsize=256)
def local_language(zone: str) -> str:
    """Give the language tag of the people in a zone, such as 'zh'; '' where it isn't known."""
    languages = get_official_languages(_territory(zone), de_facto=True) if _territory(zone) else ()
    return languages[0].partition("_")[0] if languages else ""


def zone_of(itinerary: Itinerary, site: Site) -> str:
    """Give the zone a site is in: of the first stop there, else the tour's."""
    return next((stop.timezone for stop in itinerary.stops if stop.site == site.id), itinerary.timezone)


def local_words(itinerary: Itinerary, site: Site, text: Text, language: str) -> str:
    """Give a name or address as people there write it, else in `language`."""
    return text.words.get(local_language(zone_of(itinerary, site))) or text.to(language)


def place_of(itinerary: Itinerary, site: Site, language: str) -> Place | None:
    """Give the point to show on a map, None where the records have no coordinates."""
    if site.location is None:
        return None
    address = local_words(itinerary, site, site.address, language) if site.address else ""
    name = local_words(itinerary, site, site.name, language)
    return Place(name, address, site.location.latitude, site.location.longitude)


def map_links(itinerary: Itinerary, site: Site, language: str) -> tuple[Button, ...]:
    """Give links to the maps that work where the site is; coordinates are WGS-84."""
    place = place_of(itinerary, site, language)
    if place is None:
        return ()
    say = phrases(language)
    apple = Button(say("Apple Maps"), url=apple_url(place))
    if _territory(zone_of(itinerary, site)) == MAINLAND_CHINA:
        return (Button(say("Amap"), url=amap_url(place)), apple)
    return (Button(say("Google Maps"), url=google_url(place)), apple)


def meeting_point(itinerary: Itinerary, stop: Stop, language: str) -> Place | None:
    """Give the point where people gather: of the site that the meeting place is named after ('호텔 로비').

    A stop without a meeting place of its own is met at its site. Of sites with one name the one is meant where people
    are then. None where the records can't tell.
    """
    words = stop.gather.place if stop.gather else stop.place
    if words is None:
        site = None if stop.gather else site_of(itinerary, stop)
        return place_of(itinerary, site, language) if site else None
    meant = [site for site in itinerary.sites.values() if _is_named_after(itinerary, words, site)]
    there = [site for site in meant if _are_there(itinerary, stop, site)]
    return place_of(itinerary, there[0], language) if len(there) == 1 else None


def _is_named_after(itinerary: Itinerary, words: Text, site: Site) -> bool:
    is_hotel, places = _is_hotel(itinerary, site), [place.casefold() for place in words.words.values()]
    if any(word in place for place in places for word in (_NEARBY if is_hotel else _NEARBY + _RESTAURANT)):
        return False
    names = {*site.aliases, *site.name.words.values(), *(_HOTEL if is_hotel else ())}
    return any(f"{place} ".startswith(f"{name.casefold()} ") for place in places for name in names)


def _are_there(itinerary: Itinerary, stop: Stop, site: Site) -> bool:
    """Tell whether people are at a site on the day of a stop: they visit it, or it is the hotel of that moment."""
    if _is_hotel(itinerary, site):
        return site.id in _hotels_at(itinerary, stop)
    visits = [one for one in itinerary.stops if one.site == site.id]
    return not visits or any((one.day, one.timezone) == (stop.day, stop.timezone) for one in visits)


def _is_hotel(itinerary: Itinerary, site: Site) -> bool:
    return any(one.kind == StopKind.HOTEL and one.site == site.id for one in itinerary.stops)


def _hotels_at(itinerary: Itinerary, stop: Stop) -> set[str | None]:
    """Give the hotels of whoever a stop is for: of each bus that of its last hotel stop, before the first one that."""
    found: set[str | None] = set()
    buses: list[str | None] = [one for one in itinerary.groups if stop.is_for(one)]
    for group in buses or [None]:
        stays = [one for one in itinerary.stops if one.kind == StopKind.HOTEL and one.site and one.is_for(group)]
        begun = [one for one in stays if one.start <= stop.start]
        found |= {one.site for one in (begun[-1:] or stays[:1])}
    return found
