# function: pull
"""A loop that counts and takes objects by the count borrows them, as one over the list does, and asks in front how far the list goes."""
from typing import List


class Body:
    def __init__(self, x: float, v: float) -> None:
        self.x = x
        self.v = v


def pull(bodies: List[Body], n: int, dt: float) -> None:
    for i in range(n):
        b = bodies[i]
        b.x += b.v * dt
