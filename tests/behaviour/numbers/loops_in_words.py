"""Counters and accumulators that leave the machine word in mid-loop."""
from typing import List


def sum_squares(n: int) -> int:
    t = 0
    for i in range(n):
        t += i * i
    return t


def product(xs: List[int]) -> int:
    p = 1
    for x in xs:
        p *= x
    return p


def lcg(seed: int, n: int) -> int:
    for _ in range(n):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % (1 << 64)
    return seed


def fnv(text: str) -> int:
    h = 0xcbf29ce484222325
    for ch in text:
        h = ((h ^ ord(ch)) * 0x100000001b3) & 0xffffffffffffffff
    return h


def fib(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def countdown(start: int, stop: int) -> List[int]:
    out = []
    while start > stop:
        out.append(start)
        start -= 1
    return out


def double_until(limit: int) -> int:
    n, x = 0, 1
    while x < limit:
        x <<= 1
        n += 1
    return n


def down_up(n: int) -> int:
    x = 1
    for _ in range(n):
        x *= 1000
    for _ in range(n):
        x //= 1000
    return x


def negative(n: int) -> int:
    t = 0
    for i in range(n, -n - 1, -3):
        t = t * 31 + i
    return t


def digits_sum(n: int) -> int:
    s = 0
    while n > 0:
        s += n % 10
        n //= 10
    return s


def main() -> None:
    print(sum_squares(1000), product(list(range(1, 30))), lcg(1, 100), fnv("hello world"))
    print([fib(n) for n in (10, 50, 90, 91, 92, 93, 100, 200)])
    print(countdown(2 ** 62 + 2, 2 ** 62 - 2), countdown(-2 ** 62 + 1, -2 ** 62 - 2))
    print(double_until(2 ** 62), double_until(2 ** 63), double_until(2 ** 100))
    print(down_up(30), negative(20), digits_sum(2 ** 200))


if __name__ == "__main__":
    main()
