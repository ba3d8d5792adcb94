class Shape:
    def __init__(self, n: int) -> None:
        self.only_in_shapes = n
        self.other_in_shapes = ""
