from inner.core import compute


class Runner:
    def __init__(self, n: int) -> None:
        self.n = n

    def run(self) -> int:
        try:
            return compute(self.n)
        except ZeroDivisionError as e:
            raise RuntimeError("run failed") from e
