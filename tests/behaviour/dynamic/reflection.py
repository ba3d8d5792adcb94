from typing import Any, List


class Base:
    """base doc"""
    shared = 1

    def __init__(self) -> None:
        self.a = 1

    def m(self) -> int:
        """m doc"""
        return self.a

    @property
    def p(self) -> int:
        """p doc"""
        return 2

    @staticmethod
    def s() -> None:
        pass


class Sub(Base):
    def __init__(self) -> None:
        super().__init__()
        self.b = 2.5


def names(o: object) -> List[str]:
    return [n for n in dir(o) if not n.startswith("_")]


def call_all(o: Any, ns: List[str]) -> List[Any]:
    return [getattr(o, n)() if callable(getattr(o, n)) else getattr(o, n) for n in ns]


def main() -> None:
    s = Sub()
    print(names(s), names(Sub), call_all(s, ["a", "b", "m", "p"]), vars(s), s.__dict__)
    print(Sub.__name__, Sub.__qualname__, Sub.__module__, Sub.__bases__, Sub.__mro__[-1], Sub.__doc__, Base.__doc__, Base.m.__doc__, Base.p.__doc__)
    print([k for k in Base.__dict__ if not k.startswith("__")], type(Base.__dict__["p"]).__name__, type(Base.__dict__["s"]).__name__, Sub.__base__ is Base, type(s) is Sub, s.__class__)
    print(hasattr(s, "a"), hasattr(s, "z"), getattr(s, "z", "dflt"), getattr(s, "a"), "a" in vars(s), "shared" in vars(s))
    for n in ("a", "z", "p", "shared"):
        try:
            setattr(s, n, 100)
            print(n, getattr(s, n))
        except AttributeError as e:
            print(n, e)
    for n in ("z", "p", "m"):
        try:
            delattr(s, n)
            print("deleted", n)
        except AttributeError as e:
            print(e)
    print(type("Dyn", (Base,), {"x": 5, "f": lambda self: self.a + self.x})().f(), type(Sub), type(type), callable(Sub), callable(s))
    print(id(s) == id(s), s is s, repr(type(s)), Sub == Sub, {Sub: 1}[Sub], isinstance(Sub, type), hash(Sub) == hash(Sub))
    print(Base.__init__.__name__, s.m.__name__, s.m.__self__ is s, Base.__subclasses__(), Base.__dict__.get("shared"), object.__dir__(s).count("a"))
    import inspect
    print(inspect.isclass(Sub), [n for n, _ in inspect.getmembers(Sub, callable) if not n.startswith("_")], inspect.getmro(Sub) == Sub.__mro__, inspect.getdoc(Sub.m), inspect.getmodule(Sub) is inspect.getmodule(main))
    try:
        s.nope.deeper  # type: ignore
    except AttributeError as e:
        print(e, e.name, e.obj is s)


if __name__ == "__main__":
    main()
