from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Any, List, Union


@dataclass
class Point:
    x: int
    y: int


@dataclass
class Circle:
    center: Point
    r: float


class Custom:
    __match_args__ = ("a", "b")

    def __init__(self, a: Any, b: Any) -> None:
        self.a = a
        self.b = b


class NoArgs:
    pass


def seq(x: Any) -> str:
    match x:
        case []:
            return "empty"
        case [a]:
            return f"one {a}"
        case [a, b]:
            return f"two {a} {b}"
        case [1, *rest]:
            return f"one then {rest}"
        case [first, *_, last]:
            return f"{first}..{last}"
    return "not a sequence"


def mapping(x: Any) -> str:
    match x:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": t, **rest}:
            return f"{t} {rest}"
        case {"a": {"b": [_, deep]}}:
            return f"deep {deep}"
        case {}:
            return "mapping"
    return "no"


def shape(x: Any) -> str:
    match x:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return f"on y at {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case Circle(Point(a, b), r=r):
            return f"circle {a} {b} {r}"
        case Custom("k", b):
            return f"custom {b}"
        case int(n) | float(n):
            return f"number {n}"
        case str(s):
            return f"str {s}"
        case list() | tuple():
            return "list or tuple"
        case bool():
            return "unreachable"
    return "unknown"


Expr = Union[int, tuple]


def evaluate(e: Any) -> int:
    match e:
        case int():
            return e
        case ("+", a, b):
            return evaluate(a) + evaluate(b)
        case ("*", *args):
            r = 1
            for a in args:
                r *= evaluate(a)
            return r
        case ("neg", a):
            return -evaluate(a)
        case (op, *_):
            raise ValueError(f"unknown {op}")
        case _:
            raise TypeError(type(e).__name__)


def main() -> None:
    for v in ([], [5], (1, 2), [1, 2, 3], [9, 8, 7, 6], "ab", b"ab", {1: 2}, range(3), deque([1]), {1}, None):
        print(v, seq(v))
    for m in ({"type": "circle", "r": 2}, {"type": "sq", "w": 1}, {"a": {"b": [1, 2]}}, {"q": 1}, {}, OrderedDict(type="o"), [], 5):
        print(m, mapping(m))
    for s in (Point(0, 0), Point(0, 5), Point(3, 3), Point(1, 2), Circle(Point(1, 2), 3), Custom("k", 1), Custom("z", 1), 5, 2.5, True, "s", [], (), None, NoArgs()):
        print(shape(s))
    print(evaluate(("+", 1, ("*", 2, 3, ("neg", 4)))))
    for bad in (("?", 1), "x", ()):
        try:
            evaluate(bad)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)
    try:
        match NoArgs():
            case NoArgs(1):
                pass
    except TypeError as e:
        print(e)
    try:
        match 5:
            case 5 if 1 // 0:
                pass
    except ZeroDivisionError as e:
        print(e)
    match 1, [2, {"k": (3, 4)}]:
        case a, [b, {"k": (c, d)}]:
            print(a, b, c, d)
    out: List[int] = []
    match {"x": 1, "y": 2}:
        case {"x": x, **others}:
            out.append(x)
            print(out, others)


if __name__ == "__main__":
    main()
