"""Objects whose end is seen, in loops with a fast version: each goes where Python lets it go, also when the loop is left just behind that."""
from typing import List, Optional


class Bomb:
    def __init__(self, target: List[int], k: int) -> None:
        self.target = target
        self.k = k

    def __del__(self) -> None:
        if len(self.target) > 3:
            self.target.pop()
        else:
            self.target.append(self.k)


class Box:
    def __init__(self, held: Bomb) -> None:
        self.held = held


def dropped(xs: List[int]) -> None:
    i = 0
    while True:
        i += 1
        if i > 6:
            break
        try:
            Bomb(xs, i & 15)
            xs[i % len(xs)] = i
        except TypeError:
            pass


def dropped_in_box(xs: List[int], flag: bool) -> object:
    total = 0
    for i in range(12):
        Box(Bomb(xs, i))
        total += xs[i % len(xs)]
        if flag:
            Bomb(xs, i + 1)
        total += xs[len(xs) - 1] * 3
    return total


def read_off(xs: List[int]) -> object:
    total = 0
    for i in range(10):
        total += Bomb(xs, i).k
        total += xs[-1] + len(xs)
    return total


def bound_anew(xs: List[int]) -> object:
    last: Optional[Bomb] = None
    total = 0
    for i in range(10):
        last = Bomb(xs, i)
        total += xs[-1] + len(xs)
    return total


def main() -> None:
    for make in (lambda: [1, 2, 3], lambda: [1, 2.5, 3], lambda: [1, 2, 2**70], lambda: [True, 2, 3], lambda: [5, 6, 7, 8, 2**61]):
        for run in (dropped, lambda xs: dropped_in_box(xs, False), lambda xs: dropped_in_box(xs, True), read_off, bound_anew):
            xs = make()
            print(run(xs), xs)  # type: ignore


if __name__ == "__main__":
    main()
