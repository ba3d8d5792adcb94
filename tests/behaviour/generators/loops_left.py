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


class Logged:
    def __init__(self, log: List[str]) -> None:
        self.log = log

    def __enter__(self) -> None:
        pass

    def __exit__(self, *a: object) -> bool:
        self.log.append("exit")
        return False


def through_blocks(log: List[str], how: str) -> str:
    for v in upto(3, log):
        with Logged(log):
            for w in upto(4, log):
                try:
                    if how == "return":
                        return "returned"
                    if how == "break":
                        break
                    if how == "raise":
                        raise ValueError(v)
                finally:
                    log.append("finally")
            else:
                log.append("else")
            if how == "outer break":
                break
            if how == "outer return":
                return "outer"
    return "end"


def zipped(log: List[str]) -> int:
    for a, b in zip(upto(2, log), upto(5, log)):
        for i, c in enumerate(upto(6, log)):
            with Logged(log):
                if i == 1:
                    return a
    return -1


def after_work(log: List[str], how: str) -> int:
    """What is walked stays until the very statement that leaves."""
    for v in upto(4, log):
        try:
            if v == 2:
                log.append(how)
                if how == "returns":
                    return v
                if how == "breaks":
                    break
                assert how != "asserts", how
                if how == "raises":
                    raise ValueError(how)
            10 // (v - 1)
        except ZeroDivisionError:
            log.append("handler")
            if how == "raises in the handler":
                raise KeyError(v)
    log.append("behind")
    return -1


def main() -> None:
    for how in ("return", "break", "raise", "outer break", "outer return", ""):
        log: List[str] = []
        try:
            log.append(through_blocks(log, how))
        except ValueError as e:
            log.append(f"ValueError {e}")
        print(how, log)
    for how in ("returns", "breaks", "raises", "asserts", "raises in the handler", ""):
        log = []
        try:
            log.append(str(after_work(log, how)))
        except (ValueError, KeyError, AssertionError) as e:
            log.append(repr(e))
        print(how, log)
    log = []
    print(zipped(log), log)
    for f, arg in ((raises, [1]), (unbound, "abc"), (returns, "xy")):
        log = []
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
