from typing import Callable, Dict, List, Tuple


def inc(x: int) -> int:
    return x + 1


def dec(x: int) -> int:
    return x - 1


def twice(f: Callable[[int], int]) -> Callable[[int], int]:
    def g(x: int) -> int:
        return f(f(x))
    return g


TABLE: Dict[str, Callable[[int], int]] = {"inc": inc, "dec": dec, "abs": abs}


class Box:
    def __init__(self, f: Callable[[int], int]) -> None:
        self.f = f

    def run(self, x: int) -> int:
        return self.f(x)


def pick(name: str) -> Callable[[int], int]:
    return TABLE.get(name, lambda x: 0)


def fold(f: Callable[[int, int], int], xs: List[int], start: int) -> int:
    acc = start
    for x in xs:
        acc = f(acc, x)
    return acc


def main() -> None:
    print(twice(inc)(5), twice(twice(dec))(5))
    print([pick(n)(-3) for n in ("inc", "dec", "abs", "none")])
    print(Box(inc).run(1), Box(lambda x: x * 9).f(2))
    print(fold(lambda a, b: a * b, [1, 2, 3, 4], 1), fold(max, [3, 9, 2], 0))
    bound: Callable[[int], int] = Box(dec).run
    print(bound(10), list(map(bound, [1, 2])))
    fs: List[Tuple[str, Callable[[int], int]]] = sorted(TABLE.items())
    print([(n, f(-7)) for n, f in fs])
    print(inc == inc, inc != dec, inc in TABLE.values(), {inc: 1}[inc])
    f = inc
    f = dec
    print(f(1), f is dec, callable(f))
    print(str.upper("abc"), list(map(str, [1, 2])), list(map(int, ["4", "5"])))
    join = ", ".join
    print(join(["a", "b"]))
    append = [].append
    print(append(1))


if __name__ == "__main__":
    main()
