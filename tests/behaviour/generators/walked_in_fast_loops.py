"""What loops walk goes before the variables, from the innermost loop out, also where a fast version of the loop fails."""
from typing import Iterator, List

gone: List[object] = []


def walked(n: int) -> Iterator[int]:
    try:
        for i in range(n):
            yield i * 3
    finally:
        gone.append(n)


class Noted:
    def __del__(self) -> None:
        gone.append("variable")


def variable_beside(rounds: List[int], xs: List[float]) -> int:
    total = 1
    for _ in rounds:
        noted = [Noted()]
        for v in walked(5 & 7):
            total += (-1 % 7) ** (1 & 3)
            del xs[len(xs) - 1 - 3 % len(xs)]
    return total


def nested(total: int, flags: List[bool]) -> int:
    for v in walked(3 & 7):
        total = total << (-1 & 31)
        for w in walked((v & 7) + 1):
            match total:
                case _:
                    flags[w] = False
    return total


def main() -> None:
    for function in (lambda: variable_beside([1, 2], [1.0, 2.0]), lambda: nested(3, []), lambda: nested(3, [True])):
        gone.clear()
        try:
            print(function())
        except Exception as e:
            error = repr(e)
        print(error, gone)


main()
