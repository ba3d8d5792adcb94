"""Exceptions as control flow: raised and caught in loops and through frames."""
from typing import Dict, List

DEFAULT = 100000


class Missing(Exception):
    def __init__(self, key: int) -> None:
        self.key = key


class Stop(Exception):
    pass


def find(table: Dict[int, int], key: int) -> int:
    if key not in table:
        raise Missing(key)
    return table[key]


def deep(n: int, limit: int) -> int:
    if n == limit:
        raise Stop()
    return deep(n + 1, limit) + 1


def parse(words: List[str]) -> int:
    total = 0
    for w in words:
        try:
            total += int(w)
        except ValueError:
            total -= 1
    return total


def main(n: int) -> object:
    table: Dict[int, int] = {i * 2: i for i in range(500)}
    hits = misses = 0
    for i in range(n):
        try:
            hits += find(table, i % 1000)
        except Missing as e:
            misses += e.key
        finally:
            hits += 1
    depth = 0
    for i in range(n // 20):
        try:
            depth += deep(0, 10)
        except Stop:
            depth += 1
    return hits, misses, depth, parse(["12", "x", "7", ""] * (n // 10))
