"""A module as people write them: a small geometry and statistics library of classes and numeric functions.

Its only use is to be compiled: benchmarks/compile_time.py measures how long that takes.
"""
from typing import Dict, Iterator, List, Optional, Tuple

EPSILON = 1e-9


class Point:
    """A point or a vector of the plane."""

    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def __add__(self, other: "Point") -> "Point":
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other: "Point") -> "Point":
        return Point(self.x - other.x, self.y - other.y)

    def __mul__(self, k: float) -> "Point":
        return Point(self.x * k, self.y * k)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Point) and abs(self.x - other.x) < EPSILON and abs(self.y - other.y) < EPSILON

    def __hash__(self) -> int:
        return hash((round(self.x, 6), round(self.y, 6)))

    def __repr__(self) -> str:
        return f"Point({self.x:.3f}, {self.y:.3f})"

    def dot(self, other: "Point") -> float:
        return self.x * other.x + self.y * other.y

    def cross(self, other: "Point") -> float:
        return self.x * other.y - self.y * other.x

    def length(self) -> float:
        return (self.x * self.x + self.y * self.y) ** 0.5

    def unit(self) -> "Point":
        n = self.length()
        if n < EPSILON:
            raise ValueError("a null vector has no direction")
        return Point(self.x / n, self.y / n)


class Box:
    """An axis-parallel box; empty until a point is added."""

    def __init__(self) -> None:
        self.low: Optional[Point] = None
        self.high: Optional[Point] = None
        self.count = 0

    def add(self, p: Point) -> None:
        self.count += 1
        if self.low is None or self.high is None:
            self.low = Point(p.x, p.y)
            self.high = Point(p.x, p.y)
            return
        self.low.x = min(self.low.x, p.x)
        self.low.y = min(self.low.y, p.y)
        self.high.x = max(self.high.x, p.x)
        self.high.y = max(self.high.y, p.y)

    def contains(self, p: Point) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low.x <= p.x <= self.high.x and self.low.y <= p.y <= self.high.y

    @property
    def area(self) -> float:
        if self.low is None or self.high is None:
            return 0.0
        return (self.high.x - self.low.x) * (self.high.y - self.low.y)


class Shape:
    """What every shape can do."""

    kind = "shape"

    def __init__(self, name: str) -> None:
        self.name = name
        self.tags: List[str] = []

    def area(self) -> float:
        raise NotImplementedError

    def perimeter(self) -> float:
        raise NotImplementedError

    def points(self) -> Iterator[Point]:
        raise NotImplementedError

    def bounds(self) -> Box:
        box = Box()
        for p in self.points():
            box.add(p)
        return box

    def describe(self) -> str:
        return f"{self.kind} {self.name}: area {self.area():.2f}, perimeter {self.perimeter():.2f}"


class Polygon(Shape):
    kind = "polygon"

    def __init__(self, name: str, corners: List[Point]) -> None:
        super().__init__(name)
        if len(corners) < 3:
            raise ValueError(f"{name}: a polygon has at least three corners")
        self.corners = corners

    def edges(self) -> Iterator[Tuple[Point, Point]]:
        n = len(self.corners)
        for i in range(n):
            yield self.corners[i], self.corners[(i + 1) % n]

    def area(self) -> float:
        total = 0.0
        for a, b in self.edges():
            total += a.cross(b)
        return abs(total) / 2.0

    def perimeter(self) -> float:
        return sum((b - a).length() for a, b in self.edges())

    def points(self) -> Iterator[Point]:
        return iter(self.corners)

    def convex(self) -> bool:
        sign = 0.0
        n = len(self.corners)
        for i in range(n):
            a, b, c = self.corners[i], self.corners[(i + 1) % n], self.corners[(i + 2) % n]
            turn = (b - a).cross(c - b)
            if abs(turn) < EPSILON:
                continue
            if sign * turn < 0:
                return False
            sign = turn
        return True

    def inside(self, p: Point) -> bool:
        odd = False
        for a, b in self.edges():
            if (a.y > p.y) != (b.y > p.y):
                x = a.x + (p.y - a.y) * (b.x - a.x) / (b.y - a.y)
                if p.x < x:
                    odd = not odd
        return odd


class Circle(Shape):
    kind = "circle"
    steps = 16

    def __init__(self, name: str, center: Point, radius: float) -> None:
        super().__init__(name)
        self.center = center
        self.radius = radius

    def area(self) -> float:
        return 3.141592653589793 * self.radius ** 2

    def perimeter(self) -> float:
        return 2.0 * 3.141592653589793 * self.radius

    def points(self) -> Iterator[Point]:
        yield Point(self.center.x - self.radius, self.center.y - self.radius)
        yield Point(self.center.x + self.radius, self.center.y + self.radius)


