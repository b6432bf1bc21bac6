"""Links that open a place in the maps that work in China: Amap (高德地图) and Apple Maps.

For a place that comes without links of its own. Google Maps is left out: it is blocked there, and its map is shifted.
"""

from urllib.parse import quote

from handlers.reply import Place

AMAP = "https://uri.amap.com/marker"  # Amap URI API, 'marker': longitude first
APPLE = "https://maps.apple.com/"  # Apple Map Links: latitude first
MAP_HOSTS = frozenset({"uri.amap.com", "maps.apple.com", "www.google.com"})  # of the links that answers bring along
DIGITS = 6  # of a degree: a tenth of a metre


def amap_url(place: Place) -> str:
    """Give the link that marks the place in Amap, opening the app where it is installed."""
    position = f"{place.longitude:.{DIGITS}f},{place.latitude:.{DIGITS}f}"
    return f"{AMAP}?position={position}&name={quote(place.title, safe='')}&coordinate=wgs84&callnative=1"


def apple_url(place: Place) -> str:
    """Give the link that marks the place in Apple Maps."""
    return f"{APPLE}?ll={place.latitude:.{DIGITS}f},{place.longitude:.{DIGITS}f}&q={quote(place.title, safe='')}"
