"""A NaN is one object wherever it goes: comparisons of what holds it ask for identity first."""
import dataclasses
from dataclasses import dataclass
from typing import List


@dataclass(order=True)
class Point:
    x: float
    y: float = 0.0


def difference(a: float, b: float) -> bool:
    p = Point(a)
    p.x -= b
    return p == dataclasses.replace(p)


def held(a: float, b: float) -> List[bool]:
    x = a - b
    p = Point(x)
    q = Point(p.x)
    return [p == q, (x, 1.0) == (x, 1.0), x in [x], [x] == [p.x], x == x, p == Point(a - b)]


def in_loop(values: List[float]) -> int:
    same = 0
    for v in values:
        x = v - v
        pair = [x, x * 2]
        same += pair == [x, x * 2]
        same += pair[:1] == [x]
    return same


def main() -> None:
    inf = float("inf")
    print(difference(inf, inf), difference(1.0, 2.0))
    print(held(inf, inf), held(2.0, 1.0))
    print(in_loop([1.0, inf, 2.0, -inf]))


if __name__ == "__main__":
    main()
