"""Where a field of an f-string fails to be formatted: before 3.12 the whole string is meant."""
import traceback
from typing import Any


class P:
    def __init__(self, a: int, b: float) -> None:
        self.a = a
        self.b = b

    def show(self) -> str:
        return f"P({self.a}, {self.b})"

    def wide(self) -> str:
        return f"{self.a:5d} and {self.a!r:>4}"


def plain(n: int) -> str:
    return f"<{n}>"


def one(n: int) -> str:
    return f"{n}"


def of_any(n: Any) -> str:
    return f"<{n}> {n:x}"


def nested(a: Any, b: Any, w: Any) -> str:
    return "x" f"{a:{w}}" f'{b} {f"{a}"}'


def lines(a: int, w: int) -> str:
    return (f"a{a:>{w}}"
            f"b{a:05d}")


def main() -> None:
    big = 10 ** 5000
    for f in (lambda: P(big, 1.0).show(), lambda: P(1, big).show(), lambda: P(big, 2.0).wide(), lambda: plain(big), lambda: one(big),
              lambda: of_any(big), lambda: nested(big, 1, 5), lambda: nested(1, big, 5), lambda: nested(1, 2, "zz"),
              lambda: nested(1, 2, big), lambda: lines(big, 4), lambda: lines(1, big)):
        try:
            f()
        except (ValueError, TypeError):
            print(traceback.format_exc())


main()
