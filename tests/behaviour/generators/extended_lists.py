"""list.extend of a generator expression: what is there while it runs and after it has failed, what the list is, who is on the stack."""
import sys
import traceback
from typing import Any, Iterator, List


class Loud(list):
    def append(self, x: Any) -> None:
        raise AssertionError("extend does not append")

    def extend(self, items: Any) -> None:
        print("extend", list(items))


class Holder:
    def __init__(self) -> None:
        self.items: List[int] = []
        self.reals: List[float] = [0.5]

    def fill(self, n: int) -> int:
        self.items.extend(i * i for i in range(n) if i % 3)
        self.reals.extend(x / 2 for x in self.items)
        total = 0
        for i in range(len(self.items)):
            total += self.items[i]
        return total


def squares(n: int) -> List[int]:
    out: List[int] = []
    for k in range(n):
        out.extend(i + j for i in range(k) for j in range(i))
        out.extend(a ^ b for a, b in zip(out[:3], [7, 7, 7]))
    return out


def seen_meanwhile() -> List[int]:
    xs = [1, 2]
    xs.extend(len(xs) for _ in range(4))
    xs.extend(xs[-1] + x for x in xs[:3])
    return xs


def own_items(limit: int) -> List[int]:
    xs = [1, 2, 3]
    xs.extend(x * 2 for x in xs if len(xs) < limit)
    return xs


def fails(xs: List[int], at: int) -> None:
    try:
        xs.extend(10 // (i - at) for i in range(5))
    except ZeroDivisionError:
        traceback.print_exc(file=sys.stdout)
    print(xs)


def stops(xs: List[int]) -> None:
    empty: Iterator[int] = iter(())
    try:
        xs.extend(next(empty) if i == 2 else i for i in range(4))
    except RuntimeError as e:
        print(e, repr(e.__cause__))
    print(xs)


def changed_meanwhile(xs: List[int]) -> None:
    def drop(i: int) -> int:
        if i == 2:
            xs.clear()
        return i

    xs.extend(drop(i) for i in range(5))
    print(xs)


def value(xs: List[int]) -> Any:
    return xs.extend(x for x in (1, 2))


def sizes() -> List[int]:
    out = []
    for n in range(0, 40, 3):
        xs: List[int] = []
        xs.extend(i for i in range(n))
        ys = [0]
        ys.extend(i for i in range(n))
        out += [sys.getsizeof(xs), sys.getsizeof(ys)]
    return out


def other(xs: Any) -> None:
    ys: List[int] = xs
    ys.extend(i for i in range(3))


def main() -> None:
    holder = Holder()
    print(holder.fill(8), holder.fill(5), getattr(holder, "items"), getattr(holder, "reals"))
    print(squares(5), seen_meanwhile(), own_items(9))
    fails([1], 3)
    fails([], 0)
    stops([5])
    changed_meanwhile([9, 9])
    xs = [0]
    print(value(xs), xs)
    plain, made = [], sizes()
    for n in range(0, 40, 3):
        for start in ([], [0]):
            ys: Any = start[:] if start else []
            exec("ys.extend(i for i in range(n))", {"ys": ys, "n": n})
            plain.append(sys.getsizeof(ys))
    print([a == b for a, b in zip(made, plain) if a != b])
    loud = Loud([1])
    other(loud)
    print(loud)


if __name__ == "__main__":
    main()
