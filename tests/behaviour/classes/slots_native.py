# Classes with __slots__ have native layout: everything that shows is what Python shows.
import copy
import gc
import inspect
import pickle
import sys
import types
import weakref
from typing import Any, List, Optional


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x: int, y: float) -> None:
        self.x = x
        self.y = y

    def norm(self) -> float:
        return self.x * self.x + self.y * self.y


class Named(Point):
    __slots__ = ["name", "__weakref__"]

    def __init__(self, x: int, y: float, name: str) -> None:
        super().__init__(x, y)
        self.name = name


class Open(Named):
    def __init__(self) -> None:
        super().__init__(1, 2.0, "open")
        self.extra = [1]
        self.more: Optional[Point] = None


class Reslotted(Open):
    __slots__ = ("late",)
    late: int


class Empty(Point):
    __slots__ = ()


class One:
    __slots__ = "alone"

    def __init__(self) -> None:
        self.alone: List[int] = []


class Private:
    __slots__ = ("__hidden", "_half")

    def __init__(self) -> None:
        self.__hidden = 5
        self._half = 2

    def tell(self) -> int:
        return self.__hidden + self._half


class WithDict:
    __slots__ = ("a", "__dict__")

    def __init__(self) -> None:
        self.a = 1
        self.b = 2


class Unset:
    __slots__ = ("never", "typed")
    typed: int


class Shadow(Point):
    x = property(lambda self: 99)  # type: ignore


class Holder:
    __slots__ = ("item", "next")

    def __init__(self, item: object) -> None:
        self.item = item
        self.next: Optional["Holder"] = None


def attempt(what: Any) -> None:
    try:
        print("ok", what())
    except Exception as e:
        print(type(e).__name__, e, getattr(e, "name", "-"), type(getattr(e, "obj", None)).__name__)


def store(o: Any, name: str, value: Any) -> None:
    setattr(o, name, value)


def remove(o: Any, name: str) -> None:
    delattr(o, name)


def descriptors() -> None:
    for cls, name in [(Point, "x"), (Point, "y"), (Named, "name"), (One, "alone"), (Private, "_Private__hidden"), (Unset, "typed"), (Reslotted, "late")]:
        d = cls.__dict__[name]
        print(repr(d), isinstance(d, types.MemberDescriptorType), inspect.ismemberdescriptor(d), inspect.isdatadescriptor(d), d.__name__,
              d.__objclass__.__name__, d.__qualname__, d.__doc__, getattr(cls, name) is d, d.__class__ is types.MemberDescriptorType)
    p = Point(3, 4.5)
    print(Point.x.__get__(p, Point), Point.__dict__["y"].__get__(p))  # type: ignore
    Point.x.__set__(p, 8)  # type: ignore
    Point.y.__delete__(p)  # type: ignore
    print(p.x, hasattr(p, "y"))
    attempt(lambda: Point.x.__get__(3, int))  # type: ignore
    attempt(lambda: Point.y.__set__([], 1.5))  # type: ignore
    attempt(lambda: Named.name.__get__(p))  # type: ignore
    print([n for n, d in inspect.getmembers(Named, inspect.ismemberdescriptor)])
    for cls in (Point, Named, Open, Reslotted, Empty, One, Private, WithDict, Unset):
        print(cls.__name__, getattr(cls, "__slots__", None), "__slots__" in vars(cls), sorted(k for k in vars(cls) if k not in ("__module__", "__doc__", "__annotations__")),
              cls.__dictoffset__ != 0, cls.__weakrefoffset__ != 0, cls.__base__.__name__)


def attributes() -> None:
    p = Point(1, 2.0)
    attempt(lambda: p.__dict__)
    attempt(lambda: vars(p))
    attempt(lambda: p.z)  # type: ignore
    attempt(lambda: store(p, "z", 1))
    attempt(lambda: store(p, "norm", 1))
    attempt(lambda: remove(p, "z"))
    attempt(lambda: remove(p, "norm"))
    attempt(lambda: weakref.ref(p))
    remove(p, "x")
    attempt(lambda: p.x)
    attempt(lambda: remove(p, "x"))
    attempt(lambda: p.norm())
    p.x = 7
    print(p.norm(), dir(p)[-3:], hasattr(p, "__dict__"))
    n = Named(1, 2.0, "n")
    print(weakref.ref(n)() is n, hasattr(n, "__dict__"))
    attempt(lambda: store(n, "other", 1))
    o = Open()
    print(o.__dict__, vars(o) == {"extra": [1], "more": None}, o.x, o.name)
    store(o, "free", 3)
    o.x = 10
    print(o.__dict__, o.x)
    r = Reslotted()
    attempt(lambda: r.late)
    r.late = 4
    print(r.__dict__, r.late)
    w = WithDict()
    store(w, "c", 3)
    print(w.__dict__, w.a)
    attempt(lambda: weakref.ref(w))
    u = Unset()
    attempt(lambda: u.never)
    attempt(lambda: u.typed)
    attempt(lambda: remove(u, "never"))
    attempt(lambda: remove(u, "typed"))
    u.typed = 3
    u.never = u
    print(u.typed, u.never is u)
    u.never = None
    print(Shadow(1, 2.0).norm() if False else "-")
    attempt(lambda: Shadow(1, 2.0))
    e = Empty(1, 1.5)
    attempt(lambda: store(e, "more", 1))
    attempt(lambda: e.__dict__)
    print(Private().tell(), Private()._Private__hidden, One().alone)  # type: ignore
    object.__setattr__(p, "y", 5.5)
    print(p.y, object.__getattribute__(p, "y"))
    attempt(lambda: object.__setattr__(p, "z", 5.5))
    attempt(lambda: object.__new__(Point).x)


