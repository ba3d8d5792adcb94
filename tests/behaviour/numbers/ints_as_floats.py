"""Ints where floats are declared, in every operation with every other: the result is an int where Python's is."""
from typing import List


class Own(int):
    def __add__(self, other: object) -> int:  # type: ignore[override]
        return 77

    __radd__ = __add__


def every(a: float, b: float) -> List[object]:
    out: List[object] = [a + b, a - b, a * b, a < b, a <= b, a == b, a != b, a > b, a >= b]
    for which in range(4):
        try:
            out.append(a / b if which == 0 else a // b if which == 1 else a % b if which == 2 else divmod(a, b))
        except (ZeroDivisionError, OverflowError) as e:
            out.append(str(e))
    c = a
    c += b
    c -= a
    c *= b
    out += [c, -a, abs(b), +a]
    return out


def with_int(a: float, n: int) -> List[object]:
    out: List[object] = [a + n, n + a, a - n, n - a, a * n, n * a, a < n, n < a, a == n, n == a, a != n, n >= a]
    try:
        out += [a / n, n / a]
    except (ZeroDivisionError, OverflowError) as e:
        out.append(str(e))
    return out


def main() -> None:
    values: List[float] = [0, 1, -1, 5, -7, 2 ** 30 - 1, 2 ** 30, -2 ** 30, 2 ** 53, 2 ** 53 + 1, 2 ** 62, 2 ** 70, -2 ** 1030,
                           0.0, -0.0, 0.5, -2.5, 1e308, float("inf"), float("-inf"), float("nan"), True, False, Own(3)]
    for a in values:
        for b in values:
            try:
                print(a, b, every(a, b))
            except OverflowError as e:
                print(a, b, e)
            if isinstance(b, int) and not isinstance(b, Own):
                try:
                    print(with_int(a, b))
                except OverflowError as e:
                    print(e)


if __name__ == "__main__":
    main()
