from typing import List


class Named:
    def __init__(self, name: str = "n", **kw: object) -> None:
        super().__init__(**kw)
        self.name = name

    def title(self) -> str:
        return "named " + self.name


class Sized:
    def __init__(self, size: int = 1, **kw: object) -> None:
        super().__init__(**kw)
        self.size = size

    def title(self) -> str:
        return f"sized {self.size}"

    def grow(self) -> int:
        self.size *= 2
        return self.size


class Logged:
    events: List[str] = []

    def log(self, s: str) -> None:
        self.events.append(type(self).__name__ + ":" + s)


class Thing(Named, Sized, Logged):
    def title(self) -> str:
        return super().title() + "/" + Sized.title(self)


class Flip(Sized, Named):
    pass


class Both(Thing, Logged):
    def grow(self) -> int:
        self.log("grow")
        return super().grow() + 1


def main() -> None:
    t = Thing(name="t", size=4)
    print(t.name, t.size, t.title(), t.grow())
    print(Flip(size=2, name="f").title(), [c.__name__ for c in Flip.__mro__])
    b = Both(name="b")
    print(b.grow(), b.title(), b.size)
    t.log("x")
    print(Logged.events)
    Logged.events.clear()
    print([c.__name__ for c in Both.__mro__])
    print([isinstance(b, c) for c in (Named, Sized, Logged, Thing, Flip)])
    try:
        class Bad(Logged, Thing):  # type: ignore
            pass
    except TypeError as e:
        print(str(e).splitlines()[0])
    try:
        Thing(unknown=1)
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
