"""The largest singular value of an infinite matrix, from a function of two indices."""
from typing import List

DEFAULT = 120


def entry(i: int, j: int) -> float:
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v: List[float]) -> List[float]:
    n = len(v)
    out: List[float] = []
    for i in range(n):
        s = 0.0
        for j in range(n):
            s += entry(i, j) * v[j]
        out.append(s)
    return out


def transposed_times(v: List[float]) -> List[float]:
    return [sum(entry(j, i) * x for j, x in enumerate(v)) for i in range(len(v))]


def main(n: int) -> object:
    u = [1.0] * n
    v = u
    for _ in range(5):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    vbv = vv = 0.0
    for x, y in zip(u, v):
        vbv += x * y
        vv += y * y
    return round((vbv / vv) ** 0.5, 9)
