# function: Machine.run
"""What counts in a field adds to the field as it stands there."""


class Machine:
    def __init__(self) -> None:
        self.steps = 0
        self.left = 100

    def run(self, rounds: int) -> None:
        for _ in range(rounds):
            self.steps += 1
            self.left -= 2
