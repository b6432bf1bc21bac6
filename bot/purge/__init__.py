"""Erasing the personal data of a tour that is over: the plan and numbers without names stay."""

from bot.purge.certificate import Certificate
from bot.purge.tour import purge_tour

__all__ = ["Certificate", "purge_tour"]
