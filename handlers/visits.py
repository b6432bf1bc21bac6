"""What anybody may do, strangers too: ask to be let in, go over to another tour, apply."""

from collections.abc import Mapping
from typing import Final

from handlers import applications
from handlers.first_words import how_to_join
from handlers.membership import doings as membership
from handlers.membership.visit import Visiting

VISITS: Final[Mapping[str, Visiting]] = {**membership.VISITS, **applications.VISITS, "join.how": how_to_join}
