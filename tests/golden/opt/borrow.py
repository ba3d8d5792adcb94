# function: move
"""A loop over a list that nothing in it can change borrows the items: the test stands at the end of a round, and what the variable held goes in front."""
from typing import List


class Body:
    def __init__(self, x: float, v: float) -> None:
        self.x = x
        self.v = v


def move(bodies: List[Body], dt: float) -> None:
    for b in bodies:
        b.x += b.v * dt
