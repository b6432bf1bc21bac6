"""The slots of each intent, filled from what a question names; None where what it needs is not there."""

from collections.abc import Callable, Mapping

from handlers.understanding import slots_of_attendance as attendance
from handlers.understanding import slots_of_bring as bring
from handlers.understanding import slots_of_orders as orders
from handlers.understanding import slots_of_plan as plan
from handlers.understanding import slots_of_topics as topics
from handlers.understanding.scene import Scene, Slots

__all__ = ["Scene", "Slots", "slots_for"]


def _none(scene: Scene) -> Slots:
    del scene
    return {}


_FILLERS: Mapping[str, Callable[[Scene], Slots | None]] = {
    "agenda.day": plan.day_slots,
    "agenda.next": plan.next_slots,
    "agenda.when": plan.when_slots,
    "agenda.gathering": plan.gathering_slots,
    "stop.bring": bring.bring_slots,
    "site.about": plan.about_slots,
    "site.where": plan.where_slots,
    "meal": plan.meal_slots,
    "hotel": topics.hotel_slots,
    "transport": topics.transport_slots,
    "people": topics.people_slots,
    "me": topics.me_slots,
    "practical": topics.practical_slots,
    "programme": topics.programme_slots,
    "reminder.settings": topics.reminders_slots,
    "attendance.late": attendance.attended_slots,
    "attendance.absent": attendance.attended_slots,
    "signup": plan.signup_slots,
    "language": topics.language_slots,
    "change.delay": orders.delay_slots,
    "change.move": orders.move_slots,
    "change.place": orders.stop_slots,
    "change.cancel": orders.stop_slots,
    "rollcall.open": orders.rollcall_slots,
    "rollcall.status": orders.rollcall_slots,
    "rollcall.close": orders.rollcall_slots,
    "headcount": orders.filters_slots,
    "members.list": orders.filters_slots,
    "missing": orders.missing_slots,
    "export": orders.filters_slots,
    "calendar": _none,
}


def slots_for(intent: str, scene: Scene) -> Slots | None:
    """Fill the slots of `intent`; None where it needs something that the question does not name."""
    return _FILLERS.get(intent, _none)(scene)
