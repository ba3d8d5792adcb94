"""Functions and constants of module math, of every kind of argument; errors; names that mean something else."""
import math
import math as m
from decimal import Decimal
from fractions import Fraction
from math import atan2, cos, floor, gcd, isqrt, pi, sqrt
from typing import Any, Callable, List

FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 1e-320, 1e300, -1e300, 709.0, 710.0, 1e18, 3e18, float("inf"), float("-inf"), float("nan")]
INTS = [0, 1, -1, 2, 7, 100, 2**53 + 1, 2**62, -(2**62), 2**63, -(2**63), 10**30, 10**400, -(10**400)]


class Real:
    def __float__(self) -> float:
        print("asked")
        return 2.25

    def __floor__(self) -> int:
        return 77


class Sub(float):
    def __floor__(self) -> int:
        return 5


def shown(f: Callable[[], Any]) -> str:
    try:
        return repr(f())
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def of_float(x: float) -> List[str]:
    return [shown(f) for f in (
        lambda: math.sqrt(x), lambda: math.exp(x), lambda: math.expm1(x), lambda: math.log(x), lambda: math.log2(x), lambda: math.log10(x),
        lambda: math.log1p(x), lambda: math.sin(x), lambda: math.cos(x), lambda: math.tan(x), lambda: math.asin(x), lambda: math.acos(x),
        lambda: math.atan(x), lambda: math.sinh(x), lambda: math.cosh(x), lambda: math.tanh(x), lambda: math.asinh(x), lambda: math.acosh(x),
        lambda: math.atanh(x), lambda: math.fabs(x), lambda: math.degrees(x), lambda: math.radians(x), lambda: math.floor(x),
        lambda: math.ceil(x), lambda: math.trunc(x), lambda: math.isnan(x), lambda: math.isinf(x), lambda: math.isfinite(x))]


def direct_float(x: float) -> float:
    return math.sqrt(x) + math.sin(x) * m.cos(x) + sqrt(x) - cos(x)


def of_int(n: int) -> List[str]:
    return [shown(f) for f in (
        lambda: math.sqrt(n), lambda: math.exp(n), lambda: math.log(n), lambda: math.log2(n), lambda: math.log10(n), lambda: math.atan(n),
        lambda: math.fabs(n), lambda: math.floor(n), lambda: math.ceil(n), lambda: math.trunc(n), lambda: math.isqrt(n), lambda: math.isfinite(n))]


def of_two(x: float, y: float) -> List[str]:
    return [shown(f) for f in (lambda: math.pow(x, y), lambda: math.atan2(x, y), lambda: math.fmod(x, y), lambda: math.copysign(x, y))]


def of_two_ints(a: int, b: int) -> List[str]:
    return [shown(f) for f in (lambda: math.gcd(a, b), lambda: math.pow(a, b), lambda: math.atan2(a, b), lambda: math.copysign(a, b))]


def of_any(x: Any) -> List[str]:
    return [shown(f) for f in (lambda: math.sqrt(x), lambda: math.sin(x), lambda: math.floor(x), lambda: math.pow(x, 2), lambda: math.log(x))]


def squares(x: float) -> object:
    return x ** 2 + x ** 0.5


def in_loops(xs: List[float], ns: List[int]) -> object:
    total = 0.0
    whole = 0
    odd = 0
    for x in xs:
        total += math.sqrt(x) * math.sin(x) + math.pow(x, 1.5) + x ** 2 + x ** 0.5 + math.pi
        whole += math.floor(x) + math.ceil(x) + floor(-x) + math.trunc(x)
        if math.isnan(x) or not math.isfinite(x):
            odd += 1
    for n in ns:
        total += math.sqrt(n) + math.atan2(n, 2) + atan2(1, n) + math.copysign(1.0, n)
        whole += math.gcd(n, 12) + gcd(n, -18) + math.isqrt(n) + isqrt(n) + math.floor(n)
    return total, whole, odd


def fails_in_loop(xs: List[float]) -> float:
    total = 0.0
    for x in xs:
        total += math.log(x)
    return total


def said(text: str, value: float) -> float:
    print(text)
    return value


def ordered() -> float:
    return math.pow(said("first", 2.0), said("second", 3.0)) + math.sqrt(said("third", 9.0))


def replaced() -> None:
    global math
    real, root = math, math.sqrt

    class Fake:
        pi = "no number"
        inf = 3

        @staticmethod
        def sqrt(x: float) -> Any:
            return f"root of {x}"

        @staticmethod
        def floor(x: float) -> Any:
            return "floor"

    def use(x: float) -> object:
        return shown(lambda: math.sqrt(x)), shown(lambda: math.floor(x)), shown(lambda: math.pi), shown(lambda: math.sin(x))

    def swap(x: float) -> float:
        global math
        math = Fake()  # type: ignore
        return x

    print(use(2.0))
    math.sqrt = lambda x: -x  # type: ignore
    print(use(2.0), sqrt(4.0), m.sqrt(4.0))
    math.sqrt = root
    print(use(2.0))
    math = Fake()  # type: ignore
    print(use(2.0))
    print(shown(ordered))
    math = real
    print(use(2.0))
    print(math.sqrt(swap(9.0)))  # looked up before
    print(use(2.0))
    math = real
    del math
    print(shown(lambda: math.sqrt(said("not evaluated", 1.0))))
    math = real
    math.pi = 3  # type: ignore
    print(use(1.0), math.pi, m.pi, pi, math.pi * 2)
    math.pi = 3.141592653589793
    print(math.pi, math.e, math.tau, math.inf, -math.inf)


def fallen(x: float) -> float:
    return math.acos(x)


def main() -> None:
    for x in FLOATS:
        print(repr(x), *of_float(x))
        print(shown(lambda: direct_float(x)), shown(lambda: squares(x)))
        print(*(part for y in FLOATS for part in of_two(x, y)))
    for n in INTS:
        print(str(n)[:40], *of_int(n))
        print(*(part for k in INTS for part in of_two_ints(n, k)))
    for odd in (True, Real(), Sub(2.5), Decimal("2.5"), Fraction(9, 4), "4", None, 2j, 10**400, 4, 2.5):
        print(type(odd).__name__, *of_any(odd))
    print(shown(lambda: of_float(Sub(2.5))), shown(lambda: of_float(3)), shown(lambda: of_int(True)))
    xs = [i / 7 for i in range(200)]
    print(in_loops(xs, list(range(1, 100))))
    print(in_loops(xs + [1e19], [2**62, 5]))
    print(shown(lambda: in_loops([1.0, float("nan")], [])), shown(lambda: in_loops([1.0, -1.0], [])), shown(lambda: in_loops([], [3, -4])))
    print(shown(lambda: in_loops([1.0, "x"], [])), shown(lambda: in_loops([4, 9], [])))  # type: ignore
    print(shown(lambda: fails_in_loop([1.0, 2.0, 0.0])), fails_in_loop([1.0, 2.0]))
    print(ordered())
    replaced()
    print(math.hypot(3.0, 4.0), math.factorial(5), math.log(8, 2), math.fsum([0.1] * 10), math.dist((0, 0), (3, 4)), shown(lambda: math.sqrt()), shown(lambda: math.sqrt(1, 2)))  # type: ignore
    fallen(2.0)


if __name__ == "__main__":
    main()
