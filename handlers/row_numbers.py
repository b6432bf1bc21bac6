"""Numbers that buttons carry: whoever forges one meets no row, and no error."""

MOST_DIGITS = 9  # PostgreSQL's integer ends at 2,147,483,647; no tour has as many rows


def row_number(text: str) -> int | None:
    """Read the number of a row, a page, a count; None where the text is none, or larger than any of ours."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
