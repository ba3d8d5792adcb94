"""Loops over numbers and lists whose fast version does not last: whatever comes must be as in Python."""
import math
from typing import Any, List, Optional


class Noisy(list):
    def __getitem__(self, i: Any) -> Any:
        print("get", i)
        return list.__getitem__(self, i)

    def __setitem__(self, i: Any, v: Any) -> None:
        print("set", i, v)
        list.__setitem__(self, i, v)

    def __len__(self) -> int:
        print("len")
        return 3


class Five(int):
    def __add__(self, other: Any) -> Any:
        print("add", int(other))
        return 5


def power_sum(n: int) -> int:
    total, p = 0, 1
    for i in range(n):
        total += p
        p *= 3
        if i % 17 == 0:
            total ^= i
    return total


def shifts(n: int) -> int:
    x = 1
    for i in range(n):
        x = (x << 3) - (x >> 1)
    return x


def divide(xs: List[int], ys: List[int]) -> List[int]:
    out: List[int] = []
    for i in range(len(xs)):
        out.append(xs[i] // ys[i])
        out.append(xs[i] % ys[i])
    return out


def average(xs: List[float], scale: float) -> float:
    total = 0.0
    for x in xs:
        total += x * scale
    return total / len(xs)


def scaled(xs: List[float], k: float) -> None:
    for i in range(len(xs)):
        xs[i] = xs[i] * k


def running(start: float, n: int) -> float:
    x = start
    for _ in range(n):
        x = x + x
    return x


def unused_division(n: int) -> int:
    count = 0
    for i in range(n):
        try:
            10 // (i - 2)
        except ZeroDivisionError:
            count += 100
        count += 1
    return count


def unused_item(xs: List[int], n: int) -> int:
    seen = 0
    for i in range(n):
        try:
            xs[i]
        except IndexError as e:
            print("caught", e)
            seen += 10
        seen += 1
    return seen


def last(n: int) -> int:
    for i in range(n):
        x = i * 2
    return x + i


def until(limit: int) -> Optional[int]:
    n, k = 1, 0
    while n < limit:
        n = n * n + 1
        k += 1
        if k > 12:
            break
    else:
        return n
    return None


def growing(xs: List[int]) -> int:
    total = 0
    for x in xs:
        total += x
        if x < 5:
            xs.append(x + 1)
    return total


def shrinking(xs: List[int]) -> int:
    total = 0
    for i in range(len(xs)):
        if i == 2:
            xs.pop()
            xs.pop()
        total += xs[i]
    return total


def swap(xs: List[int], n: int) -> None:
    for i in range(n):
        xs[i], xs[-i - 1] = xs[-i - 1], xs[i]


def extremes(xs: List[int], fs: List[float]) -> tuple:
    low, high, most = xs[0], xs[0], fs[0]
    for i in range(len(xs)):
        low = min(low, xs[i])
        high = max(high, xs[i])
        most = max(most, fs[i])
    return low, high, most, abs(low - high)


def letters(s: str, t: str) -> int:
    same = 0
    for i in range(len(s)):
        if s[i] == t[i]:
            same += 1
        if s[i] == "a":
            same += 10
        same += ord(s[i]) % 2
    return same


def words(xs: List[str]) -> int:
    hits = 0
    for a in xs:
        for b in xs:
            if a == b:
                hits += 1
            if a != "y":
                hits += 2
    return hits


def nested(rows: List[List[float]], n: int) -> float:
    total = 0.0
    for i in range(n):
        row = rows[i]
        for j in range(n):
            row[j] += total
            total += row[j] * 0.5
    return total


def flags(n: int) -> List[bool]:
    out = [True] * n
    for i in range(2, n):
        if out[i]:
            for j in range(i * i, n, i):
                out[j] = False
    return out


def roots(xs: List[float]) -> float:
    total = 0.0
    for x in xs:
        total += x ** 0.5 + x // 0.75 + x % 0.75
    return total


def truncated(xs: List[float]) -> int:
    total = 0
    for x in xs:
        total += int(x)
    return total


def patched(n: int) -> int:
    total = 0
    for i in range(n):
        if i == 3:
            globals()["abs"] = lambda x: 1000
        if i == 5:
            del globals()["abs"]
        total += abs(i - 10)
    return total


def attempt(f: Any, *args: Any) -> None:
    try:
        print(f.__name__, repr(f(*args)))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


def main() -> None:
    attempt(power_sum, 10)
    attempt(power_sum, 100)
    attempt(shifts, 5)
    attempt(shifts, 60)
    attempt(divide, [7, -7, 7, -7], [2, 2, -2, -2])
    attempt(divide, [7, 1], [-1, 0])
    attempt(divide, [2**62, -2**63, 10**30], [-1, -1, 7])
    attempt(average, [1.5, 2.5], 2.0)
    attempt(average, [1, 2, 3], 2)
    attempt(average, [1.5, True, 10**400], 1.0)
    attempt(average, [float("nan"), 1.0], -0.0)
    attempt(average, [], 1.0)
    attempt(average, ["x"], 1.0)
    xs: List[Any] = [1.0, 2, -0.0, math.inf, 1.0]
    attempt(scaled, xs, 2.5)
    print(xs)
    shared = 3.0
    xs = [shared, shared, shared]
    attempt(scaled, xs, 0.5)
    print(xs, shared)
    attempt(running, 1, 70)
    attempt(running, 1.5, 1100)
    attempt(running, -0.0, 3)
    attempt(unused_division, 5)
    attempt(unused_item, [1, 2], 4)
    attempt(last, 4)
    attempt(last, 0)
    attempt(until, 100)
    attempt(until, 10**50)
    attempt(until, 10**5000)
    attempt(growing, [1, 2])
    attempt(shrinking, [1, 2, 3, 4])
    numbers = [1, 2, 3, 10**25, True]
    attempt(swap, numbers, 5)
    print(numbers)
    attempt(swap, numbers, 7)
    attempt(extremes, [3, -2, 2**70, 5], [1.0, 2, float("nan"), 0.5])
    attempt(extremes, [3, -2, 7], [1.0, 2.5, -0.5])
    attempt(letters, "banana", "bandana")
    attempt(letters, "banana", "ban")
    attempt(letters, "b\u00e9\u20ac\U0001f600a", "b\u00e9x\U0001f600a")
    attempt(words, ["x", "y", "x"])
    attempt(nested, [[1.0, 2.0], [3.0, 4]], 2)
    attempt(nested, [[1.0, 2.0], [3.0]], 2)
    print([i for i, f in enumerate(flags(30)) if f])
    attempt(roots, [4.0, 2.0, 1e-300])
    attempt(roots, [4.0, 0.0, 2])
    attempt(truncated, [1.9, -1.9, 1e18, 1e300])
    attempt(truncated, [1.0, float("inf")])
    attempt(patched, 8)
    odd = Noisy([4, 5, 6])
    attempt(divide, odd, [1, 1, 1])
    attempt(scaled, odd, 2.0)
    attempt(power_sum, Five(3))
    attempt(growing, [Five(1), 7])


if __name__ == "__main__":
    main()
