from urllib.parse import parse_qs, urlsplit

from handlers.map_links import amap_url, apple_url, google_url
from handlers.reply import Place

HOTEL = Place("北京大饭店 & Co", "北京市朝阳区建国路1号", 39.908, 116.47)


def test_amap_takes_the_longitude_first() -> None:
    url = urlsplit(amap_url(HOTEL))
    assert (url.scheme, url.netloc, url.path) == ("https", "uri.amap.com", "/marker")
    assert parse_qs(url.query) == {
        "position": ["116.470000,39.908000"],
        "name": ["北京大饭店 & Co"],
        "coordinate": ["wgs84"],
        "callnative": ["1"],
    }


def test_apple_takes_the_latitude_first() -> None:
    url = urlsplit(apple_url(HOTEL))
    assert (url.scheme, url.netloc) == ("https", "maps.apple.com")
    assert parse_qs(url.query) == {"ll": ["39.908000,116.470000"], "q": ["北京大饭店 & Co"]}


def test_google_takes_the_latitude_first() -> None:
    assert google_url(HOTEL) == "https://www.google.com/maps/search/?api=1&query=39.908000,116.470000"
