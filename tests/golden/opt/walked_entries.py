# function: weighted
"""Loops over dicts and sets take ints and floats out of their boxes, borrowed."""


def weighted(d: dict[int, float], s: set[int]) -> float:
    total = 0.0
    for x in s:
        for k, v in d.items():
            total += v * (k + x)
    return total
