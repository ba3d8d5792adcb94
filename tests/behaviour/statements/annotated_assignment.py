from typing import Any, ClassVar, Dict, Final, List, Optional

LIMIT: Final = 10
names: List[str] = []
maybe: Optional[int] = None
declared: int


class Point:
    x: int
    y: int = 5
    count: ClassVar[int] = 0
    z: "Point"

    def __init__(self, x: int) -> None:
        self.x: int = x
        self.tags: Dict[str, Any] = {}


def local(n: int) -> float:
    total: float = 0
    item: int
    for item in range(n):
        total += item
    text: "NotDefined" = "strings stay strings"  # type: ignore  # noqa
    return total


def unset() -> str:
    v: int
    try:
        return str(v)
    except UnboundLocalError as e:
        return str(e)


def attr_targets() -> List[int]:
    p = Point(1)
    p.x: int = 7  # type: ignore
    d: Dict[str, int] = {}
    d["k"]: int = 3  # type: ignore
    (q): int = 4
    return [p.x, d["k"], q]


def main() -> None:
    print(__annotations__)
    print(Point.__annotations__)
    print(local.__annotations__, main.__annotations__)
    print(local(4), unset(), attr_targets(), LIMIT, names, maybe)
    print(hasattr(Point, "x"), Point.y, Point(2).x, Point(2).tags)
    try:
        declared
    except NameError as e:
        print(e)


if __name__ == "__main__":
    main()