def state() -> None:
    for o in (Point(1, 2.5), Named(1, 2.0, "n"), Open(), Empty(2, 3.0), One(), Private(), WithDict()):
        print(type(o).__name__, o.__reduce_ex__(2)[2:], o.__getstate__())
        for protocol in range(2 if type(o) is Open else 0, 5):  # docs/differences.md
            attempt(lambda: sorted((n, getattr(c, n)) for c in [pickle.loads(pickle.dumps(o, protocol))] for n in ("x", "y", "name", "extra", "alone", "_half", "a", "b") if hasattr(c, n)))
        c, d = copy.copy(o), copy.deepcopy(o)
        print(type(c) is type(o), type(d) is type(o), getattr(d, "alone", None), getattr(c, "x", None))
    u = Unset()
    print(u.__reduce_ex__(2)[2:], copy.copy(u) is u)
    u.typed = 1
    print(u.__reduce_ex__(2)[2:], copy.copy(u).typed)


class Hasher:
    __slots__ = ("key",)

    def __init__(self, key: int) -> None:
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hasher) and other.key == self.key

    def __hash__(self) -> int:
        return self.key


def assign_class() -> None:
    p: Any = Point(1, 2.0)
    q: Any = Hasher(3)
    attempt(lambda: store(p, "__class__", Hasher))
    attempt(lambda: store(q, "__class__", Open))
    attempt(lambda: store(p, "__class__", Empty))
    print(type(p).__name__)
    print({Hasher(1), Hasher(1), Hasher(2)} == {Hasher(2), Hasher(1)})


def cycles() -> None:
    gc.collect()
    a, b = Holder(1), Holder([2])
    a.next, b.next = b, a
    del a, b
    print(gc.collect() > 0)
    o = Open()
    store(o, "me", o)
    o.extra.append(o)  # type: ignore
    del o
    print(gc.collect() > 0)


def conflicts() -> None:
    def bad() -> Any:
        class Conflict:
            __slots__ = ("a",)
            a = 1
        return Conflict
    attempt(bad)
    attempt(lambda: type("Two", (Point, Hasher), {}))
    attempt(lambda: type("Wrong", (), {"__slots__": ("1x",)}))
    attempt(lambda: type("Twice", (WithDict,), {"__slots__": ("__dict__",)}))


interpreted = """
class Sub(Named):
    pass

class Slim(Point):
    __slots__ = ("z",)

class Over(Point):
    x = 5

class Both(Point, dict):
    pass
"""


def from_bytecode() -> None:
    space: Any = {"Named": Named, "Point": Point, "__name__": __name__}
    attempt(lambda: exec(interpreted.split("class Both")[0], space))
    attempt(lambda: exec("class Both(Point, dict): pass", space))
    s = space["Sub"](1, 2.0, "s")
    s.free = [s]
    print(s.x, s.name, s.__dict__.keys(), s.norm())
    del s
    print(gc.collect() > 0)
    t = space["Slim"](3, 4.0)
    t.z = t
    print(t.x, t.norm(), t.z is t, hasattr(t, "__dict__"))
    attempt(lambda: store(t, "w", 1))
    print(t.__reduce_ex__(2)[2][1].keys())
    del t
    print(gc.collect() > 0)
    attempt(lambda: type(space["Over"](1, 2.0)).__name__)
    o = object.__new__(space["Over"])
    o.y = 2.0
    print(o.x, o.norm())
    Sub = space["Sub"]
    print(issubclass(Sub, Point), [c.__name__ for c in Sub.__mro__])


def in_native_code(points: List[Point]) -> float:
    total = 0.0
    for p in points:
        p.x += 1
        total += p.x * p.y
    return total


def main() -> None:
    descriptors()
    attributes()
    state()
    assign_class()
    cycles()
    conflicts()
    from_bytecode()
    print(in_native_code([Point(i, i * 0.5) for i in range(10)] + [Named(1, 1.0, "a"), Open(), Empty(3, 2.0)]))


if __name__ == "__main__":
    main()
