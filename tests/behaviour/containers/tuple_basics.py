from typing import Dict, List, NamedTuple, Tuple


def pair(x: int) -> Tuple[int, str]:
    return x, str(x)


def swap(a: int, b: int) -> Tuple[int, int]:
    return b, a


def walk(pts: List[Tuple[int, int]]) -> int:
    t = 0
    for x, y in pts:
        t += x * y
    return t


def minmax(xs: List[int]) -> Tuple[int, int]:
    lo, hi = xs[0], xs[0]
    for x in xs:
        lo, hi = min(lo, x), max(hi, x)
    return lo, hi


def nested(n: int) -> Tuple[Tuple[int, float], Tuple[str, ...]]:
    return (n, n / 2), tuple(str(i) for i in range(n))


def same(t: Tuple[int, int]) -> Tuple[int, int]:
    return t


def variadic(t: Tuple[int, ...]) -> int:
    return sum(t) + len(t)


def rebuild(t: Tuple[int, int]) -> Tuple[int, int]:
    a, b = t
    return (a, b)


class T(NamedTuple):
    a: int
    b: int


def main() -> None:
    print(pair(3), swap(1, 2), walk([(1, 2), (3, 4)]), minmax([3, 1, 2]), nested(3), variadic((1, 2, 3)), variadic(()))
    t = (1, 2)
    print(same(t) is t, rebuild(t) == t, same(T(1, 2)), type(same(T(1, 2))).__name__, rebuild(T(1, 2)))
    u = (1, "a", None, 2.5)
    print(u[0], u[-1], u[1:3], u[::-1], len(u), u + t, t * 2, 2 * t, "a" in u, u.index("a"), u.count(1), hash(u) == hash((1, "a", None, 2.5)))
    print((), (1,), ((),), tuple("ab"), tuple([1]), tuple(range(3)), t == (1, 2), t < (1, 3), t != [1, 2], (1, 2) < (1, 2, 0), not (), bool((0,)))
    (a, b), *c = (1, 2), 3, 4
    x, (y, [z, *w]) = 5, (6, [7, 8, 9])
    print(a, b, c, x, y, z, w)
    d: Dict[Tuple[int, str], int] = {(1, "a"): 5}
    print(d[1, "a"], d.get((2, "b")), (1, "a") in d, sorted([(2, 1), (1, 9), (1, 2)]), max([(1, "z"), (1, "y")]), min((3, 1)), sum((1, 2)))
    for f in (lambda: t[2], lambda: t["a"], lambda: t + [1], lambda: t.index(9), lambda: t < 5, lambda: hash(([],)), lambda: t.append(1)):  # type: ignore
        try:
            print(f())
        except (IndexError, TypeError, ValueError, AttributeError) as e:
            print(type(e).__name__, e)
    try:
        t[0] = 1  # type: ignore
    except TypeError as e:
        print(e)
    for bad in ((1,), (1, 2, 3), "abc", 5, [1], {}):
        try:
            p, q = bad  # type: ignore
            print(p, q)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)
    try:
        p, q, *r = (1,)
    except ValueError as e:
        print(e)
    print(1, 2 if t else 3, *t, (*t, *"xy"), [(i, j) for i in range(2) for j in "ab"], repr(((1, (2,)), [])))


if __name__ == "__main__":
    main()
