# function: main
"""What is asked of the class of instances that change from round to round is asked in front of the loop; of each instance, whether it is one and has nothing else."""
from typing import List


class Body:
    def __init__(self, x: float, v: float) -> None:
        self.x = x
        self.v = v

    def step(self, dt: float) -> None:
        self.x += self.v * dt


def main(bodies: List[Body]) -> None:
    for b in bodies:
        b.step(0.5)
