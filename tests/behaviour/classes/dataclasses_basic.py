from dataclasses import asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar, Dict, List, Optional


@dataclass
class Point:
    x: int
    y: int = 0

    def norm1(self) -> int:
        return abs(self.x) + abs(self.y)


@dataclass
class Point3(Point):
    z: int = 9


@dataclass
class Team:
    name: str
    members: List[str] = field(default_factory=list)
    scores: Dict[str, int] = field(default_factory=dict, repr=False)
    hidden: int = field(default=5, compare=False)
    count: ClassVar[int] = 0
    total: int = field(init=False)
    tag: Optional[str] = None

    def __post_init__(self) -> None:
        self.total = len(self.members)


@dataclass(frozen=True)
class Key:
    a: int
    b: str


@dataclass(order=True)
class Ranked:
    rank: int
    name: str = field(compare=False)


@dataclass(eq=False)
class Identity:
    v: float


@dataclass(repr=False)
class Custom:
    v: int

    def __repr__(self) -> str:
        return f"<{self.v}>"


@dataclass
class Measure:
    value: float
    unit: str = "m"

    def scaled(self, k: float) -> "Measure":
        return Measure(self.value * k, self.unit)


def main() -> None:
    p = Point(1)
    print(p, Point(1, 2), Point(y=3, x=4), p == Point(1, 0), p != Point(2), p == (1, 0), p.norm1())
    print(Point3(1), Point3(1, 2, 3), Point3(1) == Point(1), Point3(1).norm1(), isinstance(Point3(1), Point))
    p.x += 5
    print(p, asdict(p), astuple(p), replace(p, y=7), [f.name for f in fields(Point3)])
    t, u = Team("a"), Team("a", ["x"])
    t.members.append("y")
    print(t, u, u.total, t.scores, Team("q") == Team("q", hidden=99), asdict(u))
    k = Key(1, "b")
    print(k, hash(k) == hash(Key(1, "b")), {k: 1}[Key(1, "b")], k in {Key(1, "b")})
    for f in (lambda: setattr(k, "a", 2), lambda: delattr(k, "a"), lambda: Point(), lambda: Point(1, 2, 3), lambda: hash(p), lambda: p < p, lambda: Point(z=1)):  # type: ignore
        try:
            print(f())
        except (AttributeError, TypeError) as e:
            print(type(e).__name__, e)
    print(sorted([Ranked(3, "c"), Ranked(1, "z"), Ranked(2, "b")]), Ranked(1, "a") == Ranked(1, "b"), Ranked(1, "a") < Ranked(2, "a"), max(Ranked(1, "q"), Ranked(5, "w")))
    print(Identity(1) == Identity(1), Custom(4), Measure(3).scaled(2), Measure(3).value, Measure(1.5).scaled(2))
    print(Point.__match_args__, Point.__dataclass_params__.frozen, Point.__doc__, Point.__eq__.__qualname__, Point.__init__.__annotations__)


if __name__ == "__main__":
    main()
