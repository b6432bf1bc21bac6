"""Breakfast, lunch and dinner told apart."""

from typing import Final

from handlers.phrases import mark
from schedule_data.itinerary import Stop

NAMES: Final = {"breakfast": mark("Breakfast"), "lunch": mark("Lunch"), "dinner": mark("Dinner")}
_TITLES: Final = {
    "breakfast": ("조식", "아침", "breakfast", "早餐"),
    "lunch": ("점심", "중식", "오찬", "lunch", "午餐"),
    "dinner": ("저녁", "석식", "만찬", "dinner", "晚餐"),
}
_UNTIL: Final = (("breakfast", "10:30"), ("lunch", "16:00"), ("dinner", "24:00"))  # where the title doesn't tell


def meal_of(stop: Stop) -> str:
    """Tell which meal a stop is: breakfast, lunch or dinner; by its title, else by its hour."""
    titles = " ".join(stop.title.words.values()).lower()
    named = (meal for meal, words in _TITLES.items() if any(word in titles for word in words))
    by_hour = (meal for meal, until in _UNTIL if f"{stop.local_start():%H:%M}" < until)
    return next(named, None) or next(by_hour)
