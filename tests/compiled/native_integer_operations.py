"""Every operation of every native integer at the edges of its range: the exact result, or OverflowError where that does not fit."""
from typing import Any, Callable, List

from krait import i8, i16, i32, i64, u8, u16, u32, u64

NAMES = ["+", "-", "*", "//", "%", "<<", ">>", "&", "|", "^", "neg", "~", "<", "==", ">=", "/", "**"]


def ops_i8(which: int, a: i8, b: i8) -> Any:
    if which == 0:
        return a + b
    if which == 1:
        return a - b
    if which == 2:
        return a * b
    if which == 3:
        return a // b
    if which == 4:
        return a % b
    if which == 5:
        return a << b
    if which == 6:
        return a >> b
    if which == 7:
        return a & b
    if which == 8:
        return a | b
    if which == 9:
        return a ^ b
    if which == 10:
        return -a
    if which == 11:
        return ~a
    if which == 12:
        return a < b
    if which == 13:
        return a == b
    if which == 14:
        return a >= b
    if which == 15:
        return a / b
    return a ** (b & 3)


def ops_i16(which: int, a: i16, b: i16) -> Any:
    if which == 0:
        return a + b
    if which == 1:
        return a - b
    if which == 2:
        return a * b
    if which == 3:
        return a // b
    if which == 4:
        return a % b
    if which == 5:
        return a << b
    if which == 6:
        return a >> b
    if which == 7:
        return a & b
    if which == 8:
        return a | b
    if which == 9:
        return a ^ b
    if which == 10:
        return -a
    if which == 11:
        return ~a
    if which == 12:
        return a < b
    if which == 13:
        return a == b
    if which == 14:
        return a >= b
    if which == 15:
        return a / b
    return a ** (b & 3)


def ops_i32(which: int, a: i32, b: i32) -> Any:
    if which == 0:
        return a + b
    if which == 1:
        return a - b
    if which == 2:
        return a * b
    if which == 3:
        return a // b
    if which == 4:
        return a % b
    if which == 5:
        return a << b
    if which == 6:
        return a >> b
    if which == 7:
        return a & b
    if which == 8:
        return a | b
    if which == 9:
        return a ^ b
    if which == 10:
        return -a
    if which == 11:
        return ~a
    if which == 12:
        return a < b
    if which == 13:
        return a == b
    if which == 14:
        return a >= b
    if which == 15:
        return a / b
    return a ** (b & 3)


def ops_i64(which: int, a: i64, b: i64) -> Any:
    if which == 0:
        return a + b
    if which == 1:
        return a - b
    if which == 2:
        return a * b
    if which == 3:
        return a // b
    if which == 4:
        return a % b
    if which == 5:
        return a << b
    if which == 6:
        return a >> b
    if which == 7:
        return a & b
    if which == 8:
        return a | b
    if which == 9:
        return a ^ b
    if which == 10:
        return -a
    if which == 11:
        return ~a
    if which == 12:
        return a < b
    if which == 13:
        return a == b
    if which == 14:
        return a >= b
    if which == 15:
        return a / b
    return a ** (b & 3)


def ops_u8(which: int, a: u8, b: u8) -> Any:
    if which == 0:
        return a + b
    if which == 1:
        return a - b
    if which == 2:
        return a * b
    if which == 3:
        return a // b
    if which == 4:
        return a % b
    if which == 5:
        return a << b
    if which == 6:
        return a >> b
    if which == 7:
        return a & b
    if which == 8:
        return a | b
    if which == 9:
        return a ^ b
    if which == 10:
        return -a
    if which == 11:
        return ~a
    if which == 12:
        return a < b
    if which == 13:
        return a == b
    if which == 14:
        return a >= b
    if which == 15:
        return a / b
    return a ** (b & 3)


def ops_u16(which: int, a: u16, b: u16) -> Any:
    if which == 0:
        return a + b
    if which == 1:
        return a - b
    if which == 2:
        return a * b
    if which == 3:
        return a // b
    if which == 4:
        return a % b
    if which == 5:
        return a << b
    if which == 6:
        return a >> b
    if which == 7:
        return a & b
    if which == 8:
        return a | b
    if which == 9:
        return a ^ b
    if which == 10:
        return -a
    if which == 11:
        return ~a
    if which == 12:
        return a < b
    if which == 13:
        return a == b
    if which == 14:
        return a >= b
    if which == 15:
        return a / b
    return a ** (b & 3)


