"""A small tour for rosters: two buses, two hotels, two languages."""

from schedule_data.itinerary_file import build_itinerary

TOUR = build_itinerary(
    {
        "tour": "vietnam-1",
        "title": "베트남 연수",
        "timezone": "Asia/Ho_Chi_Minh",
        "starts": "2025-09-22",
        "ends": "2025-09-24",
        "languages": ["ko", "en"],
        "groups": {"bus-1": {"name": {"ko": "1호차", "en": "Bus 1"}}, "bus-2": {"name": {"ko": "2호차"}}},
        "sites": {"hotel-danang": {"name": "다낭 호텔"}, "hotel-saigon": {"name": "사이공 호텔"}},
    },
    1,
)
