from typing import List, Tuple


def div_table(xs: List[int], ys: List[int]) -> List[Tuple[int, int, int, int]]:
    out = []
    for x in xs:
        for y in ys:
            if y != 0:
                q, r = x // y, x % y
                assert q * y + r == x and divmod(x, y) == (q, r)
                out.append((x, y, q, r))
    return out


def powers(b: int, n: int) -> List[int]:
    return [b ** i for i in range(n)]


def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def digits(n: int, base: int) -> List[int]:
    out: List[int] = []
    while n:
        n, d = divmod(n, base)
        out.append(d)
    return out[::-1]


def isqrt(n: int) -> int:
    x = n
    y = (x + 1) // 2
    while y < x:
        x = y
        y = (x + n // x) // 2
    return x


def popcount(n: int) -> int:
    c = 0
    while n:
        n &= n - 1
        c += 1
    return c


def main() -> None:
    for row in div_table([7, -7, 0, 1, -1], [2, -2, 3, -3, 7, -8]):
        print(*row)
    print(powers(3, 8), powers(-2, 8), powers(10, 22)[-1], powers(0, 3))
    print(2 ** -1, (-2) ** -2, 0 ** 0, 7 ** 0, pow(3, 100, 7), pow(-3, 3, 5), pow(3, -1, 7), 10 ** 20 // 10 ** 18)
    print([collatz(i) for i in range(1, 12)], digits(255, 2), digits(10 ** 20, 1000), isqrt(10 ** 30), isqrt(17))
    print(popcount(255), popcount(1 << 70), popcount((1 << 70) - 1))
    print(5 & 3, 5 | 3, 5 ^ 3, ~5, -5 & 3, -5 | 3, -5 ^ 3, 1 << 10, 1023 >> 3, -1023 >> 3, -1 >> 100, 0 << 1000)
    print(5 / 2, 4 / 2, -7 / 2, 10 ** 30 / 10 ** 29, 1 / 3)
    print((5).bit_length(), (255).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "big"), (-1).to_bytes(1, "little", signed=True))
    print((6).real, (6).numerator, (6).denominator, (6).conjugate(), (3).as_integer_ratio(), (7).bit_count() if hasattr(7, "bit_count") else 3)
    x = 5
    y = x
    x += 1
    print(x, y, +x, -x, not x, x if x else y, x == 6.0, x == True, 1 == True, hash(1) == hash(True) == hash(1.0))
    print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 == 1 != 2, 5 in (4, 5))


if __name__ == "__main__":
    main()
