from typing import List, Optional


class Lazy:
    value: int
    ratio: float
    flag: bool
    items: List[int]
    opt: Optional[str]

    def __init__(self, fill: bool) -> None:
        if fill:
            self.value = 1
            self.ratio = 2
            self.flag = True
            self.items = []
            self.opt = None

    def use(self) -> int:
        return self.value + 1


class Half:
    def __init__(self, fail: bool) -> None:
        self.a = 1
        if fail:
            raise ValueError("half built")
        self.b = 2


class Calls:
    def __init__(self) -> None:
        self.early = self.compute()
        self.x = 10

    def compute(self) -> str:
        try:
            return str(self.x)
        except AttributeError as e:
            return str(e)


class Base:
    def __init__(self) -> None:
        self.hook()

    def hook(self) -> None:
        pass


class Derived(Base):
    def __init__(self) -> None:
        super().__init__()
        self.name = "set"

    def hook(self) -> None:
        self.seen = hasattr(self, "name")


class Defaulted:
    n: int = 5

    def bump(self) -> int:
        self.n += 1
        return self.n


def main() -> None:
    e, f = Lazy(False), Lazy(True)
    for name in ("value", "ratio", "flag", "items", "opt"):
        try:
            print(getattr(e, name))
        except AttributeError as err:
            print(err)
        print(name, getattr(f, name), hasattr(e, name), hasattr(f, name))
    for g in (lambda: e.value, lambda: e.use(), lambda: e.ratio * 2, lambda: not e.flag, lambda: len(e.items), lambda: e.opt or "d"):
        try:
            print(g())
        except AttributeError as err:
            print(err)
    del f.value
    del f.items
    for g in (lambda: f.value, lambda: f.items, lambda: f.use()):
        try:
            print(g())
        except AttributeError as err:
            print(err)
    try:
        del f.value
    except AttributeError as err:
        print(err)
    f.value = 9
    print(f.use())
    try:
        Half(True)
    except ValueError as err:
        print(err)
    print(Calls().early, Calls().x, Derived().seen, Derived().name)
    d = Defaulted()
    print(d.n, d.bump(), d.bump(), Defaulted.n, vars(d))
    del d.n
    print(d.n)


if __name__ == "__main__":
    main()
