from typing import Any, Generator, Iterable, Iterator, List


def inner() -> Generator[int, Any, str]:
    got = yield 1
    print("inner got", got)
    try:
        yield 2
    except ValueError as e:
        print("inner caught", e)
        yield 20
    return "result"


def outer() -> Generator[int, Any, str]:
    r = yield from inner()
    print("outer has", r)
    yield 3
    r2 = yield from inner()
    return r + r2


def flatten(x: Any) -> Iterator[int]:
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


def chain(*its: Iterable[Any]) -> Iterator[Any]:
    for it in its:
        yield from it


class Plain:
    def __iter__(self) -> Iterator[int]:
        return iter([7, 8])


class Sendable:
    def __iter__(self) -> "Sendable":
        return self

    def __next__(self) -> str:
        return "next"

    def send(self, v: object) -> str:
        return f"sent {v}"

    def throw(self, *a: object) -> str:
        return "thrown"

    def close(self) -> None:
        print("closed")


def delegate(x: Any) -> Generator[Any, Any, Any]:
    return (yield from x)


def depth(n: int) -> Iterator[int]:
    if n:
        yield from depth(n - 1)
    yield n


def main() -> None:
    g = outer()
    print(next(g), g.send("hello"), g.throw(ValueError("bad")), next(g))
    print(next(g), next(g))
    try:
        next(g)
    except StopIteration as e:
        print("final", e.value)
    print(list(flatten([1, [2, [3, []]], 4])))
    print(list(chain([1], (2, 3), "ab", Plain(), range(2), {5: 1})))
    d = delegate(Sendable())
    print(next(d), d.send(4), d.throw(ValueError))
    d.close()
    print(list(depth(6)))
    e = delegate(inner())
    next(e)
    e.close()
    try:
        next(delegate(5))
    except TypeError as err:
        print(err)
    it = delegate([1, 2])
    next(it)
    try:
        it.send(1)
    except AttributeError as err:
        print(err)
    out: List[int] = []
    out.extend(depth(3))
    print(out)


if __name__ == "__main__":
    main()
