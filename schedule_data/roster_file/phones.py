"""Telephone numbers as people and spreadsheets write them."""

import re

FEWEST_DIGITS, MOST_DIGITS = 3, 15
"""From an emergency number to the longest of ITU-T E.164."""

_PHONE = re.compile(r"\+?[0-9(][0-9 ().\-]*")
_SHORTENED = re.compile(r"[0-9.,]+[eE]\+?[0-9]+")
_KOREA = "82"
_WITHOUT_ZERO = re.compile(r"10[0-9]{8}")
_WITHOUT_PLUS = re.compile(r"8210[0-9]{8}")


def read_phone(written: str) -> str:
    """Give the number readable as written, with the 0 or + back that a spreadsheet takes from a Korean mobile number.

    Raises:
        ValueError: it is none; its text says why and how to mend it.
    """
    text = " ".join(written.split())
    if _SHORTENED.fullmatch(text):
        raise ValueError("was shortened by the spreadsheet; format the column as text and enter the number anew")
    if not _PHONE.fullmatch(text) or not FEWEST_DIGITS <= len(_digits(text)) <= MOST_DIGITS:
        raise ValueError(
            "isn't a telephone number; write digits such as 010-1234-5678 or +82-10-1234-5678, or leave it empty"
        )
    if _WITHOUT_ZERO.fullmatch(text):
        return f"0{text[:2]}-{text[2:6]}-{text[6:]}"
    return f"+{text}" if _WITHOUT_PLUS.fullmatch(text) else text


def phone_key(phone: str | None) -> str:
    """Give what two spellings of one number have in common: its digits, +82 written as the 0 that it stands for."""
    digits = _digits(phone or "")
    if (phone or "").startswith("+") and digits.startswith(_KOREA):
        return "0" + digits.removeprefix(_KOREA).removeprefix("0")
    return digits


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
