"""Lists of numbers that loops work on: made, read, written, grown, cut, copied, and seen at the end."""
import math
from typing import List, Tuple


def flags(n: int) -> Tuple[int, List[bool]]:
    sieve = [True] * (n + 1)
    sieve[0] = sieve[1] = False
    for i in range(2, n + 1):
        if sieve[i]:
            for j in range(i * i, n + 1, i):
                sieve[j] = False
    count = 0
    for flag in sieve:
        if flag:
            count += 1
    return count, sieve


def squares(n: int) -> List[int]:
    out: List[int] = []
    for i in range(n):
        out.append(i * i)
    for i in range(n):
        out[i] += out[n - 1 - i]
        out[-1 - i] -= 1
    return out


def floats(n: int) -> List[float]:
    a = [0.5 * i for i in range(n)]
    b = [1.0] * n
    for _ in range(3):
        for i in range(1, n):
            b[i] = a[i] + b[i - 1] / 2
        a, b = b, a
    return a


def stack(n: int) -> Tuple[List[int], int]:
    work = [n]
    total = 0
    while work:
        top = work.pop()
        total += top
        if top > 1:
            work.append(top // 2)
            work.append(top - top // 2 - 1)
        if len(work) > 40:
            work.clear()
    work.extend([1, 2, 3])
    return work, total


def cut(n: int) -> List[List[int]]:
    numbers = list(range(n))
    seen = []
    for i in range(n):
        numbers[i] = numbers[i] * 3 % n
    for k in range(1, n):
        numbers[:k] = numbers[k - 1 :: -1]
        head = numbers[:2]
        numbers[0:1] = head
        tail = numbers[-3:]
        for i in range(len(tail)):
            tail[i] += k
        numbers.reverse()
        numbers += tail
        if len(numbers) > 2 * n:
            numbers = numbers[::2]
    seen.append(numbers)
    copy = numbers.copy()
    for i in range(len(copy)):
        copy[i] = -copy[i]
    seen.append(copy)
    numbers.pop(0)
    numbers.pop(-1)
    numbers.insert(1, 77)
    return seen


def walked(n: int) -> Tuple[int, float, int]:
    ints = [i % 5 for i in range(n)]
    reals = [i / 4 for i in range(n)]
    bools = [i % 3 == 0 for i in range(n)]
    total = 0
    for x in ints:
        total += x
    whole = 0.0
    for r in reals:
        whole += r
    true = 0
    for i, b in enumerate(bools):
        if b:
            true += i
    for x, y in zip(ints, reals):
        whole += x * y
    return total, whole, true


def growing() -> List[int]:
    numbers = [1, 2]
    for x in numbers:
        if len(numbers) < 20:
            numbers.append(x + 1)
    return numbers


def distance(a: str, b: str) -> int:
    before = list(range(len(b) + 1))
    for i, x in enumerate(a):
        now = [i + 1]
        for j, y in enumerate(b):
            now.append(min(before[j + 1] + 1, now[j] + 1, before[j] + (x != y)))
        before = now
    return before[-1]


def boundaries(n: int) -> List[int]:
    numbers = [0] * n
    value = 1
    for i in range(n):
        numbers[i] = value
        value = value * 37 + 5
    for i in range(n):
        numbers[i] -= 1 << 62
    return numbers


def empty(n: int) -> Tuple[List[int], List[float]]:
    ints = [7] * n
    for i in range(n):
        ints[i] = i
    reals = [0.5] * -n
    for r in reals:
        print("never", r)
    return ints, reals * 3


def main() -> None:
    print(flags(50))
    print(squares(7))
    print(floats(9))
    print(stack(300))
    print(cut(7))
    print(walked(24))
    print(growing())
    print(distance("kitten sitting", "sitting kitten"))
    print(boundaries(15))
    print(empty(0), empty(3))
    print(math.fsum(floats(4)), sorted(squares(4)), type(squares(2)), isinstance(cut(3)[0], list))


if __name__ == "__main__":
    main()
