"""A generator may go on in another thread: where to look for signals and others is found anew behind each yield."""
from collections.abc import Iterator


def running_totals(items: list[int]) -> Iterator[int]:
    total = 0
    for item in items:
        for k in range(item):
            total += k
        if total % 2 == 0:
            yield total