def ops_u32(which: int, a: u32, b: u32) -> Any:
    if which == 0:
        return a + b
    if which == 1:
        return a - b
    if which == 2:
        return a * b
    if which == 3:
        return a // b
    if which == 4:
        return a % b
    if which == 5:
        return a << b
    if which == 6:
        return a >> b
    if which == 7:
        return a & b
    if which == 8:
        return a | b
    if which == 9:
        return a ^ b
    if which == 10:
        return -a
    if which == 11:
        return ~a
    if which == 12:
        return a < b
    if which == 13:
        return a == b
    if which == 14:
        return a >= b
    if which == 15:
        return a / b
    return a ** (b & 3)


def ops_u64(which: int, a: u64, b: u64) -> Any:
    if which == 0:
        return a + b
    if which == 1:
        return a - b
    if which == 2:
        return a * b
    if which == 3:
        return a // b
    if which == 4:
        return a % b
    if which == 5:
        return a << b
    if which == 6:
        return a >> b
    if which == 7:
        return a & b
    if which == 8:
        return a | b
    if which == 9:
        return a ^ b
    if which == 10:
        return -a
    if which == 11:
        return ~a
    if which == 12:
        return a < b
    if which == 13:
        return a == b
    if which == 14:
        return a >= b
    if which == 15:
        return a / b
    return a ** (b & 3)


def exact(which: int, a: Any, b: Any) -> Any:
    if which == 5 and b > 200:
        return 1 << 200 if a > 0 else -1 << 200 if a < 0 else 0
    return [lambda: a + b, lambda: a - b, lambda: a * b, lambda: a // b, lambda: a % b, lambda: a << b, lambda: a >> b, lambda: a & b,
            lambda: a | b, lambda: a ^ b, lambda: -a, lambda: ~a, lambda: a < b, lambda: a == b, lambda: a >= b, lambda: a / b,
            lambda: a ** (b & 3)][which]()


def outcome(f: Callable[..., Any], *args: Any) -> Any:
    try:
        return f(*args)
    except (OverflowError, ZeroDivisionError, ValueError) as e:
        return type(e).__name__ + ("" if isinstance(e, OverflowError) else ": " + str(e))


def wanted(kind: Any, which: int, a: int, b: int) -> Any:
    r = outcome(exact, which, a, b)
    return "OverflowError" if which < 12 and isinstance(r, int) and not isinstance(r, kind) else r


def main() -> None:
    for kind, ops in ((i8, ops_i8), (i16, ops_i16), (i32, ops_i32), (i64, ops_i64), (u8, ops_u8), (u16, ops_u16), (u32, ops_u32), (u64, ops_u64)):
        ends: List[int] = [kind.MIN, kind.MIN + 1, kind.MAX // 2, kind.MAX - 1, kind.MAX, 0, 1, 2, 3, 7, 15, 63, 64, kind.MAX // 7]
        if kind.MIN < 0:
            ends += [-1, -2, -113, kind.MIN // 2, -3]
        values = sorted({v for v in ends if kind.MIN <= v <= kind.MAX} | {143 & kind.MAX})
        bad = tried = 0
        for which in range(len(NAMES)):
            for a in values:
                for b in values:
                    tried += 1
                    got, want = outcome(ops, which, a, b), wanted(kind, which, a, b)
                    if got != want or type(got) is not type(want):
                        bad += 1
                        if bad < 5:
                            print(kind.__name__, NAMES[which], a, b, "gives", got, "not", want)
        print(kind.__name__, kind.BITS, tried, bad)
        print([outcome(ops, 0, *args) for args in ((kind.MAX + 1, 0), (kind.MIN - 1, 0), (kind.MAX, 1), (2**100, 0))])
    print(outcome(ops_i64, 13, True, 1))


if __name__ == "__main__":
    main()
