"""Frames of tracebacks can be asked for their variables, closures included."""
import sys
import traceback
from typing import Any, Iterator, List


def outer(n: int) -> int:
    def inner(k: int) -> int:
        return k // (n - n)

    return inner(3)


def walks(n: int) -> Iterator[int]:
    def step(k: int) -> int:
        return [n, 1][k]

    for i in range(5):
        yield step(i)


class Holder:
    def __init__(self, n: int) -> None:
        self.n = n

    def use(self) -> Any:
        return (lambda: self.n + missing)()  # type: ignore  # noqa


def show(error: BaseException) -> None:
    at = error.__traceback__
    names: List[str] = []
    while at is not None:
        assert isinstance(at.tb_frame.f_locals, (dict, type(sys._getframe().f_locals)))
        names.append(at.tb_frame.f_code.co_name)
        at = at.tb_next
    print(type(error).__name__, error, names)
    # Looks for names that were meant.
    print("".join(traceback.format_exception_only(type(error), error)).strip())
    traceback.clear_frames(error.__traceback__)


def main() -> None:
    for run in (lambda: outer(2), lambda: list(walks(4)), Holder(3).use):
        try:
            run()
        except Exception as error:
            show(error)


if __name__ == "__main__":
    main()
