# An operand that is not what an operator method declares is NotImplemented to it: Python goes on to the other side, or says so itself.
from typing import Any, Callable


class Meters:
    def __init__(self, n: int) -> None:
        self.n = n

    def __add__(self, other: int) -> "Meters":
        if not isinstance(other, int):
            return NotImplemented
        return Meters(self.n + other)

    def __radd__(self, other: int) -> "Meters":
        if not isinstance(other, int):
            return NotImplemented
        return Meters(other + self.n)

    def __iadd__(self, other: str) -> "Meters":
        if not isinstance(other, str):
            return NotImplemented
        self.n += len(other)
        return self

    def __eq__(self, other: int) -> bool:  # type: ignore[override]
        if not isinstance(other, int):
            return NotImplemented
        return self.n == other

    def __lt__(self, other: float) -> bool:
        if not isinstance(other, (int, float)):
            return NotImplemented
        return self.n < other

    def __repr__(self) -> str:
        return f"{self.n} m"


class Joins:
    def __radd__(self, other: object) -> str:
        return f"joined to {other!r}"

    def __eq__(self, other: object) -> bool:
        return True

    def __gt__(self, other: object) -> bool:
        return True


def attempt(f: Callable[..., Any], *args: Any) -> Any:
    try:
        return f(*args)
    except TypeError as e:
        return str(e)


def known(m: Meters, other: Any) -> Any:
    return [attempt(lambda: m + other), attempt(lambda: other + m), m == other, m != other, attempt(lambda: m < other)]


def plus(m: Meters, other: Any) -> Any:
    return m + other


def equal(m: Meters, other: Any) -> bool:
    return m == other


def less(m: Meters, other: Any) -> Any:
    return m < other


def grow(m: Any, other: Any) -> Any:
    m += other
    return m


def main() -> None:
    for other in (3, "x", None, 2.5, Joins(), Meters(1), True):
        print(known(Meters(3), other) if not isinstance(other, Meters) else "", attempt(plus, Meters(1), other), equal(Meters(3), other), attempt(less, Meters(1), other))
        print(attempt(grow, Meters(2), other), Meters(1).__add__(other), Meters(1).__eq__(other))


if __name__ == "__main__":
    main()
