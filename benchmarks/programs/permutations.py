"""Permutations by swapping in lists, with the count of flips each one needs."""
from typing import List, Tuple

DEFAULT = 8


def flips(first: List[int]) -> int:
    perm = first[:]
    n = 0
    while perm[0] != 0:
        k = perm[0]
        lo, hi = 0, k
        while lo < hi:
            perm[lo], perm[hi] = perm[hi], perm[lo]
            lo += 1
            hi -= 1
        n += 1
    return n


def run(n: int) -> Tuple[int, int]:
    perm = list(range(n))
    count = [0] * n
    most = checksum = index = 0
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        f = flips(perm)
        if f > most:
            most = f
        checksum += f if index % 2 == 0 else -f
        while True:
            if r == n:
                return checksum, most
            head = perm[0]
            for i in range(r):
                perm[i] = perm[i + 1]
            perm[r] = head
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        index += 1


def main(n: int) -> object:
    return run(n)
