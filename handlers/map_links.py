"""Links that open a place in maps; coordinates are WGS-84. In China Amap (高德地图) and Apple Maps work.

Google Maps is blocked there, and its map is shifted.
"""

from urllib.parse import quote

from handlers.reply import Place

AMAP = "https://uri.amap.com/marker"  # Amap URI API, 'marker': longitude first
APPLE = "https://maps.apple.com/"  # Apple Map Links: latitude first
GOOGLE = "https://www.google.com/maps/search/"  # Maps URLs, 'search': latitude first
MAP_HOSTS = frozenset({"uri.amap.com", "maps.apple.com", "www.google.com"})
DIGITS = 6  # of a degree: a tenth of a metre


def amap_url(place: Place) -> str:
    """Give the link that marks the place in Amap, opening the app where it is installed."""
    position = f"{place.longitude:.{DIGITS}f},{place.latitude:.{DIGITS}f}"
    return f"{AMAP}?position={position}&name={quote(place.title, safe='')}&coordinate=wgs84&callnative=1"


def apple_url(place: Place) -> str:
    """Give the link that marks the place in Apple Maps."""
    return f"{APPLE}?ll={place.latitude:.{DIGITS}f},{place.longitude:.{DIGITS}f}&q={quote(place.title, safe='')}"


def google_url(place: Place) -> str:
    """Give the link that shows the place in Google Maps."""
    return f"{GOOGLE}?api=1&query={place.latitude:.{DIGITS}f},{place.longitude:.{DIGITS}f}"
