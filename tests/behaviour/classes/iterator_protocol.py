from typing import Iterator, List


class Countdown:
    def __init__(self, n: int) -> None:
        self.n = n

    def __iter__(self) -> "Countdown":
        return self

    def __next__(self) -> int:
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


class Repeatable:
    def __init__(self, n: int) -> None:
        self.n = n

    def __iter__(self) -> Iterator[int]:
        for i in range(self.n):
            yield i * 2


class Bad:
    def __iter__(self) -> int:  # type: ignore
        return 5


class Fails:
    def __init__(self) -> None:
        self.k = 0

    def __iter__(self) -> "Fails":
        return self

    def __next__(self) -> int:
        self.k += 1
        if self.k == 3:
            raise ValueError("third")
        return self.k


def total(it: Iterator[int]) -> int:
    t = 0
    for x in it:
        t += x
    return t


def main() -> None:
    print(list(Countdown(3)), total(Countdown(4)), sum(Countdown(5)))
    c = Countdown(3)
    print(next(c), next(c), next(c), next(c, "end"))
    r = Repeatable(3)
    print(list(r), list(r), tuple(r), set(r), dict(zip(r, "abc")))
    out: List[int] = []
    c = Countdown(5)
    for x in c:
        if x == 3:
            break
        out.append(x)
    print(out, list(c))
    a, *b = Countdown(4)
    print(a, b)
    try:
        for x in Bad():  # type: ignore
            pass
    except TypeError as e:
        print(e)
    got = []
    try:
        for x in Fails():
            got.append(x)
    except ValueError as e:
        print(e, got)
    try:
        next(Countdown(0))
    except StopIteration as e:
        print("stop", e.value)
    try:
        for x in 5:  # type: ignore
            pass
    except TypeError as e:
        print(e)
    print(list(zip(Countdown(3), Repeatable(9))), 2 in Countdown(4), list(enumerate(Countdown(2))))


if __name__ == "__main__":
    main()
