"""Instances that live in one round of a loop: those that show, those that fail half-way, classes that change meanwhile."""
import gc
import traceback
from abc import ABC, abstractmethod
from typing import Callable, List


class Vec:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def __add__(self, o: "Vec") -> "Vec":
        return Vec(self.x + o.x, self.y + o.y)

    def __mul__(self, k: float) -> "Vec":
        return Vec(self.x * k, self.y * k)

    def dot(self, o: "Vec") -> float:
        return self.x * o.x + self.y * o.y


class Noisy:
    def __init__(self, n: int) -> None:
        self.n = n

    def twice(self) -> int:
        return self.n * 2

    def __del__(self) -> None:
        print("gone", self.n)


class Shape(ABC):
    def __init__(self, n: int) -> None:
        self.n = n

    @abstractmethod
    def area(self) -> int: ...


class Half:
    def __init__(self, n: int) -> None:
        self.n = n
        if n > 2:
            self.m = n * n

    def sum(self) -> int:
        return self.n + self.m


class Box:
    def __init__(self, item: object) -> None:
        self.item = item

    def get(self) -> object:
        return self.item


def attempt(action: Callable[[], object]) -> None:
    try:
        print(action())
    except Exception:
        print(traceback.format_exc().replace(__file__, "FILE"))


def energy(vs: List[Vec], k: float) -> float:
    total = 0.0
    for v in vs:
        w = v * k
        total += (w + v).dot(v * 2.0)
    return total


def last(n: int) -> object:
    v = Vec(1.0, 2.0)
    for i in range(n):
        v = (v + Vec(i, 0.5)) * 0.5
    return v.x, v.y


def kept(n: int) -> object:
    out: List[Vec] = []
    for i in range(n):
        v = Vec(i * 0.5, 1.0)
        if i % 3 == 0:
            out.append(v)
    return [(v.x, v.y) for v in out]


def noisy(n: int) -> int:
    total = 0
    for i in range(n):
        total += Noisy(i).twice()
    return total


def abstract(n: int) -> int:
    total = 0
    for i in range(n):
        total += Shape(i).n  # type: ignore
    return total


def halves(start: int) -> int:
    total = 0
    for i in range(start, start - 3, -1):
        h = Half(i)
        total += h.sum()
    return total


def boxes(items: List[object]) -> List[str]:
    out: List[str] = []
    for item in items:
        b = Box(item)
        out.append(str(b.get()))
    return out


def same(n: int) -> int:
    found = 0
    for i in range(n):
        v = Vec(i, i)
        w = v
        if v is w and v is not None:
            found += 1
    return found


def patched(vs: List[Vec], at: int) -> object:
    old = Vec.__mul__
    total = 0.0
    for i, v in enumerate(vs):
        if i == at:
            Vec.__mul__ = lambda self, k: Vec(100.0, 100.0)  # type: ignore
        total += (v * 2.0).dot(v)
    Vec.__mul__ = old  # type: ignore
    return total


def product(vs: List[Vec], k: float) -> float:
    total = 0.0
    for v in vs:
        w = v * k
        try:
            total += w.x / w.y
        except ZeroDivisionError as e:
            total += w.x
            print(e, w.x, w.y)
    return total


def main() -> None:
    vs = [Vec(1.0, 2.0), Vec(0.5, 0.25), Vec(3.0, -1.0)]
    attempt(lambda: energy(vs, 0.5))
    attempt(lambda: energy([Vec(1, 2), Vec(0.5, 3)], 2))
    attempt(lambda: energy(vs, 2**70))
    attempt(lambda: energy(vs + [Vec(1e308, 1e308)], 10.0))
    attempt(lambda: energy(vs, float("nan")))
    attempt(lambda: last(0))
    attempt(lambda: last(5))
    attempt(lambda: kept(7))
    attempt(lambda: noisy(3))
    attempt(lambda: abstract(2))
    attempt(lambda: halves(6))
    attempt(lambda: halves(4))
    attempt(lambda: boxes([1, "a", None, vs]) [:3])
    attempt(lambda: same(4))
    attempt(lambda: patched(vs, 1))
    attempt(lambda: patched(vs, 9))
    attempt(lambda: product([Vec(1.0, 2.0), Vec(1.0, 0.0), Vec(2.0, 4.0)], 1.5))
    attempt(lambda: product([Vec(1.0, 2.0), Vec(1, 0), Vec(2, 4)], 2))
    gc.collect()


if __name__ == "__main__":
    main()
