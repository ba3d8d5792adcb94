# function: total
class Shape:
    @property
    def area(self) -> float:
        return 0.0


class Square(Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    @property
    def area(self) -> float:
        return self.side * self.side


def total(s: Shape) -> float:
    return s.area
