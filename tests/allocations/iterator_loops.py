"""Loops over the builtin iterators: neither the iterators nor what they give are made."""
from typing import Dict, List

FLOATS: List[float] = [i * 0.5 for i in range(100)]
MORE: List[float] = [i * 0.25 for i in range(100)]
INTS: List[int] = [i * 1000 for i in range(100)]
NAMED: Dict[str, float] = {str(i): i * 0.5 for i in range(100)}


def case_range(n: int) -> int:
    total = 0
    for _ in range(n):
        for i in range(1000, 5000, 40):
            total += i
    return total


def case_list(n: int) -> float:
    total = 0.0
    for _ in range(n):
        for x in FLOATS:
            total += x
    return total


def case_enumerate(n: int) -> float:
    total = 0.0
    for _ in range(n):
        for i, x in enumerate(FLOATS):
            total += i * x
    return total


def case_enumerate_from(n: int) -> int:
    total = 0
    for _ in range(n):
        for i, x in enumerate(INTS, 1000):
            total += i ^ x
    return total


def case_zip(n: int) -> float:
    total = 0.0
    for _ in range(n):
        for x, y in zip(FLOATS, MORE):
            total += x * y
    return total


def case_zip_of_three(n: int) -> float:
    total = 0.0
    for _ in range(n):
        for x, y, k in zip(FLOATS, MORE, INTS):
            total += x * y + k
    return total


def case_zip_with_range(n: int) -> float:
    total = 0.0
    for _ in range(n):
        for i, x in zip(range(1000, 2000), FLOATS):
            total += i * x
    return total


def case_enumerate_of_zip(n: int) -> float:
    total = 0.0
    for _ in range(n):
        for i, (x, y) in enumerate(zip(FLOATS, MORE)):
            total += i * x - y
    return total


def case_reversed_list(n: int) -> float:
    total = 0.0
    for _ in range(n):
        for x in reversed(FLOATS):
            total = total * 0.5 + x
    return total


def case_reversed_range(n: int) -> int:
    total = 0
    for _ in range(n):
        for i in reversed(range(1000, 1100)):
            total = (total * 3 + i) & 0xFFFFFF
    return total


def case_in_place(n: int) -> float:
    values = [x + 1.5 for x in FLOATS]
    for _ in range(n):
        for i, x in enumerate(values):
            values[i] = x * 0.5 + 1.0
    return values[7]


def case_map(n: int) -> float:
    total = 0.0
    for _ in range(n):
        for x in map(lambda x: x * 0.5, FLOATS):
            total += x
    return total


def halved(x: float) -> float:
    return x * 0.5


def case_map_of_a_function(n: int) -> float:
    total = 0.0
    for _ in range(n):
        total += sum(map(halved, FLOATS))
    return total


def case_filter(n: int) -> float:
    total = 0.0
    for k in range(n):
        for x in filter(lambda x: x > k, FLOATS):
            total += x
    return total


def case_enumerate_of_reversed(n: int) -> float:
    total = 0.0
    for _ in range(n):
        for i, (x, k) in enumerate(zip(reversed(FLOATS), range(3000, 4000))):
            total += x * k - i
    return total


def case_items_in_step(n: int) -> float:
    total = 0.0
    for _ in range(n):
        for (k, x), y in zip(NAMED.items(), MORE):
            total += x * y
    return total
