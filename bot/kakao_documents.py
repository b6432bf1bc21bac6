"""Files for KakaoTalk, which carries none: behind a link that can't be guessed and ends within the hour."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable

from handlers.reply import Document

KEPT_SECONDS = 3600.0
MOST_KEPT = 200
TOKEN_BYTES = 16


class Documents:
    """The files that were answered lately, in memory; `address` is what their links begin with, None without links."""

    def __init__(self, address: str | None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._address = address
        self._monotonic = monotonic
        self._kept: OrderedDict[str, tuple[float, Document]] = OrderedDict()

    def link(self, document: Document | None) -> str | None:
        """Keep a file and give its link; None where there is none to keep, or no address to reach us at."""
        if document is None or self._address is None:
            return None
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._kept[token] = (self._monotonic(), document)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return f"{self._address}{token}"

    def get(self, token: str) -> Document | None:
        """Give the file of a link that still holds."""
        since, document = self._kept.get(token, (0.0, None))
        return document if document and since + KEPT_SECONDS > self._monotonic() else None
