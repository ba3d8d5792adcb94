# Ints in f-strings with a width.
from enum import IntEnum
from typing import Any


class Level(IntEnum):
    LOW = 1


class Own(int):
    def __format__(self, spec: str) -> str:
        return f"own<{spec}>"


def widths(n: int) -> list[str]:
    return [f"{n:5}", f"{n:5d}", f"{n:>5}", f"{n:>7d}", f"{n:03}", f"{n:03d}", f"{n:012d}", f"{n:1}", f"{n:99d}", f"{n:d}", f"{n:05}!", f"<{n:2}>"]


def others(n: int) -> list[str]:
    return [f"{n:<5}", f"{n:^5d}", f"{n:>05}", f"{n:+4d}", f"{n:,}", f"{n:x}", f"{n:#06x}", f"{n:5.1f}", f"{n!r:5}", f"{n:0}", f"{n:00}", f"{n:100d}", f"{n:{n % 7}d}", f"{n:0>4}", f"{n: 4d}"]


def wrong(n: Any) -> None:
    try:
        print(f"{n:03d}")
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)


def claimed(n: int) -> str:
    return f"{n:03d}|{n + 1:4}"


def main() -> None:
    for n in (0, 7, -7, 42, -42, 123456, -123456, 1 << 61, -(1 << 61), 1 << 62, -(1 << 62), 10**30, -(10**30)):
        print(widths(n))
    for n in (0, 5, -5, 4096):
        print(others(n))
    print(claimed(True), claimed(Level.LOW), claimed(Own(3)), widths(False)[:6])
    for bad in ("x", 2.5, None, 5, True):
        wrong(bad)


if __name__ == "__main__":
    main()
