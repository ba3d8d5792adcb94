# krait: --check-inferred
# What types say of calls, items, attributes and loops is tested where the values come from, not only guarded.
import json
from typing import Any, Callable, Dict, List, Optional, Tuple


class Point:
    def __init__(self, x: int) -> None:
        self.x = x

    def name(self) -> str:
        return "point"


def item(xs: List[Optional[Tuple[int, str]]]) -> object:
    return xs[0]


def value(d: Dict[str, int], key: str) -> object:
    return d[key]


def loop(xs: List[int]) -> object:
    last = None
    for x in xs:
        last = x
    return last


def pairs(xs: List[Tuple[str, int]]) -> object:
    return [(b, a) for a, b in xs]


def called(f: Callable[[], int]) -> object:
    return f()


def method(p: Point) -> object:
    return p.name()


def attribute(p: Point) -> object:
    return p.x


def unknown(text: str) -> object:
    return json.loads(text)["a"]


def plain(xs: List[float], s: str) -> object:
    return sum(xs[i] * 2 for i in range(len(xs))), s.split(","), sorted(xs)[0], {c: 1 for c in s}.get("q")


async def coroutine(x: Any) -> int:
    return x


def attempt(f: Callable[..., object], *args: Any) -> None:
    try:
        print(f.__name__, f(*args))
    except TypeError as e:
        print(f.__name__, "TypeError:", e)


def main() -> None:
    attempt(item, [(1, "2")])
    attempt(item, [None])
    attempt(item, [(1, 2)])
    attempt(value, {"a": 1}, "a")
    attempt(value, {"a": "x"}, "a")
    attempt(loop, [1, 2, True])
    attempt(loop, [1, "x"])
    attempt(pairs, [("a", 1)])
    attempt(pairs, [("a", "b")])
    attempt(called, lambda: 3)
    attempt(called, lambda: "3")
    attempt(method, Point(1))
    space: Dict[str, Any] = {"Point": Point}
    exec("class Odd(Point):\n    def name(self): return 5\n", space)
    attempt(method, space["Odd"](1))
    attempt(attribute, Point(3))
    attempt(unknown, '{"a": [1]}')
    attempt(plain, [1, 2.5], "a,b")


if __name__ == "__main__":
    main()
