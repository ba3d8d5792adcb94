"""Native integers wrap nothing silently: what does not fit raises."""
from typing import Any, Callable, List

from krait import i16, i32, i64, u8


def add(a: i64, b: i64) -> i64:
    return a + b


def mul(a: i32, b: i32) -> i32:
    return a * b


def small(a: u8) -> int:
    return a


def short(a: i16) -> i16:
    return a


def loop(n: i64) -> i64:
    t: i64 = 0
    i: i64 = 0
    while i < n:
        t += i * i
        i += 1
    return t


def mixed(a: i64, b: int) -> int:
    return a + b


def bits(a: i64) -> List[Any]:
    return [a & 0xFF, a | 1, a ^ a, a << 2, a >> 1, ~a, -a]


def div(a: i64, b: i64) -> List[Any]:
    return [a // b, a % b]


def attempt(f: Callable[..., Any], *args: Any) -> Any:
    try:
        return f(*args)
    except (OverflowError, TypeError, ValueError, ZeroDivisionError) as e:
        return type(e).__name__


def main() -> None:
    print(attempt(add, 1, 2), attempt(add, 2 ** 62, 2 ** 61), attempt(add, 2 ** 63, 1), attempt(add, "s", 1), attempt(add, 1.5, 1), attempt(mul, 1000, 1000))
    print(attempt(small, 255), attempt(small, 256), attempt(small, -1), attempt(short, -32768), attempt(short, 40000), attempt(loop, 1000), attempt(mixed, 1, 2))
    print(bits(12), attempt(div, 7, -2), attempt(div, -7, 2), attempt(div, 1, 0))


if __name__ == "__main__":
    main()
