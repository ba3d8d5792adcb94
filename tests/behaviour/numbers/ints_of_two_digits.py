"""Loops over ints beyond one digit of the interpreter's, up to and over what a machine word holds."""
from typing import List

EDGES = [2**29, 2**30 - 1, 2**30, 2**30 + 1, 2**59, 2**60 - 1, 2**60, 2**60 + 1, 2**61, 2**62 - 1, 2**62, 2**63 - 1, 2**63, 2**64, 2**90]
MASK = (1 << 50) - 1


def total(xs: List[int]) -> int:
    t = 0
    for x in xs:
        t += x
    return t


def both(xs: List[int]) -> List[int]:
    out: List[int] = []
    for x in xs:
        out.append(x)
        out.append(-x)
        out.append(x ^ 1)
        out.append(x & MASK)
        out.append(~x)
    return out


def store(xs: List[int], n: int) -> List[int]:
    at = [0] * n
    for i in range(n):
        at[i] = xs[i % len(xs)] + i
    for i in range(n):
        at[i] = at[i] - i
        at[i] -= 1
    return at


def bits(filled: int) -> List[int]:
    found = []
    free = MASK & ~filled
    while free:
        bit = free & -free
        free ^= bit
        found.append(bit.bit_length() - 1)
    return found


def shared(values: List[int]) -> List[int]:
    """Through the ints that the interpreter shares, and just beside them."""
    at = [10**6] * 4
    for v in values:
        for i in range(4):
            at[i] = v + i
    return at


class Odd(int):
    def __add__(self, other: int) -> int:
        return int(self) + int(other) + 1

    __radd__ = __add__


def mixed(xs: List[int]) -> int:
    t = 0
    for x in xs:
        t = t + x
    return t


def main() -> None:
    for edge in EDGES:
        print(total([edge, 1, -edge, edge]), total([-edge] * 3), both([edge, -edge]))
    print(store(EDGES[:8], 20), store([-x for x in EDGES], 30))
    print(bits(0), bits(MASK ^ 5), bits(1 << 49))
    for first in (-8, -6, -5, -4, 0, 250, 256, 257, 2**30 - 2, 2**60 - 2):
        print(shared(list(range(first, first + 3))))
    print(mixed([2**40, True, Odd(2**41), 2**70, Odd(3)]), mixed([]))
    print(total([True, False, 2**55]))
    try:
        total([2**40, "x"])  # type: ignore[list-item]
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
