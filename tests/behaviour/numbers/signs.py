"""Indices and divisions of which fast loops take it that nothing is negative, where something is, and where nothing is."""
from typing import List


def outcome(what: object, *args: object) -> None:
    try:
        print(*args, "->", what(*args))  # type: ignore[operator]
    except (ArithmeticError, IndexError, ValueError) as error:
        print(*args, "->", type(error).__name__, error)


def down_to(xs: List[int], start: int, stop: int) -> List[int]:
    """Goes below 0 where `stop` does: from the end then."""
    out: List[int] = []
    j = start
    while j > stop:
        out.append(xs[j])
        j -= 1
    return out


def guarded(xs: List[int], start: int) -> int:
    total, j = 0, start
    while j >= 0 and xs[j] > 0:
        total += xs[j] * 10 + xs[j - 1]
        j -= 1
    return total


def up_from(xs: List[int], start: int, count: int) -> List[int]:
    out: List[int] = []
    i = start
    while i < count:
        out.append(xs[i])
        i += 1
    return out


def strided(xs: List[int], start: int, step: int) -> int:
    total = 0
    for i in range(start, len(xs), step):
        total = total * 3 % 1000003 + xs[i]
    return total


def hashed(xs: List[int], seed: int, modulus: int) -> int:
    h = seed
    for x in xs:
        h = (h * 31 + x) % modulus
    return h


def natural_hash(n: int, modulus: int) -> int:
    h = 7
    for i in range(n):
        h = (h * 33 + i) % modulus
    return h


def halves(n: int, by: int) -> List[int]:
    out: List[int] = []
    i = 0
    while i < n:
        out.append((i * i) // by * 100 + i % by)
        i += 1
    return out


def quotients(xs: List[int], by: int) -> List[int]:
    out: List[int] = []
    for i in range(len(xs)):
        out.append(xs[i] // by)
        out.append(xs[i] % by)
    return out


def growing(n: int) -> List[int]:
    """Beyond a word: leaves the fast version."""
    out: List[int] = []
    h = 1
    for i in range(n):
        h = h * 1000003 + i
        out.append(h % 97)
    return out


def wandering(xs: List[int], steps: List[int]) -> List[int]:
    at = 0
    out: List[int] = []
    for step in steps:
        at += step
        out.append(xs[at])
    return out


def ring(xs: List[int], n: int, by: int) -> List[int]:
    at = 0
    out: List[int] = []
    for _ in range(n):
        out.append(xs[at])
        at = (at + by) % len(xs)
    return out


def insertion_sort(xs: List[int]) -> List[int]:
    for i in range(1, len(xs)):
        x = xs[i]
        j = i - 1
        while j >= 0 and xs[j] > x:
            xs[j + 1] = xs[j]
            j -= 1
        xs[j + 1] = x
    return xs


def shift_in(xs: List[int], x: int) -> List[int]:
    """Past the end where the last one is greater."""
    j = len(xs) - 1
    while j >= 0 and xs[j] > x:
        xs[j + 1] = xs[j]
        j -= 1
    xs[j + 1 if j + 1 < len(xs) else j] = x
    return xs


def reversed_sums(xs: List[int], first: int, last: int, step: int) -> List[int]:
    out: List[int] = []
    total = 0
    for i in range(first, last, step):
        total = total * 2 + xs[i]
        if i > 0:
            total -= xs[i - 1]
        out.append(total)
    return out


def knapsack(weights: List[int], room: int, size: int) -> List[int]:
    best = [0] * size
    for w in weights:
        i = room
        while i >= w:
            if best[i - w] + w > best[i]:
                best[i] = best[i - w] + w
            i -= 1
    return best


def by_constants(x: int) -> List[int]:
    return [x % 3, x // 3, x % 2, x // 2, x % 65536, x // 65536, x % 2147483647, x // 2147483647, x % 2147483648, x // 2147483648,
            x % 4294967296, x // 4294967296, x % -3, x // -3, x % 1, x // 1, x % -1, x // -1]


def main() -> None:
    xs = [5, 3, 8, 1, 9, 2]
    for start, stop in ((5, -1), (5, -4), (5, -7), (5, -8), (2, 2), (6, 0), (-1, -6), (-1, -8)):
        outcome(down_to, xs, start, stop)
    for start in (5, 2, 0, -1, 6):
        outcome(guarded, xs, start)
    for start, count in ((0, 6), (0, 7), (-6, 0), (-7, 0), (-2, 3), (4, 2)):
        outcome(up_from, xs, start, count)
    for start, step in ((0, 1), (0, 2), (-3, 2), (-9, 2), (5, -1), (0, 0), (1, 10**18)):
        outcome(strided, xs, start, step)
    for seed in (0, 7, -7, 2**40, -2**61, 2**70):
        for modulus in (97, -97, 2**31, 2**40 + 15, 0, 2**65):
            outcome(hashed, xs, seed, modulus)
    for modulus in (97, -97, 2**20, 2**33, 2**61 - 1, 0):
        outcome(natural_hash, 40, modulus)
    for by in (1, 2, 7, -7, 2**32, 0):
        outcome(halves, 12, by)
    for by in (1, 3, -3, -1, 2**33, 0):
        outcome(quotients, [0, 1, -1, 7, -7, 2**32, -2**32, 2**62, -2**62, 2**80, -2**80], by)
    print(growing(14))
    for steps in ([0, 1, 2], [0, -1, -2], [5, 1], [-6, -1], [2, 2, -9]):
        outcome(wandering, xs, steps)
    for by in (1, 4, -1, -13, 2**62):
        outcome(ring, xs, 9, by)
    outcome(ring, [], 3, 1)
    print(insertion_sort([9, 7, 8, 3, 3, 1, 4]), insertion_sort([]), insertion_sort([1]))
    for x in (1, 5, 9, 10):
        outcome(shift_in, [2, 4, 9], x)
    outcome(shift_in, [], 3)
    for first, last, step in ((5, -1, -1), (5, -1, -2), (6, -1, -1), (5, -4, -1), (0, -1, -1), (-1, -7, -1), (-1, -8, -1), (2**62, 0, -1), (-3, 5, -1)):
        outcome(reversed_sums, xs, first, last, step)
    for room, size in ((10, 11), (10, 10), (0, 1), (3, 20), (-1, 4)):
        outcome(knapsack, [2, 3, 7], room, size)
    outcome(knapsack, [-1], 3, 4)
    outcome(knapsack, [0, 4], 4, 5)
    for x in (0, 1, 2, 3, 2**31 - 1, 2**31, 2**31 + 1, 2**32, 2**62 - 1, 2**62, 2**63, 2**90, True):
        print(by_constants(x), by_constants(-x))


if __name__ == "__main__":
    main()
