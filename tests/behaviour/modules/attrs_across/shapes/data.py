from dataclasses import dataclass


@dataclass(order=True)
class First:
    alpha: int
    beta: str = "b"
