"""A variable of a loop is bound anew, and the destructor of what it held changes the list that the loop works on."""
from typing import List


class Guard:
    def __init__(self, target: List[int], k: int) -> None:
        self.target = target
        self.k = k

    def __del__(self) -> None:
        if len(self.target) > 3:
            self.target.pop()
        else:
            self.target.append(self.k)


def last(xs: List[int]) -> None:
    for i in range(4):
        guard = Guard(xs, i)
        xs[-1] += 4


def walked(xs: List[int]) -> int:
    total = 0
    for i, x in enumerate(xs):
        guard = Guard(xs, i)
        total += x * len(xs)
        if i == 2:
            guard = Guard(xs, 100)
        total += xs[-1]
    return total


def sometimes(xs: List[int]) -> None:
    for i in range(5):
        if i != 2:
            guard = Guard(xs, i)
            xs[0] += xs[-1]


def main() -> None:
    for function in (last, walked, sometimes):
        for start in ([1, 2, 3, 4], [5], [2 ** 62 - 1, 2 ** 62, 2 ** 63, 1]):
            xs = list(start)
            print(function.__name__, function(xs), xs)


if __name__ == "__main__":
    main()
