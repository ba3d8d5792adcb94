"""Product of two matrices held as lists of lists of floats."""
from typing import List

DEFAULT = 110

Matrix = List[List[float]]


def make(n: int, seed: int) -> Matrix:
    out: Matrix = []
    for i in range(n):
        row: List[float] = []
        for j in range(n):
            row.append(((i * 37 + j * 17 + seed) % 100) / 10.0)
        out.append(row)
    return out


def product(a: Matrix, b: Matrix, n: int) -> Matrix:
    c: Matrix = [[0.0] * n for _ in range(n)]
    for i in range(n):
        row = a[i]
        out = c[i]
        for k in range(n):
            x = row[k]
            other = b[k]
            for j in range(n):
                out[j] += x * other[j]
    return c


def trace(a: Matrix) -> float:
    t = 0.0
    for i in range(len(a)):
        t += a[i][i]
    return t


def main(n: int) -> object:
    c = product(make(n, 1), make(n, 5), n)
    return round(trace(c), 6), round(c[0][n - 1], 6)
