"""Indices that a loop counts, beyond the ends of its lists: IndexError where and when Python has it, after the same effects."""
import traceback
from typing import Dict, List


def total(xs: List[int], ys: List[int], n: int) -> int:
    t = 0
    for i in range(n):
        t += xs[i] * ys[i]
    return t


def between(xs: List[int], out: List[int], a: int, b: int) -> int:
    done = 0
    for i in range(a, b):
        out[i] = xs[i - 1] + xs[i] + xs[i + 1]
        done += 1
    return done


def counted(xs: List[float], start: int, n: int) -> float:
    t = 0.0
    i = start
    while i < n:
        t += xs[i]
        i += 1
    return t


def sometimes(xs: List[int], ys: List[int], n: int) -> int:
    t = 0
    for i in range(n):
        if i < len(ys):
            t += ys[i]
        t += xs[i]
    return t


def late(xs: List[int], out: List[int], log: List[int], n: int) -> None:
    for i in range(n):
        log[0] = i
        out[i] = xs[i]


def other_error(xs: List[int], ds: List[int], n: int) -> int:
    t = 0
    for i in range(n):
        t += 100 // ds[i]
        t += xs[i]
    return t


def lookups(xs: List[int], table: Dict[int, int], n: int) -> int:
    t = 0
    for i in range(n):
        t += xs[i]
        if t > 40:
            xs.append(t)
    return t


def flags(bits: List[bool], n: int) -> int:
    count = 0
    for i in range(n + 1):
        if bits[i]:
            count += 1
    return count


def matrix(rows: List[List[float]], n: int) -> float:
    t = 0.0
    for i in range(n):
        row = rows[i]
        for j in range(n):
            t += row[j]
    return t


def attempt(label: str, f, *args) -> None:
    try:
        print(label, f(*args))
    except Exception as e:
        print(label, type(e).__name__, e, [(s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)][1:])


def main() -> None:
    xs = list(range(10))
    for n in (0, 5, 10, 11, -1):
        attempt("total", total, xs, xs, n)
        attempt("short", total, xs, xs[:7], n)
    for a, b in ((1, 9), (0, 9), (1, 10), (-3, 4), (-12, 2), (9, 1), (3, 30)):
        out = [0] * 10
        attempt("between", between, xs, out, a, b)
        print(out)
    fs = [x / 2 for x in xs]
    for start, n in ((0, 10), (-10, 10), (-11, 3), (4, 12), (11, 12), (2 ** 62, 2 ** 62 + 2), (-2 ** 63, -2 ** 63 + 2)):
        attempt("counted", counted, fs, start, n)
    attempt("sometimes", sometimes, xs, xs[:3], 10)
    attempt("sometimes", sometimes, xs, xs[:3], 11)
    for n in (10, 12):
        out, log = [0] * 11, [-1]
        attempt("late", late, xs, out, log, n)
        print(out, log)
    attempt("other", other_error, xs, [1, 2, 3, 0], 4)
    attempt("other", other_error, xs[:3], [1, 2, 3, 0], 4)
    attempt("other", other_error, xs[:3], [1, 2, 3], 4)
    attempt("lookups", lookups, list(xs), {}, 12)
    attempt("flags", flags, [True, False] * 4, 7)
    attempt("flags", flags, [True, False] * 4, 8)
    attempt("matrix", matrix, [[1.0] * 3, [2.0, 3.0], [1.0] * 3], 3)
    attempt("matrix", matrix, [[1.0] * 3] * 2, 3)
    attempt("matrix", matrix, [[1.0, 2, 0.5]] * 3, 3)


if __name__ == "__main__":
    main()