class Drawing:
    """Shapes by name, with a running total."""

    def __init__(self) -> None:
        self.shapes: Dict[str, Shape] = {}
        self.log: List[str] = []

    def add(self, shape: Shape) -> None:
        if shape.name in self.shapes:
            raise KeyError(shape.name)
        self.shapes[shape.name] = shape
        self.log.append("add " + shape.name)

    def remove(self, name: str) -> Optional[Shape]:
        shape = self.shapes.pop(name, None)
        if shape is not None:
            self.log.append("remove " + name)
        return shape

    def total_area(self) -> float:
        return sum(s.area() for s in self.shapes.values())

    def largest(self) -> Optional[Shape]:
        best: Optional[Shape] = None
        for s in self.shapes.values():
            if best is None or s.area() > best.area():
                best = s
        return best

    def by_kind(self) -> Dict[str, List[str]]:
        out: Dict[str, List[str]] = {}
        for name, s in self.shapes.items():
            out.setdefault(s.kind, []).append(name)
        for names in out.values():
            names.sort()
        return out

    def __len__(self) -> int:
        return len(self.shapes)

    def __contains__(self, name: object) -> bool:
        return name in self.shapes


class Stats:
    """Mean and variance of what was seen, in one pass."""

    def __init__(self) -> None:
        self.n = 0
        self.mean = 0.0
        self.m2 = 0.0

    def add(self, x: float) -> None:
        self.n += 1
        delta = x - self.mean
        self.mean += delta / self.n
        self.m2 += delta * (x - self.mean)

    @property
    def variance(self) -> float:
        return self.m2 / (self.n - 1) if self.n > 1 else 0.0

    @classmethod
    def of(cls, xs: List[float]) -> "Stats":
        s = cls()
        for x in xs:
            s.add(x)
        return s


def convex_hull(points: List[Point]) -> List[Point]:
    pts = sorted(points, key=lambda p: (p.x, p.y))
    if len(pts) < 3:
        return pts
    lower: List[Point] = []
    for p in pts:
        while len(lower) >= 2 and (lower[-1] - lower[-2]).cross(p - lower[-1]) <= 0:
            lower.pop()
        lower.append(p)
    upper: List[Point] = []
    for p in reversed(pts):
        while len(upper) >= 2 and (upper[-1] - upper[-2]).cross(p - upper[-1]) <= 0:
            upper.pop()
        upper.append(p)
    return lower[:-1] + upper[:-1]


def quantile(xs: List[float], q: float) -> float:
    if not xs:
        raise ValueError("no values")
    ordered = sorted(xs)
    pos = q * (len(ordered) - 1)
    i = int(pos)
    frac = pos - i
    if i + 1 < len(ordered):
        return ordered[i] * (1.0 - frac) + ordered[i + 1] * frac
    return ordered[i]


def histogram(xs: List[float], bins: int) -> List[int]:
    out = [0] * bins
    lo, hi = min(xs), max(xs)
    width = (hi - lo) / bins or 1.0
    for x in xs:
        k = int((x - lo) / width)
        out[min(k, bins - 1)] += 1
    return out


def smooth(xs: List[float], radius: int) -> List[float]:
    out: List[float] = []
    for i in range(len(xs)):
        total = 0.0
        n = 0
        for j in range(max(0, i - radius), min(len(xs), i + radius + 1)):
            total += xs[j]
            n += 1
        out.append(total / n)
    return out


def simulate(n: int, seed: int) -> Drawing:
    drawing = Drawing()
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        x, y = (seed >> 8) % 100 / 10.0, (seed >> 16) % 100 / 10.0
        if i % 2:
            drawing.add(Circle(f"c{i}", Point(x, y), 1.0 + i % 5))
        else:
            drawing.add(Polygon(f"p{i}", [Point(x, y), Point(x + 2.0, y), Point(x + 1.0, y + 2.0)]))
    return drawing


def main(n: int) -> object:
    d = simulate(n, 42)
    s = Stats.of([shape.area() for shape in d.shapes.values()])
    hull = convex_hull([p for shape in d.shapes.values() for p in shape.points()])
    return round(d.total_area(), 6), round(s.mean, 6), round(s.variance, 6), len(hull), histogram([p.x for p in hull], 3)
