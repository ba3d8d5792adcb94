"""Arithmetic on small instances, made and thrown away in each round."""
from dataclasses import dataclass
from typing import Tuple


class Vec:
    def __init__(self, x: float, y: float, z: float) -> None:
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o: "Vec") -> "Vec":
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o: "Vec") -> "Vec":
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k: float) -> "Vec":
        return Vec(self.x * k, self.y * k, self.z * k)

    def __neg__(self) -> "Vec":
        return Vec(-self.x, -self.y, -self.z)

    def dot(self, o: "Vec") -> float:
        return self.x * o.x + self.y * o.y + self.z * o.z

    def cross(self, o: "Vec") -> "Vec":
        return Vec(self.y * o.z - self.z * o.y, self.z * o.x - self.x * o.z, self.x * o.y - self.y * o.x)

    def unit(self) -> "Vec":
        return self * (1.0 / self.dot(self) ** 0.5)


@dataclass
class Point:
    x: float
    y: float

    def moved(self, dx: float, dy: float) -> "Point":
        return Point(self.x + dx, self.y + dy)

    def middle(self, o: "Point") -> "Point":
        return Point((self.x + o.x) / 2, (self.y + o.y) / 2)


class Cell:
    def __init__(self, row: int, column: int) -> None:
        self.row = row
        self.column = column

    def __add__(self, o: "Cell") -> "Cell":
        return Cell(self.row + o.row, self.column + o.column)

    def wrapped(self, size: int) -> "Cell":
        return Cell(self.row % size, self.column % size)


def case_dropped_in_the_round(n: int) -> float:
    a = Vec(1.0, 2.0, 3.0)
    b = Vec(0.5, -0.25, 0.125)
    total = 0.0
    for _ in range(n):
        total += (a + b * 0.5 - a.cross(b)).dot(b)
    return total


def case_carried_from_round_to_round(n: int) -> Tuple[float, float]:
    p = Vec(1.0, 0.5, -0.25)
    v = Vec(0.01, 0.02, 0.03)
    axis = Vec(0.0, 0.0, 1.0)
    total = 0.0
    for _ in range(n):
        v = (v + axis.cross(p) * 0.5 - p * 0.05) * 0.5
        p = p + v * 0.01
        total += p.dot(v)
    return total, p.x


def case_methods_of_methods(n: int) -> float:
    v = Vec(3.0, 4.0, 12.0)
    total = 0.0
    for i in range(n):
        total += (-(v + v * 0.5)).unit().x + i
    return total


def case_dataclass(n: int) -> float:
    p = Point(0.0, 0.0)
    q = Point(100.0, 50.0)
    for _ in range(n):
        p = p.middle(q).moved(-1.0, 0.5)
    return p.x + p.y


def case_ints(n: int) -> int:
    at = Cell(0, 0)
    step = Cell(3, 5)
    total = 0
    for _ in range(n):
        at = (at + step).wrapped(1009)
        total += at.row * 1000 + at.column
    return total


def case_branches(n: int) -> float:
    up = Vec(0.0, 1.0, 0.0)
    total = 0.0
    for i in range(n):
        v = Vec(float(i), 1.0, -1.0)
        w = v + up if i % 3 else v - up
        if w.y > 1.5:
            total += w.dot(up)
        else:
            total -= w.x
    return total
