"""Element types are claims, not promises: a container that lies costs speed, never memory safety."""
from typing import Any, Dict, Iterator, List, Tuple


class P:
    def __init__(self, v: int) -> None:
        self.v = v

    def get(self) -> int:
        return self.v


class Q:
    v = "not a P"

    def get(self) -> str:
        return "duck"


def total(xs: List[int]) -> int:
    t = 0
    for x in xs:
        t += x
    return t


def first(xs: List[int]) -> object:
    x = xs[0]
    return x


def join(xs: List[str]) -> str:
    out = ""
    for x in xs:
        out += x
    return out


def fsum(xs: List[float]) -> float:
    s = 0.0
    for x in xs:
        s += x
    return s


def values(d: Dict[str, int]) -> List[Any]:
    return [v + v for v in d.values()]


def objects(ps: List[P]) -> List[Any]:
    return [p.get() for p in ps]


def fields(ps: List[P]) -> List[Any]:
    return [p.v for p in ps]


def pairs(ps: List[Tuple[int, str]]) -> List[Any]:
    return [(b, a) for a, b in ps]


def lying() -> Iterator[int]:
    yield 1
    yield "two"  # type: ignore


def attempt(f: Any, *args: Any) -> Any:
    try:
        return f(*args)
    except (TypeError, AttributeError, ValueError) as e:
        return type(e).__name__


def main() -> None:
    print(attempt(total, [1, True, 2 ** 70]), attempt(total, [1, "s"]), attempt(total, [None]), attempt(total, [[1]]))
    print(attempt(first, ["s"]), attempt(first, [None]), attempt(join, ["a", 1]), attempt(join, [b"x"]))
    print(attempt(fsum, [1, 2.5]), attempt(fsum, ["x"]), attempt(fsum, [1.0, None]))
    print(attempt(values, {"a": "x", "b": 1.5, "c": [1]}), attempt(values, {"a": None}), attempt(values, {1: 2}))
    print(attempt(objects, [P(1), Q()]), attempt(fields, [P(1), Q()]), attempt(objects, [5]), attempt(fields, [None]))
    print(attempt(pairs, [(1, "a")]), attempt(pairs, [("x", None), "yz"]), attempt(pairs, [(1, 2, 3)]), attempt(pairs, [5]))
    print(attempt(lambda: [x for x in lying()]))


if __name__ == "__main__":
    main()
