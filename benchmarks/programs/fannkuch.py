"""Flipping the heads of all permutations: slices of small lists, reversed in place."""
from typing import List, Tuple

DEFAULT = 8


def fannkuch(n: int) -> Tuple[int, int]:
    count = list(range(n))
    perm = list(range(n))
    most = checksum = 0
    r = n
    sign = 1
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        if perm[0] != 0:
            flips = 0
            p = perm[:]
            k = p[0]
            while k:
                p[: k + 1] = p[k::-1]
                flips += 1
                k = p[0]
            most = max(most, flips)
            checksum += sign * flips
        sign = -sign
        while True:
            if r == n:
                return checksum, most
            first = perm[0]
            for i in range(r):
                perm[i] = perm[i + 1]
            perm[r] = first
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1


def main(n: int) -> object:
    return fannkuch(n)
