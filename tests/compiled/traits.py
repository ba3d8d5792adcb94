# Traits: only compiled classes make instances of what derives from them; nobody makes one of a trait itself.
from mypy_extensions import trait, mypyc_attr

@trait
class Shape:
    def area(self) -> float:
        return 0.0

    def twice(self) -> float:
        return self.area() * 2


@mypyc_attr(allow_interpreted_subclasses=True)
@trait
class Open:
    def name(self) -> str:
        return "open"


class Square(Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    def area(self) -> float:
        return self.side * self.side


class Both(Square, Open):
    pass


@trait
class Derived(Shape):
    pass


class Leaf(Derived):
    pass


@trait
class Solitary:
    pass


class Single(Solitary):
    made: "list[Single]" = []

    def __new__(cls) -> "Single":
        if not cls.made:
            cls.made.append(super().__new__(cls))
        return cls.made[0]


def direct() -> Shape:
    return Shape()


def attempt(what, *args) -> None:
    try:
        print(what.__name__, type(what(*args)).__name__)
    except TypeError as e:
        print(what.__name__, "TypeError:", e)


def main() -> None:
    for cls in (Shape, Open, Derived, Leaf):
        attempt(cls)
    attempt(Square, 2)
    attempt(Both, 3)
    attempt(Single)
    print(Single() is Single())
    attempt(direct)
    print(Square(3.0).twice(), Both(2.0).twice(), Both(2.0).name())
    space = {"__name__": "elsewhere", "Shape": Shape, "Open": Open, "Square": Square, "Leaf": Leaf}
    exec("class Sub(Shape): pass\n"
         "class SubOpen(Open): pass\n"
         "class SubSquare(Square): pass\n"
         "class SubLeaf(Leaf): pass\n"
         "class SubSub(Sub): pass\n"
         "class New(Open):\n"
         "    def __new__(cls): return object.__new__(cls)\n", space)
    for name in ("Sub", "SubOpen", "SubLeaf", "SubSub", "New"):
        attempt(space[name])
    attempt(space["SubSquare"], 4)
    print(issubclass(space["Sub"], Shape), "twice" in vars(Shape), sorted(k for k in vars(Open) if not k.startswith("__")))


if __name__ == "__main__":
    main()
