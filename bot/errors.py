"""The errors that a person at the command line meets: each says what is wrong and what to do."""


class GiljabiError(Exception):
    """Something that the operator can mend; the text says what and how. Shown without a stack trace."""
