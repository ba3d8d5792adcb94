# function: Vector.longer
"""What is claimed to be floats is computed in one go, and tested at the end."""


class Vector:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def longer(self, other: "Vector", k: float) -> bool:
        return self.x * other.x * 2 > k / self.y
