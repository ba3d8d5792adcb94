"""Sums with 0 and products with 1 and 0, of ints large and small, bools and subclasses of int."""
from typing import List


class Loud(int):
    def __add__(self, other: int) -> int:
        return -1

    def __radd__(self, other: int) -> int:
        return -2

    def __sub__(self, other: int) -> int:
        return -3

    def __mul__(self, other: int) -> int:
        return -4

    def __rmul__(self, other: int) -> int:
        return -5


class Quiet(int):
    pass


def sums(a: int, b: int) -> List[int]:
    return [a + b, b + a, a - b, b - a]


def products(a: int, b: int) -> List[int]:
    return [a * b, b * a]


def inplace(a: int, b: int) -> List[int]:
    c = d = e = a
    c += b
    d -= b
    e *= b
    return [c, d, e]


def main() -> None:
    large = 10**40
    for value in (large, -large, 2**62, -(2**62), 2**63, 2**64 - 1, -(2**63), 2**90, 2**62 - 1, -(2**62) - 1):
        for other in (0, 1, -1, True, False):
            print(sums(value, other), products(value, other), inplace(value, other))
    for odd in (Loud(large), Quiet(large), Loud(3), Quiet(3)):
        for other in (0, 1):
            made = sums(odd, other) + products(odd, other) + inplace(odd, other)
            print(made, {type(x).__name__ for x in made})
    start = large
    start += 0
    print(start == large, large - 0 == large, 0 - large, hash(large + 0) == hash(large))


if __name__ == "__main__":
    main()
