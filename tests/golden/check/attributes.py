import math
import os.path
import sys
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Generic, NamedTuple, NewType, Optional, Protocol, TypedDict, TypeVar

T = TypeVar("T")


class Base:
    def hello(self) -> str:
        return "hi"


class Derived(Base):
    def both(self) -> str:
        return super().hello() + self.hello()


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


@dataclass
class Point:
    x: float
    y: float = 0.0
    tags: list[str] = field(default_factory=list)


class Pair(NamedTuple):
    left: int
    right: str


class Movie(TypedDict):
    title: str
    year: int


class Colour(Enum):
    RED = 1
    GREEN = 2


class Sized(Protocol):
    def size(self) -> int: ...


class Has:
    def size(self) -> int:
        return 1


class HasNot:
    def size(self) -> str:
        return ""


UserId = NewType("UserId", int)


def take(s: Sized) -> None: ...


def f(d: Derived, o: Optional[Base], p: Point, m: Movie, q: Pair, c: Colour, u: UserId) -> None:
    reveal_type(d.both())  # revealed: str
    d.nothing  # error: attr-defined
    o.hello()  # error: union-attr
    "a".size()  # error: attr-defined
    math.tau2  # error: attr-defined
    reveal_type(math.pi)  # revealed: float
    reveal_type(os.path.join("a", "b"))  # revealed: str
    s = Stack[int]()
    s.push(1)
    s.push("a")  # error: arg-type
    reveal_type(s.pop())  # revealed: int
    reveal_type(p.x)  # revealed: float
    reveal_type(p.tags)  # revealed: list[str]
    Point()  # error: call-arg
    Point(1, 2, ["a"])
    Point("a")  # error: arg-type
    reveal_type(q.left)  # revealed: int
    reveal_type(q[1])  # revealed: str
    left, right = q
    reveal_type(right)  # revealed: str
    reveal_type(m["title"])  # revealed: str
    m["nope"]  # error: index
    Movie(title="a", year="b")  # error: arg-type
    reveal_type(Colour.RED)  # revealed: Literal[Colour.RED]
    reveal_type(c.value)  # revealed: int
    reveal_type(c.name)  # revealed: str
    Colour.BLUE  # error: attr-defined
    take(Has())
    take(HasNot())  # error: arg-type
    take(1)  # error: arg-type
    reveal_type(u + 1)  # revealed: int
    UserId("a")  # error: arg-type
    reveal_type([x.name for x in Colour])  # revealed: list[str]
    with open("f") as fh:
        reveal_type(fh.readline())  # revealed: str
    with open("f", "rb") as fb:
        reveal_type(fb.read())  # revealed: bytes
