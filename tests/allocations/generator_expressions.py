"""Generator expressions under functions that use them up: fused into loops."""
from typing import List

FLOATS: List[float] = [i * 0.5 for i in range(100)]
MORE: List[float] = [i * 0.25 for i in range(100)]
INTS: List[int] = [i * 1000 + 7 for i in range(100)]


def case_sum(n: int) -> float:
    total = 0.0
    for _ in range(n):
        total += sum(x * 0.5 for x in FLOATS)
    return total


def case_sum_of_ints(n: int) -> int:
    total = 0
    for k in range(n):
        total += sum(x ^ k for x in INTS if x % 3)
    return total


def case_sum_over_zip(n: int) -> float:
    total = 0.0
    for _ in range(n):
        total += sum(x * y for x, y in zip(FLOATS, MORE))
    return total


def case_sum_over_enumerate(n: int) -> float:
    total = 0.0
    for _ in range(n):
        total += sum(i * x for i, x in enumerate(FLOATS))
    return total


def case_sum_of_nested(n: int) -> int:
    total = 0
    for _ in range(n):
        total += sum(x + i for x in INTS if x > 50000 for i in range(5))
    return total


def case_count(n: int) -> int:
    total = 0
    for k in range(n):
        total += sum(1 for x in INTS if x > k * 1000)
    return total


def case_any(n: int) -> int:
    hits = 0
    for k in range(n):
        if any(x == k * 2000 + 7 for x in INTS):
            hits += 1
    return hits


def case_all(n: int) -> int:
    hits = 0
    for k in range(n):
        if all(x < 99000 + k * 1000 for x in INTS):
            hits += 1
    return hits


def case_min(n: int) -> int:
    total = 0
    for k in range(n):
        total += min(abs(x - k * 1000) for x in INTS)
    return total


def case_max(n: int) -> float:
    total = 0.0
    for k in range(n):
        total += max(x * (50.0 - x) + k for x in FLOATS)
    return total


def case_with_default(n: int) -> float:
    total = 0.0
    for k in range(n):
        total += max((x for x in FLOATS if x > k), default=-1.0)
    return total


def case_sum_of_a_class(n: int) -> int:
    total = 0
    for _ in range(n):
        total += sum(item.weight for item in ITEMS)
    return total


class Item:
    def __init__(self, weight: int) -> None:
        self.weight = weight


ITEMS: List[Item] = [Item(1000 + i) for i in range(100)]
