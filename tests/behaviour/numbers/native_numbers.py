# Native numbers mean ints and floats to a program whose numbers fit: the same compiled, where the package is not installed, and uncompiled.
import sys
from dataclasses import dataclass
from typing import Callable, Dict, Generator, List, Optional, Tuple

import krait
from __static__ import box, cbool, clen, crange, double, int64, unbox
from krait import f32, f64, i8, i16, i32, i64, u8, u16, u32, u64

LIMIT: i64 = 1 << 20


class Counter:
    start: i64 = 10

    def __init__(self, step: i32) -> None:
        self.step = step
        self.seen: List[i64] = []
        self.flag: cbool = False

    def __len__(self) -> int:
        return len(self.seen)

    def next(self) -> i64:
        self.start += i64(self.step)
        self.seen.append(self.start)
        return self.start

    @property
    def last(self) -> Optional[i64]:
        return self.seen[-1] if self.seen else None


class Doubling(Counter):
    def next(self) -> i64:
        return super().next() * 2


@dataclass
class Sample:
    at: u16
    value: f64 = 0.25
    tag: Optional[u8] = None


def collatz(n: i64) -> i64:
    steps: i64 = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def sieve(n: i32) -> int:
    flags: List[bool] = [True] * n
    count = 0
    for i in range(2, n):
        if flags[i]:
            count += 1
            for j in range(i * i, n, i):
                flags[j] = False
    return count


def hash32(data: bytes) -> u32:
    h: u32 = 2166136261
    for byte in data:
        h = u32.wrap((h ^ byte) * 16777619)
    return h


def xorshift(state: u64, rounds: int) -> u64:
    for _ in range(rounds):
        state = u64.wrap(state ^ (state << 13))
        state = state ^ (state >> 7)
        state = u64.wrap(state ^ (state << 17))
    return state


def mean(xs: List[f64]) -> f64:
    total: f64 = 0.0
    for x in xs:
        total += x
    return total / len(xs)


def static(n: int64, scale: double) -> Tuple[int, float]:
    total: int64 = 0
    for i in crange(n):
        total += i
    return box(total), box(total * scale)


def fib() -> Generator[i64, None, None]:
    a: i64 = 0
    b: i64 = 1
    while True:
        yield a
        a, b = b, a + b


def adder(base: i64) -> Callable[[i64], i64]:
    calls: i64 = 0

    def add(x: i64) -> i64:
        nonlocal calls
        calls += 1
        return base + x * calls

    return add


def best(scores: Dict[str, i32]) -> Tuple[str, i32]:
    name, top = "", i32(-1)
    for k, v in scores.items():
        if v > top:
            name, top = k, v
    return name, top


def text(n: i64, x: f64) -> str:
    return f"{n:>6}|{x:.3f}|{n!r}|{str(n) + str(x)}|{n:b}"


def kinds() -> None:
    for kind in (i8, i16, i32, i64, u8, u16, u32, u64):
        print(kind.__name__, kind.BITS, kind.MIN, kind.MAX, kind(), kind("12"), kind(7.9), kind(True), kind("11", 2), kind.wrap(-1), kind.wrap(1 << 70 | 5))
        for bad in (kind.MAX + 1, kind.MIN - 1):
            try:
                print(kind(bad))
            except OverflowError as e:
                print(e, isinstance(bad, kind), isinstance(kind.MAX, kind))
    print(isinstance(1.0, i64), isinstance(1.0, f64), isinstance(1, f64), f64("2.5"), f64(3), f32(0.1), f32(), f64())
    print(sorted(krait.__all__), clen([1, 2]), unbox(3), box(True), cbool)


def main() -> None:
    kinds()
    print(collatz(27), sieve(1000), hash32(b"native numbers"), xorshift(88172645463325252, 5), mean([1.0, 2.5, 4.0]), static(100, 0.5))
    c = Doubling(3)
    print([c.next() for _ in range(3)], c.last, len(c), c.start, Counter.start, Counter(1).last, c.flag)
    print(Sample(3), Sample(65535, 1.5, 255) == Sample(65535, 1.5, 255))
    g = fib()
    print([next(g) for _ in range(20)], [adder(5)(2), (lambda add: (add(1), add(1)))(adder(1))])
    print(best({"a": 3, "b": 7, "c": 5}), text(42, 2.0), LIMIT, LIMIT * LIMIT, LIMIT == 1048576.0, hash(LIMIT))
    a: i64 = -7
    print([divmod(a, 2), a // 2, a % 2, a >> 1, a & 0xFF, a ^ 1, ~a, abs(a), min(a, 3), max(a, -9), -a, +a, a / 2, a**3, 2.0 * a, round(a), float(a)])
    print([x for x in range(a, 0, 2)], sum(range(i64(5))), "ab" * i64(2), [0, 1, 2][u8(1)], {i64(1): "one"}[1], a.bit_length(), (a).__add__(1))


if __name__ == "__main__":
    main()
