"""Classes with fields mixed with builtins, with each other and with C classes, as Python allows."""
import abc
import collections
import copy
import pickle
from typing import Any


class Tagged:
    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.count = 0

    def bump(self) -> int:
        self.count += 1
        return self.count

    def describe(self) -> str:
        return f"{type(self).__name__}:{self.tag}:{self.count}"


class Sized:
    limit = 5

    def __init__(self, width: float) -> None:
        self.width = width

    def area(self) -> float:
        return self.width * self.width


class Deeper(Sized):
    def __init__(self, width: float, depth: float) -> None:
        super().__init__(width)
        self.depth = depth

    def volume(self) -> float:
        return self.area() * self.depth


class Abstract(abc.ABC):
    def __init__(self) -> None:
        self.made = True

    @abc.abstractmethod
    def run(self) -> int: ...


def make_classes() -> dict[str, Any]:
    """Made by the interpreter, which knows nothing of layouts."""
    space: dict[str, Any] = {"Tagged": Tagged, "Sized": Sized, "Deeper": Deeper, "Abstract": Abstract, "OrderedDict": collections.OrderedDict,
                             "__name__": __name__}
    exec("""
class TaggedError(Tagged, ValueError):
    def __init__(self, tag, *args):
        Tagged.__init__(self, tag)
        ValueError.__init__(self, *args)
class ErrorTagged(KeyError, Tagged):
    pass
class TaggedDict(Tagged, dict): pass
class TaggedOrdered(OrderedDict, Tagged): pass
class Both(Tagged, Deeper):
    def __init__(self):
        Tagged.__init__(self, "both")
        Deeper.__init__(self, 2.0, 3.0)
class Sub(Tagged): pass
class SubList(Sub, list): pass
class SubError(TaggedError):
    def __init__(self, tag): super().__init__(tag, "sub")
class Runner(Abstract, dict):
    def run(self): return len(self)
class TaggedInt(Tagged, int):
    def __new__(cls, value): return int.__new__(cls, value)
    def __init__(self, value): super().__init__("int")
""", space)
    return space


class CompiledError(Tagged, OSError):
    def __init__(self, tag: str, code: int) -> None:
        Tagged.__init__(self, tag)
        OSError.__init__(self, code, "text")


class CompiledBoth(Tagged, Deeper):
    def __init__(self) -> None:
        Tagged.__init__(self, "compiled")
        Deeper.__init__(self, 1.5, 2.0)


SPACE = make_classes()
globals().update({k: v for k, v in SPACE.items() if isinstance(v, type) and v.__module__ == __name__})


def show(o: Any) -> None:
    print(o.describe(), o.bump(), o.bump(), sorted(vars(o).items()), isinstance(o, Tagged), o)


def main() -> None:
    s = SPACE
    error = s["TaggedError"]("e", "message", 1)
    show(error)
    try:
        raise error
    except ValueError as e:
        print("caught", e.args, e.tag)
    try:
        s["ErrorTagged"]("k").bump()
    except AttributeError as e:
        print(e)
    for name in ("TaggedDict", "TaggedOrdered"):
        d = s[name]("d") if name == "TaggedDict" else s[name](a=1)
        if name == "TaggedOrdered":
            Tagged.__init__(d, "o")
        d["x"] = 1
        show(d)
    both = s["Both"]()
    print(both.describe(), both.bump(), both.area(), both.volume(), both.limit, both.width)
    both.width = 4.0
    print(both.volume(), both.__dict__ == {"tag": "both", "count": 1, "width": 4.0, "depth": 3.0})
    del both.tag
    print(hasattr(both, "tag"), hasattr(both, "depth"))
    del both.depth
    print(hasattr(both, "depth"))
    l = s["SubList"]("l")
    l.append(3)
    show(l)
    print(s["Runner"]().run(), s["Runner"]().made, s["TaggedInt"](41) + 1, s["TaggedInt"](3).tag)
    show(CompiledError("c", 2))
    sub = s["SubError"]("s")
    sub.extra = [1]
    sub.tag += "!"
    show(sub)
    c = CompiledBoth()
    print(c.describe(), c.bump(), c.volume(), [k.__name__ for k in type(c).__mro__])
    for o in (s["Both"](), s["TaggedDict"]("p"), c):
        for other in (copy.copy(o), pickle.loads(pickle.dumps(o))):
            print(type(other) is type(o), vars(other) == vars(o), other.describe())
    try:
        type("Wrong", (int, str, Tagged), {})
    except TypeError as e:
        print(e)
    print(Tagged("plain").bump(), Deeper(1.0, 2.0).volume())


if __name__ == "__main__":
    main()
