"""A small itinerary file without mistakes, for tests that put one in."""

import pytest

from schedule_data.itinerary_file import read_itinerary
from schedule_data.mistakes import Mistakes
from tests.schedule_data.conftest import Write

BASE = """\
tour: seoul-1
title: {ko: 서울 연수, en: Seoul tour}
timezone: Asia/Seoul
starts: 2025-09-22
ends: 2025-09-24
languages: [ko, en]
remind: [60, 10]
retain_days: 30
programme:
  fee: {amount: 1000, currency: KRW}
  summary: 사흘 동안의 연수입니다.
groups:
  bus-1: {name: 1호차, capacity: 40}
contacts:
  - {role: guide, name: 가이드, phone: "+82-10-0000-0001", groups: [bus-1]}
sites:
  hall:
    name: {ko: 강당, en: Hall}
    aliases: [대강당]
    location: [37.5665, 126.9780]
    url: https://example.com/hall
practical:
  wifi: 없어요
days:
  2025-09-22:
    - {id: meet, kind: gathering, time: 8:30, title: 집합}
    - {id: talk, kind: lecture, site: hall, time: "10:00-12:00", gather: {time: "09:40", place: 로비}}
    - {id: ride, kind: activity, title: 체험, time: "13:00-14:00", signup: {capacity: 5, closes: 2025-09-21T18:00}}
  2025-09-23:
    - {id: rest, kind: free, title: 휴식, time: "09:00-10:00", groups: [bus-1], optional: false}
"""


def messages(write: Write, content: str | bytes) -> list[str]:
    """Give the mistakes of a file with this content, without its path."""
    path = write("tour.yaml", content)
    with pytest.raises(Mistakes) as caught:
        read_itinerary(path)
    return [str(mistake).removeprefix(f"{path}:") for mistake in caught.value.mistakes]
