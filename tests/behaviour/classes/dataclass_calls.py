# Instances of dataclasses made by calls of a class that is a value: keywords, defaults, errors as the generated __init__ has them; functions
# that a decorator generates hide those of bases.
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import Any


@dataclass
class P:
    x: int
    y: str = "y"
    z: list[int] = field(default_factory=list)
    _: KW_ONLY
    k: float = 2
    late: int = field(init=False, default=7)
    never: int = field(init=False)


@dataclass(frozen=True, slots=True)
class F:
    a: int
    b: int = 2


@dataclass
class Post:
    x: int

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("negative")
        self.x += 100


@dataclass
class Var:
    x: int
    scale: InitVar[int] = 3

    def __post_init__(self, scale: int) -> None:
        self.x *= scale


class Sub(P):
    pass


class SubInit(P):
    def __init__(self) -> None:
        super().__init__(5)


class Base:
    def __init__(self) -> None:
        print("Base.__init__")

    def __eq__(self, other: object) -> bool:
        return False

    def __lt__(self, other: object) -> bool:
        return False

    def __repr__(self) -> str:
        return "Base"


@dataclass(order=True)
class Over(Base):
    x: int = 1


class Under(Over):
    pass


def fail() -> list[int]:
    raise KeyError("factory")


@dataclass
class Failing:
    x: list[int] = field(default_factory=fail)


def make(cls: Any, *args: Any, **keywords: Any) -> None:
    try:
        print(cls(*args, **keywords))
    except Exception as e:
        print(type(e).__name__, e)


def plain(cls: Any, value: Any) -> Any:
    return cls(value)


def named(cls: Any, value: Any) -> Any:
    return cls(x=value)


def direct() -> None:
    print(Sub(1), SubInit(), Over(), Over(3), Under(), Under(4), Over() == Over(), Over(1) != Over(2), Over(1) < Over(2), Under(1) == Under(1))
    print(Sub(1).z is not Sub(1).z)


def main() -> None:
    for cls in (P, Post, Var, Sub, Over, Under):
        print(plain(cls, 1), named(cls, 2))
    print(plain(F, 3), F(b=1, a=2))
    make(P)
    make(P, 1, "a", [3])
    make(P, 1, "a", [3], 4)
    make(P, 1, k=3)
    make(P, 1, x=3)
    make(P, nothing=1)
    make(P, 1, late=2)
    make(F, 1, 2, 3)
    make(Post, -1)
    make(Failing)
    make(Failing, [])
    make(P, "not an int, which Python takes"[:0] or 0)
    print(P(1).late, hasattr(P(1), "never"), plain(P, 1).late, hasattr(plain(P, 1), "never"))
    saved = P.__init__
    P.__init__ = lambda self, value: print("patched", value)  # type: ignore
    plain(P, 1)
    P.__init__ = saved  # type: ignore
    P.__post_init__ = lambda self: print("late post_init")  # type: ignore
    print(plain(P, 1))
    P.__new__ = lambda cls, *args: print("new", args)  # type: ignore
    print(plain(P, 1))
    space: dict[str, Any] = {"F": F, "P": Post}
    exec("class Heir(F): pass\nclass Heir2(P):\n    def __init__(self, *a): super().__init__(*a)\nprint(F(1), Heir(2, 3), Heir2(4), P(x=5), F(b=5, a=1))", space)


if __name__ == "__main__":
    main()
    direct()
