from typing import Iterator, List


def fails_at(n: int) -> Iterator[int]:
    for i in range(10):
        if i == n:
            raise ValueError(f"at {i}")
        yield i


def recovers() -> Iterator[str]:
    for x in ["1", "x", "3"]:
        try:
            yield str(int(x))
        except ValueError:
            yield "bad"


def stop_inside() -> Iterator[int]:
    yield 1
    raise StopIteration("leak")


def next_inside(xs: List[int]) -> Iterator[int]:
    it = iter(xs)
    while True:
        yield next(it)


def finally_order(log: List[str]) -> Iterator[int]:
    try:
        log.append("start")
        yield 1
        log.append("middle")
        yield 2
    finally:
        log.append("end")


def in_handler() -> Iterator[str]:
    try:
        raise KeyError("k")
    except KeyError as e:
        yield "handling " + str(e)
        yield "still " + repr(e)
    yield "out"


def nested_finally(log: List[str]) -> Iterator[int]:
    for i in range(3):
        try:
            try:
                yield i
            finally:
                log.append(f"in{i}")
            if i == 1:
                continue
        finally:
            log.append(f"out{i}")


def main() -> None:
    got = []
    try:
        for x in fails_at(3):
            got.append(x)
    except ValueError as e:
        print(e, got)
    print(list(recovers()))
    try:
        list(stop_inside())
    except RuntimeError as e:
        print(e, type(e.__cause__).__name__)
    try:
        list(next_inside([1, 2]))
    except RuntimeError as e:
        print(e)
    log: List[str] = []
    for v in finally_order(log):
        log.append(f"body{v}")
        break
    print(log)
    log = []
    print(list(finally_order(log)), log)
    print(list(in_handler()))
    log = []
    print(list(nested_finally(log)), log)
    g = fails_at(0)
    try:
        next(g)
    except ValueError:
        pass
    print(next(g, "exhausted"))
    try:
        sum(fails_at(2))
    except ValueError as e:
        print(e)


if __name__ == "__main__":
    main()
