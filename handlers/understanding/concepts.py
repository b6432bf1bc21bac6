"""The concepts that words stand for, as bits: a question is matched by the set of its concepts, in any language."""

_BITS: dict[str, int] = {}


def bit(name: str) -> int:
    """Give the bit of the concept `name`; a new one where the name is new."""
    return _BITS.setdefault(name, 1 << len(_BITS))


def bits(names: str) -> int:
    """Give the bits of several concepts together; `names` are parted by spaces."""
    together = 0
    for name in names.split():
        together |= bit(name)
    return together


def single_bits(mask: int) -> list[int]:
    """Give the bits of a mask one by one."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest)
        mask ^= lowest
    return found


def names_of(mask: int) -> list[str]:
    """Give the names of the concepts in `mask`, to look at while a rule is being written."""
    return [name for name, value in _BITS.items() if mask & value]
