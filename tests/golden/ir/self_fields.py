# function: Point.move
class Point:
    def __init__(self, x: float) -> None:
        self.x = x

    def move(self, by: float) -> None:
        self.x += by
