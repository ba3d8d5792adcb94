"""Attributes set and deleted past a class's own rules: object.__setattr__, super().__setattr__ and their like."""
import gc
import weakref
from dataclasses import dataclass
from typing import Any


class Point:
    """Frozen by hand."""

    def __init__(self, x: int, name: str) -> None:
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "name", name)

    def __setattr__(self, key: str, value: Any) -> None:
        raise AttributeError("frozen: " + key)

    def __delattr__(self, key: str) -> None:
        raise AttributeError("frozen: " + key)

    def moved(self, by: int) -> "Point":
        made = Point(self.x + by, self.name)
        super(Point, made).__setattr__("name", self.name + "'")
        return made


class Plain:
    def __init__(self, a: int, b: str) -> None:
        self.a = a
        self.b = b


class Checked(Plain):
    def __init__(self, a: int) -> None:
        super().__init__(a, "checked")
        self.log: list[str] = []

    def __setattr__(self, key: str, value: Any) -> None:
        if key == "a" and value < 0:
            raise ValueError("negative")
        super().__setattr__(key, value)

    def __delattr__(self, key: str) -> None:
        print("deleting", key)
        super().__delattr__(key)


class Other:
    def __init__(self) -> None:
        self.w = 1.5
        self.v = "v"


class Both(Plain, Other):
    def __init__(self) -> None:
        Plain.__init__(self, 1, "both")
        Other.__init__(self)

    def change(self) -> None:
        object.__setattr__(self, "a", 10)
        object.__setattr__(self, "w", 2.5)
        super().__setattr__("b", "changed")
        object.__delattr__(self, "v")


class Hooked:
    def __setattr__(self, key: str, value: Any) -> None:
        print("Hooked sets", key)
        super().__setattr__(key, value)


class AfterHook(Plain, Hooked):
    pass


class Late(Plain):
    pass


@dataclass(frozen=True)
class Frozen:
    x: int
    y: str = "y"

    def __post_init__(self) -> None:
        object.__setattr__(self, "y", self.y.upper())


class Ordered:
    def __init__(self) -> None:
        object.__setattr__(self, "z", 1)
        object.__setattr__(self, "other", 2)

    def fill(self) -> None:
        self.a = 3
        self.b = 4
        self.c: object = None


def make_classes() -> dict[str, Any]:
    """Made by the interpreter."""
    space: dict[str, Any] = {"Plain": Plain, "Hooked": Hooked, "Point": Point, "__name__": __name__}
    exec("""
class Sub(Plain):
    def __setattr__(self, key, value):
        object.__setattr__(self, key, value if key != "a" else value * 2)
class Twice(Sub):
    def __setattr__(self, key, value):
        super().__setattr__(key, value)
        super().__setattr__("last", key)
class Bare(Plain): pass
class Mixed(Plain, Hooked): pass
class Error(Plain, KeyError):
    def __init__(self, a, b):
        Plain.__init__(self, a, b)
        object.__setattr__(self, "extra", 1)
class NewPoint(Point):
    def __init__(self):
        super().__init__(7, "new")
        object.__setattr__(self, "more", 1)
""", space)
    return space


def attempt(what: Any, *args: Any) -> None:
    try:
        print(what(*args))
    except Exception as e:
        print(type(e).__name__, e)


def from_outside(p: Any) -> None:
    object.__setattr__(p, "a", 5)
    object.__setattr__(p, "new", [p.a])
    type(p).__setattr__(p, "b", "through the class")
    p.__setattr__("also", 1)
    bound = p.__setattr__
    bound("bound", 2)
    print(p.a, p.b, p.new, p.also, p.bound, sorted(vars(p)))
    object.__delattr__(p, "new")
    p.__delattr__("also")
    type(p).__delattr__(p, "bound")
    print(sorted(vars(p)))
    attempt(object.__delattr__, p, "none")
    attempt(p.__delattr__, "none")
    attempt(object.__setattr__, p)
    attempt(p.__setattr__, "a")
    attempt(p.__setattr__, 1, 2)
    attempt(object.__setattr__, 1, "a", 2)
    print(type(p).__setattr__ is object.__setattr__, "__setattr__" in vars(type(p)), "__delattr__" in vars(type(p)))


def cycles() -> None:
    p = Plain(1, "b")
    object.__setattr__(p, "b", "c")
    p.__setattr__("me", p)
    ref = weakref.ref(p)
    del p
    gc.collect()
    print("collected", ref() is None)


def main() -> None:
    p = Point(1, "p").moved(2)
    print(p.x, p.name, vars(p))
    attempt(setattr, p, "x", 5)
    attempt(delattr, p, "x")
    object.__delattr__(p, "x")
    attempt(getattr, p, "x")
    object.__setattr__(p, "x", 6)
    print(p.x)
    from_outside(Plain(1, "b"))
    c = Checked(3)
    c.a = 4
    attempt(setattr, c, "a", -1)
    del c.log
    attempt(delattr, c, "log")
    print(c.a, vars(c))
    both = Both()
    both.change()
    print(sorted(vars(both).items()), both.a, both.w, both.b, hasattr(both, "v"))
    object.__setattr__(both, "v", "again")
    print(both.v)
    after = AfterHook(1, "b")
    after.a = 2
    after.__setattr__("a", 3)
    super(AfterHook, after).__setattr__("a", 4)
    super(Hooked, after).__setattr__("a", 5)
    print(after.a)
    s = make_classes()
    for name in ("Sub", "Twice", "Bare", "Mixed", "Error"):
        o = s[name](1, name)
        o.a = 2
        object.__setattr__(o, "b", "set")
        o.__setattr__("c", 3)
        super(type(o), o).__setattr__("d", 4)
        print(name, o.a, o.b, sorted(vars(o).items(), key=str))
        object.__delattr__(o, "b")
        attempt(getattr, o, "b")
    n = s["NewPoint"]()
    print(n.x, n.name, n.more)
    attempt(setattr, n, "x", 1)
    f = Frozen(1, "abc")
    print(f, hash(f) == hash(Frozen(1, "abc")))
    attempt(setattr, f, "x", 2)
    object.__setattr__(f, "x", 2)
    print(f)
    o = Ordered()
    object.__setattr__(o, "b", 0)
    print(vars(o))
    o.fill()
    print(sorted(vars(o)))
    cycles()
    late = Late(1, "late")
    late.a = 2
    Late.__setattr__ = lambda self, key, value: print("now", key)  # type: ignore
    setattr(late, "a", 3)
    object.__setattr__(late, "a", 4)
    print(late.a, "__setattr__" in vars(Late))
    del Late.__setattr__  # type: ignore
    setattr(late, "a", 5)
    object.__setattr__(late, "b", "end")
    print(late.a, late.b, "__setattr__" in vars(Late))


if __name__ == "__main__":
    main()
