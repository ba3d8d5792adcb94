# function: insertion_sort
"""What a loop counts down is an index that is below the length where the first one is, and not negative where a test says so."""
from typing import List


def insertion_sort(xs: List[int]) -> None:
    for i in range(1, len(xs)):
        x = xs[i]
        j = i - 1
        while j >= 0 and xs[j] > x:
            xs[j + 1] = xs[j]
            j -= 1
        xs[j + 1] = x
