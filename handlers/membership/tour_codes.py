"""The tour code: short enough to be said aloud, shared by everybody, and good only for asking a leader to be let in."""

import hashlib
import re
import secrets
from datetime import datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from handlers.membership.access_log import Access, record
from handlers.tables import TourCodeRow

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: what is read out is typed right
HALF: Final = 4  # two halves of four: 30^8 codes, some 6.6 * 10^11
_SHAPE: Final = re.compile(rf"([{ALPHABET}]{{{HALF}}})[\s-]?([{ALPHABET}]{{{HALF}}})", re.IGNORECASE)
_SALT: Final = b"giljabi tour code"
_COST: Final = {"n": 2**12, "r": 8, "p": 1}  # scrypt, RFC 7914: some 10 ms, so that a stolen hash isn't soon guessed
_REMEMBERED: Final = 256  # hashes: everybody of a tour types the same code


def make_tour_code(session: Session, tour: str, at: datetime, *, by: int | None = None) -> str:
    """Make a tour's code for a member (None: on the command line) and give it, which is told this once only.

    An earlier one stops working.
    """
    _revoke(session, tour, at)
    letters = new_letters()
    session.add(TourCodeRow(tour_id=tour, code_hash=_hash(letters), created_at=at))
    record(session, tour, Access.TOUR_CODE, at, by=by)
    session.flush()
    return f"{letters[:HALF]}-{letters[HALF:]}"


def revoke_tour_code(session: Session, tour: str, at: datetime) -> bool:
    """Have a tour's code stop working; tell whether there was one."""
    found = _revoke(session, tour, at)
    if found:
        record(session, tour, Access.TOUR_CODE_REVOKED, at)
    return found


def new_letters() -> str:
    """Make the letters of a short code."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(2 * HALF))
    while not any(letter.isdigit() for letter in letters):  # told from a word by its digit
        letters = "".join(secrets.choice(ALPHABET) for _ in range(2 * HALF))
    return letters


def letters_of(written: str) -> str | None:
    """Give the letters of what is written like a tour code; None where it isn't."""
    match = _SHAPE.fullmatch(written.strip())
    return (match[1] + match[2]).upper() if match else None


def tour_of_code(session: Session, written: str) -> str | None:
    """Give the tour whose code this is; None where it is no tour's."""
    letters = letters_of(written)
    if letters is None:
        return None
    rows = select(TourCodeRow.tour_id).where(TourCodeRow.code_hash == _hash(letters), TourCodeRow.revoked_at.is_(None))
    return session.scalar(rows)


def has_tour_code(session: Session, tour: str) -> bool:
    """Tell whether a tour has a code that works."""
    return session.scalar(select(TourCodeRow.id).where(*_live(tour)).limit(1)) is not None


def _live(tour: str) -> tuple[ColumnElement[bool], ...]:
    return TourCodeRow.tour_id == tour, TourCodeRow.revoked_at.is_(None)


def _revoke(session: Session, tour: str, at: datetime) -> bool:
    return bool(
        session.execute(update(TourCodeRow).where(*_live(tour)).values(revoked_at=at).returning(TourCodeRow.id)).all()
    )


@lru_cache(maxsize=_REMEMBERED)
def _hash(letters: str) -> str:
    return hashlib.scrypt(letters.encode(), salt=_SALT, dklen=32, **_COST).hex()
