"""Lists of flags: True and False stored in loops, by steps that are variables, over items that are something else."""
import sys
from typing import Any, List


def clear(flags: List[bool], start: int, step: int) -> None:
    for j in range(start, len(flags), step):
        flags[j] = False


def down(flags: List[bool], start: int, step: int) -> int:
    n = 0
    for j in range(start, -1, step):
        flags[j] = True
        n += 1
    return n


def down_by(flags: List[bool], step: int) -> int:
    n = 0
    for j in range(len(flags) - 1, -1, -step):
        flags[j] = not flags[j]
        n += 1
    return n


def beyond(flags: List[bool], stop: int, step: int) -> None:
    for j in range(0, stop, step):
        flags[j] = False


def spread(xs: List[int], step: int, stop: int) -> int:
    t = 0
    for i in range(0, stop, step):
        t += xs[i]
    return t


def sieve(n: int) -> List[int]:
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, n + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return [i for i in range(n + 1) if flags[i]]


def compare(xs: List[int], out: List[bool]) -> None:
    for i in range(len(xs)):
        out[i] = xs[i] > 3


class Loud:
    def __init__(self, flags: List[bool]) -> None:
        self.flags = flags

    def __del__(self) -> None:
        print("gone", len(self.flags))
        if self.flags:
            self.flags.pop()


def main() -> None:
    flags = [True] * 20
    clear(flags, 1, 3)
    print(flags)
    print(down(flags, 19, -1), down(flags, 0, -5), down(flags, -1, -1), down(flags, -5, 1), flags)
    print(down_by(flags, 4), down_by(flags, 1), flags)
    for step in (0, -2):
        try:
            print(down_by(flags, step))
        except (ValueError, IndexError) as e:
            print(type(e).__name__, e)
    try:
        clear(flags, 0, 0)
    except ValueError as e:
        print(e)
    print(spread([1, 2, 3, 4, 5], 2, 5), spread([1, 2, 3], -1, 3), spread([1, 2, 3], 2**61, 2**61), spread([1, 2, 3], -1, -4))
    for stop, step in ((40, 7), (21, 20), (2**62, 2**61), (2**70, 2**69)):
        flags = [True] * 20
        try:
            beyond(flags, stop, step)
        except IndexError as e:
            print(e)
        print(flags.count(False), [i for i, flag in enumerate(flags) if not flag])
    print(sieve(100))
    lies: Any = [1, 0, None, "x", True, False, 1.5, [], 2**80]
    clear(lies, 0, 2)
    print(lies)
    out: List[bool] = [False] * 5
    compare([1, 9, 3, 4, 2], out)
    print(out)
    flags = [True, True, True, True]
    loud: Any = flags
    loud[0] = Loud(flags)
    loud[2] = Loud(flags)
    try:
        clear(flags, 0, 1)
    except IndexError as e:
        print(e)
    print(flags)
    counts = sys.getrefcount(True), sys.getrefcount(False)
    for _ in range(50):
        flags = [True] * 1000
        clear(flags, 0, 1)
        clear(flags, 0, 2)
        down(flags, 999, -3)
        del flags
    after = sys.getrefcount(True), sys.getrefcount(False)
    print(abs(after[0] - counts[0]) < 10, abs(after[1] - counts[1]) < 10)


if __name__ == "__main__":
    main()
    beyond([True], 2, 1)
