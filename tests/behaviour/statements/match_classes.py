# Class patterns where the class is known, and all that can make it another one than it was written.
from __future__ import annotations

import abc
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Any, NamedTuple, Union


@dataclass(frozen=True)
class Num:
    value: float


@dataclass(frozen=True)
class Neg:
    arg: Expr


@dataclass(frozen=True)
class Bin:
    op: str
    left: Expr
    right: Expr


Expr = Union[Num, Neg, Bin]


def evaluate(e: Expr) -> float:
    match e:
        case Num(v):
            return v
        case Neg(a):
            return -evaluate(a)
        case Bin("+", a, b):
            return evaluate(a) + evaluate(b)
        case Bin("-" | "minus", a, b):
            return evaluate(a) - evaluate(b)
        case Bin(op="*", left=Num(x), right=Num(y)):
            return x * y
        case Bin("*", right=r, left=l):
            return evaluate(l) * evaluate(r)
    raise ValueError(e)


@dataclass
class Item:
    name: str
    count: int
    flag: bool = False
    tags: list[str] = field(default_factory=list)
    hidden: int = field(default=7, kw_only=True)


def item(x: Item) -> str:
    match x:
        case Item("a", 1):
            return "a1"
        case Item(name, 2 as n):
            return f"{name} {n}"
        case Item(_, count=3 | 4, hidden=h):
            return f"three or four, {h}"
        case Item(flag=True, tags=[first, *_]):
            return f"flag {first}"
        case Item(name, c, f, t) if c > 100:
            return f"big {name} {c} {f} {t}"
        case Item():
            return "item"
    return "none"


class Shape(abc.ABC):
    __match_args__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    @abc.abstractmethod
    def area(self) -> float: ...


class Square(Shape):
    __match_args__ = ("side", "name")

    def __init__(self, side: float) -> None:
        super().__init__("square")
        self.side = side

    def area(self) -> float:
        return self.side**2


class Disc(Shape):
    def __init__(self, r: float) -> None:
        super().__init__("disc")
        self.r = r

    def area(self) -> float:
        return 3 * self.r**2


class Unnamed(Shape):
    def __init__(self) -> None:
        pass

    def area(self) -> float:
        return 0


def shape(s: Any) -> str:
    match s:
        case Square(2.0):
            return "two"
        case Square(side, n):
            return f"{n} of {side}"
        case Shape(name):
            return f"shape {name}"
        case Shape():
            return "shape without a name"
    return "no shape"


class Base:
    __match_args__ = ("a",)

    def __init__(self, a: int) -> None:
        self.a = a


class Derived(Base):
    pass


class Property(Base):
    @property
    def b(self) -> int:
        print("read b")
        return self.a * 2


def base(x: Base) -> str:
    match x:
        case Property(a=1, b=b):
            return f"property {b}"
        case Derived(a):
            return f"derived {a}"
        case Base(a):
            return f"base {a}"
    return "no base"


class Point(NamedTuple):
    x: int
    y: int


def point(p: Any) -> str:
    match p:
        case Point(0, y):
            return f"on y {y}"
        case Point(x=x, y=0):
            return f"on x {x}"
        case Point(x, y):
            return f"{x} {y}"
        case (a, b):
            return f"pair {a} {b}"
    return "none"


def builtin(x: Any) -> str:
    match x:
        case bool(b):
            return f"bool {b}"
        case int(n) if n > 10:
            return f"big {n}"
        case int(1 | 2 | 3 as n):
            return f"small {n}"
        case int():
            return "int"
        case float(f):
            return f"float {f}"
        case str("a" | "b" as s):
            return f"ab {s}"
        case str(s):
            return f"str {s}"
        case bytes(b):
            return f"bytes {b!r}"
        case list([first, *_]):
            return f"list {first}"
        case dict({"k": v}):
            return f"dict {v}"
        case tuple(t):
            return f"tuple {t}"
        case set(t) | frozenset(t):
            return f"set {sorted(t)}"
        case BaseException(args=(text,)):
            return f"error {text}"
        case complex(real=r, imag=i):
            return f"complex {r} {i}"
    return "other"


class Color(Enum):
    RED = 1
    GREEN = 2


class Level(IntEnum):
    LOW = 1
    HIGH = 2


def enums(x: Any) -> str:
    match x:
        case Color.RED:
            return "red"
        case Color(value=2):
            return "two"
        case Level.LOW:
            return "low"
        case Level():
            return "level"
        case 2:
            return "plain two"
    return "no"


class Liar:
    @property
    def __class__(self) -> Any:  # type: ignore
        return Num

    value = 17


