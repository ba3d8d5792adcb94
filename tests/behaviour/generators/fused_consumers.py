"""Generator expressions under sum, any, all, min, max, list, set and tuple: values, errors, tracebacks, replaced builtins."""
import builtins
import traceback
from typing import Callable, List


class Truth:
    def __init__(self, value: bool) -> None:
        self.value = value

    def __bool__(self) -> bool:
        print("bool", self.value)
        return self.value


def noisy(n: int) -> int:
    print("item", n)
    return n


def stop(n: int) -> int:
    if n == 2:
        raise StopIteration("early")
    return n


def first_of(xs: List[int]) -> int:
    return next(iter(xs))


def values(xs: List[int], k: int) -> None:
    print(sum(x * k for x in xs), sum(x / 2 for x in xs), sum(x for x in xs if x > 100))
    print(any(x > 3 for x in xs), all(x > 3 for x in xs), any(x > 99 for x in xs), all(x < 99 for x in xs))
    print(any(noisy(x) == 2 for x in xs), all(noisy(x) < 2 for x in xs))
    print(min(x - k for x in xs), max(x / k for x in xs), max(str(x) for x in xs))
    print(list(x + y for x in xs for y in range(x) if y != k), sorted(set(x % 3 for x in xs)), tuple(str(x) for x in xs))
    print(any(Truth(x > 2) for x in xs))
    print(sum(len(s) for s in ["a", "bb"]), sum(t for t in [0.1] * 3), sum(b for b in [True, False, True]))
    print(sum(sum(y for y in range(x)) for x in xs), list((lambda: x + k)() for x in xs))
    print(sum(x for x in []), any(x for x in []), all(x for x in []), list(x for x in ()))


def attempt(action: Callable[[], object]) -> None:
    try:
        print(action())
    except Exception:
        print(traceback.format_exc())


def divide(xs: List[int]) -> object:
    return sum(10 // x for x in xs)


def strings(xs: List[str]) -> object:
    return sum(x for x in xs)  # type: ignore


def empty(xs: List[int]) -> object:
    return max(x for x in xs)


def mixed(xs: List[object]) -> object:
    return min(x for x in xs)  # type: ignore


def stopped(xs: List[int]) -> object:
    return sum(stop(x) for x in xs)


def nexts(xs: List[List[int]]) -> object:
    return any(first_of(x) for x in xs)


def unhashable(xs: List[int]) -> object:
    return set([x] for x in xs)  # type: ignore


def not_iterable(x: object) -> object:
    return list(y for y in x)  # type: ignore


def replaced(xs: List[int], k: int) -> object:
    return sum(x * k for x in xs), any(x > k for x in xs)


def unset(flag: bool, xs: List[int]) -> object:
    if flag:
        bonus = 1
    return sum(x + bonus for x in xs)


def main() -> None:
    values([1, 2, 3, 4], 3)
    attempt(lambda: divide([1, 0]))
    attempt(lambda: strings(["a"]))
    attempt(lambda: empty([]))
    attempt(lambda: mixed([1, "a"]))
    attempt(lambda: stopped([1, 2, 3]))
    attempt(lambda: nexts([[0], []]))
    attempt(lambda: unhashable([1]))
    attempt(lambda: not_iterable(3))
    attempt(lambda: unset(True, [1, 2]))
    attempt(lambda: unset(False, [1, 2]))
    attempt(lambda: unset(False, []))
    old_sum, old_any = builtins.sum, builtins.any
    builtins.sum = lambda items: ("mine", type(items).__name__, list(items))  # type: ignore
    builtins.any = lambda items: [next(items), next(items)]  # type: ignore
    try:
        shown = replaced([1, 2, 3], 2)
    finally:
        builtins.sum, builtins.any = old_sum, old_any
    print(shown[0])  # type: ignore
    print(replaced([1, 2, 3], 2))


if __name__ == "__main__":
    main()
