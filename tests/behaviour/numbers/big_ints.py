"""Sums, products, quotients and remainders of ints beyond two machine words: every pair of lengths and signs, carries and borrows through
whole numbers, quotients of one digit, corrections of a guessed quotient digit, and what must be left to the operands' own classes."""
import random
from typing import List


def combine(a: int, b: int) -> int:
    check = a * b + (a + b) * 3 + (a - b) * 5
    assert a + b - b == a and a - b + b == a and (a < b) == (a - b < 0)
    if b:
        q = a // b
        r = a % b
        d, m = divmod(a, b)
        assert d == q and m == r
        assert q * b + r == a and (0 <= r < b or b < r <= 0), (a, b, q, r)
        check = check * 31 + q * 7 + r
    return check


def squares(n: int, rounds: int) -> int:
    for _ in range(rounds):
        n = n * n + 1
    return n


def power(base: int, exponent: int, modulus: int) -> int:
    result = 1
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def digit_sum(n: int) -> int:
    total = 0
    while n:
        total += n % 10 ** 12 % 997
        n //= 10 ** 12
    return total


def factorial(n: int) -> int:
    product = 1
    for i in range(2, n + 1):
        product *= i
    return product


def gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


class Number(int):
    def __mul__(self, other: object) -> int:
        return 1

    __rmul__ = __mul__

    def __rfloordiv__(self, other: object) -> int:
        return 2

    def __rmod__(self, other: object) -> int:
        return 3


def shown(n: int) -> str:
    return f"{n.bit_length()}:{n % (2 ** 61 - 1)}"


def zero(a: int, b: int) -> str:
    out: List[str] = []
    for which in range(3):
        try:
            out.append(str(a // b if which == 0 else a % b if which == 1 else divmod(a, b)))
        except ZeroDivisionError as e:
            out.append(str(e))
    return ", ".join(out)


def main() -> None:
    edges = [0, 1, -1, 2, 2 ** 30 - 1, 2 ** 30, 2 ** 59, 2 ** 60 - 1, 2 ** 60, -2 ** 60, 2 ** 61, 2 ** 62 - 1, 2 ** 62, -2 ** 62, -2 ** 62 - 1, 2 ** 63, 10 ** 18]
    for bits in (64, 89, 90, 91, 119, 120, 121, 149, 150, 151, 180, 181, 240, 300, 601, 1200, 3600, 7679, 7680, 7681, 15359, 15360, 15361, 15400, 23040):
        edges += [2 ** bits - 1, 2 ** bits, 2 ** bits + 1, -(2 ** bits - 1), -(2 ** bits)]
    total = 0
    for a in edges:
        for b in edges:
            total = (total * 5 + combine(a, b)) % (2 ** 127 - 1)
    print(total)
    rng = random.Random(5)
    lengths = [1, 20, 30, 31, 59, 60, 61, 62, 63, 70, 90, 100, 119, 121, 150, 179, 181, 250, 400, 900, 2000, 5000, 8000]
    for _ in range(4000):
        a = rng.getrandbits(rng.choice(lengths)) * rng.choice((1, -1))
        b = rng.getrandbits(rng.choice(lengths)) * rng.choice((1, -1))
        total = (total * 5 + combine(a, b)) % (2 ** 127 - 1)
        if b:  # quotients of a digit or two, and remainders at both ends
            for q in (1, 9, 2 ** 30 - 1, 2 ** 30, rng.getrandbits(58)):
                for near in (-1, 0, 1):
                    total = (total * 5 + combine(b * q + near, b) + combine(b * q + near, -b)) % (2 ** 127 - 1)
    print(total)
    # Digits that are all ones or zeros make the guess of a quotient's digit too large.
    for high in (0, 1, 2 ** 59, 2 ** 60 - 1):
        for low in (0, 1, 2 ** 60 - 1):
            for n in (2, 3, 4):
                b = 0
                for i in range(n):
                    b = b << 60 | (high if i % 2 == 0 else low)
                a = (b << 60 | low) * (2 ** 60 - 1) + high
                if b:
                    total = (total * 5 + combine(a, b) + combine(a - 1, b) + combine((b << 120) - 1, b)) % (2 ** 127 - 1)
    print(total)
    print(shown(squares(3, 13)), power(3, 2 ** 521 - 2, 2 ** 521 - 1), power(7, 10 ** 40, 10 ** 50 + 151))
    print(digit_sum(7 ** 3000), shown(factorial(700)), gcd(factorial(60) * 97, 2 ** 200 * 97 ** 3))
    big = 3 ** 200
    print(big * Number(5), Number(5) * big, big // Number(5), big % Number(5), Number(2 ** 100) * 2 ** 100)
    print(big * True == big, big // True == big, big % True, big * 0, 0 * -big, zero(big, 0))
    for wrong in ("text", None, 2.5):
        try:
            print((big * wrong) if isinstance(wrong, float) else big // wrong)  # type: ignore
        except TypeError as e:
            print(e)


if __name__ == "__main__":
    main()
