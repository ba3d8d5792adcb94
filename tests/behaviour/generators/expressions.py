from typing import Iterator, List

trace: List[str] = []


def source(n: int) -> List[int]:
    trace.append("source")
    return list(range(n))


def see(x: int) -> int:
    trace.append(f"see{x}")
    return x


def first_big(xs: List[int], limit: int) -> int:
    return next((x for x in xs if x > limit), -1)


def main() -> None:
    g = (see(x) * 2 for x in source(4))
    print(trace)
    print(next(g), trace)
    print(list(g), trace)
    trace.clear()
    print(sum(x * x for x in range(10)), max(len(w) for w in ["a", "bcd"]), min((-x for x in range(3)), default=0))
    print(any(see(x) > 1 for x in [0, 1, 2, 3]), trace)
    trace.clear()
    print(all(see(x) < 2 for x in [0, 1, 2, 3]), trace)
    trace.clear()
    print(first_big([1, 5, 9], 4), first_big([], 0))
    print(",".join(str(x) for x in range(4)), sorted((x % 3, x) for x in range(6)), set(x // 2 for x in range(5)))
    print(dict((c, ord(c)) for c in "ab"), tuple(x for x in "xyz"), list(x + y for x in "ab" for y in "cd" if y != x))
    n = 10
    h = (x + n for x in range(2))
    n = 20
    print(list(h))
    rows = [[1, 2], [3]]
    print(sum(x for row in rows for x in row), [list(y * 2 for y in r) for r in rows])
    it = iter(range(5))
    print(list(zip(it, (x for x in it))))
    try:
        bad = (x for x in 5)  # type: ignore
    except TypeError as e:
        print(e)
    lazy = (1 // x for x in [1, 0])
    print(next(lazy))
    try:
        next(lazy)
    except ZeroDivisionError as e:
        print(e)
    print(list(lazy), type(lazy).__name__)
    z = (w for w in "q")
    z.close()
    print(list(z))
    nested: Iterator[Iterator[int]] = ((i * j for j in range(3)) for i in range(3))
    print([list(r) for r in nested])


if __name__ == "__main__":
    main()
