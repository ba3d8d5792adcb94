"""Objects that are left when the program ends see everything that their finalisers name."""
import atexit
import dataclasses
import enum
import functools
import shutil
import weakref
from typing import Any, Callable, Iterator


def say(*words: object) -> None:
    print("end of", *words, shutil.__name__, Colour.RED.name)


class Colour(enum.Enum):
    RED = 1


class Resource:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        say("resource", self.name)


class Heir(Resource):
    limit = 3

    def __del__(self) -> None:
        super().__del__()
        say("heir", self.limit)


@dataclasses.dataclass
class Point:
    x: int
    y: int = 2

    def __del__(self) -> None:
        say("point", self, self.y)


@functools.lru_cache(maxsize=None)
def cached(r: Resource) -> int:
    return len(r.name)


def steps(n: int) -> Iterator[int]:
    try:
        for i in range(n):
            yield i
    finally:
        say("steps", n)


def counter(name: str) -> Callable[[], int]:
    held = Resource(name)
    n = 0

    def count() -> int:
        nonlocal n
        n += 1
        return n + len(held.name)

    return count


class Node:
    def __init__(self, label: str) -> None:
        self.label = label
        self.other: "Node | None" = None

    def __del__(self) -> None:
        say("node", self.label, self.other.label if self.other else None)


def failing(r: Any) -> None:
    raise ValueError("kept")


class Watched:
    pass


heir = Heir("heir")
point = Point(1)
started = steps(3)
next(started)
count = counter("closure")
a = Node("a")
b = Node("b")
a.other, b.other = b, a
watched = Watched()
weakref.finalize(watched, print, "finalised", "watched")
changed = Resource("changed")
try:
    failing(3)
except ValueError as e:
    error = e


def say_more(*words: object, mark: str = "!") -> None:
    say(*words, mark)


say_more.__kwdefaults__ = {"mark": "?"}
Resource.__len__ = lambda self: len(self.name)  # type: ignore[attr-defined]


def main() -> None:
    print(cached(Resource("cached")), count(), count())
    say_more("altered")
    atexit.register(say, "atexit")
    local = Node("local")
    local.other = local
    keep: list[Any] = [Resource("in a list")]
    keep.append(keep)
    globals()["later"] = keep


main()
