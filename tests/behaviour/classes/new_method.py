from typing import Any, Dict, Optional


class Single:
    _it: Optional["Single"] = None
    inits = 0

    def __new__(cls) -> "Single":
        if cls._it is None:
            cls._it = super().__new__(cls)
        return cls._it

    def __init__(self) -> None:
        Single.inits += 1


class Interned:
    pool: Dict[str, "Interned"] = {}
    name: str

    def __new__(cls, name: str) -> "Interned":
        if name not in cls.pool:
            self = object.__new__(cls)
            self.name = name
            cls.pool[name] = self
        return cls.pool[name]


class Other:
    def __new__(cls, *args: Any) -> Any:
        return args

    def __init__(self, *args: Any) -> None:
        raise RuntimeError("never called")


class Shape:
    def __new__(cls, kind: str, *args: int) -> Any:
        sub = {"sq": Square, "ci": Circle}.get(kind, cls)
        return super().__new__(sub)

    def __init__(self, kind: str, *args: int) -> None:
        self.kind = kind
        self.args = args


class Square(Shape):
    pass


class Circle(Shape):
    pass


class Even(int):
    def __new__(cls, v: int) -> "Even":
        return super().__new__(cls, v - v % 2)


class NoInit:
    x: int


def main() -> None:
    Single._it, Single.inits = None, 0
    print(Single() is Single(), Single.inits)
    print(Interned("a") is Interned("a"), Interned("a") is Interned("b"), Interned("q").name, len(Interned.pool))
    print(Other(1, 2), type(Shape("sq", 1)).__name__, Shape("ci", 1, 2).args, type(Shape("zz")).__name__)
    print(Even(7), Even(8) + 1, type(Even(3)).__name__)
    n = object.__new__(NoInit)
    try:
        n.x
    except AttributeError as e:
        print(e)
    n.x = 5
    print(n.x, NoInit.__new__(NoInit).__class__.__name__)
    bare = Square.__new__(Square, "k")
    try:
        bare.args
    except AttributeError as e:
        print(e)
    bare.__init__("late", 9)  # type: ignore
    print(bare.args)
    for f in (lambda: object.__new__(5), lambda: NoInit(1), lambda: int.__new__(str), lambda: NoInit.__new__()):  # type: ignore
        try:
            print(f())
        except TypeError as e:
            print(e)
    Interned.pool.clear()


if __name__ == "__main__":
    main()
