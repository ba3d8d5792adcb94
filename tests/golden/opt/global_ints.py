# function: area
"""Globals that are only wanted as ints are loaded as such, without a reference."""

SIZE = 9


def area(n: int) -> int:
    return n * SIZE + SIZE
