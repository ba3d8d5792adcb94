"""Items that change places in loops: swaps, copies of items, slices assigned to slices."""
import sys


class Loud:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("gone", self.name)


class Odd(int):
    def __add__(self, other: int) -> int:  # type: ignore[override]
        print("odd add")
        return int(self) + other


def sort(xs: list[int]) -> int:
    n = 0
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
                n += 1
    return n


def sort_floats(xs: list[float]) -> None:
    for i in range(1, len(xs)):
        j = i
        while j > 0 and xs[j - 1] > xs[j]:
            xs[j - 1], xs[j] = xs[j], xs[j - 1]
            j -= 1


def reverse(xs: list[int], lo: int, hi: int) -> None:
    while lo < hi:
        xs[lo], xs[hi] = xs[hi], xs[lo]
        lo += 1
        hi -= 1


def cross(xs: list[int], ys: list[int]) -> None:
    for i in range(len(xs)):
        xs[i], ys[i] = ys[i], xs[i]


def same_place(xs: list[int]) -> None:
    for i in range(len(xs)):
        xs[i], xs[-i - 1] = xs[-i - 1], xs[i]
        xs[i], xs[i] = xs[i], xs[i]


def rotate(xs: list[int], times: int) -> None:
    for _ in range(times):
        head = xs[0]
        for i in range(len(xs) - 1):
            xs[i] = xs[i + 1]
        xs[len(xs) - 1] = head


def insertion(xs: list[int]) -> None:
    for i in range(1, len(xs)):
        x = xs[i]
        j = i - 1
        while j >= 0 and xs[j] > x:
            xs[j + 1] = xs[j]
            j -= 1
        xs[j + 1] = x


def copy_and_count(xs: list[int], ys: list[int]) -> int:
    """Copies must not be one with what they were copied from."""
    total = 0
    for _ in range(3):
        for i in range(len(xs)):
            ys[i] = xs[i]
            xs[i] += 1000
            total += ys[i]
    return total


def flip(p: list[int]) -> int:
    n = 0
    k = p[0]
    while k:
        p[: k + 1] = p[k::-1]
        n += 1
        k = p[0]
    return n


def slices(p: list[int], q: list[int], a: int, b: int) -> None:
    for i in range(3):
        p[a:b] = q[a + i:b + i]
        q[:a] = p[b:]
        p[a + 1:] = p[:a]
        p[i:b] = p[i + 1:b + 1]
        q[-3:] = q[2::-1]
        q[:] = q[::-1]
        p[a:] = q[b:a - 1:-1]


def slice_of(p: list[int], k: int, n: int) -> int:
    done = 0
    for i in range(n):
        p[: k + i] = p[k + i - 1::-1]
        done += 1
    return done


def objects(p: list[object], n: int) -> None:
    for i in range(n):
        p[i:i + 2] = p[i + 1:i + 3]
        print("moved", i)


def main() -> None:
    xs = [(i * 7919) % 1009 for i in range(40)]
    ys = list(xs)
    print(sort(xs), xs == sorted(ys))
    insertion(ys)
    print(ys == xs)
    fs = [((i * 37) % 23) / 2 for i in range(30)]
    kept = fs[3]
    sort_floats(fs)
    print(fs, kept)
    reverse(xs, 3, 30)
    same_place(xs)
    print(xs)
    cross(xs, ys)
    print(xs[:5], ys[:5])
    rotate(xs, 7)
    print(xs)
    print(copy_and_count(xs, ys), xs[:4], ys[:4])
    # What is no int, and ints that are not small.
    mixed: list = [3, 2.5, 10**30, True, "x", 10**30 + 1]
    reverse(mixed, 0, 5)
    print(mixed)
    rotate(mixed, 2)
    print(mixed)
    try:
        sort(mixed)
    except TypeError as e:
        print(e)
    print(mixed)
    try:
        reverse([1, 2, 3], 0, 3)
    except IndexError as e:
        print(e)
    big = [10**6 + i for i in range(6)]
    alias = list(big)
    rotate(big, 2)
    reverse(big, 0, 5)
    big[0] += 1
    print(big, alias, all(any(b is a for a in alias) for b in big[1:]))
    print(flip([3, 1, 4, 2, 0]), flip([1, 0]))
    p, q = list(range(10)), list(range(100, 112))
    slices(p, q, 2, 5)
    print(p, q)
    slices(p, q, 0, 30)
    print(p, q)
    slices(p, q, -4, -1)
    print(p, q)
    long_list = list(range(200))
    print(slice_of(long_list, 90, 5), long_list[:10], len(long_list))
    print(slice_of([], 3, 2), slice_of([1, 2], -1, 4))
    print(slice_of([1, 2, 3], 10**20, 2))
    print(slice_of([1, 2, 3, 4], Odd(2), 2))
    loud: list[object] = [Loud("a"), Loud("b"), Loud("c"), Loud("d")]
    objects(loud, 2)
    print(len(loud))
    loud.clear()
    counted = [object() for _ in range(4)]
    before = [sys.getrefcount(o) for o in counted]
    work = list(counted)
    objects(work, 3)
    del work
    print(before == [sys.getrefcount(o) for o in counted])


if __name__ == "__main__":
    main()
