# function: main
"""A handler that does not look at its exception takes the error as it is, in the fast version of the loop, too; the attribute it reads is an argument."""
from typing import List


class Missing(Exception):
    def __init__(self, key: int) -> None:
        self.key = key


def find(known: List[int], key: int) -> int:
    if key not in known:
        raise Missing(key)
    return key


def main(known: List[int], n: int) -> int:
    missing = 0
    for i in range(n):
        try:
            missing -= find(known, i)
        except Missing as e:
            missing += e.key
    return missing
