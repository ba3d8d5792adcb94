from __future__ import annotations

from shapes import Shape

count = 0
seen: list[str] = []


def bump(name: str) -> int:
    global count
    count += 1
    seen.append(name)
    return count


def helper() -> str:
    return f"helper of {len(seen)}"


def call_helper() -> str:
    return helper()


class Base:
    def __init__(self, x: int) -> None:
        self.x = x

    def get(self) -> int:
        return self.x


class Derived(Base):
    def __init__(self, x: int, y: int) -> None:
        super().__init__(x)
        self.y = y

    def get(self) -> int:
        return super().get() + self.y


class Square(Shape):
    def area(self) -> int:
        return self.side * self.side


def make(x: int) -> Base:
    return Derived(x, count)


def area(side: int) -> int:
    shape = Square(side)
    return shape.area() if isinstance(shape, Shape) else -1
