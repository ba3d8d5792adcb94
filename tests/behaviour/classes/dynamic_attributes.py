from typing import Any


class Bag:
    kind = "bag"

    def __init__(self, n: int) -> None:
        self.n = n

    def get(self) -> int:
        return self.n


class Tight:
    __slots__ = ("a", "b")

    def __init__(self, a: int) -> None:
        self.a = a


class Looser(Tight):
    pass


def main() -> None:
    b: Any = Bag(1)
    b.extra = "e"
    setattr(b, "more", [1])
    print(b.extra, b.more, b.n, vars(b), b.__dict__ == {"n": 1, "extra": "e", "more": [1]})
    del b.extra
    print(hasattr(b, "extra"), sorted(b.__dict__))
    b.__dict__["n"] = 50
    b.__dict__["new"] = 7
    print(b.n, b.get(), b.new)
    del b.n
    try:
        b.get()
    except AttributeError as e:
        print(e)
    b.n = 3
    print(b.get(), getattr(b, "n"), getattr(b, "zip", None))
    b.get = lambda: "shadowed"
    print(b.get())
    del b.get
    print(b.get())
    b.kind = "own"
    print(b.kind, Bag.kind)
    del b.kind
    print(b.kind)
    t: Any = Tight(1)
    print(t.a, hasattr(t, "__dict__"), Tight.__slots__)
    for f in (lambda: t.b, lambda: setattr(t, "c", 1), lambda: t.c):
        try:
            f()
        except AttributeError as e:
            print(e)
    t.b = 5
    del t.a
    try:
        t.a
    except AttributeError as e:
        print(e)
    l: Any = Looser(2)
    l.c = 9
    print(l.a, l.c, l.__dict__)
    name = "dyn" + "amic"
    setattr(Bag, name, 5)
    print(b.dynamic, Bag.dynamic)
    delattr(Bag, name)
    print(hasattr(b, "dynamic"))


if __name__ == "__main__":
    main()
