"""Fields that loops count in: ints at the ends of what is small, fields that are undefined, hold something else, or are seen by others."""
from typing import Any, List


class Counter:
    def __init__(self, n: int) -> None:
        self.n = n
        self.other = 0
        self.real = 0.5

    def run(self, rounds: int) -> int:
        for _ in range(rounds):
            self.n += 1
            self.other -= 3
        return self.n

    def both(self, rounds: int, limit: int) -> int:
        i = 0
        while i < rounds:
            i += 1
            self.n += 1
            if self.n > limit:
                break
            self.n = self.n + 2
            self.n -= 1
        return i

    def mixed(self, items: List[int]) -> None:
        for x in items:
            self.n += x
            self.n += 1
            self.real += 1
            self.other += 1 << 29


class Watched(Counter):
    @property
    def other(self) -> int:  # type: ignore[override]
        return self.__dict__.get("seen", 0)

    @other.setter
    def other(self, value: int) -> None:
        self.__dict__["seen"] = value


def pairs(a: Counter, b: Counter, rounds: int) -> None:
    for i in range(rounds):
        a.n += 1
        b.n += 10
        a.n += b.n & 1
        b.other += i


def outcome(what: Any, *args: Any) -> None:
    try:
        print(what(*args), end=" ")
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error, end=" ")


def main() -> None:
    for n in (0, -5, 2**62 - 3, 2**62 - 1, 2**62, -2**62 - 2, 2**63 - 3, 2**80, True):
        c = Counter(n)
        outcome(c.run, 5)
        outcome(c.both, 6, n + 20)
        outcome(c.both, 6, n + 3)
        c.mixed([1, 2**61, -2**62, 2**70])
        print(c.n, c.other, c.real)
    c = Counter(1)
    del c.other
    outcome(c.run, 2)
    print(c.n)
    del c.n
    outcome(c.run, 2)
    outcome(c.both, 2, 5)
    print()
    w = Watched(3)
    outcome(w.run, 4)
    print(w.other, w.__dict__)
    a, b = Counter(0), Counter(0)
    pairs(a, b, 4)
    print(a.n, b.n, b.other)
    pairs(a, a, 4)
    print(a.n, a.other)


if __name__ == "__main__":
    main()
