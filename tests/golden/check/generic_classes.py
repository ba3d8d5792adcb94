from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial, reduce, wraps
from itertools import chain, product
from typing import Any, Callable, Generic, ParamSpec, Self, TypeVar
import re

K = TypeVar("K")
V = TypeVar("V")
P = ParamSpec("P")


class Table(Generic[K, V]):
    def __init__(self, start: dict[K, V]) -> None:
        self.data = start

    def get(self, key: K, default: V) -> V:
        return self.data.get(key, default)

    def me(self) -> Self:
        return self

    def __iter__(self) -> Iterator[K]:
        return iter(self.data)


class Names(Table[str, V]):
    def upper(self) -> list[str]:
        return [k.upper() for k in self]


def logged(f: Callable[P, V]) -> Callable[P, V]:
    @wraps(f)
    def inner(*args: P.args, **kwargs: P.kwargs) -> V:
        return f(*args, **kwargs)

    return inner


@logged
def area(w: float, h: float) -> float:
    return w * h


@contextmanager
def opened(name: str) -> Iterator[int]:
    yield 1


@lru_cache
def cached(n: int) -> str:
    return str(n)


def f() -> None:
    t = Table({"a": 1})
    reveal_type(t)  # revealed: Table[str, int]
    reveal_type(t.get("a", 2))  # revealed: int
    t.get(1, 2)  # error: arg-type
    reveal_type(Names({"a": 1.5}).me().upper())  # revealed: list[str]
    reveal_type([k for k in t])  # revealed: list[str]
    reveal_type(area(1, 2))  # revealed: float
    area("a", 2)  # error: arg-type
    area(1)  # error: call-arg
    with opened("x") as n:
        reveal_type(n)  # revealed: int
    reveal_type(cached(1))  # revealed: str
    d = defaultdict(list)
    d["a"].append(1)
    c = Counter("abc")
    reveal_type(c.most_common(1))  # revealed: list[tuple[str, int]]
    q = deque([1, 2])
    reveal_type(q.popleft())  # revealed: int
    reveal_type(list(chain([1], [2])))  # revealed: list[int]
    reveal_type(reduce(lambda a, b: a + b, [1, 2]))  # revealed: int
    m = re.match("a", "b")
    m.group()  # error: union-attr
    if m:
        reveal_type(m.start())  # revealed: int
    for i, (a, b) in enumerate(zip([1.0], ["x"])):
        reveal_type(a)  # revealed: float
        reveal_type(b)  # revealed: str
    reveal_type({1: "a"}.items())  # revealed: dict_items[int, str]
    reveal_type([*range(3)])  # revealed: list[int]
    reveal_type({**{"a": 1}})  # revealed: dict[str, int]
    reveal_type(set("ab") | {"c"})  # revealed: set[str]
    reveal_type("a b".split())  # revealed: list[str]
    reveal_type(" ".join(str(v) for v in range(3)))  # revealed: str
    reveal_type(sorted([3, 1], key=lambda v: -v, reverse=True))  # revealed: list[int]
    reveal_type(list(reversed([1])))  # revealed: list[int]
    reveal_type(any(x > 1 for x in [1]))  # revealed: bool
    reveal_type(round(1.5))  # revealed: int
    reveal_type(divmod(7, 2))  # revealed: tuple[int, int]
    reveal_type(abs(-1.5))  # revealed: float
    reveal_type(min((1, "a"), (2, "b"))[1])  # revealed: str
