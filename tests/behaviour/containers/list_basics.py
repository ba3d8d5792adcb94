from typing import List, Optional


def build(n: int) -> List[int]:
    out = []
    for i in range(n):
        out.append(i * i)
    return out


def total(xs: List[int]) -> int:
    t = 0
    for i in range(len(xs)):
        t += xs[i]
    return t


def bubble(xs: List[int]) -> List[int]:
    n = len(xs)
    for i in range(n):
        for j in range(n - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs


def matrix(n: int, m: int) -> List[List[int]]:
    return [[i * m + j for j in range(m)] for i in range(n)]


def transpose(a: List[List[int]]) -> List[List[int]]:
    return [[row[i] for row in a] for i in range(len(a[0]))]


def find(xs: List[str], x: str) -> Optional[int]:
    for i, v in enumerate(xs):
        if v == x:
            return i
    return None


def sieve(n: int) -> List[int]:
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return [i for i in range(n + 1) if flags[i]]


def rotate(xs: List[float], k: int) -> List[float]:
    return xs[k:] + xs[:k]


def main() -> None:
    print(build(6), total(build(10)), bubble([5, 2, 9, 1, 5]), matrix(2, 3), transpose(matrix(2, 3)))
    print(find(["a", "b"], "b"), find([], "x"), sieve(50), rotate([1, 2.5, 3], 1))
    xs = [3, 1, 2]
    print(len(xs), xs[0], xs[-1], xs + [4], xs * 2, 2 * xs, [0] * 0, 1 in xs, 9 not in xs, xs == [3, 1, 2], xs != [], xs < [3, 2], not xs, bool([]), [] or "empty")
    a, b, c = xs
    [d, *e] = xs
    print(a, b, c, d, e, [*xs, *xs], list("abc"), list(range(3)), list((1, 2)), list({1: 2}), list())
    xs[1] = 50
    xs[-1] += 5
    print(xs, sum(xs), max(xs), sorted(xs), list(reversed(xs)), xs)
    nested = [[0] * 2] * 2
    nested[0][0] = 1
    print(nested, nested[0] is nested[1])
    ys = xs
    ys.append(1)
    zs = xs[:]
    zs.append(2)
    print(xs, zs, xs is ys, xs is zs, str(xs), repr([1, "a", None, 2.5, [True]]), f"{xs}")
    r: List[object] = []
    r.append(r)
    print(r)


if __name__ == "__main__":
    main()
