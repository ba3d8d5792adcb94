import collections
from typing import Dict, List, NamedTuple, Optional


class Point(NamedTuple):
    """A point."""
    x: int
    y: int = 0

    def dist2(self) -> int:
        return self.x ** 2 + self.y ** 2

    @property
    def flipped(self) -> "Point":
        return Point(self.y, self.x)

    def __add__(self, o: object) -> "Point":
        assert isinstance(o, Point)
        return Point(self.x + o.x, self.y + o.y)


class Row(NamedTuple):
    name: str
    score: float
    tags: List[str] = []
    parent: Optional["Row"] = None


Pair = NamedTuple("Pair", [("a", int), ("b", str)])
Old = collections.namedtuple("Old", ["p", "q"])


def best(rows: List[Row]) -> Row:
    return max(rows, key=lambda r: r.score)


def shift(p: Point, dx: int) -> Point:
    x, y = p
    return Point(x + dx, y)


def main() -> None:
    p = Point(3, 4)
    print(p, p.x, p[1], p.dist2(), p.flipped, p + Point(1), len(p), p == (3, 4), p == Point(3, 4), hash(p) == hash((3, 4)), tuple(p), list(p))
    print(shift(p, 10), Point(y=1, x=2), Point(5), p._replace(x=0), p._asdict(), Point._fields, Point._field_defaults, Point._make([7, 8]), Point.__doc__)
    r = Row("a", 1)
    print(r, best([r, Row("b", 2.5), Row("c", 2)]), r.score, Row("k", 1, ["t"], r).parent, r.tags is Row("z", 0).tags)
    print(Pair(1, "x"), Old(1, q=2), Old(1, 2).p, sorted([Point(2, 1), Point(1, 9)]), max(p, Point(9)), p < Point(4), isinstance(p, tuple))
    a, b = p
    d: Dict[Point, str] = {p: "here"}
    print(a, b, d[Point(3, 4)], (3, 4) in d, [x for x in p], p[::-1], p * 2, 3 in p, p.index(4), p.count(9), f"{p}", "%s-%s" % p)
    for f in (lambda: setattr(p, "x", 1), lambda: Point(), lambda: Point(1, 2, 3), lambda: p.z, lambda: p[5], lambda: p._replace(z=1), lambda: Point(z=1)):  # type: ignore
        try:
            print(f())
        except (AttributeError, TypeError, IndexError, ValueError) as e:
            print(type(e).__name__, e)
    match p:
        case Point(x=3, y=yy):
            print("matched", yy)


if __name__ == "__main__":
    main()
