# Functions and methods that are given other defaults or code after calls of them have been compiled.
from typing import List, Tuple


def plain(x: int = 3, *, scale: int = 2) -> int:
    return x * scale


def total(values: List[int]) -> int:
    sum = 0
    for v in values:
        sum += plain(v) + plain()
    return sum


class Base:
    def __init__(self, x: int = -1, t: Tuple[int, ...] = ()) -> None:
        self.x = x
        self.t = t

    def get(self, k: int = 3) -> int:
        return self.x + k

    def __call__(self, k: int = 1) -> int:
        return self.x * k


class Derived(Base):
    def __init__(self, x: int = 5) -> None:
        super().__init__(x)

    def get(self, k: int = 4) -> int:
        return super().get() + k


def use(a: Base) -> int:
    sum = 0
    for i in range(20):
        sum += a.get(i) + a.get() + a()
    return sum


def attempt(f, *args):
    try:
        return f(*args)
    except TypeError as e:
        return str(e)


def show() -> None:
    print(attempt(plain), attempt(plain, 1), attempt(total, [1, 2]))
    for make in Base, Derived:
        print(attempt(lambda: make().__dict__), attempt(use, make(1)), attempt(lambda: make(2)()))


def bytecode(text: str):
    space: dict = {}
    exec(text, space)
    return space["f"].__code__


def main() -> None:
    show()
    kept = plain.__defaults__, plain.__kwdefaults__, Base.get.__defaults__, Base.__init__.__defaults__, plain.__code__, Base.get.__code__
    plain.__defaults__ = (10,)
    show()
    plain.__kwdefaults__ = {"scale": 7}
    show()
    Base.get.__defaults__ = (100,)
    show()
    Base.__init__.__defaults__ = (9, (1,))
    show()
    Base.__call__.__defaults__ = None
    show()
    Derived.__init__.__defaults__ = ()
    show()
    plain.__defaults__ = None
    plain.__kwdefaults__ = None
    show()
    plain.__code__ = bytecode("def f(x=3, *, scale=2): return ('bytecode', x, scale)")
    plain.__defaults__, plain.__kwdefaults__ = (1,), {"scale": 4}
    print(plain(), plain(2, scale=3))
    Base.get.__code__ = bytecode("def f(self, k=3): return self.x + 1000")
    print(Base(1).get(), Derived(1).get())
    plain.__code__, Base.get.__code__ = kept[4], kept[5]
    plain.__defaults__, plain.__kwdefaults__, Base.get.__defaults__, Base.__init__.__defaults__ = kept[:4]
    Base.__call__.__defaults__ = (1,)
    Derived.__init__.__defaults__ = (5,)
    show()
    print(plain.__defaults__, plain.__kwdefaults__, type(plain).__name__, attempt(setattr, plain, "__defaults__", 3))


if __name__ == "__main__":
    main()
