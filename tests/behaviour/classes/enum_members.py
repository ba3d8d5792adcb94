# Members of enumerations as keys, by value, and flags under operators.
import copy
import enum
import pickle
import sys
from enum import Enum, Flag, IntEnum, IntFlag, auto
from typing import Any


class Color(Enum):
    RED = 1
    GREEN = "g"
    BLUE = (1, 2)
    CRIMSON = 1


class Number(IntEnum):
    ONE = 1
    TWO = 2


class Text(str, Enum):
    A = "a"
    B = "b"


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class Mode(IntFlag):
    A = 1
    B = 2
    C = 4


class Hashed(Enum):
    A = 1
    B = 2

    def __hash__(self) -> int:
        return 77

    def __eq__(self, other: object) -> bool:
        return self is other or other == self.value


class Combining(Flag):
    A = 1
    B = 2

    def __or__(self, other: Any) -> Any:
        print("or", self, other)
        return super().__or__(other)

    def __bool__(self) -> bool:
        return True


class Missing(Enum):
    A = 1

    @classmethod
    def _missing_(cls, value: object) -> Any:
        print("missing", value)
        return cls.A if value == 7 else None


class Counting(enum.EnumMeta):
    calls = 0

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        Counting.calls += 1
        return super().__call__(*args, **kwargs)


class Counted(Flag, metaclass=Counting):
    A = 1
    B = 2


class Unhashable(Enum):
    A = [1]
    B = {"k": 1}


class Planet(Enum):
    EARTH = (5, 6)
    MARS = (1, 2)

    def __init__(self, mass: int, radius: int) -> None:
        self.mass = mass
        self.radius = radius

    @property
    def density(self) -> float:
        return self.mass / self.radius


class Other:
    def __init__(self, name: str, answers: bool) -> None:
        self.name = name
        self.answers = answers

    def __or__(self, other: object) -> Any:
        print(self.name, "or")
        return "or" if self.answers else NotImplemented

    def __ror__(self, other: object) -> Any:
        print(self.name, "ror")
        return "ror" if self.answers else NotImplemented


def call(cls: Any, value: Any) -> str:
    try:
        return repr(cls(value))
    except (ValueError, TypeError) as e:
        return f"{type(e).__name__}: {e}"


def both(a: Any, b: Any) -> str:
    parts = []
    for operation in (lambda: a | b, lambda: a & b, lambda: a ^ b, lambda: a in b, lambda: a == b):
        try:
            parts.append(repr(operation()))
        except (ValueError, TypeError) as e:
            parts.append(f"{type(e).__name__}: {e}")
    return ", ".join(parts)


def either(a: Any, b: Any) -> None:
    try:
        print(a | b)
    except TypeError as e:
        print("TypeError", e)


def keys() -> None:
    table = {Color.RED: "r", Color.GREEN: "g", Color.BLUE: "b", Number.ONE: 1, Text.A: "A", Perm.R: "R", Perm(0): "none", Hashed.A: "h"}
    for key in (Color.RED, Color.CRIMSON, Color.BLUE, Number.ONE, 1, Text.A, "a", Perm.R, Perm(0), Hashed.A, Hashed.B, Planet.MARS):
        print(key, table.get(key, "missing"), key in {Color.RED, Perm.R})
    print(hash(Color.RED) == hash("RED"), hash(Number.ONE) == hash("ONE"), hash(Perm(0)) == hash(None), hash(Hashed.A), hash(Text.A) == hash("A"))
    print(sorted({Color.RED, Color.GREEN, Color.CRIMSON}, key=lambda c: c.name), Color.RED.__hash__() == hash(Color.RED))
    saved = Enum.__hash__
    Enum.__hash__ = lambda self: 5  # type: ignore
    print(hash(Color.RED), hash(Perm.R))
    Enum.__hash__ = saved  # type: ignore
    print(hash(Color.RED) == hash("RED"))
    code = saved.__code__
    saved.__code__ = eval("lambda self: 6").__code__
    print(hash(Planet.MARS))
    saved.__code__ = code
    print(hash(Planet.MARS) == hash("MARS"))
    Color.RED._name_ = "OTHER"  # type: ignore
    print(hash(Color.RED) == hash("OTHER"))
    Color.RED._name_ = "RED"  # type: ignore
    type.__setattr__(Planet, "__hash__", lambda self: 9)
    print(hash(Planet.MARS))
    type.__delattr__(Planet, "__hash__")
    print(hash(Planet.MARS) == hash("MARS"))


