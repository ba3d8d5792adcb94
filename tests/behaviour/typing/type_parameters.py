# python: 3.12
import asyncio
import inspect
import typing
from typing import Any, AsyncIterator, Callable, Iterator, Protocol, cast


def first[T](xs: list[T], default: T | None = None, *, index: int = 0) -> T | None:
    """Says which."""
    return xs[index] if xs else default


def mapped[T, U](f: Callable[[T], U], xs: list[T]) -> list[U]:
    out: list[U] = []
    for x in xs:
        out.append(cast(U, f(x)))
    return out


def bounded[N: (int, float), S: "Later", *Ts, **P](n: N, *args: *Ts) -> N:
    return n + n


class Later:
    pass


def uses[T](x: T) -> Any:
    def inner(y: T) -> tuple[Any, T]:
        return T, y

    return inner(x), T.__name__


def count[T](x: T, n: int) -> Iterator[T]:
    for _ in range(n):
        yield x


async def later[T](x: T) -> T:
    await asyncio.sleep(0)
    return x


async def agen[T](x: T) -> AsyncIterator[T]:
    yield x


def decorate(text: str) -> Callable[[Any], Any]:
    def add(f: Any) -> Any:
        f.text = text
        return f

    return add


@decorate("marked")
def marked[T](x: T) -> T:
    return x


class Box[T]:
    """Holds one."""

    kind: str = "box"
    x: T

    def __init__(self, x: T) -> None:
        self.x = x

    def get(self) -> T:
        return self.x

    def param(self) -> Any:
        return T

    def map(self, f: Callable[[T], T]) -> "Box[T]":
        return Box(f(self.x))


class Named[T, *Rest](Box[T], metaclass=type):
    def __init__(self, x: T, name: str) -> None:
        super().__init__(x)
        self.name = name

    def get(self) -> T:
        print("named", self.name)
        return super().get()


class Shows[T](Protocol):
    def show(self, x: T) -> str: ...


def local(k: int) -> list[Any]:
    limit = k

    def clip[N: int](x: N) -> N:
        return min(x, limit)  # type: ignore

    class Pair[A, B]:
        size = limit

        def __init__(self, a: A, b: B) -> None:
            self.a, self.b = a, b

        def swap(self) -> "Pair[B, A]":
            return Pair(self.b, self.a)

    p = Pair(1, "x").swap()
    return [clip(5), clip(50), p.a, p.b, Pair.size, Pair.__qualname__, clip.__qualname__, Pair.swap.__qualname__, clip.__type_params__[0].__bound__]


class Holder:
    unit = int

    def method[T](self, x: T, y: unit = 3) -> tuple[T, int]:  # type: ignore
        return x, y


def main() -> None:
    print(first([1, 2]), first([], "x"), first([1, 2], index=1), first.__doc__, first.__type_params__, inspect.signature(first))
    print(mapped(lambda x: x + 1, [1, 2]), bounded(2), bounded(1.5), uses(3), list(count("a", 3)), asyncio.run(later(5)))
    print([(p, type(p).__name__, getattr(p, "__bound__", None), getattr(p, "__constraints__", None)) for p in bounded.__type_params__ if p.__name__ != "S"])
    print(bounded.__type_params__[1].__bound__, first.__annotations__, typing.get_type_hints(first)["return"], first.__code__.co_name, first.__qualname__)
    print(marked(1), marked.text, marked.__type_params__, inspect.isasyncgenfunction(agen), inspect.iscoroutinefunction(later))
    b = Box(3)
    print(b.get(), b.map(lambda x: x * 2).x, Box[int](4).x, Box[str], b.param() is Box.__type_params__[0], Box.__parameters__, Box.__orig_bases__, Box.__doc__)
    n = Named(1.5, "half")
    print(n.get(), Named.__mro__, Named.__type_params__, Named[int, str, bytes], [k for k in vars(Box) if k in ("__module__", "__type_params__", "__annotations__")], isinstance(n, Box))
    print(local(10), Shows.__parameters__, Holder().method("a"), Holder.method.__annotations__, Holder.method.__type_params__)
    try:
        first(5)  # type: ignore
    except TypeError as e:
        print(type(e).__name__)
    try:
        Named[()]  # type: ignore
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
