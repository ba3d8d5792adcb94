from enum import Enum, Flag, IntEnum, IntFlag, auto, unique
from typing import Dict, List


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    def lower(self) -> str:
        return self.name.lower()

    @classmethod
    def default(cls) -> "Color":
        return cls.GREEN

    @property
    def pretty(self) -> str:
        return f"{self.name}={self.value}"


class Level(IntEnum):
    LOW = 1
    HIGH = 10


class Auto(Enum):
    A = auto()
    B = auto()
    C = "c"


class Perm(Flag):
    R = 4
    W = 2
    X = 1
    ALL = R | W | X


class Bits(IntFlag):
    ONE = 1
    TWO = 2


class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)

    def __init__(self, mass: float, radius: float) -> None:
        self.mass = mass
        self.radius = radius

    def gravity(self) -> float:
        return 6.67430e-11 * self.mass / (self.radius * self.radius)


class Text(str, Enum):
    HELLO = "hello"

    def __str__(self) -> str:
        return self.value


def describe(c: Color) -> str:
    if c is Color.RED:
        return "stop"
    elif c == Color.GREEN:
        return "go"
    return "?"


def tally(xs: List[Color]) -> Dict[Color, int]:
    out: Dict[Color, int] = {}
    for x in xs:
        out[x] = out.get(x, 0) + 1
    return out


def main() -> None:
    c = Color.RED
    print(c, repr(c), c.name, c.value, c.lower(), Color.default(), c.pretty, Color(2), Color["BLUE"], Color.CRIMSON is Color.RED)
    print(list(Color), len(Color), Color.RED in Color, [describe(x) for x in Color], tally([c, Color.BLUE, c]), Color.RED == 1, Color.RED != Color.BLUE, hash(c) == hash("RED"))
    print(Level.LOW < Level.HIGH, Level.HIGH + 1, Level(10), sorted([Level.HIGH, Level.LOW]), Level.LOW == 1, f"{Level.LOW}", int(Level.HIGH), [10, 20][Level.LOW])
    print(list(Auto), Auto.B.value, Auto("c"), Perm.R | Perm.X, Perm.ALL & ~Perm.W, Perm.R in Perm.ALL, bool(Perm(0)), Perm(3), Bits.ONE | Bits.TWO, Bits.ONE | 8)
    print(round(Planet.EARTH.gravity(), 3), Planet.MARS.value[1], str(Text.HELLO), Text.HELLO == "hello", Text.HELLO.upper(), f"{Text.HELLO}")
    print(Color.__members__["CRIMSON"], isinstance(c, Color), type(c).__name__, Color.__name__, c.__class__ is Color)
    for f in (lambda: Color(9), lambda: Color["PINK"], lambda: Color.PINK, lambda: setattr(Color, "RED", 5), lambda: Color.RED < Color.BLUE, lambda: delattr(Color, "RED")):  # type: ignore
        try:
            print(f())
        except (ValueError, KeyError, AttributeError, TypeError) as e:
            print(type(e).__name__, e)
    try:
        @unique
        class Dup(Enum):
            A = 1
            B = 1
    except ValueError as e:
        print(e)
    try:
        class More(Color):  # type: ignore
            PINK = 4
    except TypeError as e:
        print(e)
    match c:
        case Color.GREEN:
            print("green")
        case Color.RED:
            print("red")


if __name__ == "__main__":
    main()
