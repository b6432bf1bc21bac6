"""Secrets made from one that the operator has set, each for one purpose: knowing one tells nothing of the others."""

import hashlib
import hmac

from pydantic import SecretStr


def derived(secret: SecretStr | str, purpose: str) -> str:
    """Give 64 hexadecimal digits that only who knows `secret` can make (HMAC-SHA256, RFC 2104)."""
    key = secret.get_secret_value() if isinstance(secret, SecretStr) else secret
    return hmac.new(key.encode(), f"giljabi {purpose}".encode(), hashlib.sha256).hexdigest()


def same(given: str, wanted: str) -> bool:
    """Tell whether they are equal, in a time that doesn't tell how much of it is right."""
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode())