def by_value() -> None:
    for cls in (Color, Number, Text, Perm, Mode, Hashed, Missing, Counted, Unhashable, Planet):
        print(cls.__name__, [call(cls, value) for value in (1, "g", (1, 2), "a", 3, 0, 7, 99, [1], True, 1.0, Color.RED, Number.TWO, -1)])
    print(Counting.calls, Color["RED"], Number(Number.ONE), Color(Color.BLUE))
    saved = enum.EnumMeta.__call__
    enum.EnumMeta.__call__ = lambda cls, value: ("patched", value)  # type: ignore
    print(call(Color, 1))
    enum.EnumMeta.__call__ = saved  # type: ignore
    print(call(Color, 1))
    type.__setattr__(Color, "__new__", lambda cls, value: "other new")
    print(call(Color, 1))
    type.__setattr__(Color, "__new__", Enum.__new__)
    print(call(Color, 1))
    Color._value2member_map_[1] = Color.GREEN
    print(call(Color, 1))
    Color._value2member_map_[1] = Color.RED
    Made = Enum("Made", "X Y")  # type: ignore
    print(call(Made, 1), list(Made))  # type: ignore
    try:
        print(Enum("X"))  # type: ignore
    except (TypeError, ValueError) as e:
        print(type(e).__name__)


def flags() -> None:
    for _ in range(2):
        for a, b in ((Perm.R, Perm.W), (Perm.R, Perm.RW), (Perm.RW, Perm.R), (Perm.R, Mode.A), (Mode.A, Mode.B), (Mode.A, 6), (6, Mode.A), (Mode.A, 64),
                     (Perm.R, 1), (1, Perm.R), (Mode.A, Number.TWO), (Number.TWO, Mode.A), (Combining.A, Combining.B), (Counted.A, Counted.B),
                     (Mode.A, True), (Perm(0), Perm.X)):  # fmt: skip
            print(both(a, b), bool(a), bool(b))
    print(~Perm.R, ~Mode.A, list(Perm.RW), len(Perm.RW), Perm.R | Perm.W is Perm.RW, bool(Perm.R & Perm.W), bool(Combining(0)))
    p = Perm.R
    p |= Perm.X
    print(p, p & ~Perm.X, p ^ p)
    for answers in (True, False):
        other = Other("other", answers)
        either(Perm.R, other)
        either(other, Perm.R)
        either(Mode.A, other)
        either(other, Mode.A)
    either(Perm.R, Mode.A)
    either(Perm.R, None)
    print(Counting.calls)
    saved = Perm.__or__
    Perm.__or__ = lambda self, other: "patched"  # type: ignore
    print(Perm.R | Perm.W, Perm.R & Perm.W)
    Perm.__or__ = saved  # type: ignore
    print(Perm.R | Perm.W)
    code = Flag.__and__.__code__
    Flag.__and__.__code__ = eval("lambda self, other: 'other code'").__code__
    print(Perm.R & Perm.W, Mode.A & Mode.B, Perm.R | Perm.W)
    Flag.__and__.__code__ = code
    print(Perm.R & Perm.W, Mode.A & Mode.B)
    Perm.R._value_ = 2  # type: ignore
    print(Perm.R | Perm.X, Perm.W in Perm.R)
    Perm.R._value_ = 1  # type: ignore
    contains = Flag.__contains__
    Flag.__contains__ = lambda self, other: True  # type: ignore
    print(Perm.R in Perm.W)
    Flag.__contains__ = contains  # type: ignore
    print(Perm.R in Perm.W, Perm.R in Perm.RW)


def traced() -> None:
    seen: list[str] = []
    sys.setprofile(lambda frame, event, arg: seen.append(frame.f_code.co_name) if event == "call" else None)
    Perm.R | Perm.W
    hash(Color.RED)
    Color(1)
    sys.setprofile(None)
    print([name for name in seen if name.startswith("__")])


def main() -> None:
    Counting.calls = 0
    keys()
    by_value()
    flags()
    traced()
    for member in (Color.RED, Number.ONE, Text.A, Perm.R, Perm.R | Perm.X, Mode.A | Mode.B, Planet.MARS):
        print(repr(member), str(member), f"{member}", pickle.loads(pickle.dumps(member)) is member, copy.deepcopy(member) is member)
    print(Planet.EARTH.density, [p.name for p in Planet], Color.__members__.keys(), len(Color), Color.RED in Color)
    try:
        class More(Color):  # type: ignore
            PINK = 9
    except TypeError as e:
        print(e)
    print(Perm.R.__class__.__mro__[1:], dir(Color.RED))


if __name__ == "__main__":
    main()
