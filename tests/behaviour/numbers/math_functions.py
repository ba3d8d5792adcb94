import math
from fractions import Fraction
from decimal import Decimal
from typing import List


def distance(x1: float, y1: float, x2: float, y2: float) -> float:
    return math.sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)


def pi_series(n: int) -> float:
    s = 0.0
    for k in range(n):
        s += (-1) ** k / (2 * k + 1)
    return 4 * s


def newton(x: float) -> float:
    g = x / 2
    for _ in range(30):
        g = (g + x / g) / 2
    return g


def stats(xs: List[float]) -> List[float]:
    m = sum(xs) / len(xs)
    var = sum((x - m) ** 2 for x in xs) / len(xs)
    return [m, var, math.sqrt(var), min(xs), max(xs)]


def main() -> None:
    print(distance(0, 0, 3, 4), round(pi_series(1000), 6), newton(2), stats([1, 2, 3, 4]))
    print(math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.trunc(-2.9), math.floor(5), math.ceil(-0.5))
    print(math.sin(0), math.cos(0.0), math.atan2(1, 1), math.hypot(3, 4), math.exp(0), math.log(math.e), math.log2(8), math.log10(1000), math.log(8, 2))
    print(math.gcd(12, 18), math.factorial(20), math.comb(5, 2), math.isqrt(17), math.fabs(-3), math.fmod(-7, 3), math.modf(2.5), math.pow(2, 3))
    print(math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([1, 2, 3]), math.isclose(0.1 + 0.2, 0.3), math.degrees(math.pi), math.tau)
    for f in (lambda: math.sqrt(-1), lambda: math.factorial(-1), lambda: math.sqrt("x"), lambda: math.floor(float("nan"))):  # type: ignore
        try:
            print(f())
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)
    print(Fraction(1, 3) + 1, Fraction(3, 6), Fraction(1, 2) < 0.75, Decimal("1.10") + 2, Decimal(1) / 3)
    print(sum([Fraction(1, 2), Fraction(1, 3)]), max(Decimal("1"), 2), divmod(Fraction(7, 2), 1), abs(Fraction(-1, 2)))


if __name__ == "__main__":
    main()
