"""A chaos game over a spline: small points, random numbers of our own, a grid of counts."""
from typing import List

DEFAULT = 20000


class Point:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def __add__(self, other: "Point") -> "Point":
        return Point(self.x + other.x, self.y + other.y)

    def scaled(self, k: float) -> "Point":
        return Point(self.x * k, self.y * k)

    def between(self, other: "Point", k: float) -> "Point":
        return Point(self.x + (other.x - self.x) * k, self.y + (other.y - self.y) * k)


class Random:
    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, n: int) -> int:
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % n

    def unit(self) -> float:
        return self.below(1 << 20) / (1 << 20)


class Spline:
    def __init__(self, points: List[Point], degree: int) -> None:
        self.points = points
        self.degree = degree
        inner = len(points) - degree
        self.knots: List[int] = [0] * degree + list(range(inner + 1)) + [inner] * degree

    def domain(self) -> int:
        return len(self.points) - self.degree

    def at(self, u: float) -> Point:
        span = self.degree
        while span < len(self.points) - 1 and self.knots[span + 1] <= u:
            span += 1
        d = [self.points[span - self.degree + k] for k in range(self.degree + 1)]
        for r in range(1, self.degree + 1):
            for j in range(self.degree, r - 1, -1):
                low = self.knots[j + span - self.degree]
                high = self.knots[j + 1 + span - r]
                d[j] = d[j - 1].between(d[j], (u - low) / (high - low))
        return d[self.degree]


def main(n: int) -> object:
    splines = [
        Spline([Point(1.6, 0.3), Point(1.7, 2.0), Point(0.1, 1.6), Point(0.4, 0.2), Point(1.3, 1.1)], 2),
        Spline([Point(2.8, 3.5), Point(2.4, 3.0), Point(1.0, 2.0), Point(0.5, 0.9), Point(0.0, 0.1)], 3),
    ]
    random = Random(1234)
    size = 40
    grid = [[0] * size for _ in range(size)]
    at = Point(1.0, 1.0)
    for _ in range(n):
        spline = splines[random.below(2)]
        target = spline.at(random.unit() * spline.domain())
        at = (at + target).scaled(0.5)
        x = int(at.x / 4.0 * size)
        y = int(at.y / 4.0 * size)
        if 0 <= x < size and 0 <= y < size:
            grid[y][x] += 1
    return sum(1 for row in grid for c in row if c), max(max(row) for row in grid), round(at.x, 6), round(at.y, 6)
