import math

PI = 3.0
_internal = 5


def area(w: float, h: float) -> float:
    return w * h


class Square:
    def __init__(self, side: int) -> None:
        self.side = side
