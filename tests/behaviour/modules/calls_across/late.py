def greet(name: str) -> str:
    return "hello " + name


class Thing:
    def __init__(self, n: int) -> None:
        self.n = n

    def twice(self) -> int:
        return self.n * 2


VALUE = 3
