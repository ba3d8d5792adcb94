"""reversed(range(...)) as a loop: every shape of range, names that mean something else, what cannot be counted."""
import builtins
from typing import Any, List


def back(start: int, stop: int, step: int) -> List[int]:
    out: List[int] = []
    for i in reversed(range(start, stop, step)):
        out.append(i)
    return out


def shapes(n: int) -> List[List[int]]:
    return [
        [i for i in reversed(range(n))],
        [i for i in reversed(range(2, n))],
        [i for i in reversed(range(n, 0, -1))],
        [i for i in reversed(range(0, n, 3))],
        [i for i in reversed(range(n, -n, -4))],
        [i for i in reversed(range(0))],
        [i for i in reversed(range(5, 5))],
    ]


def loosely(stop: Any) -> List[int]:
    out: List[int] = []
    for i in reversed(range(stop)):
        out.append(i)
        if len(out) == 3:
            break
    return out


def heap(xs: List[int]) -> int:
    t = 0
    for i in reversed(range(len(xs))):
        t = (t * 3 + xs[i]) & 0xFFFF
        xs[i] = t
    else:
        t += 1
    return t


def first(xs: List[int], wanted: int) -> int:
    for i in reversed(range(len(xs))):
        if xs[i] == wanted:
            break
    else:
        return -1
    return i


def show(f: Any, *args: Any) -> None:
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)
original_reversed, original_range = builtins.reversed, builtins.range


def changes() -> List[int]:
    out: List[int] = []
    for i in reversed(range(4)):
        if i == 2:
            builtins.range = lambda *a: [9]  # type: ignore
        out.append(i)
    builtins.range = original_range  # type: ignore
    return out


def main() -> None:
    for n in (0, 1, 2, 7, 12):
        print(shapes(n))
    values = list(range(20))
    print(heap(values), values, heap([]), first([1, 2, 1, 3], 1), first([1], 5))
    top = 2**62
    for args in ((0, 10, 3), (0, 10, -3), (10, 0, -3), (-5, 5, 4), (3, 3, 1), (5, 3, 1), (top - 3, top, 1), (-top, -top + 3, 1), (-top, top - 1, top - 1), (top - 1, -top, -top),
                 (top - 1, -top, -(top - 1)), (2**70, 2**70 + 3, 1), (0, 2**70, 2**69), (1, 2, 0), (True, 4, True)):
        show(back, *args)
    show(loosely, 1.5)
    show(loosely, "a")
    show(loosely, 2**65)
    show(loosely, True)
    builtins.reversed = lambda r: [r, "own"]  # type: ignore
    show(back, 0, 3, 1)
    builtins.reversed = original_reversed  # type: ignore
    builtins.range = lambda *a: [4, 5, a]  # type: ignore
    show(back, 0, 3, 1)
    builtins.range = lambda *a: iter([4])  # type: ignore
    show(back, 0, 3, 1)
    builtins.range = original_range  # type: ignore
    print(changes())


if __name__ == "__main__":
    main()
    back(1, 5, 0)
