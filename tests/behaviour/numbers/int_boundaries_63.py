"""Around 2**63 and 2**64, the machine word's ends."""
from typing import List


def ops(a: int, b: int) -> List[int]:
    return [a + b, a - b, a * b, a // b, a % b, a & b, a | b, a ^ b]


def fact(n: int) -> int:
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


def shift_sum(n: int) -> int:
    t = 0
    for i in range(n):
        t += 1 << i
    return t


def compare(a: int, b: int) -> List[bool]:
    return [a < b, a <= b, a == b, a != b, a > b, a >= b]


def main() -> None:
    q = 1 << 63
    for a in (q - 1, q, q + 1, -q, -q - 1, -q + 1, (1 << 64) - 1, 1 << 64):
        for b in (1, -1, 2, 3, -7, q):
            print(a, b, ops(a, b), compare(a, b))
    print(fact(20), fact(21), fact(25))
    print(shift_sum(62), shift_sum(63), shift_sum(64), shift_sum(65))
    print(q == float(q), q < float("inf"), q - 1 == float(q), int(float(q)), hash(q), hash(-q), hash(q - 1))
    print((q - 1) // -1, -q // -1, -q % -1, abs(-q), divmod(-q, -1), -(-q))
    print(q >> 63, q >> 64, -q >> 63, -q >> 200, 1 << 200 >> 199, q.bit_length(), (-q).bit_length())
    print(str(q), repr(-q), f"{q:x} {q:,} {q:e}", "%d" % q, int(str(q)) == q)
    print([q][0], (q,)[0], {q: q}[q], list(range(q - 1, q + 2)), len(range(q - 5, q)), range(0, q * 2, q)[1])


if __name__ == "__main__":
    main()
