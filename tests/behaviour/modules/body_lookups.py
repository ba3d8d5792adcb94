# The body of a module asks one type for one attribute and method after another.
import types

space = types.SimpleNamespace(a=1, b=2)


class Point:
    def __init__(self) -> None:
        self.x = 1
        self.y = 2

    def left(self) -> str:
        return "left"

    def right(self) -> str:
        return "right"


class Slotted:
    __slots__ = ("p", "q")


keys = type({}.keys())
values = type({}.values())
items = type({}.items())
point = Point()
first = point.left()
second = point.right()
x = point.x
y = point.y
point.x = 3
point.y = 4
slotted = Slotted()
slotted.p = 5
slotted.q = 6
p = slotted.p
q = slotted.q
a = space.a
b = space.b
real = (1.5).real
imag = (1.5).imag


class Body:
    keys = type({}.keys())
    values = type({}.values())
    x = point.x
    y = point.y
    left = point.left()
    right = point.right()


def main() -> None:
    print(keys, values, items, first, second, x, y, point.x, point.y, p, q, a, b, real, imag)
    print(Body.keys, Body.values, Body.x, Body.y, Body.left, Body.right)


if __name__ == "__main__":
    main()
