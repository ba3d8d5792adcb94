# What `__dict__` of a class lists, and what reads it: that an instance has fields of its own makes no difference.
import inspect


class Point:
    unit = 1.5

    def __init__(self, x: int) -> None:
        self.x = x
        self.name = "p"

    def moved(self) -> "Point":
        return Point(self.x + 1)


class Named(Point):
    label: str = "label"

    def __init__(self, x: int) -> None:
        super().__init__(x)
        self.more = x


class Stated:
    def __init__(self) -> None:
        self.n = 1

    def __getstate__(self) -> dict[str, int]:
        return {"n": self.n + 1}


def main() -> None:
    for cls in (Point, Named, Stated):
        print(cls.__name__, list(cls.__dict__), len(cls.__dict__), sorted(vars(cls)))
        print("__getstate__" in cls.__dict__, cls.__dict__.get("__getstate__") is None, "x" in vars(cls))
        print([n for n, kind, home, _ in inspect.classify_class_attrs(cls) if home is cls])
    print(Point(1).__getstate__(), Named(2).__getstate__(), Stated().__getstate__())
    print(Point.__getstate__ is object.__getstate__ or callable(Point.__getstate__))


if __name__ == "__main__":
    main()
