"""Generator functions and generator expressions under sum, any, max and for."""
from typing import Iterator, List

DEFAULT = 4000


def squares(n: int) -> Iterator[int]:
    for i in range(n):
        yield i * i


def evens(xs: Iterator[int]) -> Iterator[int]:
    for x in xs:
        if x % 2 == 0:
            yield x


def pairs(n: int) -> Iterator[int]:
    for i in range(n):
        for j in range(i):
            if (i ^ j) & 3 == 0:
                yield i - j


def prime(n: int) -> bool:
    return n > 1 and not any(n % d == 0 for d in range(2, int(n ** 0.5) + 1))


def main(n: int) -> object:
    xs: List[int] = [i % 97 for i in range(n)]
    total = sum(evens(squares(n * 40)))
    near = sum(x * y for x in xs[:300] for y in xs[:100] if x != y)
    primes = sum(1 for k in range(n * 4) if prime(k))
    spread = 0
    for d in pairs(n // 3):
        spread += d
    return total, near, primes, spread, max(x * 3 % 101 for x in xs)
