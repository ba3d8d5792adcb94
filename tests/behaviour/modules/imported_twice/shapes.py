class Shape:
    def __init__(self, side: int) -> None:
        self.side = side

    def double(self) -> int:
        return self.side * 2
