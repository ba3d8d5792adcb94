"""Small instances that are made on several ways, and variables that hold one only from the first round on."""
import weakref
from typing import List, Optional, Tuple


class Vec:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def __add__(self, o: "Vec") -> "Vec":
        return Vec(self.x + o.x, self.y + o.y)

    def __sub__(self, o: "Vec") -> "Vec":
        return Vec(self.x - o.x, self.y - o.y)

    def size(self) -> float:
        return self.x * self.x + self.y * self.y


class Loud(Vec):
    def __add__(self, o: Vec) -> Vec:
        print("loud")
        return Vec(self.x + o.x, self.y + o.y)


class Cell:
    def __init__(self, row: int, column: int) -> None:
        self.row = row
        self.column = column


class Last:
    def __init__(self, n: int) -> None:
        self.n = n

    def __del__(self) -> None:
        print("gone", self.n)


def either(up: Vec, n: int) -> float:
    total = 0.0
    for i in range(n):
        v = Vec(float(i), 1.0)
        w = v + up if i % 3 else v - up
        total += w.size() if w.y > 1.5 else -w.x
    return total


def behind(up: Vec, n: int) -> Tuple[float, Vec, Vec]:
    """What the last round has left is looked at behind the loop."""
    total = 0.0
    for i in range(n):
        v = Vec(i * 0.5, 2.0)
        if i & 1:
            w = v + up
        elif i & 2:
            w = v - up
        else:
            w = Vec(0.0, i * 0.25)
        total += w.x * v.y
    return total, v, w


def maybe(n: int) -> str:
    for i in range(n):
        v = Vec(i * 1.0, 0.5)
        if i > 100:
            return "far"
    try:
        return f"{v.x} {v.y}"
    except UnboundLocalError as e:
        return str(e)


def same(up: Vec, n: int) -> List[bool]:
    """One of the ways gives what is there already."""
    found = []
    for i in range(n):
        v = Vec(1.0, float(i))
        w = v if i % 2 else v + up
        found.append(w is v)
        found.append(w.y > 2.0)
    return found


def aliased(up: Vec, n: int) -> float:
    """One of the ways gives what has another name, by which it is changed or read behind."""
    total = 0.0
    for i in range(n):
        v = Vec(1.0, i * 1.0)
        w = v if i % 2 else v + up
        w.x = w.x + 10.0
        total += v.x * 3.0 + w.x
        p = Vec(0.5, 1.0)
        q = p if i % 3 else Vec(0.25, 2.0)
        p.y = total
        total += q.y
    return total


def kept(up: Vec, n: int) -> List[Vec]:
    out: List[Vec] = []
    for i in range(n):
        v = up + up if i % 2 else up - up
        if i % 4 == 1:
            out.append(v)
            v.x += 1.0
        up = v + Vec(0.5, 0.5)
    return out


def left(up: Vec, n: int) -> object:
    try:
        for i in range(n, -1, -1):
            v = Vec(1.0, 2.0) + up if i % 2 else Vec(3.0, 4.0) - up
            up = Vec(v.x / i, v.y)
    except ZeroDivisionError:
        return round(v.x, 9), v.y, round(up.x, 9)
    return None


def cells(n: int, k: int) -> Tuple[int, int, int]:
    at = Cell(0, 0)
    total = 0
    for i in range(n):
        at = Cell(at.row + k, at.column) if i % 3 else Cell(at.row, at.column + i)
        last = at
        total += at.row - at.column
    return total, last.row, last.column


def observed(n: int) -> int:
    total = 0
    for i in range(n):
        t = Last(i) if i % 2 else Last(-i)
        total += t.n
    return total


def referred(up: Vec, n: int) -> List[object]:
    refs: List[weakref.ref[Vec]] = []
    for i in range(n):
        v = up + up if i % 2 else up - up
        if i >= n - 2:
            refs.append(weakref.ref(v))
    return [r() is v for r in refs] + [v.x]


def inner(up: Vec, n: int) -> float:
    total = 0.0
    for i in range(n):
        p: Optional[Vec] = None
        for j in range(3):
            q = Vec(i * 1.0, j * 1.0)
            p = q + up if j else q - up
        if p is not None:
            total += p.x - q.y
    return total


def rebound(up: Vec, n: int) -> float:
    global Vec
    was, total = Vec, 0.0
    for i in range(n):
        if i == 5:
            Vec = Loud  # type: ignore
        v = Vec(1.0, 2.0) if i % 2 else Vec(2.0, 1.0)
        total += (v + up).x
    Vec = was  # type: ignore
    return total


def main() -> None:
    up = Vec(0.25, 1.0)
    print(either(up, 50), either(Loud(1.0, 1.0), 4), either(Vec(2**60, True), 7))
    for n in (1, 2, 3, 50):
        total, v, w = behind(up, n)
        print(total, v.x, v.y, w.x, w.y, v is w)
    print(maybe(0), maybe(3), maybe(200))
    print(same(up, 4))
    print(aliased(up, 1), aliased(up, 7))
    print([(v.x, v.y) for v in kept(up, 12)])
    print(left(up, 9))
    print(cells(20, 7), cells(9, 2**61), cells(7, 2**62))
    print(observed(4))
    print(referred(up, 9))
    print(inner(up, 9))
    print(rebound(up, 9))
    try:
        print(either(Vec("a", 1.0), 3))  # type: ignore
    except TypeError:
        print("TypeError")


if __name__ == "__main__":
    main()
