"""Comprehensions whose length is known beforehand: items, sizes in memory, sources that change on the way, errors."""
import sys
from typing import Dict, Iterator, List


def squares(n: int) -> List[int]:
    return [i * i for i in range(n)]


def sizes() -> List[int]:
    return [sys.getsizeof(squares(n)) for n in (0, 1, 3, 4, 5, 8, 9, 16, 17, 24, 25, 33, 100, 1000, 4097)]


def over(xs: List[int], text: str, pair: tuple, d: Dict[str, int]) -> None:
    for made in ([x + 1 for x in xs], [c for c in text], [p for p in pair], [(k, v) for k, v in d.items()], [(i, x) for i, x in enumerate(xs, 3)],
                 [(x, c) for x, c in zip(xs, text)], [c for c, x in zip(text, xs)], [x for x in range(10, -10, -3)], [x for x in range(0)],
                 [x for x in range(5, 1)], [x for x in xs if x % 2], [(x, c) for x in xs for c in text]):
        print(made, sys.getsizeof(made) - sys.getsizeof([]))
        made.append(None)  # type: ignore[arg-type]
        print(len(made), sys.getsizeof(made) - sys.getsizeof([]))


def grows(xs: List[int]) -> List[int]:
    def more(x: int) -> int:
        if len(xs) < 50:
            xs.append(x)
        return x

    return [more(x) for x in xs]


def shrinks(xs: List[int]) -> List[int]:
    return [xs.pop() for _ in xs]


def stops(n: int) -> List[float]:
    return [1 / (5 - i) for i in range(n)]


def huge() -> List[int]:
    def check(i: int) -> int:
        if i == 3:
            raise KeyError(i)
        return i

    return [check(i) for i in range(10**15)]


class Own(List[int]):
    def __iter__(self) -> Iterator[int]:
        return iter([7, 8, 9])

    def __len__(self) -> int:
        raise RuntimeError("not asked")


def words(lines: List[str]) -> List[List[str]]:
    return [[w for w in line] for line in lines]


def main() -> None:
    print(sizes())
    over([4, 5, 6, 7, 8], "abc", (1, 2), {"x": 1, "y": 2})
    print(grows([1, 2, 3]), shrinks([1, 2, 3, 4, 5]), [x for x in Own([1])])
    print(words(["ab", "", "cde"]))
    for f in (lambda: stops(9), huge, lambda: [x for x in range(1.5)]):  # type: ignore[arg-type]
        try:
            f()
        except Exception as e:
            print(type(e), e)


if __name__ == "__main__":
    main()
    stops(8)
