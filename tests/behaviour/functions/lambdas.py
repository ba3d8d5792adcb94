from typing import Callable, List, Tuple


def apply(f: Callable[[int], int], x: int) -> int:
    return f(x)


def compose(f: Callable[[int], int], g: Callable[[int], int]) -> Callable[[int], int]:
    return lambda x: f(g(x))


ident: Callable[[int], int] = lambda x: x


class Table:
    ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
    double = lambda self, x: x * 2


def main() -> None:
    print(apply(lambda x: x + 1, 4), ident(3))
    print(compose(lambda x: x * 2, lambda x: x + 3)(4))
    pairs: List[Tuple[int, str]] = [(3, "c"), (1, "z"), (2, "a")]
    print(sorted(pairs, key=lambda p: p[1]), max(pairs, key=lambda p: p[0]))
    print(Table.ops["+"](2, 3), Table.ops["-"](2, 3), Table().double(8))
    f = lambda *a, k=1, **kw: (a, k, kw)
    print(f(), f(1, 2, k=3, z=4))
    print((lambda: (yield))().__class__.__name__)
    print((lambda x: lambda y: x + y)(1)(2))
    n = 5
    g = lambda: n
    n = 6
    print(g(), f.__name__, g.__qualname__)
    print([h(10) for h in (lambda x: x, lambda x: -x, abs)])
    print(list(filter(lambda x: x % 2, range(6))), list(map(lambda a, b: a * b, [1, 2], [3, 4])))
    print((lambda x=1, /, *, y: (x, y))(y=2))


if __name__ == "__main__":
    main()
