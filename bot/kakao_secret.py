"""How a skill call proves that it comes from our bot: Kakao signs nothing.

One secret makes both proofs: an unguessable path, and a header that the operator enters beside the skill's URL.
"""

import hashlib
import hmac

PREFIX = "/kakao/"
HEADER = "X-Giljabi-Skill"
PATH_BYTES = 16


def path_token(secret: str) -> str:
    """Give the last part of the skill's path: derived from the secret, so that a logged path does not tell it."""
    return hashlib.blake2b(b"kakao skill path", key=_key(secret), digest_size=PATH_BYTES).hexdigest()


def skill_path(secret: str) -> str:
    """Give the path that the skill answers on."""
    return PREFIX + path_token(secret)


def is_from_our_bot(secret: str, token: str, header: str | None) -> bool:
    """Tell whether a call knows both proofs; takes the same time whatever is wrong."""
    knows_path = hmac.compare_digest(token.encode(), path_token(secret).encode())
    knows_header = hmac.compare_digest((header or "").encode(), secret.encode())
    return knows_path and knows_header


def _key(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