class Meta(type):
    def __instancecheck__(cls, x: object) -> bool:
        print("asked about", type(x).__name__)
        return isinstance(x, int) and x % 2 == 0


class Even(metaclass=Meta):
    pass


def even(x: Any) -> str:
    match x:
        case Even():
            return "even"
        case Even(real=r):
            return f"real {r}"
    return "odd"


class Lazy:
    def __getattr__(self, name: str) -> int:
        print("asked for", name)
        if name == "missing":
            raise AttributeError(name)
        if name == "broken":
            raise LookupError(name)
        return len(name)


def lazy(x: Any) -> Any:
    match x:
        case Lazy(missing=_):
            return "missing"
        case Lazy(first=f, second=s) if f > s:
            return f, s
        case Lazy(first=5, broken=_):
            return "broken"


def failing(cls: Any, x: Any, kind: int) -> str:
    try:
        match kind, x:
            case 0, cls():
                return "instance"
            case 1, cls(a):
                return f"one {a}"
            case 2, cls(a, b):
                return f"two {a} {b}"
            case 3, cls(a, a=_):
                return "twice"
            case 4, cls(_, _, value=_):
                return "many"
    except (TypeError, LookupError) as e:
        return f"{type(e).__name__}: {e}"
    return "no match"


def rebound() -> None:
    global Num
    n = Num(4.0)
    b = Bin("+", n, Num(1.0))

    class Tricky:
        __match_args__ = ["value"]

    class Numbers:
        __match_args__ = (1,)

    class Twice:
        __match_args__ = ("value", "value")
        value = 3

    class Str(str):
        pass

    class Odd:
        __match_args__ = (Str("value"),)

    for cls, x in ((Num, n), (Bin, b), (Tricky, Tricky()), (Numbers, Numbers()), (Twice, Twice()), (Odd, Odd()), (int, 5), (5, 5), (list[int], [])):
        print([failing(cls, x, kind) for kind in range(5)])
    # The names that positional patterns stand for change.
    d = Derived(5)
    print(base(d))
    Base.__match_args__ = ("b",)  # type: ignore
    d.b = 6  # type: ignore
    print(base(d), base(Base(7)))
    Derived.__match_args__ = ()  # type: ignore
    try:
        base(d)
    except TypeError as e:
        print(e)
    del Derived.__match_args__
    Base.__match_args__ = ("a",)  # type: ignore
    print(base(d), base(Base(7)))
    # So does the class.
    old = Num

    class Other:
        __match_args__ = ("value",)
        value = 99.0

    Num = Other  # type: ignore
    try:
        print(evaluate(n))
    except ValueError as e:
        print("no such case", e.args[0].value)
    Num = old  # type: ignore
    print(evaluate(b))
    # A field that is gone, and one that is another thing.
    i = Item("a", 1)
    print(item(i))
    del i.count
    print(item(i))
    i.count = 3
    print(item(i))
    del i.hidden
    print(item(i))


class Child(Num):
    pass


class Hiding(Num):
    def __init__(self) -> None:
        pass

    @property
    def value(self) -> float:  # type: ignore
        return 1000.0


def main() -> None:
    print(evaluate(Bin("+", Num(1), Bin("*", Num(2.5), Neg(Num(3))))), evaluate(Bin("*", Num(2), Num(4))), evaluate(Bin("minus", Num(2), Num(4.5))))
    for i in (Item("a", 1), Item("b", 2), Item("c", 4, hidden=1), Item("d", 5, True, ["t", "u"]), Item("e", 101), Item("f", 50), Item("g", True)):  # type: ignore
        print(item(i))
    for s in (Square(2.0), Square(2), Square(5.0), Disc(1.0), Unnamed(), 5, None):
        print(shape(s))

    class Virtual:
        name = "virtual"

    print(shape(Virtual()))
    Shape.register(Virtual)
    print(shape(Virtual()))
    for x in (Base(1), Derived(2), Property(1), Property(3)):
        print(base(x))
    for p in (Point(0, 1), Point(2, 0), Point(3, 4), (5, 6), [7, 8], 9):
        print(point(p))
    for v in (True, 11, 2, 5, 2.5, "a", "z", b"x", [1], [], {"k": 1}, {}, (1, 2), {1}, frozenset({2}), ValueError("text"), ValueError(), 1j, None, 1 << 70):
        print(builtin(v))
    for v in (*Color, *Level, 1, 2, "x"):
        print(enums(v))
    for v in (Liar(), Child(2.0), Hiding()):
        print(evaluate(v))  # type: ignore
    print(even(2), even(3), even(Even()))
    try:
        print(lazy(Lazy()))
    except LookupError as e:
        print("LookupError", e)
    rebound()


if __name__ == "__main__":
    main()
