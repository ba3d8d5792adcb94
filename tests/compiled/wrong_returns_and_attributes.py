"""Declared returns, attributes and annotated variables are enforced too, and the message names both types."""
from typing import Any, Callable, List, Optional, cast


class Base:
    n: int
    f: float
    s: str
    xs: List[int]
    o: "Optional[Base]"

    def __init__(self, n: Any = 1) -> None:
        self.n = n
        self.f = 1
        self.s = ""
        self.xs = []
        self.o = None

    def m(self, x: int) -> int:
        return x


class Sub(Base):
    def m(self, x: int) -> Any:
        return "wrong"


def returns_int(x: Any) -> int:
    return x


def returns_none(x: Any) -> None:
    return x


def returns_float(x: Any) -> float:
    return x


def variable(x: Any) -> object:
    v: int = x
    return v


def casting(x: Any) -> object:
    return cast(int, x)


def outcome(f: Callable[[], Any]) -> str:
    try:
        f()
        return "ok"
    except TypeError as e:
        return "TypeError"


def message(f: Callable[[], Any], *words: str) -> bool:
    try:
        f()
    except TypeError as e:
        return all(w in str(e) for w in words)
    return False


def main() -> None:
    b = Base()
    print([outcome(lambda: returns_int(v)) for v in (1, True, 1.5, "s", None)])
    print([outcome(lambda: returns_none(v)) for v in (None, 1)])
    print([outcome(lambda: returns_float(v)) for v in (1, 1.5, "s")])
    print([outcome(lambda: variable(v)) for v in (1, "s")], [outcome(lambda: casting(v)) for v in (1, "s")])
    for name, good, bad in (("n", 5, "s"), ("f", 2, "s"), ("s", "t", 1), ("xs", [1], (1,)), ("o", Base(), 5)):
        print(name, outcome(lambda: setattr(b, name, good)), outcome(lambda: setattr(b, name, bad)), outcome(lambda: Base.__setattr__(b, name, bad)))
    print(b.n, b.f, b.s, b.xs, outcome(lambda: Base("s")), outcome(lambda: Base(2)))
    print(message(lambda: returns_int("s"), "int", "str"), message(lambda: setattr(b, "f", [1]), "float", "list"), message(lambda: b.m(None), "int", "None"))  # type: ignore


if __name__ == "__main__":
    main()
