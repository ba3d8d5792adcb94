"""Around 2**62, where a tagged word gives way to an int object."""
from typing import List


def steps(n: int) -> List[int]:
    return [n - 1, n, n + 1]


def grow(start: int, by: int, n: int) -> int:
    x = start
    for _ in range(n):
        x += by
    return x


def mul(a: int, b: int) -> int:
    return a * b


def neg(a: int) -> int:
    return -a


def main() -> None:
    p = 1 << 62
    for base in (p, -p, p - 1, -p - 1, 1 << 61, -(1 << 61), 1 << 60, 1 << 30, -(1 << 30)):
        print(steps(base))
        print(neg(base), abs(base), base * 2, base // 2, base % 7, base >> 1, base << 1, ~base)
        print(base == base + 0, base < base + 1, base - 1 < base, base != -base, bool(base))
    print(grow(p - 5, 1, 10), grow(-p + 5, -1, 10), grow(p + 5, -1, 10))
    print(mul(1 << 31, 1 << 31), mul(-(1 << 31), 1 << 31), mul(1 << 31, 1 << 30), mul(3037000500, 3037000500), mul(p, p), mul(-p, -p))
    a = p - 1
    b = a + 1
    c = b - 1
    print(a is not None, a == c, b > a, hash(a) == hash(c), {a: 1}[c], [b].index(p), b in {p})
    print(a & b, a | b, a ^ b, -b & 0xFF, b ^ b, b & -1)
    print(p - p, (p + 1) - p, p // p, p % p, (-p) // p, divmod(p, 3), divmod(-p, 3), p ** 2, (p - 1) * 2 - p * 2)
    i = p - 2
    seen = []
    while i < p + 2:
        seen.append(i)
        i += 1
    print(seen)
    print(sum([p - 1, 1, 1]), max(p - 1, p), min(-p, -p - 1), sorted([p, -p, 0, p - 1, -p - 1]))


if __name__ == "__main__":
    main()
