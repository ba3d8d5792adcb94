"""Class values given to classes inside functions, over fields of a class outside."""
from typing import Any, Callable


class A:
    g: int = 1
    h: list[int]

    def __init__(self) -> None:
        self.h = [1]

    def get(self) -> int:
        return self.g

    def put(self, n: int) -> None:
        self.g = n


def show(label: str, f: Callable[[], Any]) -> None:
    try:
        print(label, f())
    except Exception as e:
        print(label, type(e).__name__, e)


def main() -> None:
    class D(A):
        pass

    class E(A):
        g = 7

    d = D()
    d.g = 5
    D.g = 7
    show("d.g", lambda: d.g)
    show("d.get", lambda: d.get())
    show("dict", lambda: sorted(d.__dict__.items()))
    show("new", lambda: D().g)
    show("new get", lambda: D().get())
    d.put(9)
    show("put", lambda: (d.g, d.get(), D.g, sorted(d.__dict__.items())))
    d.g = 11
    show("set", lambda: (d.g, d.get(), D.g, sorted(d.__dict__.items())))
    del d.g
    show("del", lambda: (d.g, d.get(), D.g, sorted(d.__dict__.items())))
    d.g = 12
    show("set after", lambda: (d.g, d.get(), D.g, sorted(d.__dict__.items()), sorted(vars(d).items())))
    del D.g
    show("class gone", lambda: (d.g, d.get(), D.g, sorted(d.__dict__.items())))
    del d.g
    show("both gone", lambda: (d.g, d.get(), D.g, sorted(d.__dict__.items())))
    e = E()
    show("e", lambda: (e.g, e.get(), E.g, sorted(e.__dict__.items())))
    e.g = 3
    show("e3", lambda: (e.g, e.get(), E.g, sorted(e.__dict__.items())))
    e.put(4)
    show("e4", lambda: (e.g, e.get(), E.g, sorted(e.__dict__.items())))
    del E.g
    show("e del", lambda: (e.g, e.get(), E.g, sorted(e.__dict__.items())))
    e.g = 6
    show("e6", lambda: (e.g, e.get(), E.g, sorted(e.__dict__.items())))
    del e.g
    show("e gone", lambda: (e.g, e.get(), E.g, sorted(e.__dict__.items())))
    show("again", lambda: delattr(e, "g"))
    show("class again", lambda: delattr(E, "g"))
    show("class g", lambda: delattr(A, "g"))
    show("class g again", lambda: delattr(A, "g"))
    show("class g", lambda: (sorted(d.__dict__.items()), D.g))
    show("class g", lambda: e.get())
    E.h = property(lambda self: "prop")
    show("prop", lambda: (e.h, sorted(e.__dict__.items())))

    class F(A):
        @property
        def g(self) -> int:
            return 77
    f = F()
    show("F", lambda: (f.g, f.get(), sorted(f.__dict__.items())))
    show("F put", lambda: f.put(3))

    class G(A):
        def g(self) -> int:
            return 77
    x = G()
    show("G", lambda: (x.g(), sorted(x.__dict__.items())))
    x.g = 4
    show("G", lambda: (x.g, sorted(x.__dict__.items()), x.get()))
    del x.g
    show("G", lambda: (x.g(), sorted(x.__dict__.items())))


main()
