"""Methods of native classes called with other objects as self, and on instances of Python subclasses made at run time."""
import traceback


class Point:
    scale: int = 2

    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def total(self, k: int = 1) -> int:
        return (self.x + self.y) * k * self.scale

    def move(self, by: int) -> None:
        self.x += by
        self.y = self.x - by

    def fail(self) -> int:
        return self.missing + self.x  # type: ignore

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.x}, {self.y})"


class Named(Point):
    def __init__(self, x: int, name: str) -> None:
        Point.__init__(self, x, x)
        self.name = name

    def label(self) -> str:
        return f"{self.name}:{self.total()}"


class Loose:
    x = 10
    y = 20
    scale = 3


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)
        for entry in traceback.extract_tb(e.__traceback__)[1:]:
            print("  in", entry.name, entry.lineno)


SUBCLASSES = """
class Plain(Point):
    def extra(self):
        return self.total(3)

class Shadow(Point):
    x = property(lambda self: 1000, lambda self, value: print("set x", value))

class Default(Point):
    y = 5

class Getter(Point):
    def __getattr__(self, name):
        return 77

class Mixed(Mixin, Point):
    pass
"""


class Mixin:
    scale = 9


def main() -> None:
    p = Point(1, 2)
    print(p.total(), p.total(5), Point.total(p, 2), p)
    attempt(Point.total, Loose(), 2)
    attempt(Point.total, Loose())
    loose = Loose()
    Point.move(loose, 5)  # type: ignore
    print(loose.x, loose.y, Loose.x)
    attempt(Point.total, 3)
    attempt(Point.fail, p)
    attempt(Point.fail, loose)
    Point.__init__(loose, 7, 8)  # type: ignore
    print(loose.x, loose.y, Point.__repr__(loose))  # type: ignore
    n = Named(4, "n")
    print(n.label(), n, Point.total(n), n.__dict__)
    space = {"Point": Point, "Mixin": Mixin}
    exec(SUBCLASSES, space)
    for name in ["Plain", "Shadow", "Default", "Getter", "Mixed"]:
        cls = space[name]
        o = cls(3, 4)  # type: ignore
        o.move(2)
        print(name, o.total(), o.total(2), o.x, o.y, o)
        attempt(o.fail)
        del o.y
        attempt(o.total)
    plain = space["Plain"](1, 1)  # type: ignore
    print(plain.extra(), plain.total())
    space["Plain"].x = property(lambda self: 50)  # type: ignore
    print(plain.total())
    del p.x
    attempt(p.total)


if __name__ == "__main__":
    main()
