# A field of one base and a class-level value of another, behind it in the order of resolution: found while the field has no
# value; a property there is found always.
from functools import cached_property


class Element:
    def __init__(self, b: str = "") -> None:
        self.b = b

    def note(self) -> None:
        self.referenced = 1

    def read(self) -> object:
        return self.referenced


class Resolvable:
    resolved = 0


class Targetable(Resolvable):
    referenced = 0


class Computed:
    @property
    def referenced(self):
        return "computed"


class Cached:
    @cached_property
    def referenced(self):
        return "cached"


class Target(Element, Targetable):
    pass


class First(Targetable, Element):
    pass


class Heir(Target):
    def note(self) -> None:
        self.referenced = 2


class WithProperty(Element, Computed):
    pass


class WithCached(Element, Cached):
    pass


class Late:
    pass


class Given(Element, Late):
    pass


def shown(f, *args):
    try:
        return f(*args)
    except AttributeError as e:
        return str(e)


def look(cls: type) -> None:
    t = cls()
    for _ in range(3):
        print(cls.__name__, shown(getattr, t, "referenced"), shown(t.read), shown(lambda: t.referenced), hasattr(cls, "referenced"))
    print(shown(t.note), t.__dict__)
    print(shown(getattr, t, "referenced"), shown(t.read))
    print(shown(delattr, t, "referenced"), t.__dict__)
    print(shown(getattr, t, "referenced"), shown(t.read))


def main() -> None:
    for cls in Element, Target, First, Heir, WithProperty, WithCached:
        look(cls)
    look(Given)
    for value in 5, property(lambda self: "given"), staticmethod(dict), lambda self: "method":
        Late.referenced = value
        g = Given()
        for _ in range(3):
            got = g.referenced, g.read()
            print([x() if hasattr(x, "__self__") else type(x) if callable(x) else x for x in got])
        print(type(Given.referenced), shown(g.note), g.__dict__)
        del Late.referenced
    look(Given)
    Mixed = type("Mixed", (Element, Computed), {})
    look(Mixed)


if __name__ == "__main__":
    main()
