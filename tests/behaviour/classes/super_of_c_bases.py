# super().name(...) where what comes next is Python's own: bound and called as through a super object, whatever it is, found anew after changes.
import collections
import threading
from typing import Any, Callable


class ParseError(Exception):
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class Formatted(ValueError):
    def __init__(self, code: int) -> None:
        super().__init__(f"code {code}", code)
        self.code = code

    def __str__(self) -> str:
        return "<" + super().__str__() + ">"


class Lookup(KeyError):
    def __init__(self, *args: object) -> None:
        super().__init__(*args)


class System(OSError):
    def __init__(self, number: int) -> None:
        super().__init__(number, "text")


class NoInit(Exception):
    def __init__(self, a: int) -> None:
        pass


class Table(dict[str, int]):
    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def __setitem__(self, key: str, value: int) -> None:
        super().__setitem__(key, value * self.size)

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key, default)

    def __missing__(self, key: str) -> int:
        return super().__len__()


class Items(list[int]):
    def append(self, value: int) -> None:
        super().append(value)
        super().append(-value)

    def __init__(self) -> None:
        super().__init__([1, 2])


class Worker(threading.Thread):
    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.done = False

    def run(self) -> None:
        super().run()
        self.done = True


class Ordered(collections.OrderedDict[str, int]):
    def move_to_end(self, key: str, last: bool = True) -> None:
        super().move_to_end(key, last)

    def __init__(self) -> None:
        super().__init__([("a", 1), ("b", 2)])


class Plain:
    def __init__(self, *args: object) -> None:
        super().__init__(*args)

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)

    def nothing(self) -> None:
        super().nothing()  # type: ignore


class TooMany:
    def __init__(self) -> None:
        super().__init__(1)  # type: ignore


SPACE: dict[str, Any] = {"ParseError": ParseError}
exec(
    """
class Root:
    @staticmethod
    def static(*args): return ("static", args)
    @classmethod
    def cls(cls, *args): return (cls.__name__, args)
    @property
    def prop(self): return lambda *args: ("prop", args)
    data = print
    def method(self, *args): return ("method", args)
    class Inner:
        def __init__(self, *args): self.args = args
    nothing_callable = 5
class Heir(ParseError):
    def __init__(self): super().__init__("heir", 7)
""",
    SPACE,
)
Root: Any = SPACE["Root"]


class Leaf(Root):  # type: ignore
    def static(self, *args: int) -> Any:
        return super().static(self.number(), 2)

    def number(self) -> int:
        return 1

    def cls(self) -> Any:
        return super().cls(1)

    def prop(self) -> Any:
        return super().prop(1, 2)

    def data(self) -> None:
        super().data("printed")

    def method(self, change: Callable[[], int]) -> Any:
        return super().method(change())

    def inner(self) -> Any:
        return super().Inner(3).args

    def nothing_callable(self) -> Any:
        return super().nothing_callable()

    def missing(self) -> Any:
        return super().missing(print("not reached"))

    def nested(self) -> Any:
        def inner(me: Any) -> Any:
            return super().method(1)

        return inner(self), [len(super(Leaf, self).method(i)) for i in range(2)]


def attempt(action: Callable[[], Any]) -> None:
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e, e.args)


def main() -> None:
    for make in (lambda: ParseError("bad", 3), lambda: Formatted(4), lambda: Lookup(1, 2), lambda: System(2), lambda: NoInit(5), SPACE["Heir"]):
        e = make()
        print(type(e).__name__, e, e.args, vars(e), repr(e))
    system = System(2)
    print(system.errno, system.strerror)
    t = Table(3)
    t["a"] = 2
    print(t, t.get("a"), t.get("b", 9), t["zz"])
    items = Items()
    items.append(5)
    print(items)
    w = Worker()
    w.start()
    w.join()
    print(w.done, w.daemon)
    o = Ordered()
    o.move_to_end("a")
    print(o)
    p: Any = Plain()
    p.x = 1
    print(vars(p))
    attempt(lambda: Plain(1))
    attempt(lambda: TooMany())
    attempt(lambda: p.nothing())
    leaf: Any = Leaf()
    for name in ("static", "cls", "prop", "data", "inner", "nothing_callable", "missing", "nested"):
        attempt(getattr(leaf, name))
    saved = Root.method

    def change() -> int:
        Root.method = lambda self, *args: ("changed", args)
        return 7

    print(leaf.method(change), leaf.method(lambda: 8))
    Root.method = saved
    print(leaf.method(lambda: 9))
    Root.method = staticmethod(lambda *args: ("now static", args))
    print(leaf.method(lambda: 10))
    Root.method = saved
    foreign: Any = Root()
    attempt(lambda: Leaf.method(foreign, lambda: 1))
    ParseError.__bases__ = (ValueError,)
    print(ParseError("again", 1), isinstance(ParseError("x", 1), ValueError))
    ParseError.__bases__ = (Exception,)


if __name__ == "__main__":
    main()
