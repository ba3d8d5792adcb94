# function: Task.blocked
"""Bools are tested where they come from: no object is made where the ways meet."""


class Task:
    def __init__(self) -> None:
        self.held = False
        self.pending = False
        self.waiting = True

    def blocked(self) -> bool:
        return self.held or (not self.pending and self.waiting)
