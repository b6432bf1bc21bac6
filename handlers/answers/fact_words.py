"""Facts of sites and of practical matters: their labels, and whether they still agree with the plan."""

import re
from typing import Final

from handlers.phrases import mark, phrases
from schedule_data.itinerary import Stop, Text

_LABELS: Final = {
    "wifi": mark("Wi-Fi"),
    "breakfast": mark("Breakfast"),
    "checkin": mark("Check-in"),
    "checkout": mark("Check-out"),
    "address": mark("Address"),
    "phone": mark("Phone"),
    "power": mark("Power sockets"),
    "money": mark("Money"),
    "connectivity": mark("Mobile data"),
    "weather": mark("Weather"),
    "visa": mark("Visa"),
    "insurance": mark("Insurance"),
    "tip": mark("Tips"),
    "water": mark("Water"),
    "medicine": mark("Medicine"),
    "shopping": mark("Shopping"),
    "toilet": mark("Toilets"),
    "smoking": mark("Smoking"),
    "luggage": mark("Luggage"),
    "lost": mark("Lost property"),
    "safety": mark("Safety"),
    "dress": mark("Dress"),
    "fee": mark("Fee"),
    "time": mark("Time difference"),
    "taxi": mark("Taxi"),
}
_TIMES = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")


def known_label(topic: str, language: str) -> str:
    """Give what a topic is called, '' for one that only its file knows."""
    label = _LABELS.get(topic)
    return phrases(language)(label) if label else ""


def fact_label(topic: str, language: str) -> str:
    """Give what a topic is called; a topic that the file made up is called as it is there."""
    return known_label(topic, language) or topic


def agrees(stop: Stop, fact: Text, language: str) -> bool:
    """Tell whether a stop's hours lie within those that a fact names: a plan that has moved outdates the fact."""
    named = [str(time).zfill(5) for time in _TIMES.findall(fact.to(language))]
    if not named:
        return True
    end = stop.local_end() or stop.local_start()
    return min(named) <= f"{stop.local_start():%H:%M}" and f"{end:%H:%M}" <= max(named)
