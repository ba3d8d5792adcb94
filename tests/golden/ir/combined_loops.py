# Iterators of iterators are walked in step; a range decides where it begins whether it counts; a lambda's body stands in the loop.
from typing import List


def combined(xs: List[float], n: int) -> float:
    total = 0.0
    for i, (x, k) in enumerate(zip(reversed(xs), range(n))):
        total += x * k - i
    return total


def mapped(xs: List[int], k: int) -> int:
    return sum(map(lambda x: x + k, xs))
