"""Applications of people whom no roster knows: asked for with consent, handed to the staff, put on the roster."""

from collections.abc import Mapping
from typing import Final

from handlers.applications.asking import apply, cancel, consent, detail, forget, send
from handlers.applications.deciding import add, close
from handlers.applications.entering import enter
from handlers.applications.listed import listed
from handlers.applications.told import told
from handlers.membership.visit import Visiting

__all__ = ["VISITS", "add", "close", "listed", "told"]

VISITS: Final[Mapping[str, Visiting]] = {
    "apply": apply,
    "apply.consent": consent,
    "apply.detail": detail,
    "apply.send": send,
    "apply.cancel": cancel,
    "apply.forget": forget,
    "join.accept": enter,
}
