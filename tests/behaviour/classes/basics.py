from typing import List, Optional


class Point:
    def __init__(self, x: int, y: int = 0) -> None:
        self.x = x
        self.y = y

    def move(self, dx: int, dy: int) -> "Point":
        self.x += dx
        self.y += dy
        return self

    def dist2(self) -> int:
        return self.x * self.x + self.y * self.y

    def clone(self) -> "Point":
        return Point(self.x, self.y)


class Stack:
    def __init__(self) -> None:
        self.items: List[int] = []
        self.top: Optional[int] = None

    def push(self, x: int) -> None:
        self.items.append(x)
        self.top = x

    def pop(self) -> int:
        x = self.items.pop()
        self.top = self.items[-1] if self.items else None
        return x


class Empty:
    pass


class Measure:
    name: str
    value: float

    def __init__(self, name: str, value: float) -> None:
        self.name, self.value = name, value


def main() -> None:
    p = Point(1)
    print(p.x, p.y, p.move(2, 3).move(1, 1).dist2())
    q = p.clone()
    q.x = 100
    print(p.x, q.x, p is q, type(p) is type(q), isinstance(p, Point))
    print(Point(y=5, x=6).y, p.__class__.__name__)
    s = Stack()
    for i in range(4):
        s.push(i * i)
    print(s.pop(), s.top, s.pop(), s.items)
    print(type(Empty()).__name__, Empty() == Empty(), Empty.__name__)
    m = Measure("len", 3)
    print(m.name, m.value, m.value / 2)
    m.value = 2.5
    m.value *= 2
    print(m.value)
    try:
        print(p.z)  # type: ignore
    except AttributeError as e:
        print(e)
    print(Point.dist2(Point(3, 4)), Point.__init__.__qualname__)


if __name__ == "__main__":
    main()
