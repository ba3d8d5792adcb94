"""Flags that are set in a try and kept across its handler, as contextlib.ExitStack does."""
import sys
from typing import Any, Callable


def unwind(callbacks: list[Callable[..., Any]], details, suppressed=False):
    pending = False
    while callbacks:
        callback = callbacks.pop()
        try:
            if callback(*details):
                suppressed = True
                pending = False
                details = (None, None, None)
        except:
            new_details = sys.exc_info()
            pending = True
            details = new_details
    if pending:
        try:
            context = details[1].__context__
            raise details[1]
        except BaseException:
            details[1].__context__ = context
            raise
    return suppressed


def count(callbacks, details, new):
    pending = False
    while callbacks:
        callback = callbacks.pop()
        try:
            if callback():
                pending = True
            callback()
        except:
            details = new
    return details, pending


def main() -> None:
    def fail(*args: object) -> bool:
        raise ValueError("fail")

    def swallow(*args: object) -> bool:
        return True

    def nothing(*args: object) -> bool:
        return False

    none = (None, None, None)
    print(unwind([nothing], none), unwind([swallow, fail], none), unwind([nothing, swallow, fail, nothing], none))
    try:
        unwind([nothing, fail, swallow], none)
    except ValueError as e:
        print("raised", e, e.__context__)
    print(count([nothing, swallow], 1, 2), count([swallow, fail], 1, 2), count([fail], 1, 2), count([], 1, 2))


if __name__ == "__main__":
    main()
