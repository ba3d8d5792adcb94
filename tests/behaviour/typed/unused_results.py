"""In a loop, what an expression gives is not used, but what it raises counts."""
from typing import Callable, List


class Box:
    n: int

    def set(self, n: int) -> None:
        self.n = n


def target(xs: List[int]) -> None:
    for x, y in zip(xs, [1, 2, 3]):
        x |= ~x


def variable(xs: List[int]) -> None:
    for x in xs:
        y = x + 1


def negated(xs: List[float]) -> None:
    for x in xs:
        -x


def items(xs: List[int]) -> None:
    for i in range(len(xs)):
        xs[i] * 2


def compared(xs: List[float]) -> None:
    for i in range(len(xs)):
        xs[i] < 1.5


def field(xs: List[int]) -> None:
    box = Box()
    for x in xs:
        box.n + 1


def unknown(xs: List[int]) -> None:
    total = 0
    for x in xs:
        total += x
        not_defined  # type: ignore  # noqa


def main() -> None:
    functions: List[Callable[..., None]] = [target, variable, negated, items, compared, field, unknown]
    for function in functions:
        for xs in ([1, 2, 3], [1, "a", 3], [1.5, 2], [1, None]):
            try:
                print(function.__name__, function(xs))
            except (TypeError, AttributeError, NameError) as error:
                print(function.__name__, type(error).__name__, error)


if __name__ == "__main__":
    main()
