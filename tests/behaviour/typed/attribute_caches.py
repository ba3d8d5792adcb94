"""Attributes and methods of ordinary instances, looked up again and again: shadowed, deleted, rebound meanwhile."""


class Base:
    kind = "base"
    def __init__(self, n: int) -> None:
        self.n = n
        self.m = n * 2
    def add(self, k: int) -> int:
        self.n += k
        return self.n
    def twice(self, k: int) -> int:
        return self.add(k + self.n) + self.add(len([k]))


class Sub(Base):
    def add(self, k: int) -> int:
        return super().add(k) * 10


class Slots:
    __slots__ = ("a", "b")
    def __init__(self) -> None:
        self.a = 1
    def get(self, x):
        return (self.a, x)


class Hooked:
    def __getattr__(self, name):
        return "hook " + name


class Prop:
    def __init__(self): self.__dict__["p"] = "hidden"
    @property
    def p(self): return "prop"


def show(o, k):
    print(o.twice(k), o.n, o.m, o.kind, sorted(o.__dict__))


def calls(o, f):
    return o.method(f(o))


class M:
    def method(self, x): return ("method", x)


def rebind(o):
    M.method = lambda self, x: ("rebound", x)
    return 1


def poly(o): return o.n


def main():
    for i in range(3):
        b, s = Base(i), Sub(i)
        show(b, 2); show(s, 3)
        b.extra = i
        show(b, 1)
        b.add = lambda k: 1000 + k
        show(b, 1)
        del b.m
        try: show(b, 1)
        except AttributeError as e: print(e)
        b.m = 5
        print(list(b.__dict__), list(vars(s)))
    m = M()
    print(calls(m, lambda o: 0)); print(calls(m, rebind)); print(calls(m, lambda o: 2))
    print(calls(m, lambda o: 0)); print(calls(m, rebind)); print(calls(m, lambda o: 2))
    print(calls(m, lambda o: 0)); print(calls(m, rebind)); print(calls(m, lambda o: 2))
    m.method = lambda x: ("inst", x); print(calls(m, lambda o: 3))
    m.method = lambda x: ("inst", x); print(calls(m, lambda o: 3))
    m2 = M(); m2.method = (1,)
    m2 = M(); m2.method = (1,)
    try: calls(m2, lambda o: 3)
    except TypeError as e: print(e)
    print(Slots().get([1][0]), Hooked().x, Prop().p)
    try: Slots().b
    except AttributeError as e: print(e)
    try: calls(None, lambda o: print("not evaluated"))
    except AttributeError as e: print(e)
    for o in [Base(1), Sub(2), Base(3)] * 3: print(poly(o), end=" ")
    Base.n = property(lambda self: "now a property")
    print(poly(Base.__new__(Base)))
    try: Base(3)
    except AttributeError as e: print(e)


if __name__ == "__main__":
    main()
