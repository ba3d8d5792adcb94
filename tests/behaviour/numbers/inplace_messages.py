"""Augmented assignment of floats to what is no number: the message names the operator with its '='."""
from typing import Any, Callable, List


def sub(xs: List[float]) -> float:
    total = 0.0
    for i in range(3):
        total -= xs[i % len(xs)]
    return total


def div(xs: List[float], k: int) -> float:
    total = 1.5
    total /= xs[0]
    total /= k
    return total


def with_int(xs: List[int]) -> float:
    total = 0.5
    total += xs[0]
    return total


def to_int(xs: List[float]) -> Any:
    first = xs[0]
    first *= 3
    first += 1
    return first


class Grows(list):  # type: ignore
    def __imul__(self, k: Any) -> Any:
        self.append(("imul", k))
        return self

    def __iadd__(self, k: Any) -> Any:
        self.append(("iadd", k))
        return self


def show(function: Callable[..., Any], *args: Any) -> None:
    try:
        print(function.__name__, function(*args))
    except TypeError as error:
        print(function.__name__, error)


def main() -> None:
    for wrong in ([1.0, None], ["x"], [2, 3.5]):
        show(sub, wrong)
        show(div, wrong, 2)
        show(with_int, wrong)
        show(to_int, wrong)
    show(to_int, [Grows()])


if __name__ == "__main__":
    main()
