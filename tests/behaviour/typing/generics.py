from typing import Callable, Dict, Generic, Iterable, Iterator, List, Optional, Tuple, TypeVar

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
N = TypeVar("N", int, float)


class Stack(Generic[T]):
    def __init__(self, items: Iterable[T] = ()) -> None:
        self._items: List[T] = list(items)

    def push(self, x: T) -> None:
        self._items.append(x)

    def pop(self) -> T:
        return self._items.pop()

    def map(self, f: Callable[[T], V]) -> "Stack[V]":
        return Stack(f(x) for x in self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class Pair(Generic[K, V]):
    def __init__(self, k: K, v: V) -> None:
        self.k = k
        self.v = v

    def swap(self) -> "Pair[V, K]":
        return Pair(self.v, self.k)


class IntStack(Stack[int]):
    def total(self) -> int:
        return sum(self._items)


class Cache(Generic[K, V]):
    def __init__(self, make: Callable[[K], V]) -> None:
        self.make = make
        self.data: Dict[K, V] = {}
        self.misses = 0

    def get(self, k: K) -> V:
        if k not in self.data:
            self.misses += 1
            self.data[k] = self.make(k)
        return self.data[k]


class Tree(Generic[T]):
    def __init__(self, v: T, left: "Optional[Tree[T]]" = None, right: "Optional[Tree[T]]" = None) -> None:
        self.v, self.left, self.right = v, left, right

    def fold(self, f: Callable[[V, T], V], acc: V) -> V:
        if self.left:
            acc = self.left.fold(f, acc)
        acc = f(acc, self.v)
        return self.right.fold(f, acc) if self.right else acc


def first(xs: List[T], default: T) -> T:
    return xs[0] if xs else default


def total(xs: List[N], start: N) -> N:
    for x in xs:
        start += x
    return start


def group(xs: Iterable[V], key: Callable[[V], K]) -> Dict[K, List[V]]:
    out: Dict[K, List[V]] = {}
    for x in xs:
        out.setdefault(key(x), []).append(x)
    return out


def zip_with(f: Callable[[T, K], V], a: List[T], b: List[K]) -> List[V]:
    return [f(x, y) for x, y in zip(a, b)]


def partition(xs: Iterable[T], p: Callable[[T], bool]) -> Tuple[List[T], List[T]]:
    yes: List[T] = []
    no: List[T] = []
    for x in xs:
        (yes if p(x) else no).append(x)
    return yes, no


def main() -> None:
    s: Stack[int] = Stack([1, 2])
    s.push(3)
    print(s.pop(), list(s), list(s.map(str)), len(s), list(Stack("ab").map(ord)))
    p = Pair("k", 2.5).swap()
    print(p.k, p.v, IntStack([1, 2]).total(), Stack[str](["q"]).pop())
    c: Cache[int, str] = Cache(lambda k: "v" * k)
    print(c.get(3), c.get(3), c.misses, Tree(2, Tree(1), Tree(3)).fold(lambda a, x: a + str(x), ""))
    print(first([], 5), first(["a"], "b"), total([1, 2], 0), total([1.5, 2], 0.0), total([1, 2], 0.5), group("banana", lambda ch: ch in "aeiou"))
    print(zip_with(lambda a, b: a * b, [1, 2], ["a", "b"]), partition(range(6), lambda x: x % 2 == 0), Stack.__orig_bases__, IntStack.__mro__[1].__name__)  # type: ignore


if __name__ == "__main__":
    main()
