from typing import Generator, List, Optional


def averager() -> Generator[float, float, None]:
    total = 0.0
    n = 0
    avg = 0.0
    while True:
        x = yield avg
        total += x
        n += 1
        avg = total / n


def echo() -> Generator[Optional[str], str, int]:
    got: Optional[str] = None
    n = 0
    while True:
        got = yield got
        n += 1
        if got == "stop":
            return n


def both() -> Generator[int, int, None]:
    x = (yield 1) + (yield 2)
    print("sum", x)
    y = [(yield 3), (yield 4)]
    print("list", y)
    z = yield
    print("z", z)


def nested() -> Generator[int, int, int]:
    total = 0
    for i in range(3):
        r = yield i
        if r is not None:
            total += r
    return total


def main() -> None:
    a = averager()
    print(next(a), a.send(10), a.send(20), a.send(1))
    e = echo()
    e.send(None)
    print(e.send("x"), e.send("y"))
    try:
        e.send("stop")
    except StopIteration as s:
        print("count", s.value)
    b = both()
    out: List[object] = [next(b), b.send(10), b.send(5), b.send(6), b.send(7)]
    print(out)
    try:
        b.send(8)
    except StopIteration:
        print("done")
    n = nested()
    next(n)
    print(n.send(5), n.send(6))
    try:
        n.send(7)
    except StopIteration as s:
        print(s.value)
    fresh = nested()
    try:
        fresh.send(1)
    except TypeError as t:
        print(t)
    a.close()
    try:
        a.send(1)
    except StopIteration as s:
        print("closed", s.value)


if __name__ == "__main__":
    main()
