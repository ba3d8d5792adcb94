from typing import Any, Callable, Iterable, List, Protocol, Sized, SupportsFloat, SupportsInt, TypeVar, runtime_checkable


@runtime_checkable
class Area(Protocol):
    def area(self) -> float:
        ...


class Named(Protocol):
    name: str


class Both(Area, Named, Protocol):
    pass


class Square:
    def __init__(self, s: float) -> None:
        self.s = s
        self.name = f"sq{s}"

    def area(self) -> float:
        return self.s * self.s


class Explicit(Area):
    def area(self) -> float:
        return super().area() or 9  # type: ignore


class Comparable(Protocol):
    def __lt__(self, o: Any) -> bool:
        ...


T = TypeVar("T", bound=Comparable)


class Handler(Protocol):
    def __call__(self, x: int, *, scale: int = 1) -> int:
        ...


class Closeable(Protocol):
    def close(self) -> None:
        ...

    def describe(self) -> str:
        return "default " + type(self).__name__


class File(Closeable):
    closed = False

    def close(self) -> None:
        self.closed = True


def total(xs: Iterable[Area]) -> float:
    return sum(x.area() for x in xs)


def label(x: Both) -> str:
    return f"{x.name}:{x.area()}"


def smallest(xs: List[T]) -> T:
    best = xs[0]
    for x in xs[1:]:
        if x < best:
            best = x
    return best


def run(h: Handler) -> int:
    return h(2) + h(3, scale=10)


def handler(x: int, *, scale: int = 1) -> int:
    return x * scale


def numbers(a: SupportsInt, b: SupportsFloat, c: Sized) -> List[Any]:
    return [int(a), float(b), len(c)]


def main() -> None:
    print(total([Square(2), Explicit(), Square(1.5)]), label(Square(3)), smallest([3, 1, 2]), smallest(["b", "a"]), run(handler), numbers("7", 2, "abc"))
    print(isinstance(Square(1), Area), isinstance(5, Area), isinstance(Explicit(), Area), issubclass(Square, Area))
    f = File()
    f.close()
    print(f.closed, File.closed, f.describe())
    try:
        isinstance(Square(1), Named)  # type: ignore
    except TypeError as e:
        print(e)
    try:
        Area()  # type: ignore
    except TypeError as e:
        print(e)
    k: Callable[[int], int] = lambda x, scale=1: x * scale
    print(run(k))  # type: ignore


if __name__ == "__main__":
    main()
