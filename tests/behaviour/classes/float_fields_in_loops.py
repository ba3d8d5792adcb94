"""Float fields in loops: ints, NaNs, undefined and odd ones among them, and values computed from these."""
import math
import traceback
from typing import Any, List


class P:
    def __init__(self, x: float, v: float) -> None:
        self.x = x
        self.v = v
        self.n = 0

    def step(self, dt: float) -> None:
        self.x += self.v * dt
        if self.x > 10.0:
            self.v = -self.v
            self.n += 1


class Loud(float):
    def __mul__(self, other: Any) -> Any:
        print("mul", float(self), other)
        return float(self) * other

    def __radd__(self, other: Any) -> Any:
        print("radd", other)
        return 100.0


def run(ps: List[P], n: int, dt: float) -> None:
    for _ in range(n):
        for p in ps:
            p.step(dt)


def mixed(ps: List[P], k: float) -> float:
    t = 0.0
    for p in ps:
        a = p.x
        b = p.v
        p.x = -a * k
        p.v = (a - b) / k
        t += a + b
    return t


def roots(ps: List[P]) -> float:
    t = 0.0
    for p in ps:
        d = p.x * p.x + p.v * p.v
        t += d ** -1.5
        p.x = p.x - p.v
    return t


def show(ps: List[P]) -> None:
    for p in ps:
        print([repr(getattr(p, name, "undefined")) for name in ("x", "v", "n")])


def attempt(label: str, f: Any, *args: Any) -> None:
    try:
        print(label, f(*args))
    except Exception as e:
        print(label, type(e).__name__, e, [(s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)][1:])


def some() -> List[P]:
    return [P(1.0, 2.0), P(9.5, 4.0), P(3, 1), P(0.5, math.inf), P(math.nan, 1.0), P(2 ** 60, 3), P(True, 0.5), P(7.0, Loud(2.0))]


def main() -> None:
    ps = some()
    attempt("run", run, ps, 3, 0.5)
    show(ps)
    for k in (2.0, -0.5, 0.0, math.nan, 3):
        ps = some()
        attempt("mixed", mixed, ps, k)
        show(ps)
        ps = some()[:2]
        attempt("mixed", mixed, ps, k)
        show(ps)
    attempt("roots", roots, [P(3.0, 4.0), P(1, 2), P(0.0, 0.0), P(1.0, 1.0)])
    attempt("roots", roots, [P(3.0, 4.0), P(math.nan, 2.0), P(1e200, 1e200)])
    for gone in ("x", "v"):
        ps = [P(1.0, 2.0), P(2.0, 3.0), P(4.0, 5.0)]
        delattr(ps[1], gone)
        attempt("run", run, ps, 2, 1.0)
        show(ps)
        attempt("mixed", mixed, ps, 2.0)
        show(ps)
        setattr(ps[1], gone, 1)
        attempt("mixed", mixed, ps, 2.0)
        show(ps)


if __name__ == "__main__":
    main()
