# function: chain
from typing import Optional


class Link:
    def __init__(self, value: object, next: "Optional[Link]") -> None:
        self.value = value
        self.next = next


def chain(n: int, rest: "Optional[Link]") -> Link:
    if n == 0:
        return Link(str(n), rest)
    return Link(str(n), chain(n - 1, rest))
