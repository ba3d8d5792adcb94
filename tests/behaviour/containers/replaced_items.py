"""Items of lists of objects that loops replace: what goes may change the list, raise what nobody sees, or read what has just been stored."""
from typing import Any, List, Optional


class Point:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def between(self, other: "Point", k: float) -> "Point":
        return Point(self.x + (other.x - self.x) * k, self.y + (other.y - self.y) * k)

    def __repr__(self) -> str:
        return f"({self.x}, {self.y})"


class Last(Point):
    """Looks at the list, and changes it, when it goes."""

    def __init__(self, points: List[Any], what: str) -> None:
        super().__init__(0.5, 0.25)
        self.points = points
        self.what = what

    def __del__(self) -> None:
        print("gone:", self.what, self.points)
        if self.what == "pop":
            self.points.pop()
        elif self.what == "clear":
            self.points.clear()
        elif self.what == "raise":
            raise ValueError
        elif self.what == "fill":
            self.points[0] = self.points[-1]


def spline(points: List[Point], k: float) -> Point:
    d = points[:]
    for r in range(1, len(d)):
        for j in range(len(d) - 1, r - 1, -1):
            d[j] = d[j - 1].between(d[j], k)
    return d[-1]


def move(points: List[Point], dx: float) -> float:
    total = 0.0
    for i in range(len(points)):
        points[i] = Point(points[i].x + dx, total)
        total += points[i].x
    return total


def turn(points: List[Point]) -> None:
    i, j = 0, len(points) - 1
    while i < j:
        points[i], points[j] = points[j], points[i]
        i += 1
        j -= 1


def at(points: List[Point], index: int) -> int:
    n = 0
    for i in range(3):
        points[index] = points[i]
        n += i + index
    return n


def names(texts: List[str]) -> int:
    n = 0
    for i in range(len(texts)):
        texts[i] = texts[i] + str(i)
        n += i
    return n


def optional(items: List[Optional[int]], k: int) -> int:
    n = 0
    for i in range(len(items)):
        items[i] = None if i % 2 else i * k
        n += i
    return n


def main() -> None:
    points = [Point(i * 1.0, i * 0.5) for i in range(4)]
    print(spline(points, 0.25), points, move(points, 0.5), points)
    turn(points)
    print(points)
    for what in ("pop", "clear", "fill", "look"):
        points = [Point(i * 1.0, 0.0) for i in range(5)]
        points[2] = Last(points, what)
        try:
            print(move(points, 1.0))
        except IndexError as e:
            print("IndexError", e)
        print(points)
    for index in (-1, -4, 3, -5, 4):
        points = [Point(i * 1.0, 0.0) for i in range(4)]
        try:
            print(at(points, index), points)
        except IndexError as e:
            print("IndexError", e)
    texts = ["a", "b", "c"]
    print(names(texts), texts)
    items: List[Optional[int]] = [1, 2, 3, 4]
    print(optional(items, 2**40), optional(items, 2**70), items)
    odd: Any = [1.5, "x", None]
    print(optional(odd, 3), odd)


if __name__ == "__main__":
    main()
