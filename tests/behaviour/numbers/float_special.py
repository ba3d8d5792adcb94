import math
from typing import List

INF = float("inf")
NAN = float("nan")


def compare(a: float, b: float) -> List[bool]:
    return [a < b, a <= b, a == b, a != b, a > b, a >= b]


def ops(a: float, b: float) -> List[float]:
    return [a + b, a - b, a * b]


def has(xs: List[float], x: float) -> bool:
    return x in xs


def biggest(xs: List[float]) -> float:
    return max(xs)


def chain(a: float, b: float, c: float) -> bool:
    return a < b < c


def neg(x: float) -> float:
    return -x


def same(x: float) -> bool:
    return x is x and x == x


def main() -> None:
    vals = [0.0, -0.0, 1.0, INF, -INF, NAN]
    for a in vals:
        for b in vals:
            print(a, b, compare(a, b), ops(a, b))
    print(has([NAN], NAN), NAN in [NAN], [NAN] == [NAN], [NAN].count(NAN), NAN == NAN, has([0.0], -0.0))
    print(biggest([1.0, NAN]), biggest([NAN, 1.0]), min(NAN, 1.0), min(1.0, NAN), sorted([3.0, NAN, 1.0])[0])
    print(chain(1, 2, 3), chain(1, NAN, 3), neg(0.0), neg(-0.0), neg(INF), same(NAN), math.copysign(1, -0.0))
    print(bool(NAN), bool(-0.0), not INF, 0.0 == -0.0, hash(0.0) == hash(-0.0), hash(INF), {0.0: 1}[-0.0])
    print(math.isnan(NAN), math.isinf(-INF), math.inf == INF, 1e308 * 10, -1e308 * 10, 5e-324 / 2, 1e-400)
    print(INF // 1, INF % 2, 5 % INF, -5 % INF, 5 // INF, -5 // INF, INF - INF, 0 * INF)
    print(-7.5 // 2, -7.5 % 2, 7.5 // -2, 7.5 % -2, -0.0 % 5, 0.0 // -3, divmod(-7.5, 2), 1.0 % -0.5)
    print((-8) ** (1 / 3), (-8.0) ** 2, 0.0 ** 0, INF ** 0, NAN ** 0, 2.0 ** -1074, (-2.0) ** 3, 4 ** 0.5, 4 ** -1.0)
    for f in (lambda: 0.0 ** -1, lambda: 1.0 // 0.0, lambda: 1.0 % 0.0, lambda: 1.0 / 0.0, lambda: math.sqrt(-1), lambda: math.log(0), lambda: int(NAN), lambda: round(INF), lambda: 10.0 ** 400, lambda: math.exp(1000)):
        try:
            print(f())
        except (ZeroDivisionError, ValueError, OverflowError) as e:
            print(type(e).__name__, e)
    print((2.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (1.5).hex(), float.fromhex("0x1.8p+1"), (3.7).__trunc__())
    print(1e22, 1e21, 1e16, 1e15, 123456789012345680.0, 1.0, 100.0, 1e-4, 1e-5, 3.14, 2.0 / 3, 1e100, -1.5e-10)


if __name__ == "__main__":
    main()
