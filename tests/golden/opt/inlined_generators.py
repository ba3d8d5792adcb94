# function: total
from typing import Iterator


def odd(xs: Iterator[int]) -> Iterator[int]:
    for x in xs:
        if x % 2 == 1:
            yield x


def upto(n: int) -> Iterator[int]:
    i = 0
    while i < n:
        yield i
        i += 1


def total(n: int) -> int:
    return sum(odd(upto(n)))
