"""Queens on a board: recursion over lists and sets of ints, with backtracking."""
from typing import List, Set

DEFAULT = 9


def conflict(cols: List[int], row: int, col: int) -> bool:
    for r in range(row):
        c = cols[r]
        if c == col or abs(c - col) == row - r:
            return True
    return False


def place(cols: List[int], row: int, n: int) -> int:
    if row == n:
        return 1
    total = 0
    for col in range(n):
        if not conflict(cols, row, col):
            cols[row] = col
            total += place(cols, row + 1, n)
    return total


def solve(n: int, row: int, used: Set[int], up: Set[int], down: Set[int]) -> int:
    if row == n:
        return 1
    count = 0
    for col in range(n):
        if col in used or row + col in up or row - col in down:
            continue
        used.add(col)
        up.add(row + col)
        down.add(row - col)
        count += solve(n, row + 1, used, up, down)
        used.remove(col)
        up.remove(row + col)
        down.remove(row - col)
    return count


def main(n: int) -> object:
    return place([0] * n, 0, n), solve(n, 0, set(), set(), set())
