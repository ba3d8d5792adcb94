# function: Machine.run
"""Lists that only native code has seen stay packed in fields; what only a way out of the loop wants as an object is made one there."""
from typing import List


class Machine:
    def __init__(self, slots: int) -> None:
        self.stack: List[int] = []
        self.slots = [0] * slots

    def run(self, at: int) -> None:
        while at > 0:
            at -= 1
            self.stack.append(at * 2)
            self.slots[at] = self.stack.pop()
