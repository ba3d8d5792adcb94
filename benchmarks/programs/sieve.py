"""A list of flags, strided writes, and a count."""
from typing import List

DEFAULT = 1200000


def sieve(n: int) -> List[bool]:
    flags = [True] * (n + 1)
    flags[0] = False
    flags[1] = False
    i = 2
    while i * i <= n:
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
        i += 1
    return flags


def main(n: int) -> object:
    flags = sieve(n)
    count = 0
    last = 0
    for i in range(n + 1):
        if flags[i]:
            count += 1
            last = i
    return count, last
