"""Native integers of mypy_extensions keep what mypy documents: unsigned ones wrap around, `<<` drops bits, made of each other they keep the
low bits, an int that does not fit is a ValueError even in a comparison; signed arithmetic still does not overflow silently."""
from typing import Any, Callable

from mypy_extensions import i16, i32, i64, u8


def attempt(f: Callable[..., Any], *args: Any) -> Any:
    try:
        return f(*args)
    except (ArithmeticError, ValueError, TypeError) as e:
        return f"{type(e).__name__}: {e}"


def unsigned(a: u8, b: u8) -> Any:
    return [a + b, a - b, a * b, -a, ~a, a << 1]


def signed(a: i16, b: i16) -> i16:
    return a * b


def shift(a: i32, n: int) -> i32:
    return a << n


def less(a: i16, b: int) -> bool:
    return a < b


def div(a: i64, b: i64) -> i64:
    return a // b


def mod(a: i64, b: i64) -> i64:
    return a % b


def low(a: i64) -> Any:
    return [i32(a), i16(a), u8(a)]


def main() -> None:
    print(unsigned(200, 100), signed(-113, 1), attempt(signed, 1000, 1000), shift(0x40000001, 1), shift(1, 40))
    print(less(3, 4), attempt(less, 3, 40000), attempt(div, -(2**63), -1), attempt(div, 1, 0), attempt(mod, 1, 0), attempt(mod, "x", 1))
    print(low(2**33 + 70000), attempt(signed, 40000, 1), attempt(lambda x: u8(x), 256), i64(5))


if __name__ == "__main__":
    main()
