"""Generators whose loops count and compute with numbers: what is suspended in them, sent and thrown into them, and changed behind their backs."""
import traceback
from typing import Any, Generator, Iterator, List


def pairs(n: int) -> Iterator[int]:
    for i in range(n):
        for j in range(i):
            if (i ^ j) & 3 == 0:
                yield i - j


def running(xs: List[int]) -> Iterator[int]:
    total = 0
    for i in range(len(xs)):
        total += xs[i] * 2 - 1
        yield total


def halves(xs: List[float]) -> Iterator[float]:
    s = 0.0
    i = 0
    while i < len(xs):
        s = s * 0.5 + xs[i]
        yield s
        i += 1


def powers(start: int) -> Iterator[int]:
    x = start
    while True:
        yield x
        x = x * x + 1


def echo(n: int) -> Generator[int, int, str]:
    total = 0
    for i in range(n):
        got = yield total + i
        total = total * 2 + got
    return "done %d" % total


def careful(xs: List[int]) -> Generator[int, None, None]:
    t = 0
    for i in range(len(xs)):
        t += xs[i]
        try:
            yield t
        except ValueError as e:
            t -= 100
            print("caught", e, t)
        finally:
            t += 1
    print("left", t)


def shared(xs: List[int], out: List[int]) -> Iterator[int]:
    i = 0
    while i < len(xs):
        x = xs[i]
        out.append(x)
        yield x
        out.append(x + xs[0])
        i += 1


class Counter:
    def __init__(self, step: int) -> None:
        self.step = step
        self.at = 0

    def run(self, n: int) -> Iterator[int]:
        for _ in range(n):
            self.at += self.step
            yield self.at

    def floats(self, n: int, k: float) -> Iterator[float]:
        x = 0.0
        for i in range(n):
            x = x * k + self.step
            yield x


def attempt(label: str, f: Any, *args: Any) -> None:
    try:
        print(label, f(*args))
    except Exception as e:
        print(label, type(e).__name__, e, [(s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)][1:])


def late_change(xs: List[Any], at: int, value: Any) -> List[Any]:
    seen: List[Any] = []
    for x in running(xs):
        seen.append(x)
        if len(seen) == at:
            if value is None:
                del xs[at:]
            else:
                xs[at] = value
    return seen


def drive_echo() -> List[Any]:
    g = echo(4)
    seen: List[Any] = [next(g)]
    try:
        for x in (1, 2 ** 70, True, 5):
            seen.append(g.send(x))
    except StopIteration as e:
        seen.append(e.value)
    return seen


def drive_careful() -> None:
    g = careful([1, 2, 3, 4])
    print(next(g), g.throw(ValueError("one")), next(g))
    try:
        g.throw(KeyError("two"))
    except KeyError as e:
        print("out", e, [(s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)][1:])
    h = careful([1, 2])
    next(h)
    h.close()
    print(list(h), list(careful([2 ** 63, 1])))


def main() -> None:
    print(sum(pairs(40)), list(pairs(7)))
    print(list(running([1, 2, 3])), list(running([2 ** 61, 2 ** 61, 2 ** 62, 1])), list(halves([1.0, 2.0, 4.0])))
    print(list(halves([1.0, 2, True])))
    p = powers(3)
    print([next(p) for _ in range(9)])
    p.close()
    attempt("shrunk", late_change, list(range(9)), 4, None)
    attempt("str", late_change, list(range(9)), 4, "x")
    attempt("float", late_change, list(range(9)), 4, 0.5)
    attempt("long", late_change, list(range(9)), 4, 2 ** 90)
    print(drive_echo())
    drive_careful()
    xs, out = [10, 20, 30], [0]
    for x in shared(xs, out):
        if x == 20:
            xs[0] = 2 ** 65
            xs.append(1)
    print(out)
    c = Counter(3)
    g = c.run(6)
    print(next(g), next(g))
    c.step = 2 ** 62
    print(next(g), next(g))
    c.step = 1
    print(list(g))
    f = c.floats(5, 0.5)
    print(next(f))
    setattr(c, "step", 2.5)
    attempt("floats", list, f)
    gens = [pairs(n) for n in range(12)]
    print([sum(1 for _ in g) for g in reversed(gens)])
    half = pairs(30)
    print(next(half), next(half))
    del half


if __name__ == "__main__":
    main()
