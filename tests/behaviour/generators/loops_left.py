"""What nested loops walk is closed from the innermost out, and before variables go, however the loops are left."""
from typing import Iterator, List


class Noisy:
    def __init__(self, log: List[str], name: str) -> None:
        self.log = log
        self.name = name

    def __del__(self) -> None:
        self.log.append("del " + self.name)


def upto(n: int, log: List[str]) -> Iterator[int]:
    try:
        for i in range(n):
            yield i
    finally:
        log.append(f"closed {n}")


def raises(log: List[str], xs: List[int]) -> int:
    for v in upto(9, log):
        noisy = Noisy(log, f"n{v}")
        for w in upto(7, log):
            if v == 1:
                xs.pop(10)
            len(noisy.name)
    return 0


def unbound(log: List[str], text: str) -> int:
    for v in upto(3, log):
        for c in text:
            for w in upto(4, log):
                if w > v:
                    return missing
    missing = 1
    return missing


def returns(log: List[str], text: str) -> int:
    for v in upto(3, log):
        for c in text:
            noisy = Noisy(log, c)
            for w in upto(4, log):
                for x in upto(5, log):
                    if w > v:
                        return x
    return -1


def caught(log: List[str]) -> None:
    noisy = Noisy(log, "kept")
    try:
        for v in upto(3, log):
            for w in upto(4, log):
                other = Noisy(log, "other")
                v // w
    except ZeroDivisionError:
        log.append("caught")
    log.append("end")


def main() -> None:
    for f, arg in ((raises, [1]), (unbound, "abc"), (returns, "xy")):
        log: List[str] = []
        try:
            log.append(str(f(log, arg)))
        except (IndexError, UnboundLocalError) as e:
            error = f"{type(e).__name__}: {e}"
            # The last variable of a function that failed goes with its traceback in CPython: after this.
            log = [x for x in log if x != "del n1"] + [error]
        print(f.__name__, log)
    log = []
    caught(log)
    print(log)


if __name__ == "__main__":
    main()
