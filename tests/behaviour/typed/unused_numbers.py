"""What is computed from items and never used still fails where the items are no numbers."""
from typing import Any, List


def unused_difference(xs: List[float], rounds: List[int]) -> Any:
    big = 1e300
    while True:
        if not rounds:
            xs[0], xs[-1] = xs[-1], xs[0]
        for _ in rounds:
            unused = xs[2 % len(xs)] - big
            k = 5
            while k < missing:
                pass


def unused_beside_swap(xs: List[float]) -> int:
    done = 0
    for i in range(len(xs) - 1):
        for j in range(2):
            x = xs[i]
            unused = x * 2.0 - 1.0
            xs[i] = xs[i + 1]
            xs[i + 1] = x
            done += 1
    return done


def unused_mask(xs: List[int]) -> int:
    done = 0
    for i in range(len(xs) - 1):
        for j in range(2):
            x = xs[i]
            unused = (x & 7) + 1
            xs[i] = xs[i + 1]
            xs[i + 1] = x
            done += 1
    return done


def unused_mixed(xs: List[int]) -> int:
    done = 0
    for i in range(len(xs) - 1):
        for j in range(2):
            unused = xs[i] + 2.5
            xs[i], xs[i + 1] = xs[i + 1], xs[i]
            done += 1
    return done


def moved_only(xs: List[int]) -> int:
    done = 0
    for i in range(len(xs) - 1):
        for j in range(2):
            xs[i], xs[i + 1] = xs[i + 1], xs[i]
            done += 1
    return done


def attempt(function: Any, *args: Any) -> None:
    try:
        print(function(*args), args)
    except Exception as e:
        print(type(e).__name__, e, args)


def main() -> None:
    attempt(unused_difference, ["x", 1.0], [1, 2, 3])
    attempt(unused_difference, [1.0, 1.0], [1, 2, 3])
    for function in (unused_beside_swap, unused_mask, unused_mixed, moved_only):
        attempt(function, [1, 2, 3])
        attempt(function, [1, "x", 3])
        attempt(function, [1, 2, None])
        attempt(function, [2 ** 70, 2, [1]])


main()
