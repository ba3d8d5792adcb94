"""A place declared float takes an int, and the int still shows."""
from typing import Dict, List, Optional, Tuple


def ident(x: float) -> float:
    return x


def add(a: float, b: float) -> float:
    return a + b


def pick(flag: bool, a: float, b: float) -> float:
    return a if flag else b


class Body:
    mass: float

    def __init__(self, mass: float, x: float = 0) -> None:
        self.mass = mass
        self.x = x

    def double(self) -> float:
        return self.mass * 2


def total(xs: List[float]) -> float:
    t: float = 0
    for x in xs:
        t += x
    return t


def mean(xs: List[float]) -> float:
    return sum(xs) / len(xs)


def accumulate(n: int) -> float:
    s: float = 0
    for i in range(n):
        s = s + i
    return s


def opt(x: Optional[float]) -> float:
    return x if x is not None else 7


def biggest(xs: List[float]) -> float:
    best = xs[0]
    for x in xs:
        if x > best:
            best = x
    return best


def kind(x: float) -> str:
    return type(x).__name__


def main() -> None:
    print(ident(3), ident(3.0), ident(True), ident(10 ** 30), kind(1), kind(1.0), kind(True))
    print(add(1, 2), add(1, 2.0), add(True, True), add(2 ** 70, 1), add(0.5, 2 ** 60))
    print(pick(True, 1, 2.5), pick(False, 1, 2.5))
    b = Body(3)
    print(b.mass, b.x, b.double(), Body(2.5, 1).double(), Body(2.5, 1).x)
    b.mass = 4
    b.mass += 1
    print(b.mass, b.mass / 2, b.mass // 2, b.mass % 3, b.mass ** 2, -b.mass, abs(b.mass))
    print(total([1, 2, 3]), total([1, 2.5]), total([]), mean([1, 2]), accumulate(5), opt(None), opt(2), opt(2.0))
    print(biggest([1, 3, 2.5]), biggest([1, 2.5]), biggest([3, 3.0]), biggest([3.0, 3]))
    xs: List[float] = [1, 2.0, True]
    xs.append(5)
    print(xs, xs[0], [x * 2 for x in xs], sorted(xs), max(xs), sum(xs))
    d: Dict[str, float] = {"a": 1}
    d["a"] += 1
    d["b"] = 2.0
    print(d)
    t: Tuple[float, float] = (1, 2.0)
    x, y = t
    print(t, x, y, x == 1, y == 2, x / y, f"{x} {y} {x:.2f}", str(x), repr(y), int(y), round(x), hash(x) == hash(1))
    z: float = 5
    z /= 2
    print(z, 7 // 2.0, 7 % 2.5, 2 ** 0.5, 2.0 ** 3, divmod(7, 2.0), 1e3, 1e16, 1e-5, 123456789.123, 0.1 + 0.2)
    big: float = 2 ** 53
    print(big + 1, big + 1.0, big == 2.0 ** 53, (big + 1) == 2.0 ** 53 + 1)


if __name__ == "__main__":
    main()
